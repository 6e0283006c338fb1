import { stat } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BatchId, BatchLine, BatchReport, BatchRequest } from '../../../shared/batch.ts'
import { Failure } from '../../../shared/errors.ts'
import type { ArticleId } from '../../../shared/model.ts'
import type { BatchEntry, BatchHeader } from '../../library/batch-files.ts'
import { newId } from '../../library/ids.ts'
import { canonicalAddress, parseAddress } from '../addresses.ts'
import { readAddresses } from './read-addresses.ts'
import { readFolder } from './read-folder.ts'

/** What a batch is made of: a request, or a folder that the reader chose. */
export type BatchSource = BatchRequest | { readonly kind: 'folder'; readonly folder: string }

export interface MadeBatch {
  readonly header: BatchHeader
  readonly entries: readonly BatchEntry[]
}

interface Read {
  readonly kind: BatchHeader['kind']
  readonly name: string
  readonly wanted: readonly Omit<BatchEntry, 'id'>[]
  readonly folder?: string
  readonly invalid?: readonly BatchLine[]
  readonly leftOut?: readonly string[]
}

/**
 * What there is to save, each thing once: what says the same again, and lines that say nothing, are put down as such.
 * @throws Failure invalid-address when there is nothing to save at all; not-found, disk-error when a folder cannot be read
 */
export async function makeBatch(source: BatchSource, about: { readonly device: string; readonly now: Date }): Promise<MadeBatch> {
  const { kind, name, wanted, folder, invalid = [], leftOut = [] } = await read(source)
  const { entries, duplicates } = eachOnce(wanted, about.now, folder)
  const [wrong] = invalid
  if (entries.length === 0 && source.kind === 'text') throw new Failure({ code: 'invalid-address', address: wrong?.text ?? '' })
  const header: BatchHeader = {
    version: 1,
    id: newId(about.now) as BatchId,
    device: about.device,
    createdAt: about.now.toISOString(),
    kind,
    name,
    tags: ('tags' in source && source.tags) || [],
    ...(source.kind === 'words' && source.render === true && { render: true }),
    ...(folder !== undefined && { folder }),
    entries: entries.length,
    invalid,
    duplicates,
    leftOut,
  }
  return { header, entries }
}

async function read(source: BatchSource): Promise<Read> {
  switch (source.kind) {
    case 'text': {
      const { addresses, invalid } = await readAddresses(source.text)
      return { kind: 'addresses', name: source.name ?? 'Pasted list', wanted: addresses.map(({ line, address }) => ({ line, address })), invalid }
    }
    case 'folder': {
      const { files, leftOut } = await readFolder(source.folder).catch((cause: unknown) => {
        throw new Failure({ code: 'disk-error', name: (cause as NodeJS.ErrnoException).code ?? 'unknown' }, { cause })
      })
      const wanted = files.map((file, index) => ({ line: index + 1, file }))
      return { kind: 'files', name: path.basename(source.folder), folder: source.folder, wanted, leftOut }
    }
    case 'given': {
      const wanted = source.files.map((given, index) => ({ line: index + 1, given }))
      return { kind: 'files', name: source.name, wanted, leftOut: source.leftOut }
    }
    case 'words':
      return readWords(source.words, source.folder)
  }
}

async function readWords(words: readonly string[], folder: string): Promise<Read> {
  const wanted: Omit<BatchEntry, 'id'>[] = []
  const invalid: BatchLine[] = []
  for (const [index, word] of words.entries()) {
    const line = index + 1
    const place = /^https?:/i.test(word) ? undefined : /^file:/i.test(word) ? pathOf(word) : word
    const file = place === undefined ? undefined : await stat(path.resolve(folder, place)).catch(() => undefined)
    const address = file === undefined ? addressOf(word) : undefined
    if (place !== undefined && file?.isFile() === true) wanted.push({ line, file: place })
    else if (address !== undefined) wanted.push({ line, address })
    else invalid.push({ line, text: word.slice(0, 300) })
  }
  const kind = wanted.some(({ address }) => address !== undefined) ? 'addresses' : 'files'
  return { kind, name: 'Command line', folder, wanted, invalid }
}

function pathOf(url: string): string {
  try {
    return fileURLToPath(url)
  } catch {
    return url
  }
}

function addressOf(word: string): string | undefined {
  try {
    // What looks like a page's file and is none was meant as a file.
    return /^https?:/i.test(word) || !/^[^/]*\.(?:html?|xhtml|mht|mhtml|txt|text|md|markdown)$/i.test(word) ? parseAddress(word).href : undefined
  } catch {
    return undefined
  }
}

function eachOnce(
  wanted: readonly Omit<BatchEntry, 'id'>[],
  now: Date,
  folder = '',
): { readonly entries: readonly BatchEntry[]; readonly duplicates: BatchReport['duplicates'] } {
  const seen = new Map<string, number>()
  const entries: BatchEntry[] = []
  const duplicates: (BatchLine & { first: number })[] = []
  for (const one of wanted) {
    const same = one.address !== undefined ? canonicalAddress(one.address) : one.file !== undefined ? path.resolve(folder, one.file) : `given ${one.line}`
    const first = seen.get(same)
    if (first !== undefined) duplicates.push({ line: one.line, text: one.address ?? one.file ?? '', first })
    else {
      seen.set(same, one.line)
      entries.push({ id: newId(now) as ArticleId, ...one })
    }
  }
  return { entries, duplicates }
}
