import { expect, test } from 'vitest'
import { answers } from './answers.ts'
import { bothPages, nodesOf, pageHtml, quickWindow } from './same-page.ts'
import { fc } from '../../../helpers/fc.ts'

type Change = (one: Node, other: Node, third: Node) => unknown
const element = (node: Node): Element => node as Element

const CHANGES: Readonly<Record<string, Change>> = {
  appendChild: (one, other) => one.appendChild(other),
  insertBefore: (one, other, third) => one.insertBefore(other, third),
  'insertBefore its own child': (one, other) => one.insertBefore(other, one.firstChild),
  'insertBefore nothing': (one, other) => one.insertBefore(other, null),
  removeChild: (one, other) => one.removeChild(other),
  'removeChild of its own': (one) => one.firstChild && one.removeChild(one.firstChild),
  replaceChild: (one, other, third) => one.replaceChild(other, third),
  'replaceChild of its own': (one, other) => one.lastChild && one.replaceChild(other, one.lastChild),
  remove: (one) => element(one).remove(),
  append: (one, other, third) => element(one).append(other, 'more', third),
  replaceWith: (one, other, third) => element(one).replaceWith(other, 'text', third),
  unwrap: (one) => element(one).replaceWith(...one.childNodes),
  'replaceWith siblings': (one) => element(one).replaceWith(...(one.nextSibling === null ? [] : [one.nextSibling, one])),
  'append fragment': (one, other, third) => {
    const fragment = (one.ownerDocument ?? (one as Document)).createDocumentFragment()
    fragment.append(other, third)
    return one.appendChild(fragment)
  },
  textContent: (one) => (one.textContent = 'new'),
  data: (one) => one.firstChild?.nodeType === 3 && ((one.firstChild as Text).data = 'changed'),
  innerHTML: (one) => (element(one).innerHTML = '<p class="two">in<b>side'),
  setAttribute: (one) => element(one).setAttribute('class', 'two'),
  removeAttribute: (one) => element(one).removeAttribute('CLASS'),
  clone: (one, other) => one.appendChild(other.cloneNode(true)),
}
const change = fc.tuple(fc.constantFrom(...Object.keys(CHANGES)), fc.nat(80), fc.nat(80), fc.nat(80))

/** Changes a page; answers what is found in it before each change, and the errors that it meets. */
function changed(document: Document, changes: readonly (readonly [string, number, number, number])[]): unknown[] {
  return changes.map(([kind, ...places]) => {
    const found = [...document.querySelectorAll('p, div, .two')].map(({ outerHTML }) => outerHTML)
    const nodes = nodesOf(document)
    const [one, other, third] = places.map((place) => nodes[place % nodes.length]) as [Node, Node, Node]
    try {
      CHANGES[kind]?.(one, other, third)
      return { found }
    } catch (error) {
      return { found, error: error instanceof TypeError ? 'TypeError' : (error as DOMException).name }
    }
  })
}

test('a page that is changed has the tree that jsdom makes of it, and the same errors', () => {
  fc.assert(
    fc.property(pageHtml, fc.array(change, { maxLength: 8 }), (html, changes) => {
      const { slow, quick } = bothPages(html)
      // A list that is asked for before the changes is brought up to date by them.
      const [slowForm, quickForm] = [slow, quick].map((page) => page.querySelector('form')?.childNodes)
      expect(changed(quick, changes)).toEqual(changed(slow, changes))
      expect(quick.documentElement?.outerHTML).toBe(slow.documentElement?.outerHTML)
      expect(quickForm?.length).toBe(slowForm?.length)
      const [slowRoot, quickRoot] = [slow.body ?? slow, quick.body ?? quick]
      expect(answers(quickRoot)).toEqual(answers(slowRoot))
    }),
    { numRuns: 80 },
  )
})

test('what is taken out is whole, and can be put back', () => {
  const { quick } = bothPages('<body><div id="a"><p>1</p>2</div><div id="b"></div>')
  const [a, b] = [...quick.body.children]
  if (a === undefined || b === undefined) throw new Error('no divisions')
  a.remove()
  expect([a.parentNode, a.isConnected, a.textContent, quick.getElementById('a')]).toEqual([null, false, '12', null])
  b.append(a)
  expect([a.parentNode === b, a.isConnected, quick.getElementById('a') === a]).toEqual([true, true, true])
  expect(() => a.append(b)).toThrow('incorrect node tree')
})

test('nothing is told of changes: there is nobody to tell, and it would cost half of the time', () => {
  const { quick } = bothPages('<body><p>1</p><div>2</div>')
  const observer = new (quickWindow().MutationObserver)(() => undefined)
  observer.observe(quick, { childList: true, subtree: true })
  const [paragraph, division] = [...quick.body.children]
  if (paragraph === undefined || division === undefined) throw new Error('no blocks')
  division.append(paragraph, 'more')
  paragraph.replaceWith('1')
  division.removeChild(division.childNodes[0] as Node)
  division.remove()
  expect(observer.takeRecords()).toEqual([])
  expect([quick.body.outerHTML, division.outerHTML]).toEqual(['<body></body>', '<div>1more</div>'])
})

test('a list that jsdom keeps up to date is told that it is old', () => {
  const { quick } = bothPages('<body><div><p class="a">1</p></div><section></section>')
  const named = quick.getElementsByClassName('a')
  const [division, section] = [...quick.body.children]
  expect(named).toHaveLength(1)
  section?.append(division?.firstChild ?? '', quick.createElement('p'))
  section?.lastElementChild?.setAttribute('class', 'a')
  expect([...named].map((element) => element.textContent)).toEqual(['1', ''])
  section?.firstChild?.remove()
  expect(named).toHaveLength(1)
  section?.remove()
  expect(named).toHaveLength(0)
})

test('an iterator follows what goes', () => {
  const { quick } = bothPages('<body><p>1</p><div>2</div><p>3</p>')
  const iterator = quick.createNodeIterator(quick.body)
  for (let step = 0; step < 4; step++) iterator.nextNode()
  expect(iterator.referenceNode.nodeName).toBe('DIV')
  quick.querySelector('div')?.remove()
  expect(iterator.nextNode()?.textContent).toBe('3')
})
