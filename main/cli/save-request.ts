import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from '../../shared/errors.ts'
import type { SaveRequest } from '../../shared/saving.ts'
import type { CliWorld } from '../cli.ts'

/** What the options of `save` ask for, for every article. */
export interface Wanted {
  readonly url: string | undefined
  readonly tags: readonly string[]
  /** Open addresses with their scripts. */
  readonly render: boolean
}

/** Endings of what is meant as a file even when there is none. */
const PAGE_FILE = /\.(?:html?|xhtml|mht|mhtml|txt|text|md|markdown)$/i

/** Whether a word is surely an address, by its scheme. */
export function isAddress(word: string): boolean {
  return /^https?:/i.test(word)
}

/**
 * What a word of the command line asks to save: an address with a scheme; `-`, stdin; a file that is there; else an
 * address without a scheme (`example.org/story`), when it looks like one.
 * @throws not-found (file), invalid-argument for a folder, disk-error
 */
export async function saveRequest(word: string, { url, tags, render }: Wanted, world: CliWorld): Promise<SaveRequest> {
  const more = { ...(url === undefined ? {} : { url }), ...(tags.length === 0 ? {} : { tags }) }
  if (word === '-') {
    const bytes = await world.readStdin()
    return { kind: 'file', name: looksLikeHtml(bytes) ? 'stdin.html' : 'stdin.txt', bytes, ...more }
  }
  const how = render ? { render } : {}
  if (isAddress(word)) return { kind: 'address', address: word, ...how, ...more }
  const path = /^file:/i.test(word) ? fileURLToPath(word) : resolve(world.cwd, word)
  const bytes = await readIfThere(path, world)
  if (bytes !== undefined) return { kind: 'file', name: basename(path), bytes, ...more }
  if (!looksLikeAddress(word)) throw new Failure({ code: 'not-found', what: 'file' })
  return { kind: 'address', address: word, ...how, ...more }
}

/** The lines of a list of addresses and files; empty ones and those that begin with `#` are left out. */
export async function linesOf(list: string, world: CliWorld): Promise<readonly string[]> {
  const bytes = list === '-' ? await world.readStdin() : await readIfThere(resolve(world.cwd, list), world)
  if (bytes === undefined) throw new Failure({ code: 'not-found', what: 'file' })
  const lines = new TextDecoder().decode(bytes).split('\n').map((line) => line.trim())
  return lines.filter((line) => line !== '' && !line.startsWith('#'))
}

async function readIfThere(path: string, world: CliWorld): Promise<Uint8Array | undefined> {
  try {
    return await world.readFile(path)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    if (code === 'EISDIR') throw new Failure({ code: 'invalid-argument', problem: 'this is a folder' })
    throw new Failure({ code: 'disk-error', name: code }, { cause: error })
  }
}

/** A host's name in front, as in `example.org/story` or `localhost:8080`, and no page's file name. */
function looksLikeAddress(word: string): boolean {
  const [host = ''] = word.split(/[/?#]/, 1)
  return /^[^\s.:][^\s:]*(?:\.[^\s.:]+|:\d+)$/.test(host) && !PAGE_FILE.test(host)
}

/** A tag near the beginning; what it is exactly the cleaner finds out, this only names the file. */
function looksLikeHtml(bytes: Uint8Array): boolean {
  return /<(?:!doctype|html|head|body|article|main|section|div|p|h[1-6]|table|ul|ol|pre|a|span|meta|title)\b/i.test(
    new TextDecoder('latin1').decode(bytes.subarray(0, 4_096)),
  )
}
