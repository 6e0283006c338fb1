import { namesOf } from './places.ts'
import { rename } from './headings.ts'
import { squeezed } from './words.ts'

const CAPTION_NAME = /(?:^|[\s_-])(?:captions?|wp-caption-text|image-?(?:caption|credit|description)|photo-?(?:caption|credit)|img-?(?:caption|credit)|media-?(?:caption|credit)|picture-?caption|figcaption|cutline|credits?|image-?source|photographer|gallery-?caption)(?:$|[\s_-])/i

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
  const captions = [...figure.querySelectorAll('figcaption')]
  const [first] = captions
  if (first === undefined) return
  for (const other of captions.slice(1)) {
    if (squeezed(other.textContent) !== squeezed(first.textContent)) first.append(' ', ...other.childNodes)
    other.remove()
  }
  if (squeezed(first.textContent) === '') first.remove()
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
