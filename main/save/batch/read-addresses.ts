import { setImmediate as breathe } from 'node:timers/promises'
import { Parser } from 'htmlparser2'
import type { BatchLine } from '../../../shared/batch.ts'
import { parseAddress } from '../addresses.ts'

export interface ReadAddresses {
  readonly addresses: readonly (BatchLine & { readonly address: string })[]
  /** Lines in which there is no address. */
  readonly invalid: readonly BatchLine[]
}

/** Lines read between two looks at what else there is to do. */
const AT_A_TIME = 500
/** Of a line that cannot be understood, so much is told. */
const TOLD = 300

/**
 * The addresses in a list: one a line, without a scheme too; several in a line of text; the first of each row of a CSV; the
 * links of an HTML page, as browsers export bookmarks. Empty lines, lines that begin with `#`, and a CSV's heading say nothing.
 */
export async function readAddresses(text: string): Promise<ReadAddresses> {
  if (/<a\s[^>]*\bhref\s*=/i.test(text)) return linksOf(text)
  const addresses: (BatchLine & { address: string })[] = []
  const invalid: BatchLine[] = []
  const lines = text.split(/\r\n|\r|\n/)
  for (const [index, whole] of lines.entries()) {
    if (index % AT_A_TIME === AT_A_TIME - 1) await breathe()
    const [line, trimmed] = [index + 1, whole.replace(/^\uFEFF/, '').trim()]
    if (trimmed === '' || trimmed.startsWith('#') || (addresses.length === 0 && isHeading(trimmed))) continue
    const found = addressesIn(trimmed)
    for (const address of found) addresses.push({ line, text: trimmed, address })
    if (found.length === 0) invalid.push({ line, text: trimmed.slice(0, TOLD) })
  }
  return { addresses, invalid }
}

function addressesIn(line: string): readonly string[] {
  const alone = addressOf(line)
  if (alone !== undefined) return [alone]
  const fields = line.split(/[,;\t]/).length > 1 ? fieldsOf(line) : []
  const field = fields.map((one) => (/^https?:\/\//i.test(one) ? addressOf(one) : undefined)).find((one) => one !== undefined)
  if (field !== undefined) return [field]
  const inText = (line.match(/https?:\/\/[^\s<>"'“”«»|]+/gi) ?? []).flatMap((one) => addressOf(withoutTail(one)) ?? [])
  if (inText.length > 0) return inText
  return fields.flatMap((one) => addressOf(one) ?? []).slice(0, 1)
}

/** Without what ends a sentence, and a bracket that opened before the address. */
function withoutTail(text: string): string {
  const bare = text.replace(/[.,;:!?\]]+$/, '')
  const open = bare.split('(').length < bare.split(')').length
  return open && bare.endsWith(')') ? withoutTail(bare.slice(0, -1)) : bare
}

/** A row's fields: commas, semicolons or tabs between them, quotes around those that have such in them. */
function fieldsOf(row: string): readonly string[] {
  return Array.from(row.matchAll(/(?:^|[,;\t])\s*(?:"((?:[^"]|"")*)"|([^,;\t]*))/g), ([, quoted, plain]) =>
    (quoted?.replace(/""/g, '"') ?? plain ?? '').trim(),
  )
}

function isHeading(line: string): boolean {
  return addressesIn(line).length === 0 && fieldsOf(line).some((field) => /^(?:urls?|links?|address(?:es)?|href|uri)$/i.test(field))
}

function addressOf(text: string): string | undefined {
  try {
    return parseAddress(text).href
  } catch {
    return undefined
  }
}

async function linksOf(html: string): Promise<ReadAddresses> {
  const addresses: (BatchLine & { address: string })[] = []
  const invalid: BatchLine[] = []
  let [line, counted] = [1, 0]
  const parser = new Parser({
    onopentag(name, { href }) {
      if (name !== 'a' || href === undefined || href.startsWith('#')) return
      for (; counted < parser.startIndex; counted++) if (html.charCodeAt(counted) === 10) line++
      const address = /^https?:/i.test(href.trim()) ? addressOf(href) : undefined
      if (address === undefined) invalid.push({ line, text: href.slice(0, TOLD) })
      else addresses.push({ line, text: address, address })
    },
  })
  for (let from = 0; from < html.length; from += 100_000) {
    parser.write(html.slice(from, from + 100_000))
    await breathe()
  }
  parser.end()
  return { addresses, invalid }
}
