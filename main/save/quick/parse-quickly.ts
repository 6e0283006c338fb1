import constants from 'jsdom/lib/jsdom/living/helpers/internal-constants.js'
import { parse, parseFragment } from 'parse5'
import { attributeOf, following, insideOf, isElement, linksOf, outsideOf } from './jsdom-inside.ts'
import type { Inside, InsideDocument, InsideElement } from './jsdom-inside.ts'
import { treeBuilder } from './tree-builder.ts'

type Window = Pick<typeof globalThis, 'Document' | 'DOMParser' | 'Element'>

/**
 * Makes a window's `DOMParser` and `innerHTML =` quick: jsdom's parser, parse5, builds jsdom's nodes by `treeBuilder`. What
 * jsdom keeps besides for documents that are shown is not kept for them: `getElementById` walks.
 */
export function parseQuickly(window: Window): void {
  const { DOMParser, Document, Element } = window
  const own = Object.getOwnPropertyDescriptor(DOMParser.prototype, 'parseFromString')
  Object.defineProperty(DOMParser.prototype, 'parseFromString', {
    ...own,
    value(this: DOMParser, text: string, type: DOMParserSupportedType): Document {
      const isHtml = type === 'text/html'
      const document = own?.value.call(this, isHtml ? '' : text, type) as Document
      if (isHtml) fill(insideOf(document) as InsideDocument, String(text))
      return document
    },
  })
  const inner = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')
  Object.defineProperty(Element.prototype, 'innerHTML', {
    ...inner,
    set(this: Element, text: string | null) {
      const inside = insideOf(this) as InsideElement
      if (inside._localName === 'template' || inside._ownerDocument._parsingMode !== 'html') inner?.set?.call(this, text)
      else inside._replaceAll(parseFragment(inside, text === null ? '' : String(text), { ...OPTIONS, treeAdapter: treeBuilder(inside._ownerDocument) }))
    },
  })
  Object.defineProperty(Document.prototype, 'getElementById', {
    ...Object.getOwnPropertyDescriptor(Document.prototype, 'getElementById'),
    value(this: Document, id: string) {
      return elementWithId(insideOf(this), String(id))
    },
  })
}

/** As jsdom parses for documents without scripts: what is in `<noscript>` is elements. */
const OPTIONS = { scriptingEnabled: false } as const

function fill(document: InsideDocument, text: string): void {
  for (let child = linksOf(document).firstChild; child !== null; child = linksOf(document).firstChild) constants.domSymbolTree.remove(child)
  parse(text, { ...OPTIONS, treeAdapter: treeBuilder(document) })
}

function elementWithId(root: Inside, id: string): Node | null {
  if (id === '') return null
  for (let at = linksOf(root).firstChild; at !== null; at = following(at, root)) {
    if (isElement(at) && attributeOf(at, 'id') === id) return outsideOf(at)
  }
  return null
}
