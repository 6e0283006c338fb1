import { isProse } from './prose.ts'
import { furnitureKind } from './furniture.ts'
import type { FurnitureKind } from './furniture.ts'
import { wordsOf } from './words.ts'

/** A paragraph, heading or item of a plain text. */
export interface TextBlock {
  readonly text: string
  readonly kind: FurnitureKind | undefined
  readonly isProse: boolean
  readonly words: number
  /** An empty line stood before it. */
  readonly apart: boolean
}

/** Lines that wrap by hand are about this long. */
const WRAPPED = { least: 45, most: 100 }
const ITEM = /^\s*(?:[•●◦▪*+–-]|\d{1,3}[.)])\s+/

/** The blocks of a text: one for each line, or for each group of lines where lines were wrapped by hand. */
export function textBlocks(text: string): TextBlock[] {
  const lines = text.replace(/\r\n?|\u2028|\u2029/g, '\n').replace(/[\u200B\u200E\u200F\uFEFF\u00AD\f\v]/g, '').split('\n')
  const isWrapped = wrappedByHand(lines)
  const blocks: TextBlock[] = []
  let group: string[] = []
  let apart = false
  const flush = (): void => {
    if (group.length > 0) blocks.push(textBlock(group.join(' '), apart))
    group = []
    apart = false
  }
  for (const line of lines) {
    const trimmed = line.replace(/[\t\u00A0 ]+/g, ' ').trim()
    if (trimmed === '') {
      flush()
      apart = true
      continue
    }
    if (group.length > 0 && (!isWrapped || ITEM.test(trimmed))) flush()
    group.push(trimmed)
  }
  flush()
  return blocks
}

function textBlock(text: string, apart: boolean): TextBlock {
  return { text, kind: furnitureKind(text), isProse: isProse(text), words: wordsOf(text).length, apart }
}

/**
 * Whether a text's paragraphs are broken into lines of even length: most lines that another one follows are long, and
 * hardly any is longer than a page is wide.
 */
function wrappedByHand(lines: readonly string[]): boolean {
  const followed = lines.filter((line, index) => line.trim() !== '' && (lines[index + 1] ?? '').trim() !== '').map((line) => line.trimEnd().length)
  if (followed.length < 4) return false
  const full = followed.filter((length) => length >= WRAPPED.least && length <= WRAPPED.most).length
  const long = lines.filter((line) => line.trimEnd().length > WRAPPED.most).length
  const separated = lines.some((line) => line.trim() === '')
  // Full lines of prose seldom end a sentence: a dump's lines, a paragraph each, nearly always do.
  const unended = lines.filter((line) => line.trimEnd().length >= WRAPPED.least && !/[.!?:;”"')\]…]\s*$/.test(line)).length
  return separated && full >= followed.length * 0.6 && long <= followed.length * 0.05 && unended >= full * 0.4
}

/** An item of a list without its mark, when a line is one. */
export function listItem(text: string): { readonly text: string; readonly ordered: boolean; readonly number: number } | undefined {
  const match = /^(?:([•●◦▪*+–-])|(\d{1,3})[.)])\s+(\S.*)$/.exec(text)
  if (match === null) return undefined
  const [, , number, rest = ''] = match
  return { text: rest, ordered: number !== undefined, number: Number(number ?? 0) }
}

/** Short, and no sentence: it could be a heading or an item of a list that lost its mark. */
export function isShortLine({ text, words }: TextBlock): boolean {
  // Words of these scripts are not set apart by spaces, so their number says nothing.
  if (/[\u3040-\u30FF\u3400-\u9FFF]/.test(text) && (text.length > 24 || /[。！？、，：；]$/.test(text))) return false
  return words >= 1 && words <= 14 && text.length <= 110 && !/[.,;:…]$/.test(text) && !/^["“'‘]/.test(text)
}
