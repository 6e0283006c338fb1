import { isBlock } from './blocks.ts'
import { squeezed } from './words.ts'

const CONTENT = 'img, hr, table, math, pre, br'

/** Wrappers without meaning are taken off and what became empty is removed, so that only the article's own structure is left. */
export function tidy(root: HTMLElement): void {
  removeEmpty(root)
  unwrap(root)
  for (const figure of root.querySelectorAll('figure')) unwrapPicture(figure)
  for (const lineBreak of root.querySelectorAll('br')) if (standsBetweenBlocks(lineBreak)) lineBreak.remove()
}

/** A line break beside a block breaks nothing. */
function standsBetweenBlocks(lineBreak: Element): boolean {
  const [before, after] = [beside(lineBreak, 'previousSibling'), beside(lineBreak, 'nextSibling')]
  return (isBlock(before) || before === null) && (isBlock(after) || after === null) && (before !== null || after !== null)
}

/** The nearest sibling that shows something. */
function beside(node: Node, side: 'previousSibling' | 'nextSibling'): Node | null {
  let at = node[side]
  while (at !== null && ((at.nodeType === 3 && squeezed(at.textContent) === '') || at.nodeName === 'BR')) at = at[side]
  return at
}

/** In a figure, a picture needs no paragraph around it. */
function unwrapPicture(figure: Element): void {
  for (const paragraph of figure.querySelectorAll('p')) {
    if (squeezed(paragraph.textContent) === '' && paragraph.querySelector('img') !== null) paragraph.replaceWith(...paragraph.childNodes)
  }
}

function removeEmpty(root: HTMLElement): void {
  const candidates = [...root.querySelectorAll('p, div, section, article, header, footer, aside, ul, ol, li, dl, figure, figcaption, blockquote, span, a, strong, em, b, i, details')]
  for (const element of candidates.reverse()) {
    if (squeezed(element.textContent) === '' && element.querySelector(CONTENT) === null && !element.hasAttribute('id')) element.remove()
  }
}

function unwrap(root: HTMLElement): void {
  for (const element of [...root.querySelectorAll('div, section, article, header, footer, main, aside, span, font, center, p')].reverse()) {
    if (element.hasAttribute('data-part') || element.hasAttribute('data-tex')) continue
    // Readability makes paragraphs of divisions; one that holds blocks cannot stay, for no parser would keep it.
    if (element.localName === 'p') {
      if ([...element.childNodes].some((child) => isBlock(child))) wrapRuns(element)
      continue
    }
    const inline = element.localName === 'span' || element.localName === 'font'
    if (inline) {
      if (!element.hasAttribute('lang') && !/^(?:ltr|rtl)$/.test(element.getAttribute('dir') ?? '') && !element.hasAttribute('id')) takeOff(element)
    } else if ([...element.childNodes].some((child) => isBlock(child))) wrapRuns(element)
    else toParagraph(element)
  }
}

/** A division that holds blocks goes; text beside its blocks becomes paragraphs. */
function wrapRuns(element: Element): void {
  const document = element.ownerDocument
  let run: Element | undefined
  for (const child of [...element.childNodes]) {
    if (isBlock(child)) run = undefined
    else if (run !== undefined) run.append(child)
    else if (squeezed(child.textContent) !== '' || (child.nodeType === 1 && (child as Element).matches('img, math'))) {
      run = document.createElement('p')
      child.replaceWith(run)
      run.append(child)
    }
  }
  const id = element.getAttribute('id')
  const first = element.firstElementChild
  if (id !== null && first !== null && !first.hasAttribute('id')) first.setAttribute('id', id)
  takeOff(element)
}

/** Each child that is moved makes jsdom list all that are left: a wrapper of more than these stays, for it does no harm. */
const MOST_MOVED = 2000

/** Puts an element's children in its place. One by one: `replaceWith` would move each of them and all in it twice. */
function takeOff(element: Element): void {
  const parent = element.parentNode
  if (parent === null || hasMoreThan(element, MOST_MOVED)) return
  for (let child = element.firstChild; child !== null; child = element.firstChild) parent.insertBefore(child, element)
  element.remove()
}

function hasMoreThan(element: Element, most: number): boolean {
  let count = 0
  for (let child = element.firstChild; child !== null; child = child.nextSibling) if (++count > most) return true
  return false
}

function toParagraph(element: Element): void {
  const parent = element.parentElement
  const inList = parent !== null && /^(?:li|dd|dt|td|th|figcaption|figure|blockquote|caption|summary|p)$/.test(parent.localName)
  if (inList && parent.children.length === 1 && squeezed(parent.textContent) === squeezed(element.textContent)) {
    takeOff(element)
    return
  }
  const paragraph = element.ownerDocument.createElement('p')
  for (const name of ['id', 'lang', 'dir']) {
    const value = element.getAttribute(name)
    if (value !== null) paragraph.setAttribute(name, value)
  }
  paragraph.append(...element.childNodes)
  element.replaceWith(paragraph)
}
