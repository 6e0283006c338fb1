import { isBlock } from './blocks.ts'
import { isElsewhere } from './elsewhere.ts'
import { furnitureKind } from './furniture.ts'
import { isProse } from './prose.ts'
import { titleHeading } from './title-heading.ts'
import { squeezed } from './words.ts'

/** Paragraphs looked at below the title, and elements walked through for them. */
const REACH = { paragraphs: 10, elements: 500 }
/** Shorter lines are no paragraphs. */
const LEAST_LENGTH = 50
/** So much of a paragraph tells it from the others. */
const TELLING_LENGTH = 60
/** A part of the article that what is missing above it may be. */
const MOST = 0.4

interface LeadParagraph {
  readonly element: Element
  /** What it stood in. */
  readonly parent: Element | null
  readonly text: string
}

/**
 * The first paragraphs below an article's title, remembered before Readability judges the page: where they stand in a
 * box of their own above the rest, it leaves them behind.
 */
export function findLeadProse(document: Document, title: string): readonly LeadParagraph[] {
  const heading = titleHeading(document, title)
  if (heading === undefined) return []
  const found: LeadParagraph[] = []
  let seen = 0
  for (let at = next(heading, false); at !== null && found.length < REACH.paragraphs && seen < REACH.elements; seen++) {
    const isOutside = /^(?:nav|aside|footer|form|dialog|figure|table|ul|ol|blockquote)$/.test(at.localName) || at.hasAttribute('hidden')
    if (!isOutside && isParagraph(at)) {
      const text = squeezed(at.textContent)
      if (text.length >= LEAST_LENGTH && isProse(text) && furnitureKind(text) === undefined && !isElsewhere(at)) found.push({ element: at.cloneNode(true) as Element, parent: at.parentElement, text })
    }
    at = next(at, !isOutside)
  }
  return found
}

/**
 * Puts back those of the remembered paragraphs that stand together right above the first one that the article has. One
 * alone may be a second line of the title, a note on the author, a notice.
 */
export function placeLeadProse(root: HTMLElement, lead: readonly LeadParagraph[]): void {
  const text = squeezed(root.textContent)
  const isThere = lead.map((paragraph) => text.includes(paragraph.text.slice(0, TELLING_LENGTH)))
  const above = lead.slice(0, Math.max(0, isThere.indexOf(true)))
  const missing = above.slice(above.findLastIndex(({ parent }) => parent !== above.at(-1)?.parent) + 1)
  const length = missing.reduce((sum, paragraph) => sum + paragraph.text.length, 0)
  if (missing.length < 2 || length > text.length * MOST) return
  const box = root.ownerDocument.createElement('div')
  for (const { element } of missing) {
    const paragraph = root.ownerDocument.createElement('p')
    paragraph.append(...element.childNodes)
    box.append(paragraph)
  }
  root.prepend(box)
}

function isParagraph(element: Element): boolean {
  if (element.localName === 'p') return true
  if (element.localName !== 'div') return false
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) if (isBlock(child)) return false
  return true
}

/** The next element in the page's order, into one or past it. */
function next(element: Element, into: boolean): Element | null {
  if (into && element.firstElementChild !== null) return element.firstElementChild
  for (let at: Element | null = element; at !== null; at = at.parentElement) if (at.nextElementSibling !== null) return at.nextElementSibling
  return null
}
