import { findInText } from './find.ts'
import type { Reading } from './reading.ts'
import { readingStore } from './reading-store.ts'

/** Looks for words in the open article and shows the first hit from where reading is; empty words only open the search. */
export function findWords(reading: Reading, words: string): void {
  const hits = findInText(reading.map.text, words)
  const after = hits.findIndex(({ start }) => start >= reading.here.offset)
  readingStore.setState({ find: { words, hits, now: Math.max(0, after) } })
  showFound(reading)
}

/** Opens the search in the article; with the words that a search of the library brought along, if there are any. */
export function startFinding(reading: Reading): void {
  const { find } = readingStore.getState()
  if (!find?.brought) return findWords(reading, '')
  const { brought: _, ...mine } = find
  readingStore.setState({ find: mine })
}

/** Shows the next hit (1) or the one before (-1), round and round. */
export function stepFound(reading: Reading, step: 1 | -1): void {
  const { find } = readingStore.getState()
  if (!find || find.hits.length === 0) return
  const now = (find.now + step + find.hits.length) % find.hits.length
  readingStore.setState({ find: { ...find, now } })
  showFound(reading)
}

/** Ends looking for words; the keyboard goes back into the article. */
export function stopFinding(reading: Reading): void {
  readingStore.setState({ find: undefined })
  reading.markFound([], 0)
  reading.focus()
}

/** Marks what was found, and brings the hit into sight that is the turn's. */
export function showFound(reading: Reading): void {
  const { find } = readingStore.getState()
  if (!find) return
  reading.markFound(find.hits, find.now)
  const hit = find.hits[find.now]
  if (hit) reading.show(hit)
}
