import type { Passage } from '../../../shared/model.ts'
import { searchTextWithMap, type SearchText } from '../../../shared/search-text.ts'
import { placesOf, type Sought } from '../../../shared/sought.ts'
import { rawPassage } from '../../../shared/found-places.ts'

/** About how much of a text is shown around the words found, in UTF-16 units. */
const PASSAGE_LENGTH = 160

/** Words found in a text, shown in their surroundings. */
export interface FoundPassage {
  readonly passage: string
  readonly marks: readonly Passage[]
  /** The first mark's place in the text. */
  readonly position: Passage
  /** How many of the sought words and phrases stand in the whole text. */
  readonly count: number
}

/** The best passage of a text for some words: most of them close together, of as many those that are rare in it, as early as can be. */
export function findPassage(text: string, sought: readonly Sought[], folded: SearchText = searchTextWithMap(text)): FoundPassage | undefined {
  const places: Place[] = []
  let count = 0
  sought.forEach((one, which) => {
    const found = placesOf(folded.text, one)
    if (found.length > 0) count++
    for (const place of found) places.push({ ...place, which })
  })
  if (places.length === 0) return undefined
  places.sort((a, b) => a.start - b.start || b.end - a.end)
  const first = bestStart(places)
  // What is farther away than the passage can be long is never marked.
  const limit = (places[first]?.start ?? 0) + 4 * PASSAGE_LENGTH
  const near = places.slice(first).filter((place) => place.start < limit)
  return { ...windowAround(text, near.map((place) => rawPassage(text, folded, place))), count }
}

interface Place extends Passage {
  readonly which: number
}

/** Index into `places` where the passage with most different words begins. */
function bestStart(places: readonly Place[]): number {
  const often = new Map<number, number>()
  for (const { which } of places) often.set(which, (often.get(which) ?? 0) + 1)
  let best = 0
  let bestScore = 0
  for (let from = 0; from < places.length; from++) {
    const start = places[from]?.start ?? 0
    const inside = new Set<number>()
    for (let at = from; at < places.length; at++) {
      const place = places[at]
      if (place === undefined || place.end > start + PASSAGE_LENGTH) break
      inside.add(place.which)
    }
    // All the rare words together weigh less than one more word.
    let score = inside.size
    for (const which of inside) score += 1 / ((often.get(which) ?? 1) * (often.size + 1))
    if (score > bestScore) {
      best = from
      bestScore = score
    }
  }
  return best
}

function windowAround(text: string, places: readonly Passage[]): Omit<FoundPassage, 'count'> {
  const position = places[0] ?? { start: 0, end: 0 }
  const lead = Math.max(0, Math.floor((PASSAGE_LENGTH - (position.end - position.start)) / 3))
  const start = onWord(text, position.start - lead, -1, position.start)
  const end = onWord(text, Math.max(start + PASSAGE_LENGTH, Math.min(position.end, start + 2 * PASSAGE_LENGTH)), 1, position.start)
  const marks: Passage[] = []
  let passage = start > 0 ? '…' : ''
  const body = text.slice(start, end)
  const shift = passage.length - start
  // White space, newlines of the text included, stays one unit long each: marks keep their places.
  passage += body.replace(/\s/g, ' ') + (end < text.length ? '…' : '')
  for (const place of places) {
    if (place.start >= end) break
    const last = marks.at(-1)
    const from = Math.max(place.start + shift, last?.end ?? 0)
    const to = Math.min(place.end, end) + shift
    if (to > from) marks.push({ start: from, end: to })
  }
  return { passage, marks, position }
}

/** Moves an index by at most a dozen units so that it does not cut a word, and never cuts a character. */
function onWord(text: string, index: number, direction: 1 | -1, stop: number): number {
  if (index <= 0) return 0
  if (index >= text.length) return text.length
  for (let step = 0, at = index; step < 12; step++, at += direction) {
    if (at <= 0) return 0
    if (at >= text.length) return text.length
    if (direction === -1 ? /\s/.test(text[at - 1] ?? '') && at <= stop : /\s/.test(text[at] ?? '')) return at
  }
  return /[\udc00-\udfff]/.test(text[index] ?? '') ? index + direction : index
}
