import type { Passage } from '../../shared/model.ts'

/** More hits than anybody steps through; keeps a search for one letter quick. */
const MOST_HITS = 2000

/**
 * Every place of some words in a text, in order: upper and lower case alike, any white space for a space, and
 * typographic quotes and dashes for the plain ones on the keyboard.
 */
export function findInText(text: string, words: string): readonly Passage[] {
  const trimmed = words.trim()
  if (trimmed === '') return []
  const hits: Passage[] = []
  for (const match of text.matchAll(new RegExp(pattern(trimmed), 'giu'))) {
    hits.push({ start: match.index, end: match.index + match[0].length })
    if (hits.length === MOST_HITS) break
  }
  return hits
}

function pattern(words: string): string {
  return words
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/['‘’]/g, "['‘’]")
    .replace(/["“”„«»]/g, '["“”„«»]')
    .replace(/[-‐‑–—]/g, '[\\-‐‑–—]')
}
