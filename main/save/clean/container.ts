import { blocksOf } from './block-list.ts'
import { namesOf } from './places.ts'
import { squeezed } from './words.ts'

const ELSEWHERE = /(?:^|[\s_-])(?:comments?|respond|related|recirc|sidebar|footer|nav(?:bar|igation)?|menu|cookie|consent|modal|popup|newsletter|disclaimer)(?:$|[\s_-])/i
/** What may hold prose of its own. */
const HOLDERS = new Set(['p', 'li', 'blockquote', 'pre', 'td', 'dd', 'div'])
const OUTSIDE = new Set(['nav', 'footer', 'aside', 'header', 'form', 'dialog'])

/** The part of a page that holds nearly all of its prose. */
export interface ProseContainer {
  readonly element: HTMLElement
  /** Characters of prose in it. */
  readonly length: number
}

/**
 * Finds the smallest element that holds at least four fifths of a page's prose, by adding up its paragraphs. It judges
 * nothing else, so it is asked only to check Readability's choice, which sometimes takes one section of many.
 */
export function findProseContainer(document: Document): ProseContainer | undefined {
  const { body } = document
  // One walk and a set of names: of a selector of several names jsdom would sort what it found.
  const candidates = [...body.querySelectorAll('*')].filter((element) => HOLDERS.has(element.localName))
  const pieces = candidates.map((element) => ({ element, length: ownLength(element) })).filter(({ length }) => length >= 80)
  const all = sums(pieces, body)
  const most = all.get(body) ?? 0
  // A name that says "elsewhere" is not believed of what holds much of the page.
  const isOutside = (element: Element): boolean => {
    for (let at: Element | null = element; at !== null && at !== body; at = at.parentElement) {
      if ((all.get(at) ?? 0) < most * 0.4 && saysElsewhere(at)) return true
    }
    return false
  }
  const inside = pieces.filter(({ element }) => !isOutside(element))
  const lengths = sums(inside, body)
  const total = lengths.get(body) ?? 0
  if (total === 0) return undefined
  let best: { element: Element; length: number } = { element: body, length: total }
  for (const [element, length] of lengths) {
    if (length >= total * 0.8 && best.element.contains(element)) best = { element, length }
  }
  // A lone paragraph or item is no container.
  const element = /^(?:p|li|blockquote|pre|td)$/.test(best.element.localName) ? (best.element.parentElement ?? best.element) : best.element
  return { element: element as HTMLElement, length: best.length }
}

function sums(pieces: readonly { readonly element: Element; readonly length: number }[], body: Element): Map<Element, number> {
  const lengths = new Map<Element, number>()
  for (const { element, length } of pieces) {
    for (let at: Element | null = element; at !== null; at = at === body ? null : at.parentElement) lengths.set(at, (lengths.get(at) ?? 0) + length)
  }
  return lengths
}

/** Several dates or authors' lines: a list of articles, not an article of many parts. */
export function isListOfArticles(container: ProseContainer): boolean {
  return blocksOf(container.element).filter((block) => block.kind === 'date' || block.kind === 'byline').length >= 4
}

/** Text of an element that is not in a block of its own below it, links left out. */
function ownLength(element: Element): number {
  let length = 0
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === 3) length += squeezed(child.textContent).length
    else if (child.nodeType === 1 && /^(?:span|em|strong|b|i|u|code|mark|sub|sup|small|q|cite|abbr|font)$/.test((child as Element).localName)) length += squeezed(child.textContent).length
  }
  return length
}

function saysElsewhere(element: Element): boolean {
  if (OUTSIDE.has(element.localName) || element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true
  return element.localName !== 'main' && element.localName !== 'article' && ELSEWHERE.test(namesOf(element))
}
