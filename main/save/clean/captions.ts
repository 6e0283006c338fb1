import { namesOf } from './places.ts'
import { rename } from './headings.ts'
import type { Block } from './block-list.ts'
import { lettersOf, squeezed } from './words.ts'

const CAPTION_NAME = /(?:^|[\s_-])(?:captions?|wp-caption-text|thumb-?caption|image-?(?:caption|credit|description)|photo-?(?:caption|credit)|img-?(?:caption|credit)|media-?(?:caption|credit)|picture-?caption|figcaption|cutline|credits?|image-?source|photographer|gallery-?caption)(?:$|[\s_-])/i

/**
 * Pictures with their words: captions by any other name become `figcaption`s of a `figure` with their picture, so
 * that readers see them and the body's text can leave them out.
 */
export function finishCaptions(root: HTMLElement): void {
  for (const element of [...root.querySelectorAll('p, div, span, small, em, dd, cite, figcaption')]) {
    if (!root.contains(element) || element.localName === 'figcaption' || !CAPTION_NAME.test(namesOf(element))) continue
    const text = squeezed(element.textContent)
    if (text === '' || text.length > 600 || element.querySelector('p + p, ul, ol, h2, h3, table') !== null) continue
    const figure = element.closest('figure')
    if (figure !== null && root.contains(figure)) {
      if (element.closest('figcaption') === null) rename(element, 'figcaption')
    } else if (element.querySelector('img') === null) asPart(element, 'caption')
    else asPart(lastText(element) ?? element, 'caption')
  }
  for (const figure of [...root.querySelectorAll('figure')]) finishFigure(figure)
}

/** In a figure, all words that are not code, a table or a quote are its caption; one caption, one figure. */
function finishFigure(figure: Element): void {
  gatherLooseWords(figure)
  const captions = [...figure.querySelectorAll('figcaption')]
  const [first] = captions
  if (first === undefined) return
  for (const other of captions.slice(1)) {
    if (squeezed(other.textContent) !== squeezed(first.textContent)) first.append(' ', ...other.childNodes)
    other.remove()
  }
  if (squeezed(first.textContent) === '') first.remove()
}

const NO_CAPTION = 'figcaption, table, pre, blockquote, ul, ol, dl, h1, h2, h3, h4, h5, h6'

/** Lines of words beside a picture in its figure ("Image copyright …") are of its caption. */
function gatherLooseWords(figure: Element): void {
  if (figure.querySelector('img') === null || figure.querySelector('p + p') !== null) return
  const loose = [...figure.querySelectorAll('p, span, div, small, em, cite')].filter((element) => {
    const text = squeezed(element.textContent)
    return text !== '' && text.length <= 300 && element.closest(NO_CAPTION) === null && element.querySelector(`${NO_CAPTION}, img, p, div, span`) === null
  })
  if (loose.length === 0) return
  const caption = figure.ownerDocument.createElement('figcaption')
  for (const element of loose) caption.append(' ', element)
  figure.append(caption)
}

/**
 * A line that says what a picture of the article says for itself, or that stands in italics right below one, is its
 * caption. Answers whether there are any.
 */
export function markCaptions(blocks: readonly Block[], root: HTMLElement): boolean {
  const alts = [...root.querySelectorAll('img')].map((image) => lettersOf(image.getAttribute('alt') ?? '')).filter((alt) => alt.length >= LEAST_ALT)
  let any = false
  for (const { element, text, isMarked, isHeading } of blocks) {
    if (isMarked || isHeading || text.length > 600 || element.closest('li, td, th, blockquote') !== null) continue
    if (!(alts.length > 0 && saysAlt(lettersOf(text), alts)) && !(text.length <= 200 && isSlanted(element) && standsBelowPicture(element))) continue
    asPart(element, 'caption')
    any = true
  }
  return any
}

/** Shorter alternative texts may be said by a line of the article too. */
const LEAST_ALT = 25

function saysAlt(letters: string, alts: readonly string[]): boolean {
  return letters.length >= LEAST_ALT && alts.some((alt) => letters === alt || (alt.startsWith(letters) && letters.length >= 60) || (letters.startsWith(alt) && letters.length < alt.length * 1.5))
}

function isSlanted(element: Element): boolean {
  const all = squeezed(element.textContent)
  return [...element.querySelectorAll('em, i, small')].some((inner) => squeezed(inner.textContent) === all)
}

function standsBelowPicture(element: Element): boolean {
  let before = element.previousSibling
  while (before !== null && (before.nodeName === 'BR' || (before.nodeType === 3 && squeezed(before.textContent) === ''))) before = before.previousSibling
  if (before === null || before.nodeType !== 1 || squeezed(before.textContent) !== '') return false
  return (before as Element).localName === 'img' || (before as Element).querySelector('img') !== null
}

function lastText(element: Element): Element | undefined {
  return [...element.querySelectorAll('p, span, div')].findLast((one) => squeezed(one.textContent) !== '' && one.querySelector('img') === null)
}

/** Marks an element as standing around the body: what `show --format text` leaves out and the reader shows quietly. */
export function asPart(element: Element, part: 'caption' | 'dek'): void {
  const inline = element.localName === 'span' || element.localName === 'small' || element.localName === 'em' || element.localName === 'cite'
  const marked = inline && element.parentElement !== null && squeezed(element.parentElement.textContent) === squeezed(element.textContent) ? element.parentElement : element
  if (marked.id !== 'readability-page-1') marked.setAttribute('data-part', part)
}
