import { describe, locate } from '../../shared/anchor.ts'
import type { Anchor, ArticleId, ReadingPosition } from '../../shared/model.ts'
import type { Reading } from './reading.ts'

/** How many characters of the line that is being read say where that was. */
const TELLING = 80

interface KeptPlace {
  readonly article: ArticleId
  readonly position: ReadingPosition
  /** The words there; absent at the very beginning. */
  readonly words?: Anchor
}

let kept: KeptPlace | undefined

/** Remembers where an article is being read by its words, to go on there when it is shown with another text. */
export function keepPlace({ article, here, map }: Reading): void {
  const { offset } = here
  const blank = map.text.slice(offset, offset + TELLING).trim() === ''
  kept = { article, position: here, ...(offset > 0 && !blank && { words: describe(map.text, { start: offset, end: offset + TELLING }) }) }
}

/** The place that was kept for an article, in the text that it has now; nothing when none was kept. Answers once. */
export function keptPlace(article: ArticleId, text: string): ReadingPosition | undefined {
  const place = kept?.article === article ? kept : undefined
  kept = undefined
  const passage = place?.words && locate(text, place.words)
  return place && { ...place.position, offset: Math.min(passage?.start ?? place.position.offset, text.length) }
}
