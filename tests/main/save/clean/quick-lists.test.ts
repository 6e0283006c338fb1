import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { askQuickly } from '../../../../main/save/clean/quick-lists.ts'

const NAMES = ['p', 'div', 'span', 'h2', 'em', 'li']
const inner = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant('words'),
    fc.tuple(fc.constantFrom(...NAMES), fc.array(tie('node'), { maxLength: 4 })).map(([name, children]) => `<${name}>${children.join('')}</${name}>`),
  ),
})).node
const selector = fc.oneof(fc.constant('*'), fc.uniqueArray(fc.constantFrom(...NAMES, 'math'), { minLength: 1, maxLength: 4 }).map((names) => names.join(', ')))

test('finds what jsdom finds, in its order, in a document and in an element of it', () => {
  const slow = new JSDOM('').window
  const quick = new JSDOM('').window
  askQuickly(quick as unknown as Window & typeof globalThis)
  fc.assert(
    fc.property(fc.array(inner, { maxLength: 5 }), selector, (parts, asked) => {
      const html = `<body><div>${parts.join('')}</div><math><mi>x</mi></math></body>`
      const [one, other] = [slow, quick].map((window) => new window.DOMParser().parseFromString(html, 'text/html')) as [Document, Document]
      const found = (root: Document | Element | null) => [...(root?.querySelectorAll(asked) ?? [])].map((element) => element.outerHTML)
      expect(found(other)).toEqual(found(one))
      expect(found(other.querySelector('div'))).toEqual(found(one.querySelector('div')))
    }),
    { numRuns: 100 },
  )
})

test('other selectors are asked of jsdom', () => {
  const { window } = new JSDOM('<p class="a">1</p><p>2</p><div><p class="a">3</p></div>')
  askQuickly(window as unknown as Window & typeof globalThis)
  expect([...window.document.querySelectorAll('p.a, div > p')].map((element) => element.textContent)).toEqual(['1', '3'])
  expect(window.document.querySelectorAll('p, div')).toHaveLength(4)
})
