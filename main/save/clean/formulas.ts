import { squeezed } from './words.ts'

/**
 * Formulas as MathML alone: pages show a picture or a drawing of letters and hide the MathML for those who listen, and
 * carry the TeX source beside it. The MathML is read offline by everybody; the rest goes.
 */
export function prepareFormulas(document: Document): void {
  for (const math of document.querySelectorAll('math')) {
    const source = squeezed(math.getAttribute('alttext') ?? math.querySelector('annotation')?.textContent)
    for (const annotation of math.querySelectorAll('annotation, annotation-xml')) annotation.remove()
    // Nothing but the formula stands in what hides it.
    let box: Element = math
    while (box.parentElement !== null && squeezed(box.parentElement.textContent) === squeezed(math.textContent) && box.parentElement.localName !== 'body') {
      box = box.parentElement
      if (/display\s*:\s*none|visibility\s*:\s*hidden/i.test(box.getAttribute('style') ?? '')) box.removeAttribute('style')
    }
    for (const image of box.querySelectorAll('img')) {
      if (source !== '' && squeezed(image.getAttribute('alt')) === source) image.remove()
    }
    for (const drawing of math.closest('.katex')?.querySelectorAll('.katex-html') ?? []) drawing.remove()
  }
}
