import { searchText } from './search-text.ts'

/** Pictures and signs that tell one tag from another: emoji, arrows, currencies. Punctuation and loose accents do not. */
const SIGN = /[\p{So}\p{Sm}\p{Sc}]/gu

/** By what tags are the same: their words whatever their case and accents, and their signs in order (`🚀`, `⭐ books`). */
export function tagKey(tag: string): string {
  const words = searchText(tag).trim().replace(/ +/g, ' ')
  const signs = signsOf(tag).join('')
  // A tag of nothing but punctuation is itself.
  return [words, signs].filter((part) => part !== '').join(' ') || tag.normalize('NFC').trim()
}

/** The signs by which `tagKey` tells tags apart. */
export function signsOf(tag: string): readonly string[] {
  return tag.normalize('NFKC').match(SIGN) ?? []
}
