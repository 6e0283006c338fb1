import { diffArrays } from 'diff'
import type { DifferencePart } from '../../shared/versions.ts'

/** A paragraph as it stands in two texts: an index into each, or `undefined` where it does not stand. */
export interface ParagraphPair {
  readonly older: number | undefined
  readonly newer: number | undefined
  /** Word by word; there only when the two are not the same. */
  readonly parts?: readonly DifferencePart[]
}

/** Edits after which two texts have so little in common that the shortest way from one to the other tells nothing. */
const MOST_EDITS = 2_000

/** Share of common words from which two paragraphs are one that was rewritten. */
const ALIKE = 0.4

/** Most pairs of paragraphs that are weighed against each other between two places that did not change. */
const MOST_WEIGHED = 40_000

const words = new Intl.Segmenter('und', { granularity: 'word' })

/**
 * The difference of two lists of paragraphs, in reading order: what stayed, what was added, removed, or rewritten. Time is
 * bounded: where the edits are too many for a shortest way (Myers, in the package diff), all of it counts as replaced.
 */
export function pairParagraphs(older: readonly string[], newer: readonly string[]): readonly ParagraphPair[] {
  const pairs: ParagraphPair[] = []
  let removed: number[] = []
  let added: number[] = []
  let olderAt = 0
  let newerAt = 0
  const endRun = (): void => {
    pairs.push(...pairRun(removed, added, older, newer))
    removed = []
    added = []
  }
  for (const change of editsOf(older, newer)) {
    for (let count = 0; count < change.count; count++) {
      if (change.removed) removed.push(olderAt++)
      else if (change.added) added.push(newerAt++)
      else {
        endRun()
        pairs.push({ older: olderAt++, newer: newerAt++ })
      }
    }
  }
  endRun()
  return pairs
}

/**
 * The difference of two paragraphs, word by word. Words are those of the Unicode standard, so that Chinese and Japanese
 * have some; where the two share too little to be read together, all of the one and all of the other.
 */
export function wordDifference(older: string, newer: string): readonly DifferencePart[] {
  const parts = editsOf(segments(older), segments(newer)).map(
    ({ added, removed, value }): DifferencePart => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value.join('') }),
  )
  return readable(parts)
}

interface Edit {
  readonly added: boolean
  readonly removed: boolean
  readonly count: number
  readonly value: readonly string[]
}

function editsOf(older: readonly string[], newer: readonly string[]): readonly Edit[] {
  const edits = diffArrays([...older], [...newer], { maxEditLength: MOST_EDITS })
  if (edits !== undefined) return edits
  return [
    { removed: true, added: false, count: older.length, value: older },
    { removed: false, added: true, count: newer.length, value: newer },
  ]
}

/** Pairs what was removed with what was added in the same place, in order, where the one was rewritten as the other. */
function pairRun(removed: readonly number[], added: readonly number[], older: readonly string[], newer: readonly string[]): readonly ParagraphPair[] {
  const rewritten = rewrittenPairs(removed.map((at) => older[at] ?? ''), added.map((at) => newer[at] ?? '')) // prettier-ignore
  const pairs: ParagraphPair[] = []
  let fromOlder = 0
  let fromNewer = 0
  const takeUpTo = (olderEnd: number, newerEnd: number): void => {
    while (fromOlder < olderEnd) pairs.push({ older: removed[fromOlder++], newer: undefined })
    while (fromNewer < newerEnd) pairs.push({ older: undefined, newer: added[fromNewer++] })
  }
  for (const [inOlder, inNewer] of rewritten) {
    takeUpTo(inOlder, inNewer)
    const olderIndex = removed[fromOlder++] ?? 0
    const newerIndex = added[fromNewer++] ?? 0
    pairs.push({ older: olderIndex, newer: newerIndex, parts: wordDifference(older[olderIndex] ?? '', newer[newerIndex] ?? '') })
  }
  takeUpTo(removed.length, added.length)
  return pairs
}

/** The pairs, in order on both sides, that have the most words in common (longest common subsequence, weighted). */
function rewrittenPairs(older: readonly string[], newer: readonly string[]): readonly (readonly [number, number])[] {
  if (older.length === 0 || newer.length === 0 || older.length * newer.length > MOST_WEIGHED) return []
  const olderBags = older.map(bagOf)
  const newerBags = newer.map(bagOf)
  const width = newer.length + 1
  const best = new Float64Array((older.length + 1) * width)
  const likeness = (i: number, j: number) => likenessOf(olderBags[i], newerBags[j])
  const weights = olderBags.map((_, i) => newerBags.map((_bag, j) => likeness(i, j)))
  for (let i = older.length - 1; i >= 0; i--) {
    for (let j = newer.length - 1; j >= 0; j--) {
      const weight = weights[i]?.[j] ?? 0
      const together = weight >= ALIKE ? weight + (best[(i + 1) * width + j + 1] ?? 0) : 0
      best[i * width + j] = Math.max(together, best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0)
    }
  }
  const pairs: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < older.length && j < newer.length; ) {
    const now = best[i * width + j] ?? 0
    const weight = weights[i]?.[j] ?? 0
    if (weight >= ALIKE && now === weight + (best[(i + 1) * width + j + 1] ?? 0)) pairs.push([i++, j++])
    else if (now === (best[(i + 1) * width + j] ?? 0)) i++
    else j++
  }
  return pairs
}

interface Bag {
  readonly counts: ReadonlyMap<string, number>
  readonly size: number
}

function bagOf(text: string): Bag {
  const counts = new Map<string, number>()
  let size = 0
  for (const { segment, isWordLike } of words.segment(text)) {
    if (!isWordLike) continue
    counts.set(segment, (counts.get(segment) ?? 0) + 1)
    size++
  }
  return { counts, size }
}

/** Dice's coefficient of two bags of words: 0 nothing in common, 1 the same words. */
function likenessOf(one: Bag | undefined, other: Bag | undefined): number {
  if (one === undefined || other === undefined || one.size + other.size === 0) return 0
  let common = 0
  for (const [word, count] of one.counts) common += Math.min(count, other.counts.get(word) ?? 0)
  return (2 * common) / (one.size + other.size)
}

function segments(text: string): readonly string[] {
  return Array.from(words.segment(text), ({ segment }) => segment)
}

/** Joins parts that only a space or a comma holds apart: `[-old-] [+new+] [-words-]` is hard to read. */
function readable(parts: readonly DifferencePart[]): readonly DifferencePart[] {
  const joined: { kind: DifferencePart['kind']; text: string }[] = []
  let removed = ''
  let added = ''
  const endRun = (): void => {
    if (removed !== '') joined.push({ kind: 'removed', text: removed })
    if (added !== '') joined.push({ kind: 'added', text: added })
    removed = ''
    added = ''
  }
  parts.forEach((part, index) => {
    if (part.kind === 'removed') removed += part.text
    else if (part.kind === 'added') added += part.text
    else if (removed !== '' && added !== '' && index < parts.length - 1 && !/[\p{L}\p{N}]/u.test(part.text)) {
      removed += part.text
      added += part.text
    } else {
      endRun()
      joined.push({ ...part })
    }
  })
  endRun()
  return joined
}
