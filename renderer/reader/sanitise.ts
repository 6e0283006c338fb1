import DOMPurify from 'dompurify'
import { isPlain } from './plain-markup.ts'
import type { PlainRules } from './plain-markup.ts'

/*
 * The second of two allow-lists: the cleaner has sanitised the article when it was saved. Files of the library may
 * come from another machine or another program, so what is shown is checked again, here, at the last moment.
 */
const HTML_TAGS = [
  'a', 'abbr', 'address', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br', 'caption', 'center', 'cite',
  'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'footer',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'mark', 'nav', 'ol', 'p',
  'pre', 'q', 'rp', 'rt', 'ruby', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'summary', 'sup',
  'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr',
] // prettier-ignore

const FORMULA_TAGS = [
  'math', 'annotation', 'menclose', 'merror', 'mfenced', 'mfrac', 'mi', 'mmultiscripts', 'mn', 'mo', 'mover', 'mpadded',
  'mphantom', 'mprescripts', 'mroot', 'mrow', 'ms', 'mspace', 'msqrt', 'mstyle', 'msub', 'msubsup', 'msup', 'mtable',
  'mtd', 'mtext', 'mtr', 'munder', 'munderover', 'semantics',
] // prettier-ignore

const ATTRIBUTES = [
  'abbr', 'alt', 'cite', 'colspan', 'datetime', 'dir', 'headers', 'height', 'href', 'id', 'lang', 'open', 'reversed',
  'rowspan', 'scope', 'span', 'src', 'start', 'title', 'type', 'value', 'width',
  'data-missing', 'data-original', 'data-part', 'data-language', 'data-block',
  'display', 'mathvariant', 'encoding', 'columnalign', 'rowalign', 'columnspan', 'rowspan', 'stretchy', 'fence',
  'separator', 'accent', 'accentunder', 'linethickness', 'notation',
] // prettier-ignore

/** A picture of this article, by content; or one inside the document itself. Nothing else can be asked for. */
const PICTURE = /^(?:images\/[0-9a-f]{8,64}\.[a-z0-9]{2,5}|data:image\/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,])/i

/** Where a link may lead: the web, a mail program, or a place in the article. */
const LINK = /^(?:https?:|mailto:|#)/i

/** The same in short, for telling that there is nothing to sanitise. */
export const RULES: PlainRules = { tags: new Set(HTML_TAGS), attributes: new Set(ATTRIBUTES), picture: PICTURE, link: LINK }

const purify = DOMPurify(window)

purify.addHook('uponSanitizeAttribute', (_node, event) => {
  if (event.attrName === 'src' && !PICTURE.test(event.attrValue)) event.keepAttr = false
  if (event.attrName === 'href' && !LINK.test(event.attrValue.trim())) event.keepAttr = false
})

/** The article's body from its stored document: the sanitised children of `<main>`, and its language and direction. */
export interface ArticleBody {
  readonly content: DocumentFragment
  readonly language: string
  readonly direction: string
}

/**
 * A stored document brings a style of its own for other programs. It would not apply here, but the window's policy would
 * report it at every opening.
 */
function withoutItsStyle(documentHtml: string): string {
  return documentHtml.replace(/<style[^>]*>[^<]*<\/style>/i, '')
}

/** Takes the article out of a stored document. Nothing of that document runs or loads. */
export function articleBody(documentHtml: string): ArticleBody {
  // A parsed document has no window: no script runs in it and no picture of it loads.
  const parsed = new DOMParser().parseFromString(withoutItsStyle(documentHtml), 'text/html')
  const main = parsed.querySelector('main') ?? parsed.body
  const about = {
    language: main.getAttribute('lang') || parsed.documentElement.lang,
    direction: main.getAttribute('dir') || parsed.documentElement.dir,
  }
  if (!isPlain(main, RULES)) return { content: purified(main), ...about }
  const content = parsed.createDocumentFragment()
  content.append(...main.childNodes)
  return { content, ...about }
}

/** What is left of an element's children after sanitising. The element itself is not changed. */
export function purified(main: Element): DocumentFragment {
  // The node and not its markup: written out and parsed again, a <pre> would lose the newline it begins with, and every
  // anchor behind it would be off by one.
  const clean = purify.sanitize(main, {
    ALLOWED_TAGS: [...HTML_TAGS, ...FORMULA_TAGS],
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  })
  const content = clean.ownerDocument.createDocumentFragment()
  content.append(...(clean.firstElementChild ?? clean).childNodes)
  return content
}
