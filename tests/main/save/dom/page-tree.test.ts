import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { parse, serializeOuter } from 'parse5'
import type { DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, test } from 'vitest'
import { parsePage } from '../../../../main/save/clean/parse-page.ts'

/** Broken as pages are: unclosed, misnested, tables that hold what may not stand there, attributes of all kinds. */
const piece = fc.constantFrom(
  '<p>', '</p>', '<div class="a b">', '</div>', '<span id=x lang="EN">', '</span>', '<b>', '</b>', '<i>', '</i>', '<a href="#x" rel="Author">', '</a>', '<ul>', '<li class="b">', '</ul>',
  '<table>', '<tr>', '<td>', '</table>', '<img src=1.png alt="&quot;&amp;">', '<br>', '<h1>', '</h1>', '<noscript>', '</noscript>', '<pre>\n', '</pre>', '<svg viewBox="0 0 1 1">', '<path/>', '</svg>',
  '<math><mi>', '</math>', '<template>', '</template>', '<select><option>', '</select>', '<!-- no -->', '<script>a<b</script>', '<style>p{}</style>', '<textarea>\n<p>', '</textarea>', '<body class=late>', '<html lang=de>',
  '<button>', '<form>', '</form>', '<dl><dt>', '<dd>', 'words ', '&amp;&nbsp;&copy ', '\n', '<p title="one &amp; two">', '<x-card data-y="1">', '</x-card>',
)
const page = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))

const URL_OF_PAGE = 'https://example.com/a/b'
const { DOMParser } = new JSDOM('', { url: URL_OF_PAGE }).window

/** jsdom's document beside ours. In a table jsdom puts loose words at another place, so none stand in these pages. */
function both(html: string): { readonly ours: Document; readonly theirs: Document } {
  return { ours: parsePage(html, URL_OF_PAGE), theirs: new DOMParser().parseFromString(html, 'text/html') }
}
const tree = fc.array(fc.constantFrom('<p>', '</p>', '<div class="a b">', '</div>', '<span id=x lang="EN">', '</span>', '<a href="#x" rel="Author">', '</a>', '<ul>', '<li class="b">', '</ul>', '<em title="">', '</em>', 'words ', '<!-- no -->'), { maxLength: 40 }).map((pieces) => pieces.join(''))

describe('a parsed page', () => {
  test('is the tree of the HTML Standard', () => {
    fc.assert(
      fc.property(page, (html) => {
        const root = parse(html, { scriptingEnabled: false }).childNodes.find((node) => node.nodeName === 'html')
        expect(parsePage(html, undefined).documentElement.outerHTML).toBe(serializeOuter(root as DefaultTreeAdapterTypes.Element, { scriptingEnabled: false }))
      }),
      { numRuns: 300 },
    )
  })

  test('the same as part of an element', () => {
    fc.assert(
      fc.property(page, fc.constantFrom('div', 'p', 'table', 'tr', 'ul', 'pre'), (html, name) => {
        const { ours, theirs } = both('<body>')
        const [box, standard] = [ours.createElement(name), theirs.createElement(name)]
        for (const [one, document] of [[box, ours], [standard, theirs]] as const) document.body.append(one)
        box.innerHTML = html
        standard.innerHTML = html
        // jsdom puts loose words of tables elsewhere.
        fc.pre(!/^(?:table|tr)$/.test(name) && !html.includes('<table>'))
        expect(box.innerHTML).toBe(standard.innerHTML)
      }),
      { numRuns: 100 },
    )
  })

  test('is written so that it can be read again as it was: words of attributes are never tags', () => {
    const { body } = parsePage(`<p title='"&amp;<b>&nbsp;'>&lt;i&gt; &amp;&nbsp;</p>`, undefined)
    expect(body.innerHTML).toBe('<p title="&quot;&amp;&lt;b&gt;&nbsp;">&lt;i&gt; &amp;&nbsp;</p>')
  })

  test('knows its title, its parts and what its addresses are relative to', () => {
    const document = parsePage('<html lang=a><head><title> One\n two </title><base href="/c/"></head><body class=a><html lang=b dir=rtl><body id=b class=c>', 'https://example.com/a/b')
    expect([document.title, document.baseURI, document.body.className, document.body.id]).toEqual(['One two', 'https://example.com/c/', 'a', 'b'])
    expect([document.documentElement.getAttribute('lang'), document.documentElement.getAttribute('dir')]).toEqual(['a', 'rtl'])
    document.title = 'Three'
    expect(document.head.innerHTML).toBe('<title>Three</title><base href="/c/">')
    expect(parsePage('<p>', undefined).baseURI).toBe('about:blank')
  })
})

const SELECTORS = [
  '*', 'p', 'p, li', '#x', '.b', 'div.a.b', '[id]', '[lang="en"]', '[rel~="author"]', '[class*="B" i]', '[class^="a"]', '[class$=b]', '[class|="a"]', '[title=""]', '[href*=""]', 'div p', 'div > p', 'p + p', 'p ~ p', 'ul > li.b a',
  'div span, p, [id]', ':not(p)', ':not(.a, li) > span', 'div :is(p, a)', 'li:first-child', 'li:last-child', 'div div div', 'a[href="#x"]:not([rel])', 'div>span', 'li , em',
]

describe('selectors', () => {
  test.each(SELECTORS)('%s finds what browsers find', (selector) => {
    fc.assert(
      fc.property(tree, (html) => {
        const { ours, theirs } = both(html)
        const places = (document: Document): number[] => {
          const all = [...document.querySelectorAll('*')]
          return [...document.querySelectorAll(selector)].map((element) => all.indexOf(element))
        }
        expect(places(ours)).toEqual(places(theirs))
        const first = (document: Document): string | undefined => document.querySelector(selector)?.outerHTML
        expect(first(ours)).toBe(first(theirs))
        const around = (document: Document): (string | undefined)[] => [...document.querySelectorAll('*')].map((element) => element.closest(selector)?.outerHTML)
        expect(around(ours)).toEqual(around(theirs))
      }),
      { numRuns: 15 },
    )
  })

  test('names count without case', () => {
    expect(both('<p DATA-x=A>1</p>').ours.querySelector('P[data-X="A"]')?.textContent).toBe('1')
  })

  test(':scope is the element that was asked', () => {
    const { ours } = both('<div><p><b>1</b></p><b>2</b></div>')
    expect([...(ours.querySelector('div')?.querySelectorAll(':scope > b') ?? [])].map((element) => element.textContent)).toEqual(['2'])
  })

  test.each(['', 'p >', '[', ':hover', 'p::before', ',p', 'p,', ':not(', 'p)', '..a', 'p:nth-child(2)'])('%j is refused and never guessed', (selector) => {
    expect(() => parsePage('<p>', undefined).querySelector(selector)).toThrow('SyntaxError')
  })
})

describe('moving nodes', () => {
  const step = fc.record({
    how: fc.constantFrom('append', 'prepend', 'before', 'after', 'replaceWith', 'replaceChildren', 'remove', 'insertBefore', 'replaceChild', 'unwrap', 'copy', 'text', 'attribute'),
    at: fc.nat(30),
    from: fc.nat(30),
  })

  function carryOut(document: Document, { how, at, from }: { how: string; at: number; from: number }): void {
    const all = [...document.body.querySelectorAll('*')]
    const [target, moved] = [all[at % Math.max(1, all.length)], all[from % Math.max(1, all.length)]]
    if (target === undefined || moved === undefined) return
    const parent = target.parentElement
    const isAround = moved.contains(target)
    if (how === 'remove') target.remove()
    else if (how === 'unwrap') target.replaceWith(...target.childNodes)
    else if (how === 'copy') target.append(moved.cloneNode(true), 'a & b')
    else if (how === 'text') target.textContent = '<one>'
    else if (how === 'attribute') {
      target.setAttribute('title', '"&"')
      target.removeAttribute('class')
    } else if (isAround) return
    else if (how === 'append' || how === 'prepend' || how === 'replaceChildren') target[how](moved, 'words')
    else if (how === 'before' || how === 'after' || how === 'replaceWith') target[how](moved, 'words')
    else if (how === 'insertBefore') parent?.insertBefore(moved, target)
    else if (how === 'replaceChild' && parent !== null) parent.replaceChild(moved, target)
  }

  test('gives what it gives in browsers', () => {
    fc.assert(
      fc.property(tree, fc.array(step, { maxLength: 12 }), (html, steps) => {
        const { ours, theirs } = both(html)
        for (const one of steps) {
          carryOut(ours, one)
          carryOut(theirs, one)
          expect(ours.body.outerHTML).toBe(theirs.body.outerHTML)
        }
        const facts = (document: Document): unknown[] => {
          const nodes = [...document.body.querySelectorAll('*')]
          return nodes.map((element) => [
            element.textContent, element.children.length, element.childNodes.length, element.previousElementSibling?.localName, element.nextSibling?.nodeName, element.lastElementChild?.tagName,
            ...nodes.slice(0, 10).map((other) => element.compareDocumentPosition(other)),
          ])
        }
        expect(facts(ours)).toEqual(facts(theirs))
      }),
      { numRuns: 60 },
    )
  })

  test('a node is never put into itself, nor beside a stranger', () => {
    const { ours } = both('<div><p></p></div><b></b>')
    const [div, p, b] = ['div', 'p', 'b'].map((name) => ours.querySelector(name) as Element)
    expect(() => p?.append(div as Element)).toThrow('HierarchyRequestError')
    expect(() => div?.insertBefore(ours.createElement('i'), b as Element)).toThrow('NotFoundError')
    expect(() => div?.removeChild(b as Element)).toThrow('NotFoundError')
    expect(ours.body.innerHTML).toBe('<div><p></p></div><b></b>')
  })

  test('lists are of the moment: walking one while the tree changes visits each node once', () => {
    const { ours } = both('<p>1</p><p>2</p><p>3</p>')
    for (const child of ours.body.children) child.remove()
    expect(ours.body.innerHTML).toBe('')
  })
})
