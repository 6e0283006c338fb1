import type { PageDocument } from './page-document.ts'
import { PageAttribute, PageElement } from './page-element.ts'
import { PageText } from './page-text.ts'

/** An element of another DOM and all that stands in it, as one of ours; comments are left out. */
export function copyOf(element: Element, ownerDocument: PageDocument): PageElement {
  const attributes = element.getAttributeNames().map((name) => new PageAttribute(name, element.getAttribute(name) ?? ''))
  const namespaceURI = element.namespaceURI ?? ''
  const copy = new PageElement(element.localName, { ownerDocument, namespaceURI, attributes })
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === 1) copy.appendChild(copyOf(child as Element, ownerDocument))
    else if (child.nodeType === 3) copy.appendChild(new PageText((child as Text).data, ownerDocument))
  }
  return copy
}
