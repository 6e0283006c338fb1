import type { Highlight } from '../../shared/model.ts'
import type { ArticleVersion, DifferenceBlock, VersionComparison } from '../../shared/versions.ts'
import { changedHighlights } from './changed-highlights.ts'
import { pairParagraphs, type ParagraphPair } from './difference.ts'
import { paragraphsOf, type Paragraph } from './paragraphs.ts'

/** A version and its text: the `textContent` of its `<main>`, in which highlights count. */
export interface VersionText {
  readonly version: ArticleVersion
  readonly text: string
}

/** The readable difference of two versions of an article, and the highlights whose passage is not the same in both. */
export async function compareVersions(older: VersionText, newer: VersionText, highlights: readonly Highlight[]): Promise<VersionComparison> {
  const sides = {
    older: { text: older.text, paragraphs: paragraphsOf(older.text) },
    newer: { text: newer.text, paragraphs: paragraphsOf(newer.text) },
  }
  const wordsOf = ({ paragraphs }: { readonly paragraphs: readonly Paragraph[] }) => paragraphs.map(({ text }) => text)
  const pairs = pairParagraphs(wordsOf(sides.older), wordsOf(sides.newer))
  const { blocks, blockOf } = blocksOf(pairs, wordsOf(sides.older), wordsOf(sides.newer))
  const count = (kind: DifferenceBlock['kind']) => pairs.filter((pair) => kindOf(pair) === kind).length
  return {
    older: older.version,
    newer: newer.version,
    blocks,
    counts: { same: count('same'), added: count('added'), removed: count('removed'), changed: count('changed') },
    highlights: await changedHighlights({ ...sides, pairs, blockOf }, highlights),
  }
}

function blocksOf(pairs: readonly ParagraphPair[], older: readonly string[], newer: readonly string[]) {
  const blocks: DifferenceBlock[] = []
  const blockOf: number[] = []
  let same: string[] | undefined
  for (const pair of pairs) {
    const text = (pair.newer === undefined ? older[pair.older ?? 0] : newer[pair.newer]) ?? ''
    const kind = kindOf(pair)
    if (kind === 'same') {
      if (same === undefined) blocks.push({ kind, paragraphs: (same = []) })
      same.push(text)
    } else {
      same = undefined
      blocks.push(kind === 'changed' ? { kind, parts: pair.parts ?? [] } : { kind, text })
    }
    blockOf.push(blocks.length - 1)
  }
  return { blocks, blockOf }
}

function kindOf({ older, newer, parts }: ParagraphPair): DifferenceBlock['kind'] {
  if (older === undefined) return 'added'
  if (newer === undefined) return 'removed'
  return parts === undefined ? 'same' : 'changed'
}
