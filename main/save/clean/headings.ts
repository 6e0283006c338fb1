import { saysTitle } from './title-heading.ts'
import { squeezed } from './words.ts'

/**
 * The article's headings: none repeats its title at the top, none is empty, and the levels begin at `h2` (the title
 * is the document's `h1`) and never skip one downwards.
 */
export function finishHeadings(root: HTMLElement, title: string): void {
  for (const heading of [...root.querySelectorAll('h1, h2, h3, h4, h5, h6')]) {
    const text = squeezed(heading.textContent)
    if (text === '' && heading.querySelector('img') === null) heading.remove()
    else if (saysTitle(text, title) && nothingBefore(root, heading)) heading.remove()
  }
  const headings = [...root.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const used = [...new Set(headings.map((heading) => Number(heading.localName[1])))].sort((a, b) => a - b)
  for (const heading of headings) {
    const level = Math.min(6, used.indexOf(Number(heading.localName[1])) + 2)
    if (heading.localName !== `h${level}`) rename(heading, `h${level}`)
  }
}

/** Whether hardly any text of the article stands before an element. */
function nothingBefore(root: HTMLElement, element: Element): boolean {
  let length = 0
  for (let at: Node = element; at !== root && at.parentNode !== null; at = at.parentNode) {
    for (let before = at.previousSibling; before !== null; before = before.previousSibling) length += squeezed(before.textContent).length
    if (length >= 400) return false
  }
  return true
}

/** Replaces an element by one of another name with the same content and attributes. */
export function rename(element: Element, name: string): Element {
  const renamed = element.ownerDocument.createElement(name)
  for (const attribute of element.getAttributeNames()) renamed.setAttribute(attribute, element.getAttribute(attribute) ?? '')
  renamed.append(...element.childNodes)
  element.replaceWith(renamed)
  return renamed
}
