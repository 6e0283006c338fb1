import type { SearchHit } from '../../shared/list.ts'
import type { Passage } from '../../shared/model.ts'

/** Words kept before the first mark, UTF-16 units: a row has room for two short lines and the mark must be in them. */
const LEAD = 28

/** The passage of a hit cut so that its first marked words are seen in a narrow row too. */
export function aroundHit({ passage, marks }: Pick<SearchHit, 'passage' | 'marks'>): {
  readonly passage: string
  readonly marks: readonly Passage[]
} {
  const first = marks[0]?.start ?? 0
  if (first <= LEAD) return { passage, marks }
  // From the beginning of a word; text without spaces is cut where it is.
  const space = passage.indexOf(' ', first - LEAD)
  const from = space >= 0 && space < first ? space + 1 : first - LEAD
  const shift = 1 - from
  return { passage: `…${passage.slice(from)}`, marks: marks.map(({ start, end }) => ({ start: start + shift, end: end + shift })) }
}
