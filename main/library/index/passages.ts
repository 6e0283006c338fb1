import type { Passage } from '../../../shared/model.ts'
import { searchTextWithMap, SPLIT, tokensOf } from './search-text.ts'

/** About how much of a text is shown around the words found, in UTF-16 units. */
const PASSAGE_LENGTH = 160
/** How many places of one word are looked at for the best passage of a long text. */
const MOST_PLACES = 400

/** A word or phrase to look for: its tokens, the last of which may go on. */
export interface Sought {
  readonly tokens: readonly string[]
  readonly prefix: boolean
}

/** Words found in a text, shown in their surroundings. */
export interface FoundPassage {
  readonly passage: string
  readonly marks: readonly Passage[]
  /** The first mark's place in the text. */
  readonly position: Passage
  /** How many of the sought words and phrases stand in the whole text. */
  readonly count: number
}

/** What to look for, from a term of a query; `undefined` when it has no letters. */
export function soughtOf(text: string, prefix: boolean): Sought | undefined {
  const tokens = tokensOf(text)
  return tokens.length === 0 ? undefined : { tokens, prefix }
}

/** The best passage of a text for some words: most of them close together, as early as can be. */
export function findPassage(text: string, sought: readonly Sought[]): FoundPassage | undefined {
  const folded = searchTextWithMap(text)
  const places: Place[] = []
  let count = 0
  sought.forEach((one, which) => {
    const found = placesOf(folded.text, one, which)
    if (found.length > 0) count++
    places.push(...found)
  })
  if (places.length === 0) return undefined
  places.sort((a, b) => a.start - b.start || b.end - a.end)
  const first = bestStart(places)
  const raw = (index: number) => folded.raw[index] ?? text.length
  /** The end of the character that the unit before `index` came from, marks on it included. */
  const rawEnd = (index: number) => {
    const from = raw(index - 1)
    let after = index
    while (after < folded.text.length && raw(after) === from) after++
    return after < folded.text.length && folded.text[after] !== ' ' ? raw(after) : endOfCharacter(text, from)
  }
  const rawPlaces = places.slice(first).map((place) => ({ start: raw(startAfterSplit(folded.text, place.start)), end: rawEnd(place.end) }))
  return { ...windowAround(text, rawPlaces), count }
}

interface Place extends Passage {
  readonly which: number
}

/** Where sought tokens stand in folded text, on the bounds of words. */
function placesOf(text: string, sought: Sought, which: number): readonly Place[] {
  const places: Place[] = []
  const [first = '', ...rest] = sought.tokens
  for (let at = text.indexOf(first); at !== -1 && places.length < MOST_PLACES; at = text.indexOf(first, at + 1)) {
    if (at > 0 && isWordUnit(text, at - 1)) continue
    let end = at + first.length
    let matches = true
    for (const token of rest) {
      if (end < text.length && isWordUnit(text, end)) matches = false
      while (end < text.length && !isWordUnit(text, end)) end++
      matches &&= text.startsWith(token, end)
      end += token.length
    }
    if (!matches || end > text.length) continue
    if (sought.prefix) while (end < text.length && isWordUnit(text, end)) end++
    else if (end < text.length && isWordUnit(text, end)) continue
    places.push({ start: at, end, which })
  }
  return places
}

/** Index into `places` where the passage with most different words begins. */
function bestStart(places: readonly Place[]): number {
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
    if (inside.size > bestScore) {
      best = from
      bestScore = inside.size
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

function endOfCharacter(text: string, index: number): number {
  const units = (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1
  let end = index + units
  while (end < text.length && /\p{M}/u.test(String.fromCodePoint(text.codePointAt(end) ?? 0))) end++
  return end
}

function startAfterSplit(text: string, index: number): number {
  return text[index] === SPLIT ? index + 1 : index
}

/** Whether a unit of folded text belongs to a token. */
function isWordUnit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
  const whole = unit >= 0xdc00 && unit <= 0xdfff ? text.codePointAt(index - 1) : text.codePointAt(index)
  return /[\p{L}\p{N}\p{Co}\p{M}]/u.test(String.fromCodePoint(whole ?? 0))
}
