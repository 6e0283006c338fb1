import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bothPages, nodesOf, pageHtml } from './same-page.ts'

const LINKS = ['parentNode', 'parentElement', 'firstChild', 'lastChild', 'nextSibling', 'previousSibling', 'firstElementChild', 'lastElementChild', 'nextElementSibling', 'previousElementSibling']
const VALUES = ['nodeType', 'nodeName', 'textContent', 'data', 'tagName', 'localName', 'id', 'className']
const ATTRIBUTES = ['class', 'CLASS', 'id', 'href', 'hidden', 'itemprop', 'data-N', 'none', '__proto__', 'viewBox']

/** All that a program may ask of each node, other nodes told by their place. */
function answers(root: Node): unknown[] {
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
      attributes: element && ATTRIBUTES.map((name) => [element.getAttribute(name), element.hasAttribute(name)]),
      keeps: 'firstChild' in node,
    }
  })
}

test('reads of every node what jsdom reads', () => {
  fc.assert(
    fc.property(pageHtml, (html) => {
      const { slow, quick } = bothPages(html)
      expect(answers(quick)).toEqual(answers(slow))
    }),
    { seed: 1, numRuns: 40 },
  )
})

/** A change to the nodes at two places. */
type Change = readonly [kind: 'remove' | 'append' | 'replace' | 'unwrap' | 'text' | 'data' | 'attribute' | 'drop', one: number, other: number]
const change: fc.Arbitrary<Change> = fc.tuple(fc.constantFrom('remove', 'append', 'replace', 'unwrap', 'text', 'data', 'attribute', 'drop'), fc.nat(60), fc.nat(60))

function apply(body: Element, [kind, first, second]: Change): void {
  const elements = [...body.querySelectorAll('*')]
  const one = elements[first % Math.max(1, elements.length)]
  const other = elements[second % Math.max(1, elements.length)]
  if (one === undefined || other === undefined) return
  if (kind === 'remove') one.remove()
  else if (kind === 'append' && !other.contains(one)) one.append(other, 'more')
  else if (kind === 'replace' && !other.contains(one) && one !== other) one.replaceWith(other)
  else if (kind === 'unwrap') one.replaceWith(...one.childNodes)
  else if (kind === 'text') one.textContent = 'new'
  else if (kind === 'data' && one.firstChild?.nodeType === 3) (one.firstChild as Text).data = 'changed'
  else if (kind === 'attribute') one.setAttribute('class', 'two')
  else if (kind === 'drop') one.removeAttribute('class')
}

test('reads what jsdom reads after changes too, and of a tree that was taken out', () => {
  fc.assert(
    fc.property(pageHtml, fc.array(change, { maxLength: 6 }), (html, changes) => {
      const pages = bothPages(html)
      for (const one of changes) {
        apply(pages.slow.body, one)
        apply(pages.quick.body, one)
      }
      expect(answers(pages.quick)).toEqual(answers(pages.slow))
      const [slow, quick] = [pages.slow.body, pages.quick.body]
      slow.remove()
      quick.remove()
      expect(answers(quick)).toEqual(answers(slow))
    }),
    { seed: 1, numRuns: 40 },
  )
})
