import type { Passage } from './model.ts'
import { endOfCluster, searchTextWithMap, type SearchText } from './search-text.ts'
import { placesOf, type Sought } from './sought.ts'

/** Every place of some words and phrases in a text, in order and apart from each other: what a search found there. */
export function foundPlaces(text: string, sought: readonly Sought[]): readonly Passage[] {
  const folded = searchTextWithMap(text)
  const places = sought.flatMap((one) => placesOf(folded.text, one)).sort((a, b) => a.start - b.start || b.end - a.end)
  const apart: Passage[] = []
  for (const place of places) {
    const passage = rawPassage(text, folded, place)
    if (passage.start >= (apart.at(-1)?.end ?? 0)) apart.push(passage)
  }
  return apart
}

/** A place of a folded text in the raw one: whole characters, the marks on the last one included. */
export function rawPassage(text: string, folded: SearchText, place: Passage): Passage {
  const raw = (index: number) => folded.raw[index] ?? text.length
  const last = raw(place.end - 1)
  let after = place.end
  while (after < folded.text.length && raw(after) === last) after++
  const goesOn = after < folded.text.length && folded.text[after] !== ' '
  return { start: raw(place.start), end: goesOn ? raw(after) : endOfCharacter(text, last) }
}

function endOfCharacter(text: string, index: number): number {
  let end = endOfCluster(text, index)
  while (end < text.length && /\p{M}/u.test(String.fromCodePoint(text.codePointAt(end) ?? 0))) end++
  return end
}
