import { namesOf } from './places.ts'
import { squeezed } from './words.ts'

const ELSEWHERE = /(?:^|[\s_-])(?:comments?|respond|related|recirc|sidebar|footer|nav(?:bar|igation)?|menu|widget|cookie|consent|modal|popup|newsletter|disclaimer)(?:$|[\s_-])/i
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
  const lengths = new Map<Element, number>()
  let total = 0
  for (const element of body.querySelectorAll('p, li, blockquote, pre, td, [class*="text" i], [class*="desc" i], [class*="body" i]')) {
    const own = ownLength(element)
    if (own < 80 || isOutside(element)) continue
    total += own
    for (let at: Element | null = element; at !== null && at !== body; at = at.parentElement) lengths.set(at, (lengths.get(at) ?? 0) + own)
  }
  let best: { element: Element; length: number } | undefined
  for (const [element, length] of lengths) {
    // Of two that hold enough the inner one comes later in no order; the smaller text wins.
    if (length >= total * 0.8 && (best === undefined || best.element.contains(element))) best = { element, length }
  }
  if (best === undefined) return total === 0 ? undefined : { element: body, length: total }
  // A lone paragraph or item is no container.
  const element = /^(?:p|li|blockquote|pre|td)$/.test(best.element.localName) ? (best.element.parentElement ?? best.element) : best.element
  return { element: element as HTMLElement, length: best.length }
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

function isOutside(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (OUTSIDE.has(at.localName) || at.hasAttribute('hidden') || at.getAttribute('aria-hidden') === 'true') return true
    if (at.localName !== 'body' && at.localName !== 'main' && at.localName !== 'article' && ELSEWHERE.test(namesOf(at))) return true
  }
  return false
}
