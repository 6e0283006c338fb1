import type { PageElement } from './page-element.ts'
import type { PageNode } from './page-node.ts'
import type { PageText } from './page-text.ts'

const VOID = new Set([
  'area', 'base', 'basefont', 'bgsound', 'br', 'col', 'embed', 'frame', 'hr', 'img', 'input', 'keygen', 'link', 'meta', 'param', 'source', 'track', 'wbr',
])
/** Their text has no escapes. `<noscript>` is not among them, for pages are parsed without scripts. */
const RAW = new Set(['style', 'script', 'xmp', 'iframe', 'noembed', 'noframes', 'plaintext'])

/** The HTML of what stands in a node, as the HTML Standard writes it (13.3, "Serializing HTML fragments"). */
export function contentHtml(node: PageNode): string {
  let html = ''
  const isRaw = node.nodeType === 1 && RAW.has((node as PageElement).localName)
  const inside = node.nodeType === 1 ? ((node as PageElement).content ?? node) : node
  for (let child = inside.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === 1) html += htmlOf(child as PageElement)
    else if (child.nodeType === 3) html += isRaw ? (child as PageText).data : escapeText((child as PageText).data)
    else if (child.nodeType === 8) html += `<!--${(child as PageText).data}-->`
  }
  return html
}

/** The HTML of an element itself. */
export function htmlOf(element: PageElement): string {
  const { localName } = element
  let html = `<${localName}`
  for (const { name, value } of element.attributes) html += ` ${name}="${escapeValue(value)}"`
  return VOID.has(localName) ? `${html}>` : `${html}>${contentHtml(element)}</${localName}>`
}

function escapeText(text: string): string {
  return /[&<>\u00A0]/.test(text) ? text.replace(/&/g, '&amp;').replace(/\u00A0/g, '&nbsp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : text
}

function escapeValue(text: string): string {
  return /[&<>"\u00A0]/.test(text) ? escapeText(text).replace(/"/g, '&quot;') : text
}
