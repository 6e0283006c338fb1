import { fold, locate } from '../../shared/anchor.ts'
import type { Highlight, Passage } from '../../shared/model.ts'
import type { ChangedHighlight } from '../../shared/versions.ts'
import type { ParagraphPair } from './difference.ts'
import { foldedWords, type Paragraph } from './paragraphs.ts'

/** How long looking for passages may hold the thread, in milliseconds: one that is gone costs a search of the whole text. */
const BREATH = 20

/** Two texts, and how their paragraphs go together. */
export interface ComparedTexts {
  readonly older: { readonly text: string; readonly paragraphs: readonly Paragraph[] }
  readonly newer: { readonly text: string; readonly paragraphs: readonly Paragraph[] }
  readonly pairs: readonly ParagraphPair[]
  /** The block in which each pair stands. */
  readonly blockOf: readonly number[]
}

/**
 * The highlights whose passage stands in the older text and reads otherwise, or not at all, in the newer one; in order of
 * the older text. A highlight that was made on the newer text alone is none of them.
 */
export async function changedHighlights(texts: ComparedTexts, highlights: readonly Highlight[]): Promise<readonly ChangedHighlight[]> {
  const { older, newer } = texts
  const olderFolded = fold(older.text)
  const newerFolded = fold(newer.text)
  const changed: (ChangedHighlight & { readonly start: number })[] = []
  let rested = performance.now()
  for (const highlight of highlights) {
    if (performance.now() - rested > BREATH) {
      await new Promise((resolve) => setImmediate(resolve))
      rested = performance.now()
    }
    const before = locate(older.text, highlight, olderFolded)
    if (before === undefined) continue
    const after = locate(newer.text, highlight, newerFolded)
    const wordsBefore = foldedWords(older.text.slice(before.start, before.end))
    const wordsAfter = after === undefined ? replacementOf(texts, before) : foldedWords(newer.text.slice(after.start, after.end))
    if (after !== undefined && wordsAfter === wordsBefore) continue
    const { id, colour, note } = highlight
    changed.push({
      id,
      colour,
      note,
      change: after === undefined ? 'gone' : 'changed',
      before: wordsBefore,
      ...(wordsAfter !== undefined && { after: wordsAfter }),
      block: texts.blockOf[pairAt(texts, before.start)] ?? 0,
      start: before.start,
    })
  }
  return changed.sort((one, other) => one.start - other.start).map(({ start: _start, ...highlight }) => highlight)
}

/** What stands in the place of a passage that is gone, where its paragraph was rewritten. */
function replacementOf(texts: ComparedTexts, passage: Passage): string | undefined {
  const pair = texts.pairs[pairAt(texts, passage.start)]
  const paragraph = pair?.older === undefined ? undefined : texts.older.paragraphs[pair.older]
  if (pair?.parts === undefined || paragraph === undefined) return undefined
  // The parts are of folded text: the passage's place in it is what is left of it folded.
  const from = fold(texts.older.text.slice(paragraph.start, passage.start)).text.trimStart().length
  const to = from + foldedWords(texts.older.text.slice(passage.start, Math.min(passage.end, paragraph.end))).length
  let at = 0
  let replacement = ''
  for (const { kind, text } of pair.parts) {
    if (kind === 'added') {
      if (at >= from && at <= to) replacement += text
      continue
    }
    if (kind === 'same') replacement += text.slice(Math.max(0, from - at), Math.max(0, to - at))
    at += text.length
  }
  const words = foldedWords(replacement)
  return /[\p{L}\p{N}]/u.test(words) ? words : undefined
}

/** The index of the pair with the older paragraph at a place of the older text. */
function pairAt({ older, pairs }: ComparedTexts, place: number): number {
  const paragraph = older.paragraphs.findIndex(({ end }) => place < end)
  return Math.max(0, pairs.findIndex((pair) => pair.older === paragraph))
}
