import { blocksOf } from './block-list.ts'
import type { Block } from './block-list.ts'
import { namesOf } from './places.ts'
import { squeezed } from './words.ts'

const ELSEWHERE = /(?:^|[\s_-])(?:comments?|respond|related|recirc|sidebar|footer|nav(?:bar|igation)?|menu|cookie|consent|modal|popup|newsletter|disclaimer)(?:$|[\s_-])/i
/** What may hold prose of its own. */
const HOLDERS = 'p, li, blockquote, pre, td, dd, div'
/** Share of its prose that may stand below an article's end. */
const MOST_BELOW = 0.2
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
  const pieces = [...body.querySelectorAll(HOLDERS)].map((element) => ({ element, length: ownLength(element) })).filter(({ length }) => length >= 80)
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

const NO_PART = new Set(['nav', 'footer', 'form', 'dialog', 'aside'])

/** The container as an article: without what is hidden or names itself another part, and its links whole. */
export function takeContainer({ element, length }: ProseContainer): HTMLElement {
  const base = element.baseURI
  for (const inner of [...element.querySelectorAll('*')]) {
    const isOther = NO_PART.has(inner.localName) || inner.hasAttribute('hidden') || inner.getAttribute('aria-hidden') === 'true'
    // What holds much of the prose is the article, whatever it says.
    if (isOther && squeezed(inner.textContent).length < length * 0.4) inner.remove()
    else if (inner.localName === 'a') makeAbsolute(inner, base)
  }
  return element
}

function makeAbsolute(link: Element, base: string): void {
  const href = link.getAttribute('href')
  if (href !== null && !href.startsWith('#') && URL.canParse(href, base)) link.setAttribute('href', new URL(href, base).href)
}

function sums(pieces: readonly { readonly element: Element; readonly length: number }[], body: Element): Map<Element, number> {
  const lengths = new Map<Element, number>()
  for (const { element, length } of pieces) {
    for (let at: Element | null = element; at !== null; at = at === body ? null : at.parentElement) lengths.set(at, (lengths.get(at) ?? 0) + length)
  }
  return lengths
}

/**
 * Several dates or authors' lines with prose after them: a list of articles, not an article of many parts. Those that
 * stand below nearly all prose are of teasers at its end.
 */
export function isListOfArticles(container: ProseContainer): boolean {
  const blocks = blocksOf(container.element)
  const signed = blocks.filter((block) => block.kind === 'date' || block.kind === 'byline')
  if (signed.length < 4) return false
  const prose = (list: readonly Block[]): number => list.reduce((sum, block) => sum + (block.isProse ? block.text.length : 0), 0)
  return prose(blocks.slice(blocks.indexOf(signed[2] as Block))) > prose(blocks) * MOST_BELOW
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
