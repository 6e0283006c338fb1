import constants from 'jsdom/lib/jsdom/living/helpers/internal-constants.js'
import { COMMENT, ELEMENT, insideOf, isElement, linksOf, TEXT } from './jsdom-inside.ts'
import type { Inside, InsideElement } from './jsdom-inside.ts'

const tree = constants.domSymbolTree

type Window = Pick<typeof globalThis, 'Node' | 'Element' | 'CharacterData' | 'Document'>

/** Elements that read anew what is in them when it changes, or that a page's address depends on. */
const SPECIAL = new Set(['base', 'form', 'script', 'select', 'style', 'template', 'textarea', 'title'])

/** Documents that are being gone through by iterators, which are told of each node that goes. */
const withIterators = new WeakSet<Inside>()

/**
 * Makes moving a window's nodes quick. jsdom walks each moved subtree six times (for ranges, slots, observers, custom
 * elements, ids and forms) and brings two lists up to date for each; in a document that `parseQuickly` made there are none
 * of these. What is unusual (fragments, other documents, nodes of a shown document, errors) is left to jsdom.
 */
export function changeQuickly(window: Window): void {
  const { Node, Element, CharacterData, Document } = window
  change<[Node], NodeIterator>(Document.prototype, 'createNodeIterator', (document) => {
    withIterators.add(document)
    return false
  })
  change<[Node], Node>(Node.prototype, 'appendChild', (parent, child) => put(parent, insideIf(child), null) && child)
  change<[Node, Node | null], Node>(Node.prototype, 'insertBefore', (parent, child, next) => put(parent, insideIf(child), next === null ? null : insideIf(next)) && child)
  change<[Node], Node>(Node.prototype, 'removeChild', (parent, child) => takeFrom(parent, insideIf(child)) && child)
  change<[Node, Node], Node>(Node.prototype, 'replaceChild', (parent, child, old) => replace(parent, [insideIf(child)], insideIf(old)) && old)
  change<(Node | string)[], undefined>(Element.prototype, 'append', (parent, ...nodes) => {
    const given = nodesOf(parent, nodes)
    if (!given.every((node) => mayPut(parent, node))) return false
    for (const node of given) put(parent, node, null)
    return undefined
  })
  for (const prototype of [Element.prototype, CharacterData.prototype]) {
    change<[], undefined>(prototype, 'remove', (node) => takeFrom(linksOf(node).parent, node) && undefined)
    change<(Node | string)[], undefined>(prototype, 'replaceWith', (node, ...nodes) => replace(linksOf(node).parent, nodesOf(node, nodes), node) && undefined)
  }
}

/** @param quick answers `false` when the change is not made, which is jsdom's then */
function change<A extends unknown[], T>(prototype: object, name: string, quick: (inside: Inside, ...given: A) => T | false): void {
  const own = Object.getOwnPropertyDescriptor(prototype, name)
  const slowly = own?.value as (...given: A) => T
  Object.defineProperty(prototype, name, {
    ...own,
    value(this: object, ...given: A): T {
      const done = quick(insideOf(this), ...given)
      return done === false ? slowly.apply(this, given) : done
    },
  })
}

function insideIf(node: unknown): Inside | undefined {
  return typeof node === 'object' && node !== null ? insideOf(node) : undefined
}

function nodesOf(beside: Inside, nodes: readonly unknown[]): (Inside | undefined)[] {
  return nodes.map((node) => (typeof node === 'string' ? beside._ownerDocument.createTextNode(node) : insideIf(node)))
}

/** Whether a node may be taken from where it is, which may be nowhere. */
function mayTake(node: Inside | undefined): node is Inside {
  if (node === undefined || node._attached === true || (node.nodeType !== ELEMENT && node.nodeType !== TEXT && node.nodeType !== COMMENT)) return false
  const { parent } = linksOf(node)
  return !withIterators.has(node._ownerDocument) && !isSpecial(node) && (parent === null || (isElement(parent) && !isSpecial(parent)))
}

function mayPut(parent: Inside, node: Inside | undefined): node is Inside {
  if (!mayTake(node) || !isElement(parent) || parent._attached === true || isSpecial(parent) || parent._shadowRoot !== null || node._ownerDocument !== parent._ownerDocument) return false
  for (let at: Inside | null = parent; at !== null; at = linksOf(at).parent) if (at === node) return false
  return true
}

function isSpecial(inside: Inside): boolean {
  return inside.nodeType === ELEMENT && SPECIAL.has((inside as InsideElement)._localName)
}

function put(parent: Inside, node: Inside | undefined, before: Inside | null | undefined): boolean {
  if (before === undefined || !mayPut(parent, node) || (before !== null && linksOf(before).parent !== parent)) return false
  const next = before === node ? linksOf(node).nextSibling : before
  takeOut(node)
  if (next === null) tree.appendChild(parent, node)
  else tree.insertBefore(next, node)
  touch(parent)
  return true
}

function takeFrom(parent: Inside | null, node: Inside | undefined): boolean {
  if (!mayTake(node) || parent === null || linksOf(node).parent !== parent) return false
  takeOut(node)
  return true
}

function replace(parent: Inside | null, nodes: readonly (Inside | undefined)[], old: Inside | undefined): boolean {
  if (parent === null || !mayTake(old) || linksOf(old).parent !== parent || nodes.includes(old) || !nodes.every((node) => mayPut(parent, node))) return false
  let next = linksOf(old).nextSibling
  while (next !== null && nodes.includes(next)) next = linksOf(next).nextSibling
  takeOut(old)
  for (const node of nodes) put(parent, node, next)
  return true
}

function takeOut(node: Inside): void {
  const { parent } = linksOf(node)
  if (parent === null) return
  tree.remove(node)
  touch(parent)
}

/** Tells jsdom's lists, of the element and of all around it, that they are old. */
function touch(inside: Inside): void {
  for (let at: Inside | null = inside; at !== null; at = linksOf(at).parent) {
    at._version++
    for (const _ in at._memoizedQueries) {
      at._memoizedQueries = {}
      break
    }
  }
}
