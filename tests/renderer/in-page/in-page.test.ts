import { afterEach, describe, expect, test } from 'vitest'
import { takePage } from '../../../main/in-page/take-page.ts'
import { thinPage } from '../../../main/in-page/thin-page.ts'

const LIMITS = { elements: 300, paragraphs: 50, rows: 10 }
const SENTENCE = 'The tables were carried ashore in the order in which they had arrived. '

/** The functions are sent into pages as text: here too, so that one that needs anything around it fails. */
const thin = new Function(`return (${String(thinPage)})`)() as typeof thinPage // oxlint-disable-line no-new-func, typescript/no-implied-eval
const take = new Function(`return (${String(takePage)})`)() as typeof takePage // oxlint-disable-line no-new-func, typescript/no-implied-eval

function parsed(html: string | undefined): Document {
  return new DOMParser().parseFromString(html ?? '', 'text/html')
}

describe('a page made thin', () => {
  test('keeps its head, its text and its links; loses what is no article; runs nothing', () => {
    const { lean } = thin(
      `<html lang="pt-BR" dir="ltr"><head><title>T</title><meta name="author" content="Ines"><link rel="canonical" href="https://a.example/"><link rel="stylesheet" href="x">
      <script type="application/ld+json">{"a":1}</script><script>window.ran = 1</script><style>p{}</style></head>
      <body><p onclick="window.ran = 1" style="color:red" id="kept">Text <a href="/b">link</a></p><iframe src="x"></iframe><svg></svg><img src="p.png" onerror="window.ran = 1"></body></html>`,
      LIMITS,
    )
    const page = parsed(lean)
    expect(page.documentElement.lang).toBe('pt-BR')
    expect(page.title).toBe('T')
    expect(page.querySelector('meta[name="author"], link[rel="canonical"]')).not.toBeNull()
    expect(page.querySelector('script[type="application/ld+json"]')?.textContent).toBe('{"a":1}')
    expect(page.querySelector('#kept a[href="/b"]')).not.toBeNull()
    expect(page.querySelectorAll('script:not([type]), style, iframe, svg, [onclick], [onerror], [style], link[rel="stylesheet"]')).toHaveLength(0)
    expect(window).not.toHaveProperty('ran')
  })

  test('folds a huge table into lines, a small one it leaves', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, at) => `<tr><td>${at}</td><td>frost ${at}</td></tr>`).join('')
    const page = parsed(thin(`<table id="s">${rows(10)}</table><table><caption>Frosts</caption>${rows(11)}</table>`, LIMITS).lean)
    expect(page.querySelectorAll('table#s tr')).toHaveLength(10)
    expect(page.querySelectorAll('table')).toHaveLength(1)
    expect(page.querySelector('pre')?.textContent.split('\n').at(-1)).toBe('10\tfrost 10')
    expect(page.body.textContent).toContain('Frosts')
  })

  test('keeps two line breaks of many, and bounds attributes', () => {
    const page = parsed(thin(`<p>a${'<br> \n'.repeat(9)}b</p><p ${Array.from({ length: 90 }, (_, at) => `a${at}="x"`).join(' ')}>c</p>`, LIMITS).lean)
    expect(page.querySelectorAll('br')).toHaveLength(2)
    expect(page.body.textContent).toContain('c')
    expect([...page.querySelectorAll('p')].every((element) => element.attributes.length === 0)).toBe(true)
  })

  test('with too many elements it is what the page says is its article; else text alone', () => {
    const many = '<i>x</i>'.repeat(LIMITS.elements)
    const narrowed = thin(`<main><h1>T</h1><p>${SENTENCE.repeat(10)}</p></main><div>${many}</div>`, LIMITS)
    expect(parsed(narrowed.lean).body.textContent.trim().startsWith('T')).toBe(true)
    expect(parsed(narrowed.lean).querySelector('i')).toBeNull()
    const { lean, text } = thin(`<div><h2>Heading</h2><p>One <b>two</b></p>loose<p>three</p> last &lt;b&gt; ${many}</div>`, LIMITS)
    expect(lean).toBeUndefined()
    const blocks = [...parsed(text).querySelectorAll('article > *')].map((one) => `${one.localName}: ${one.textContent.slice(0, 10)}`)
    expect(blocks).toEqual(['h2: Heading', 'p: One two', 'p: loose', 'p: three', 'p: last <b> x'])
  })

  test('joins paragraphs above the limit, and loses none', () => {
    const { text } = thin(Array.from({ length: 1_000 }, (_, at) => `<p>number ${at}.</p>`).join(''), LIMITS)
    const paragraphs = parsed(text).querySelectorAll('p')
    expect(paragraphs).toHaveLength(50)
    expect(parsed(text).body.textContent.match(/number \d+\./g)).toHaveLength(1_000)
  })
})

describe('a page taken as it stands', () => {
  afterEach(() => document.getElementById('case')?.remove())

  function put(): HTMLElement {
    const place = document.createElement('div')
    place.id = 'case'
    document.body.append(place)
    return place
  }

  test('has what scripts built', () => {
    put().append(Object.assign(document.createElement('p'), { textContent: 'Built <later>' }))
    expect(parsed(take()).querySelector('#case p')?.textContent).toBe('Built <later>')
  })

  test('has open shadow trees with what is slotted into them, and none of their styles', () => {
    const host = document.createElement('section')
    host.innerHTML = '<p slot="b">second</p><p>first</p>'
    host.attachShadow({ mode: 'open' }).innerHTML = '<style>p{color:red}</style><h2>Title</h2><slot></slot><slot name="b">none</slot><slot name="c">fallback</slot>'
    put().append(host)
    const taken = parsed(take()).querySelector('#case section')
    expect(taken?.textContent).toBe('Titlefirstsecondfallback')
    expect(taken?.querySelector('style')).toBeNull()
  })

  test('is taken without its shadows when it is deeper than the stack', () => {
    let inner: Element = put()
    for (let depth = 0; depth < 20_000; depth++) inner = inner.appendChild(document.createElement('div'))
    inner.attachShadow({ mode: 'open' }).innerHTML = '<p>deep</p>'
    expect(take()).toContain('<div><div><div>')
  })
})
