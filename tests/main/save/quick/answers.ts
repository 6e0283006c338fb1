import { nodesOf } from './same-page.ts'

const LINKS = ['parentNode', 'parentElement', 'firstChild', 'lastChild', 'nextSibling', 'previousSibling', 'firstElementChild', 'lastElementChild', 'nextElementSibling', 'previousElementSibling']
const VALUES = ['nodeType', 'nodeName', 'textContent', 'data', 'tagName', 'localName', 'id', 'className', 'baseURI']
const ATTRIBUTES = ['class', 'CLASS', 'id', 'href', 'hidden', 'itemprop', 'data-N', 'none', '__proto__', 'viewBox']

/** All that a program may ask of each node, other nodes told by their place. */
export function answers(root: Node): unknown[] {
  const nodes = nodesOf(root)
  const place = new Map(nodes.map((node, index) => [node as unknown, index]))
  const told = (value: unknown): unknown => (typeof value === 'object' && value !== null ? (place.get(value) ?? 'outside') : value)
  return nodes.map((node) => {
    const asked = node as unknown as Readonly<Record<string, unknown>>
    const element = node.nodeType === 1 ? (node as Element) : undefined
    return {
      ...Object.fromEntries([...LINKS, ...VALUES].map((name) => [name, told(asked[name])])),
      childNodes: [...node.childNodes].map(told),
      children: [...((asked['children'] as Iterable<Element> | undefined) ?? [])].map(told),
      holds: nodes.map((other) => node.contains(other)),
      attributes: element && [...ATTRIBUTES.map((name) => [element.getAttribute(name), element.hasAttribute(name)]), ...[...element.attributes].map(({ name, value }) => [name, value])],
      keeps: 'firstChild' in node,
    }
  })
}
