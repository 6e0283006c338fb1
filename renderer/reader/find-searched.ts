import { foundPlaces } from '../../shared/found-places.ts'
import { queryParts } from '../../shared/query.ts'
import { soughtOf } from '../../shared/sought.ts'
import { showFound } from './finding.ts'
import type { Reading } from './reading.ts'
import { readingStore } from './reading-store.ts'

/**
 * Marks the words of a search of the library in the open article, wherever any of them stands, and shows the first from
 * `at` on. They are looked for as the library does it, without regard to accents.
 */
export function findSearched(reading: Reading, text: string, at: number): void {
  const terms = queryParts(text).flatMap((part) => (part.kind === 'term' && !part.term.negated ? [part.term] : []))
  const sought = terms.flatMap((term) => soughtOf(term.text, term.prefix) ?? [])
  const hits = foundPlaces(reading.map.text, sought)
  if (hits.length === 0) return
  const after = hits.findIndex(({ end }) => end > at)
  readingStore.setState({ find: { words: terms.map((term) => term.text).join(' '), hits, now: Math.max(0, after), brought: true } })
  showFound(reading)
}
