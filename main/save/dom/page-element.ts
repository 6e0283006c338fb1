import type { PageDocument, PageFragment } from './page-document.ts'
import { ELEMENT, PageNode } from './page-node.ts'
import type { PageText } from './page-text.ts'
import { matcherOf } from './selector.ts'
import { contentHtml, htmlOf } from './serialise.ts'

export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml'

export class PageAttribute {
  readonly name: string
  value: string

  constructor(name: string, value: string) {
    this.name = name
    this.value = value
  }

  cloneNode(): PageAttribute {
    return new PageAttribute(this.name, this.value)
  }
}

export class PageElement extends PageNode {
  readonly localName: string
  readonly namespaceURI: string
  /** In the page's order. */
  readonly attributes: PageAttribute[]
  /** What stands in a `<template>`: no part of the page. */
  content: PageFragment | undefined

  constructor(localName: string, more: { readonly ownerDocument: PageDocument | null; readonly namespaceURI?: string; readonly attributes?: PageAttribute[] }) {
    super(ELEMENT, more.ownerDocument)
    this.localName = localName
    this.namespaceURI = more.namespaceURI ?? HTML_NAMESPACE
    this.attributes = more.attributes ?? []
  }

  get tagName(): string {
    return this.namespaceURI === HTML_NAMESPACE ? upperCase(this.localName) : this.localName
  }

  override get nodeName(): string {
    return this.tagName
  }

  get id(): string {
    return this.getAttribute('id') ?? ''
  }

  set id(value: string) {
    this.setAttribute('id', value)
  }

  get className(): string {
    return this.getAttribute('class') ?? ''
  }

  set className(value: string) {
    this.setAttribute('class', value)
  }

  get innerHTML(): string {
    return contentHtml(this)
  }

  set innerHTML(html: string) {
    this.replaceChildren(...(this.ownerDocument?.parseFragment(html, this) ?? []))
  }

  get outerHTML(): string {
    return htmlOf(this)
  }

  getAttribute(name: string): string | null {
    for (const attribute of this.attributes) if (attribute.name === name) return attribute.value
    return null
  }

  hasAttribute(name: string): boolean {
    return this.getAttribute(name) !== null
  }

  hasAttributes(): boolean {
    return this.attributes.length > 0
  }

  getAttributeNames(): string[] {
    return this.attributes.map(({ name }) => name)
  }

  setAttribute(name: string, value: string): void {
    const known = this.attributes.find((attribute) => attribute.name === name)
    if (known === undefined) this.attributes.push(new PageAttribute(name, String(value)))
    else known.value = String(value)
  }

  setAttributeNode(attribute: PageAttribute): void {
    this.setAttribute(attribute.name, attribute.value)
  }

  removeAttribute(name: string): void {
    const index = this.attributes.findIndex((attribute) => attribute.name === name)
    if (index !== -1) this.attributes.splice(index, 1)
  }

  matches(selector: string): boolean {
    return matcherOf(selector)(this, this)
  }

  closest(selector: string): PageElement | null {
    const matches = matcherOf(selector)
    if (matches(this, this)) return this
    for (let at = this.parentElement; at !== null; at = at.parentElement) if (matches(at, this)) return at
    return null
  }

  cloneNode(deep = false): PageElement {
    const { ownerDocument, namespaceURI, attributes } = this
    const copy = new PageElement(this.localName, { ownerDocument, namespaceURI, attributes: attributes.map((attribute) => attribute.cloneNode()) })
    if (deep) for (let child = this.firstChild; child !== null; child = child.nextSibling) copy.appendChild((child as PageElement | PageText).cloneNode(true))
    return copy
  }
}

const upperCased = new Map<string, string>()

function upperCase(name: string): string {
  let upper = upperCased.get(name)
  if (upper === undefined) {
    upper = name.toUpperCase()
    // Pages may make up as many names as they like.
    if (upperCased.size < 1000) upperCased.set(name, upper)
  }
  return upper
}
