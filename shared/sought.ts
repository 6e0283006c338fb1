import type { Passage } from './model.ts'
import { isWholeCharacter, SPLIT, tokensOf } from './search-text.ts'

/** A word or phrase to look for: its tokens, the last of which may go on. */
export interface Sought {
  readonly tokens: readonly string[]
  readonly prefix: boolean
}

/** How many places of one word are looked at in a long text. */
const MOST_PLACES = 400

/** What to look for, from a term of a query; `undefined` when it has no letters. A whole character (東) never goes on. */
export function soughtOf(text: string, prefix: boolean): Sought | undefined {
  const tokens = tokensOf(text)
  return tokens.length === 0 ? undefined : { tokens, prefix: prefix && !isWholeCharacter(tokens.at(-1) ?? '') }
}

/** Where a sought word or phrase stands in a folded text, on the bounds of words. Places are of the folded text. */
export function placesOf(text: string, sought: Sought): readonly Passage[] {
  const places: Passage[] = []
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
    places.push({ start: text[at] === SPLIT ? at + 1 : at, end })
  }
  return places
}

/** Whether a unit of folded text belongs to a token. */
function isWordUnit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39)
  const whole = unit >= 0xdc00 && unit <= 0xdfff ? text.codePointAt(index - 1) : text.codePointAt(index)
  return /[\p{L}\p{N}\p{Co}\p{M}]/u.test(String.fromCodePoint(whole ?? 0))
}
