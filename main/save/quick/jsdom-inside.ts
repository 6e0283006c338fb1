import constants from 'jsdom/lib/jsdom/living/helpers/internal-constants.js'
import type { html } from 'parse5'
import utils from 'jsdom/lib/jsdom/living/generated/utils.js'

/**
 * What jsdom 26.1.0 (pinned) keeps behind each node that a program sees: an object of its own with the data, called the
 * inside here, and one more that links it to its neighbours.
 */
export interface Inside {
  readonly nodeType: number
  readonly _ownerDocument: InsideDocument
  /** Whether it stands in a document that jsdom shows, one that `parseQuickly` did not make. */
  readonly _attached?: boolean
  /** Counts the changes in it, by which live lists tell that they are old. */
  _version: number
  /** Lists that were asked for since the last change. */
  _memoizedQueries: object
}

export interface InsideElement extends Inside {
  readonly _localName: string
  readonly _namespaceURI: string | null
  readonly _qualifiedName: string
  readonly tagName: string
  readonly _shadowRoot: Inside | null
  readonly _attributeList: InsideAttribute[]
  /** Attributes by their names as written; the first counts. */
  readonly _attributesByNameMap: Map<string, InsideAttribute[]>
  /** Puts a node, or what is in a fragment, in the place of all children. */
  _replaceAll(node: Inside | null): void
}

export interface InsideAttribute extends Inside {
  readonly _qualifiedName: string
  readonly _value: string
  _element: InsideElement | null
}

export interface InsideText extends Inside {
  _data: string
}

export interface InsideDocument extends Inside {
  readonly _parsingMode: 'html' | 'xml'
  readonly compatMode: string
  /** The window that it is shown in; of what `DOMParser` makes, none. */
  readonly _defaultView: object | null
  readonly _globalObject: object
  _mode: html.DOCUMENT_MODE
  createTextNode(data: string): InsideText
  _createAttribute(attribute: { readonly namespace: string | null; readonly namespacePrefix: string | null; readonly localName: string; readonly value: string }): object
}

/** An inside's neighbours. */
export interface Links {
  readonly parent: Inside | null
  readonly previousSibling: Inside | null
  readonly nextSibling: Inside | null
  readonly firstChild: Inside | null
  readonly lastChild: Inside | null
}

export const ELEMENT = 1
export const TEXT = 3
export const CDATA = 4
export const COMMENT = 8
export const DOCUMENT = 9
export const DOCTYPE = 10
export const HTML = 'http://www.w3.org/1999/xhtml'

const INSIDE = utils.implSymbol
const OUTSIDE = utils.wrapperSymbol
const LINKS = constants.domSymbolTree.symbol

/** The inside of a node. */
export function insideOf(node: object): Inside {
  return (node as Record<symbol, Inside>)[INSIDE] as Inside
}

/** The node that a program sees. */
export function outsideOf(inside: Inside): Node {
  return (inside as unknown as Record<symbol, Node>)[OUTSIDE] as Node
}

/** What stands around a node in its tree. */
export function linksOf(inside: Inside): Links {
  return (inside as unknown as Record<symbol, Links>)[LINKS] as Links
}

/** Whether a node is an element. */
export function isElement(inside: Inside): inside is InsideElement {
  return inside.nodeType === ELEMENT
}

/** The node after another in document order, within a root. */
export function following(inside: Inside, root: Inside): Inside | null {
  const { firstChild, nextSibling } = linksOf(inside)
  if (firstChild !== null) return firstChild
  return nextSibling !== null && inside !== root ? nextSibling : followingAll(inside, root)
}

/** The node after another and all that is in it, within a root. */
function followingAll(inside: Inside, root: Inside): Inside | null {
  for (let at: Inside | null = inside; at !== null && at !== root; ) {
    const links: Links = linksOf(at)
    if (links.nextSibling !== null) return links.nextSibling
    at = links.parent
  }
  return null
}

/** Attribute names in lower case, as they are looked up: few are ever asked for. */
const NAMES = new Map<string, string>()
const MOST_NAMES = 1000

/** An attribute's value as `getAttribute` gives it; undefined when there is none. */
export function attributeOf(element: InsideElement, name: string): string | undefined {
  const attributes = element._attributesByNameMap
  if (attributes.size === 0) return undefined
  const isHtml = element._namespaceURI === HTML && element._ownerDocument._parsingMode === 'html'
  return attributes.get(isHtml ? lowered(name) : name)?.[0]?._value
}

function lowered(name: string): string {
  const known = NAMES.get(name)
  if (known !== undefined) return known
  const lower = String(name).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  if (NAMES.size < MOST_NAMES && typeof name === 'string') NAMES.set(name, lower)
  return lower
}
