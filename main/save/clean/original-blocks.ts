import type { BlockKind, BlockSelector } from '../../../shared/repair.ts'
import { hasNames } from '../../../shared/repair.ts'
import { childrenOf } from './block-selector.ts'
import type { PageBlocks } from './block-selector.ts'
import { isBlock } from './blocks.ts'
import { isProse } from './prose.ts'
import { sanitise } from './sanitise.ts'

/** A block of the page as it was fetched: the element, and the place of the block around it in the list. */
export interface PageBlock {
  readonly element: Element
  readonly kind: BlockKind
  readonly parent: number | undefined
}

interface Node {
  readonly element: Element
  readonly kind: BlockKind
  readonly inside: readonly Node[]
  /** A picture in a line of text is a block only where no block holds that line. */
  readonly isInline: boolean
}

/** More blocks than this are shown, but cannot be chosen one by one. */
const MOST_BLOCKS = 3000
const SEMANTIC = new Set(['aside', 'nav', 'footer', 'header', 'form', 'details'])
const MORE_BLOCKS = new Set(['nav', 'form', 'fieldset', 'hgroup'])
const WHOLE: Readonly<Record<string, BlockKind>> = { table: 'table', pre: 'code', figure: 'picture', dl: 'list', blockquote: 'quote' }

/**
 * The page as a tree of blocks, in document order: what a reader would call one (a paragraph, a list, a table, a
 * picture with its caption), and the boxes around several of them. A box around a single block is that block.
 */
export function blocksOfPage(body: Element, page: PageBlocks): PageBlock[] {
  const blocks: PageBlock[] = []
  const add = (node: Node, parent: number | undefined): void => {
    if (blocks.length >= MOST_BLOCKS) return
    const index = blocks.push({ element: node.element, kind: node.kind, parent }) - 1
    for (const inner of node.inside) add(inner, index)
  }
  for (const child of childrenOf(body)) for (const node of nodesOf(child, page)) add(node, undefined)
  return blocks
}

function nodesOf(element: Element, page: PageBlocks): readonly Node[] {
  const { localName } = element
  if (localName === 'img') return [{ element, kind: 'picture', inside: [], isInline: true }]
  const whole = WHOLE[localName] ?? ((localName === 'ul' || localName === 'ol') && !holdsParagraphs(element) ? 'list' : undefined)
  if (whole !== undefined) return hasContent(element, page) ? [{ element, kind: whole, inside: [], isInline: false }] : []
  const inside = childrenOf(element).flatMap((child) => nodesOf(child, page))
  if (!isBlock(element) && !MORE_BLOCKS.has(localName)) return inside
  if (inside.every(({ isInline }) => isInline)) {
    return hasContent(element, page) ? [{ element, kind: kindOf(element, page), inside: [], isInline: false }] : []
  }
  const [only] = inside
  if (inside.length === 1 && only !== undefined) return [isBetterName(element, only.element, page) ? { ...only, element } : only]
  return [{ element, kind: 'section', inside, isInline: false }]
}

function isBetterName(outer: Element, inner: Element, page: PageBlocks): boolean {
  return SEMANTIC.has(outer.localName) || (hasNames(page.namesOf(outer)) && !hasNames(page.namesOf(inner)) && outer.localName === 'div')
}

function holdsParagraphs(list: Element): boolean {
  return [...list.querySelectorAll('li p, li div, li h2, li h3, li pre')].some((one) => isProse(one.textContent ?? ''))
}

function hasContent(element: Element, page: PageBlocks): boolean {
  return page.textOf(element) !== '' || element.querySelector('img[data-picture], math') !== null
}

function kindOf(element: Element, page: PageBlocks): BlockKind {
  if (/^h[1-6]$/.test(element.localName)) return 'heading'
  return page.textOf(element) === '' ? 'picture' : 'paragraph'
}

/**
 * How the same block is found on other pages of its site: by its names; else as the first or last of its kind in a
 * box with names. `undefined` when neither tells it from the article's own blocks.
 */
export function siteSelectorOf(element: Element, page: PageBlocks): BlockSelector | undefined {
  const { text: _text, position, ...named } = page.selectorOf(element)
  if (hasNames(named)) {
    if (!page.proseOf(named).some((other) => other !== element && !element.contains(other))) return named
  }
  const isInBox = named.within.length > 0
  return isInBox && position?.index === 0 ? { ...named, position } : undefined
}

const KEPT_NAMES = /^(?:article|aside|blockquote|details|div|dl|dt|dd|figure|footer|h[2-6]|header|img|li|ol|p|pre|section|table|ul)$/

/**
 * The page as safe HTML to be looked at: blocks numbered, no links, no addresses of pictures but as words. What is
 * shown went through the same allow-list as an article.
 */
export function outlineHtml(body: Element, blocks: readonly PageBlock[], pictures: ReadonlyMap<string, { readonly urls: readonly string[] }>): string {
  for (const element of body.querySelectorAll('[data-block], [data-original]')) {
    element.removeAttribute('data-block')
    element.removeAttribute('data-original')
  }
  for (const [index, { element }] of blocks.entries()) element.setAttribute('data-block', String(index))
  const copy = body.cloneNode(true) as Element
  for (const { element } of blocks) element.removeAttribute('data-block')
  for (const link of copy.querySelectorAll('a')) link.removeAttribute('href')
  for (const image of copy.querySelectorAll('img')) {
    const url = pictures.get(image.getAttribute('data-picture') ?? '')?.urls[0] ?? ''
    image.removeAttribute('src')
    if (/^https?:/.test(url) && url.length <= 4000) image.setAttribute('data-original', url)
  }
  for (const element of copy.querySelectorAll('[data-block], h1')) if (!KEPT_NAMES.test(element.localName)) asDivision(element)
  return sanitise(copy.innerHTML, ['data-block', 'data-original']).innerHTML
}

function asDivision(element: Element): void {
  const division = element.ownerDocument.createElement(element.localName === 'h1' ? 'h2' : 'div')
  for (const name of element.getAttributeNames()) division.setAttribute(name, element.getAttribute(name) ?? '')
  division.append(...element.childNodes)
  element.replaceWith(division)
}
