import { DOCUMENT, ELEMENT, following, insideOf, isElement, linksOf, outsideOf } from './jsdom-inside.ts'
import type { Inside, InsideElement } from './jsdom-inside.ts'
import { compileSelector } from './selector.ts'
import type { Selector } from './selector.ts'

type Window = Pick<typeof globalThis, 'Node' | 'Element' | 'Document' | 'DocumentFragment'>

const ONE_NAME = /^(?:\*|[a-z][a-z0-9-]*)$/

/**
 * Makes a window's questions for elements quick: `querySelector`, `querySelectorAll`, `matches` and `closest` for the selectors
 * that `compileSelector` understands, and `getElementsByTagName`. One walk each, where jsdom makes live lists of all elements for
 * each name, sorts them together and keeps them. All answer with arrays of what is there when they are asked; other
 * selectors are jsdom's own business.
 */
export function askQuickly(window: Window): void {
  for (const prototype of [window.Document.prototype, window.DocumentFragment.prototype, window.Element.prototype]) {
    answer(prototype, 'querySelectorAll', matching)
    answer(prototype, 'querySelector', firstMatching)
  }
  for (const prototype of [window.Document.prototype, window.Element.prototype]) answer(prototype, 'getElementsByTagName', matching, ONE_NAME)
  answer<InsideElement, boolean>(window.Element.prototype, 'matches', (element, selector) => selector.test(element))
  answer<InsideElement, Node | null>(window.Element.prototype, 'closest', (element, selector) => {
    for (let at: Inside | null = element; at !== null; at = linksOf(at).parent) if (isElement(at) && selector.test(at)) return outsideOf(at)
    return null
  })
  answerBase(window.Node.prototype)
}

const BASE = compileSelector('base[href]', false)

/** What addresses are resolved against. jsdom makes an engine for selectors for each document, to find that it has no `<base>`. */
function answerBase(prototype: object): void {
  const own = Object.getOwnPropertyDescriptor(prototype, 'baseURI')
  Object.defineProperty(prototype, 'baseURI', {
    ...own,
    get(this: object) {
      const document = insideOf(this)._ownerDocument
      const isOwn = BASE !== undefined && document._defaultView === null && firstMatching(document, BASE) === null
      return isOwn ? (outsideOf(document) as Document).documentURI : (own?.get?.call(this) as string)
    },
  })
}

/** @param pattern what is asked for; everything else is jsdom's own business */
function answer<I extends Inside, T>(prototype: object, name: string, quick: (inside: I, selector: Selector) => T, pattern = /^/): void {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  const slowly = own?.value as (asked: string) => T
  Object.defineProperty(prototype, name, {
    ...own,
    value(this: object, asked: string): T {
      const inside = insideOf(this) as I
      const { compatMode, _parsingMode: mode } = inside._ownerDocument
      const selector = typeof asked === 'string' && mode === 'html' && pattern.test(asked) ? compileSelector(asked, compatMode === 'BackCompat') : undefined
      return selector === undefined ? slowly.call(this, asked) : quick(inside, selector)
    },
  })
}

/**
 * Where a document keeps its elements, and the count of changes at which they were listed: what a page says of itself is asked
 * for in thirty questions, between which nothing changes. In the document and not in a WeakMap, whose values the engine
 * takes for alive until it next looks through all its memory.
 */
const LISTED = Symbol('elements')
type Listed = Inside & { [LISTED]?: { readonly version: number; readonly elements: readonly InsideElement[] } }

function elementsOf(document: Listed): readonly InsideElement[] {
  const known = document[LISTED]
  if (known?.version === document._version) return known.elements
  const elements: InsideElement[] = []
  for (let at = linksOf(document).firstChild; at !== null; at = following(at, document)) if (isElement(at)) elements.push(at)
  document[LISTED] = { version: document._version, elements }
  return elements
}

function matching(root: Inside, { test, elements }: Selector): Node[] {
  if (root.nodeType === DOCUMENT) return elementsOf(root).filter((element) => (elements === undefined || elements.has(element._localName)) && test(element)).map(outsideOf)
  const found: Node[] = []
  for (let at = linksOf(root).firstChild; at !== null; at = following(at, root)) {
    if (at.nodeType === ELEMENT && (elements === undefined || elements.has((at as InsideElement)._localName)) && test(at as InsideElement)) found.push(outsideOf(at))
  }
  return found
}

function firstMatching(root: Inside, { test }: Selector): Node | null {
  for (let at = linksOf(root).firstChild; at !== null; at = following(at, root)) {
    if (at.nodeType === ELEMENT && test(at as InsideElement)) return outsideOf(at)
  }
  return null
}
