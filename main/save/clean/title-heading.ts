import { lettersOf } from './words.ts'

/** Words before a title that say what it is the title of. */
export const LABEL = /^\s*(?:title|blog|buying guide)\s*:\s*/i

/** Whether a heading says the article's title, whatever stands between its words, and perhaps a site's name behind a mark. */
export function saysTitle(text: string, title: string): boolean {
  const wanted = lettersOf(title)
  if (wanted === '') return false
  let said = ''
  return text.replace(LABEL, '').split(/\s[|–—-]\s/).some((part) => (said += lettersOf(part)) === wanted)
}

/** The element with one of these names that shows the article's title. */
export function titleHeading(document: Document, title: string, names = 'h1'): Element | undefined {
  return [...document.querySelectorAll(names)].find((element) => saysTitle(element.textContent ?? '', title))
}
