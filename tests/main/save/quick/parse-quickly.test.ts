import { JSDOM } from 'jsdom'
import { defaultTreeAdapter, html, parse, parseFragment, serialize, serializeOuter } from 'parse5'
import { expect, test } from 'vitest'
import { insideOf } from '../../../../main/save/quick/jsdom-inside.ts'
import { quicken } from '../../../../main/save/quick/quicken.ts'
import { fc } from '../../../helpers/fc.ts'

const { window } = new JSDOM('')
quicken(window as unknown as Window & typeof globalThis)
const OPTIONS = { scriptingEnabled: false } as const

/** Tags in any order, closed or not, as the worst pages have them. */
const soup = fc
  .array(
    fc.constantFrom(
      'words', ' ', '\n', 'a&amp;b', '<p>', '</p>', '<div class="x" id=y>', '</div>', '<b>', '</b>', '<a href="/">', '</a>', '<table>', '<tr>', '<td>', '</table>', '<ul><li>', '<br>',
      '<!doctype html>', '<html lang="en">', '<html lang="de" dir="rtl">', '<body class="one">', '<body class="two" id="z">', '</body>', '<head>', '<title>t', '</title>', '<meta name="a" content="b">',
      '<template>', '</template>', '<svg viewBox="0 0 1 1" xlink:href="#a">', '<path d="M0">', '</svg>', '<math><mi>', '</math>', '<form>', '</form>', '<input name="q">', '<select><option>', '</select>',
      '<textarea>', '</textarea>', '<noscript>', '</noscript>', '<style>', '</style>', '<img src="a.png" style="color:red">', '<button is="x-y">', '<x-card data-A="1" data-a="2">', '<!-- note -->', '<frameset>', '\0', '<h2>', '</h2>',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))

test('a page has the tree that the standard says', () => {
  fc.assert(
    fc.property(soup, (text) => {
      const document = new window.DOMParser().parseFromString(text, 'text/html')
      const wanted = parse(text, OPTIONS).childNodes.find(defaultTreeAdapter.isElementNode)
      expect(document.documentElement.outerHTML).toBe(wanted && serializeOuter(wanted, OPTIONS))
      expect(document.compatMode).toBe(/^\s*(?:<!-- note -->\s*)*<!doctype html>/.test(text) ? 'CSS1Compat' : 'BackCompat')
    }),
    { numRuns: 400 },
  )
})

test('so has what is put into an element', () => {
  fc.assert(
    fc.property(soup, fc.constantFrom('div', 'td', 'table', 'select'), (text, name) => {
      const element = window.document.createElement(name)
      element.innerHTML = text
      const context = defaultTreeAdapter.createElement(name, html.NS.HTML, [])
      expect(element.innerHTML).toBe(serialize(parseFragment(context, text, OPTIONS), OPTIONS))
      expect([...element.querySelectorAll('*')].every((one) => one.ownerDocument === window.document)).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test('an address, a base, ids and changes work as in every document', () => {
  window.document.title = ''
  const document = new window.DOMParser().parseFromString('<base href="https://a.example/b/"><body><p id="one">1<p id="two">2', 'text/html')
  expect(document.baseURI).toBe('https://a.example/b/')
  expect(document.getElementById('two')?.textContent).toBe('2')
  expect(document.getElementById('three')).toBeNull()
  const two = document.getElementById('two')
  two?.remove()
  expect(document.getElementById('two')).toBeNull()
  document.body.append(two ?? '')
  two?.setAttribute('id', 'three')
  expect(document.getElementById('three')).toBe(two)
  document.querySelector('base')?.remove()
  expect(document.baseURI).toBe('about:blank')
})

test('elements of a window that is quick lack their style, clones and made ones too; other windows have it', () => {
  const document = new window.DOMParser().parseFromString('<p style="color: red">1', 'text/html')
  const paragraph = document.querySelector('p') ?? document.createElement('p')
  expect([paragraph, paragraph.cloneNode() as HTMLElement, document.createElement('p')].map(({ style }) => style)).toEqual([undefined, undefined, undefined])
  paragraph.setAttribute('style', 'color: blue')
  expect([paragraph, paragraph.cloneNode(true) as HTMLElement].map(({ outerHTML }) => outerHTML)).toEqual(['<p style="color: blue">1</p>', '<p style="color: blue">1</p>'])
  const plain = new JSDOM('<p style="color: red">').window.document.querySelector('p')
  expect(plain?.style.color).toBe('red')
})

test('a body of a window that is quick holds no function of its own, which would hold the page', () => {
  const bodyOf = (of: typeof window) => insideOf(new of.DOMParser().parseFromString('<p>1', 'text/html').body)
  expect(Object.keys(bodyOf(new JSDOM('').window))).toContain('_getEventHandlerTarget')
  expect(Object.entries(bodyOf(window)).filter(([, value]) => typeof value === 'function')).toEqual([])
})
