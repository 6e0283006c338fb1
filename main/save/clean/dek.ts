import { asPart } from './captions.ts'
import { isElsewhere } from './elsewhere.ts'
import type { PageFacts } from './metadata.ts'
import { namesOf } from './places.ts'
import { titleHeading } from './title-heading.ts'
import { lettersOf, squeezed } from './words.ts'

/** Names of the second line of a title. */
export const DEK_NAME = /(?:^|[\s_-])(?:dek|deck|standfirst|sub-?(?:title|head|headline|heading)|strapline|kicker|article-?(?:summary|lead|intro|excerpt|description)|post-?(?:subtitle|excerpt)|entry-?(?:subtitle|summary)|lede|teaser-?text)(?:$|[\s_-])/i

const LENGTHS = { least: 20, most: 400 }
const HOLDERS = new Set(['p', 'div', 'h2', 'span'])
/** Elements looked at below the title. */
const REACH = 40

/**
 * The second line below an article's title, by its name or as what the page tells others, remembered before Readability judges the page: a short line
 * without a sentence's end is left behind where the article's parts have boxes of their own.
 */
export function findDek(document: Document, { title, description }: Pick<PageFacts, 'title' | 'description'>): string | undefined {
  const heading = titleHeading(document, title)
  if (heading === undefined) return undefined
  const all = [...document.querySelectorAll('*')]
  const said = lettersOf(description)
  for (const element of all.slice(all.indexOf(heading) + 1).filter(({ localName }) => HOLDERS.has(localName)).slice(0, REACH)) {
    const text = squeezed(element.textContent)
    if (text.length < LENGTHS.least || text.length > LENGTHS.most || !(DEK_NAME.test(namesOf(element)) || isSaid(text, said, element)) || isElsewhere(element)) continue
    return text
  }
  return undefined
}

/** What the page tells others of the article, whole, and no paragraph among others. @param said its letters */
function isSaid(text: string, said: string, element: Element): boolean {
  return lettersOf(text) === said && (element.localName !== 'p' || element.parentElement?.querySelector('p + p') === null)
}

/** Puts the remembered line over the article, unless it is in it. */
export function placeDek(root: HTMLElement, dek: string | undefined): void {
  if (dek === undefined || squeezed(root.textContent).includes(dek)) return
  const paragraph = root.ownerDocument.createElement('p')
  paragraph.textContent = dek
  asPart(paragraph, 'dek')
  root.prepend(paragraph)
}
