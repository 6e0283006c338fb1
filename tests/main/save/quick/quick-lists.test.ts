import { expect, test } from 'vitest'
import { compileSelector } from '../../../../main/save/quick/selector.ts'
import { bothPages, nodesOf, pageHtml } from './same-page.ts'
import { fc } from '../../../helpers/fc.ts'

const attribute = fc
  .tuple(fc.constantFrom('class', 'id', 'itemprop', 'data-n', 'href', 'hidden'), fc.constantFrom('', '=', '~=', '^=', '$=', '*=', '|='), fc.constantFrom('one', 'two', 'One', 'author', 'x'), fc.constantFrom('', ' i'))
  .map(([name, operator, value, flag]) => (operator === '' ? `[${name}]` : `[${name}${operator}"${value}"${flag}]`))
const compound = fc
  .tuple(fc.constantFrom('', '*', 'p', 'div', 'li', 'math', 'x-card', 'H2'), fc.array(fc.oneof(fc.constantFrom('.one', '.two', '#one'), attribute), { maxLength: 2 }))
  .map(([name, rest]) => (name === '' && rest.length === 0 ? 'span' : name + rest.join('')))
const complex = fc.tuple(compound, fc.array(fc.tuple(fc.constantFrom(' ', ' > ', '>', ' + '), compound), { maxLength: 2 })).map(([first, more]) => first + more.flat().join(''))
const selector = fc.oneof(fc.array(complex, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(', ')), fc.constant('P,LI,H2'))

test('finds what jsdom finds, in its order, from a page and from each element of it', () => {
  fc.assert(
    fc.property(pageHtml, selector, (html, asked) => {
      const { slow, quick } = bothPages(html)
      expect(answers(quick, asked)).toEqual(answers(slow, asked))
    }),
    { numRuns: 150 },
  )
})

function answers(document: Document, asked: string): unknown[] {
  const nodes = nodesOf(document)
  const place = new Map(nodes.map((node, index) => [node as unknown, index]))
  const elements = nodes.filter((node) => node.nodeType === 1) as Element[]
  return [document, ...elements].map((root) => ({
    all: [...root.querySelectorAll(asked)].map((element) => place.get(element)),
    first: place.get(root.querySelector(asked)),
    // jsdom finds what has a name in capitals, but says that it does not match it.
    ...(root !== document && asked !== 'P,LI,H2' && { matches: (root as Element).matches(asked), closest: place.get((root as Element).closest(asked)) }),
    named: ['p', 'DIV', '*', 'math'].map((name) => [...root.getElementsByTagName(name)].map((element) => place.get(element))),
  }))
}

test('only selectors that are understood in full are answered here; jsdom answers the others', () => {
  for (const asked of ['p:first-child', ':scope > p', 'p ~ p', 'a[href="x\\"y"]', '[rel~="author"]', '[id=""]', 'p,', '> p', 'svg|a', 'p >', '', 'H2', 'P > b']) {
    expect([asked, compileSelector(asked, false)]).toEqual([asked, undefined])
  }
  const { quick } = bothPages('<p class="a">1</p><p>2</p><div><p class="a" rel="AUTHOR">3</p></div>')
  const found = (asked: string) => [...quick.querySelectorAll(asked)].map((element) => element.textContent)
  expect(found('p.a, div > p')).toEqual(['1', '3'])
  expect(found('p:not(.a)')).toEqual(['2'])
  expect(found('[rel~="author"]')).toEqual(['3'])
  expect(() => quick.querySelector('p[')).toThrow('not a valid selector')
})

test('a word of an attribute is a whole word', () => {
  const { slow, quick } = bothPages('<!doctype html><p class="one">1<p class="none">2<p class="ones">3<p class="two\tone">4<p class="x-one">5<p class="none one">6<p class="One">7')
  for (const page of [slow, quick]) {
    expect([...page.querySelectorAll('.one')].map((element) => element.textContent)).toEqual(['1', '4', '6'])
    expect([...page.querySelectorAll('[class~="one"]')].map((element) => element.textContent)).toEqual(['1', '4', '6'])
    expect([...page.querySelectorAll('[class~="ONE" i]')].map((element) => element.textContent)).toEqual(['1', '4', '6', '7'])
  }
})
