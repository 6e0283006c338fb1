import { attributeOf, CDATA, ELEMENT, following, insideOf, isElement, linksOf, outsideOf, TEXT } from './jsdom-inside.ts'
import type { Inside, InsideAttribute, InsideElement, InsideText, Links } from './jsdom-inside.ts'

type Window = Pick<typeof globalThis, 'Node' | 'Element' | 'Document' | 'DocumentFragment' | 'CharacterData' | 'Attr'>
type Link = keyof Links

/**
 * Makes reading a window's nodes quick: neighbours, names, text and attributes are taken from where jsdom keeps them, past
 * the conversions and live lists between. Cleaning reads nodes some hundred thousand times a page, Readability's own code
 * included. `childNodes`, `children` and `attributes` are arrays of what is there when they are asked for, except a form's: nothing
 * here goes on reading them after a change, but DOMPurify compares two readings of a form's, whose fields can stand in
 * for them. All answers are jsdom's own otherwise, which `tests/main/save/quick` checks on random trees.
 */
export function readQuickly(window: Window): void {
  const { Node, Element, Document, DocumentFragment, CharacterData, Attr } = window
  for (const [name, link] of LINKED) get(Node.prototype, name, (inside) => outsideOrNull(linksOf(inside)[link]))
  get(Node.prototype, 'parentElement', (inside) => {
    const { parent } = linksOf(inside)
    return parent !== null && isElement(parent) ? outsideOf(parent) : null
  })
  get(Node.prototype, 'nodeType', (inside) => inside.nodeType)
  get(Node.prototype, 'childNodes', (inside, slow) => (isForm(inside) ? slow() : childrenOf(inside)))
  get(Element.prototype, 'attributes', (inside, slow) => (isForm(inside) ? slow() : (inside as InsideElement)._attributeList.map(outsideOf)))
  get(Attr.prototype, 'name', (inside) => (inside as InsideAttribute)._qualifiedName)
  get(Attr.prototype, 'value', (inside) => (inside as InsideAttribute)._value)
  get(Node.prototype, 'textContent', (inside, slow) => (inside.nodeType === TEXT ? (inside as InsideText)._data : inside.nodeType === ELEMENT ? textOf(inside) : slow()))
  get(Node.prototype, 'nodeName', (inside, slow) => (inside.nodeType === TEXT ? '#text' : isElement(inside) ? inside.tagName : slow()))
  for (const prototype of [Element.prototype, Document.prototype, DocumentFragment.prototype]) {
    get(prototype, 'children', elementsIn)
    get(prototype, 'firstElementChild', (inside) => elementFrom(linksOf(inside).firstChild, 'nextSibling'))
    get(prototype, 'lastElementChild', (inside) => elementFrom(linksOf(inside).lastChild, 'previousSibling'))
  }
  for (const prototype of [Element.prototype, CharacterData.prototype]) {
    get(prototype, 'nextElementSibling', (inside) => elementFrom(linksOf(inside).nextSibling, 'nextSibling'))
    get(prototype, 'previousElementSibling', (inside) => elementFrom(linksOf(inside).previousSibling, 'previousSibling'))
  }
  get(CharacterData.prototype, 'data', (inside) => (inside as InsideText)._data)
  get(Element.prototype, 'tagName', (inside) => (inside as InsideElement).tagName)
  get(Element.prototype, 'localName', (inside) => (inside as InsideElement)._localName)
  get(Element.prototype, 'id', (inside) => attributeOf(inside as InsideElement, 'id') ?? '')
  get(Element.prototype, 'className', (inside) => attributeOf(inside as InsideElement, 'class') ?? '')
  method(Element.prototype, 'getAttribute', (inside, name: string) => attributeOf(inside as InsideElement, name) ?? null)
  method(Element.prototype, 'hasAttribute', (inside, name: string) => attributeOf(inside as InsideElement, name) !== undefined)
  method(Element.prototype, 'removeAttribute', (inside, name: string, slow) => (attributeOf(inside as InsideElement, name) === undefined ? undefined : slow()))
  method(Node.prototype, 'contains', (inside, other: Node | null) => other !== null && holds(inside, insideOf(other)))
}

const LINKED: readonly (readonly [name: keyof Node, link: Link])[] = [
  ['parentNode', 'parent'],
  ['firstChild', 'firstChild'],
  ['lastChild', 'lastChild'],
  ['nextSibling', 'nextSibling'],
  ['previousSibling', 'previousSibling'],
]

/** @param slow jsdom's own answer */
function get<T>(prototype: object, name: string, quick: (inside: Inside, slow: () => T) => T): void {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  Object.defineProperty(prototype, name, {
    ...own,
    get(this: object) {
      return quick(insideOf(this), () => own?.get?.call(this) as T)
    },
  })
}

function method<A, T>(prototype: object, name: string, quick: (inside: Inside, argument: A, slow: () => T) => T): void {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  const slowly = own?.value as (argument: A) => T
  Object.defineProperty(prototype, name, {
    ...own,
    value(this: object, argument: A) {
      return quick(insideOf(this), argument, () => slowly.call(this, argument))
    },
  })
}

function isForm(inside: Inside): boolean {
  return isElement(inside) && inside._localName === 'form'
}

function outsideOrNull(inside: Inside | null): Node | null {
  return inside === null ? null : outsideOf(inside)
}

function childrenOf(inside: Inside): Node[] {
  const children: Node[] = []
  for (let child = linksOf(inside).firstChild; child !== null; child = linksOf(child).nextSibling) children.push(outsideOf(child))
  return children
}

function elementsIn(inside: Inside): Node[] {
  const children: Node[] = []
  for (let child = linksOf(inside).firstChild; child !== null; child = linksOf(child).nextSibling) if (child.nodeType === ELEMENT) children.push(outsideOf(child))
  return children
}

function elementFrom(inside: Inside | null, link: 'nextSibling' | 'previousSibling'): Node | null {
  let at = inside
  while (at !== null && at.nodeType !== ELEMENT) at = linksOf(at)[link]
  return outsideOrNull(at)
}

function textOf(root: Inside): string {
  let text = ''
  for (let at = linksOf(root).firstChild; at !== null; at = following(at, root)) {
    if (at.nodeType === TEXT || at.nodeType === CDATA) text += (at as InsideText)._data
  }
  return text
}

function holds(root: Inside, inside: Inside): boolean {
  for (let at: Inside | null = inside; at !== null; at = linksOf(at).parent) if (at === root) return true
  return false
}
