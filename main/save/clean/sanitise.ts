import createDOMPurify from 'dompurify'
import { JSDOM } from 'jsdom'
import { quicken } from '../quick/quicken.ts'

const TAGS = [
  // The root of what is judged; within it no parser makes another. Were it not allowed, DOMPurify would copy all that is in it, for nothing.
  'body',
  'a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'blockquote', 'br', 'caption', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn',
  'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'footer', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p',
  'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small', 'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead',
  'time', 'tr', 'u', 'ul', 'var', 'wbr',
  // Presentation MathML (https://www.w3.org/TR/mathml-core/); no `annotation-xml`, no `maction`, no links inside.
  'math', 'merror', 'mfrac', 'mi', 'mmultiscripts', 'mn', 'mo', 'mover', 'mpadded', 'mphantom', 'mprescripts', 'mroot', 'mrow', 'ms', 'mspace', 'msqrt',
  'mstyle', 'msub', 'msubsup', 'msup', 'mtable', 'mtd', 'mtext', 'mtr', 'munder', 'munderover', 'semantics', 'none',
]
const ATTRIBUTES = [
  'href', 'title', 'alt', 'lang', 'dir', 'cite', 'datetime', 'id', 'colspan', 'rowspan', 'headers', 'scope', 'start', 'reversed', 'value', 'open', 'width', 'height', 'type',
  'data-picture', 'data-part', 'data-language', 'data-tex', 'data-footnote',
  'display', 'mathvariant', 'stretchy', 'fence', 'separator', 'accent', 'accentunder', 'columnalign', 'linethickness', 'lspace', 'rspace', 'notation',
]
/** Whitespace and control characters inside schemes were a way around link filters; DOMPurify folds them before it matches. */
const LINKS = /^(?:https?:|mailto:|#)/i

let purifier: ReturnType<typeof createDOMPurify> | undefined

/**
 * The cleaned article as safe HTML, by an allow-list (`docs/security.md`, wall 3): no script, style, form, frame or
 * media, no attribute that fetches or runs; links are http, https, mailto or into the article; pictures carry a
 * number and no address at all. It parses the text afresh, so what it judges is what a browser will see.
 * @param more attributes that are allowed besides; only inert ones
 */
export function sanitise(html: string, more: readonly string[] = []): HTMLElement {
  purifier ??= newPurifier()
  const body = purifier.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: [...ATTRIBUTES, ...more],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: LINKS,
    // All but addresses are plain values; DOMPurify would hold them against LINKS.
    ADD_URI_SAFE_ATTR: [...ATTRIBUTES.filter((name) => name !== 'href' && name !== 'cite'), ...more],
    SANITIZE_NAMED_PROPS: false,
    KEEP_CONTENT: true,
    RETURN_DOM: true,
  })
  return body as unknown as HTMLElement
}

function newPurifier(): ReturnType<typeof createDOMPurify> {
  const { window } = new JSDOM('')
  quicken(window as unknown as Window & typeof globalThis)
  return createDOMPurify(window)
}
