import type { PageDocument } from './page-document.ts'
import type { PageElement } from './page-element.ts'
import type { PageText } from './page-text.ts'
import { matcherOf } from './selector.ts'

export const ELEMENT = 1
export const TEXT = 3
export const COMMENT = 8
export const DOCUMENT = 9
export const FRAGMENT = 11

/**
 * A node of a page that is being cleaned: the part of the DOM Standard (https://dom.spec.whatwg.org/) that Readability
 * and the cleaning steps use, and nothing of a browser. Siblings are linked, so that moving and taking out cost the same
 * wherever a node stands.
 *
 * It differs from the standard in two points: lists (`childNodes`, `children`, `getElementsByTagName`) are arrays of the
 * moment and not live, and nodes do not move between documents.
 */
export class PageNode {
  readonly nodeType: number
  readonly ownerDocument: PageDocument | null
  parentNode: PageNode | null = null
  previousSibling: PageNode | null = null
  nextSibling: PageNode | null = null
  firstChild: PageNode | null = null
  lastChild: PageNode | null = null
  /** Made when they are asked for, until the children change. */
  #childNodes: PageNode[] | undefined
  #children: PageElement[] | undefined

  constructor(nodeType: number, ownerDocument: PageDocument | null) {
    this.nodeType = nodeType
    this.ownerDocument = ownerDocument
  }

  get nodeName(): string {
    return this.nodeType === TEXT ? '#text' : this.nodeType === COMMENT ? '#comment' : this.nodeType === DOCUMENT ? '#document' : '#document-fragment'
  }

  get baseURI(): string {
    return this.ownerDocument?.baseURI ?? 'about:blank'
  }

  get parentElement(): PageElement | null {
    return this.parentNode !== null && this.parentNode.nodeType === ELEMENT ? (this.parentNode as PageElement) : null
  }

  get childNodes(): PageNode[] {
    if (this.#childNodes === undefined) {
      this.#childNodes = []
      for (let child = this.firstChild; child !== null; child = child.nextSibling) this.#childNodes.push(child)
    }
    return this.#childNodes
  }

  get children(): PageElement[] {
    if (this.#children === undefined) {
      this.#children = []
      for (let child = this.firstElementChild; child !== null; child = child.nextElementSibling) this.#children.push(child)
    }
    return this.#children
  }

  get childElementCount(): number {
    return this.children.length
  }

  get firstElementChild(): PageElement | null {
    let at = this.firstChild
    while (at !== null && at.nodeType !== ELEMENT) at = at.nextSibling
    return at as PageElement | null
  }

  get lastElementChild(): PageElement | null {
    let at = this.lastChild
    while (at !== null && at.nodeType !== ELEMENT) at = at.previousSibling
    return at as PageElement | null
  }

  get nextElementSibling(): PageElement | null {
    let at = this.nextSibling
    while (at !== null && at.nodeType !== ELEMENT) at = at.nextSibling
    return at as PageElement | null
  }

  get previousElementSibling(): PageElement | null {
    let at = this.previousSibling
    while (at !== null && at.nodeType !== ELEMENT) at = at.previousSibling
    return at as PageElement | null
  }

  get textContent(): string | null {
    let text = ''
    for (let node = following(this, this); node !== null; node = following(node, this)) if (node.nodeType === TEXT) text += (node as PageText).data
    return text
  }

  set textContent(text: string | null) {
    this.replaceChildren(...(text === null || text === '' ? [] : [text]))
  }

  get nodeValue(): string | null {
    return null
  }

  hasChildNodes(): boolean {
    return this.firstChild !== null
  }

  contains(other: PageNode | null): boolean {
    for (let at = other; at !== null; at = at.parentNode) if (at === this) return true
    return false
  }

  /** Of the standard's bits: 1 disconnected, 2 preceding, 4 following, 8 contains, 16 contained by. */
  compareDocumentPosition(other: PageNode): number {
    if (other === this) return 0
    const [own, others] = [lineage(this), lineage(other)]
    if (own[0] !== others[0]) return 1
    let depth = 0
    while (depth < own.length && own[depth] === others[depth]) depth++
    const [one, two] = [own[depth], others[depth]]
    if (one === undefined) return 20
    if (two === undefined) return 10
    for (let at = one.nextSibling; at !== null; at = at.nextSibling) if (at === two) return 4
    return 2
  }

  appendChild<T extends PageNode>(node: T): T {
    return this.insertBefore(node, null)
  }

  /** @throws Error when it would stand in itself, or when `before` is no child of this node */
  insertBefore<T extends PageNode>(node: T, before: PageNode | null): T {
    if (before !== null && before.parentNode !== this) throw new Error('NotFoundError: no child of this node')
    if (node.firstChild !== null && node.contains(this)) throw new Error('HierarchyRequestError: a node cannot stand in itself')
    if (node.nodeType === FRAGMENT) {
      for (let child = node.firstChild; child !== null; child = node.firstChild) this.insertBefore(child, before)
      return node
    }
    const next = (before as PageNode | null) === node ? node.nextSibling : before
    node.remove()
    const previous = next === null ? this.lastChild : next.previousSibling
    node.parentNode = this
    node.previousSibling = previous
    node.nextSibling = next
    if (previous === null) this.firstChild = node
    else previous.nextSibling = node
    if (next === null) this.lastChild = node
    else next.previousSibling = node
    this.#forget()
    return node
  }

  removeChild<T extends PageNode>(child: T): T {
    if (child.parentNode !== this) throw new Error('NotFoundError: no child of this node')
    child.remove()
    return child
  }

  replaceChild<T extends PageNode>(node: PageNode, child: T): T {
    const next = child.nextSibling === node ? node.nextSibling : child.nextSibling
    this.removeChild(child)
    this.insertBefore(node, next)
    return child
  }

  remove(): void {
    const { parentNode: parent, previousSibling: previous, nextSibling: next } = this
    if (parent === null) return
    if (previous === null) parent.firstChild = next
    else previous.nextSibling = next
    if (next === null) parent.lastChild = previous
    else next.previousSibling = previous
    this.parentNode = null
    this.previousSibling = null
    this.nextSibling = null
    parent.#forget()
  }

  append(...nodes: readonly (PageNode | string)[]): void {
    for (const node of nodes) this.insertBefore(this.#asNode(node), null)
  }

  prepend(...nodes: readonly (PageNode | string)[]): void {
    this.#insertAll(nodes, firstBut(nodes, this.firstChild))
  }

  replaceChildren(...nodes: readonly (PageNode | string)[]): void {
    for (let child = this.firstChild; child !== null; child = this.firstChild) child.remove()
    this.append(...nodes)
  }

  replaceWith(...nodes: readonly (PageNode | string)[]): void {
    const parent = this.parentNode
    if (parent === null) return
    const next = firstBut(nodes, this.nextSibling)
    if (!nodes.includes(this)) this.remove()
    parent.#insertAll(nodes, next)
  }

  before(...nodes: readonly (PageNode | string)[]): void {
    const { parentNode } = this
    if (parentNode !== null) parentNode.#insertAll(nodes, firstBut(nodes, this))
  }

  after(...nodes: readonly (PageNode | string)[]): void {
    const { parentNode } = this
    if (parentNode !== null) parentNode.#insertAll(nodes, firstBut(nodes, this.nextSibling))
  }

  getElementsByTagName(name: string): PageElement[] {
    const wanted = name.toLowerCase()
    return this.#descendants((element) => wanted === '*' || element.localName === wanted)
  }

  /** @throws Error when the selector is wrong, or of a kind that is not known here */
  querySelectorAll(selector: string): PageElement[] {
    const matches = matcherOf(selector)
    return this.#descendants((element) => matches(element, this))
  }

  querySelector(selector: string): PageElement | null {
    const matches = matcherOf(selector)
    for (let node = following(this, this); node !== null; node = following(node, this)) {
      if (node.nodeType === ELEMENT && matches(node as PageElement, this)) return node as PageElement
    }
    return null
  }

  #descendants(isWanted: (element: PageElement) => boolean): PageElement[] {
    const found: PageElement[] = []
    for (let node = following(this, this); node !== null; node = following(node, this)) {
      if (node.nodeType === ELEMENT && isWanted(node as PageElement)) found.push(node as PageElement)
    }
    return found
  }

  #insertAll(nodes: readonly (PageNode | string)[], before: PageNode | null): void {
    for (const node of nodes) this.insertBefore(this.#asNode(node), before)
  }

  #asNode(node: PageNode | string): PageNode {
    return typeof node === 'string' ? (this.ownerDocument ?? (this as unknown as PageDocument)).createTextNode(node) : node
  }

  #forget(): void {
    this.#childNodes = undefined
    this.#children = undefined
  }
}

/** The next node in document order within a root; none after its last. */
function following(node: PageNode, root: PageNode): PageNode | null {
  if (node.firstChild !== null) return node.firstChild
  for (let at: PageNode | null = node; at !== null && at !== root; at = at.parentNode) if (at.nextSibling !== null) return at.nextSibling
  return null
}

/** A node or the first of its next siblings that is not one of those about to be moved. */
function firstBut(moved: readonly (PageNode | string)[], node: PageNode | null): PageNode | null {
  const set = new Set(moved)
  let at = node
  while (at !== null && set.has(at)) at = at.nextSibling
  return at
}

/** A node and all above it, the topmost first. */
function lineage(node: PageNode): PageNode[] {
  const line: PageNode[] = []
  for (let at: PageNode | null = node; at !== null; at = at.parentNode) line.push(at)
  return line.toReversed()
}
