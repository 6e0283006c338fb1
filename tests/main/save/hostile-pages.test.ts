import { JSDOM } from 'jsdom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { articleText } from '../../../main/library/article-text.ts'
import { articleDocument } from '../../../main/save/article-document.ts'
import { clean } from '../../../main/save/clean.ts'
import type { CleanedPage } from '../../../main/save/clean.ts'
import { startCleaner } from '../../../main/save/cleaner.ts'
import type { Cleaner } from '../../../main/save/cleaner.ts'
import { Failure } from '../../../shared/errors.ts'
import { bundleCleaner, forkCleanerProcess } from '../../helpers/cleaner-process.ts'

const PROSE = '<p>This is a paragraph with quite enough words in it, commas too, to be taken for a part of an article by anybody.</p>'
const around = (payload: string): string => `<!doctype html><html><head><title>Hostile</title></head><body><article><h1>Hostile</h1>${PROSE.repeat(4)}${payload}${PROSE.repeat(4)}</article></body></html>`
const cleaned = (html: string, url = 'https://example.org/page'): CleanedPage => clean({ bytes: Buffer.from(html), contentType: 'text/html', url })

describe('sizes and shapes end in bounded time', () => {
  const cases: Record<string, string> = {
    'fifty thousand nested divisions': around('<div>'.repeat(50_000)),
    'fifty thousand nested divisions around the text': `<title>x</title>${'<div>'.repeat(50_000)}${PROSE.repeat(9)}`,
    'nested quotes, lists and formatting': around('<blockquote><ul><li><b><i>'.repeat(5000)),
    'one text node of five million letters': around(`<p>${'words and words, '.repeat(300_000)}</p>`),
    'two hundred thousand elements': around('<i>x</i>'.repeat(200_000)),
    'a hundred thousand line breaks': around('<br>'.repeat(100_000)),
    'ten thousand pictures': around(Array.from({ length: 10_000 }, (_, index) => `<img src="/p/${index}.png">`).join('')),
    'a hundred thousand attributes': around(`<p ${Array.from({ length: 100_000 }, (_, index) => `a${index}=1`).join(' ')}>x</p>`),
    'unclosed everything': `<title>x</title><article><h1>y</h1>${'<p>words that never end, <a href="/x"><b><td><li><div>'.repeat(300)}`,
    'a comment that never ends': `${around('')}<!-- ${'x'.repeat(1_000_000)}`,
    'a script that never ends': `${around('')}<script>${'<p>'.repeat(100_000)}`,
    'many starts of tags': around('<'.repeat(500_000)),
    'lines of text apart by line breaks': around('a line of text<br>'.repeat(3000)),
    'many rows': around(`<table>${'<tr><td>one<td>two'.repeat(3000)}</table>`),
    'many quotes in a tag': around(`<p ${'a="'.repeat(100_000)}`),
    'a title of a megabyte': `<title>${'x - '.repeat(250_000)}</title>${around('')}`,
    'a megabyte of spaces in a line': around(`<p>a${' '.repeat(1_000_000)}b</p>`),
    'NUL bytes': around(`<p>a\0b</p>\0<scr\0ipt>alert(1)</script>`),
  }
  let cleaner: Cleaner

  beforeAll(async () => {
    const script = await bundleCleaner()
    cleaner = startCleaner({ fork: () => forkCleanerProcess(script, 1024), timeoutMs: 10_000 })
  })
  afterAll(() => cleaner.close())

  test('the cleaner that is to meet them cleans', async () => {
    const { html } = await cleaner.clean({ bytes: Buffer.from(around('')), contentType: 'text/html' })
    expect(html).toContain('words')
  })

  test.each(Object.entries(cases))(
    '%s',
    async (_, html) => {
      const outcome = await cleaner.clean({ bytes: Buffer.from(html), contentType: 'text/html' }).catch((error: unknown) => error)
      // A typed refusal is a result too; anything else is a fault.
      if (outcome instanceof Failure) expect(outcome.error.code).toBe('too-complex')
      else expect((outcome as CleanedPage).html).toContain('words')
    },
  )
})

describe('nothing that runs or asks is left', () => {
  const payloads = [
    '<script>x()</script>',
    '<img src=x onerror=x()>',
    '<svg onload=x()><script>x()</script><a xlink:href="javascript:x()"><text>y</text></a></svg>',
    '<svg><style><img src=x onerror=x()></style></svg>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x()&gt;">',
    '<math href="javascript:x()"><mi>click</mi></math>',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=x()>',
    '<noscript><p title="</noscript><img src=x onerror=x()>">',
    '<a href="javascript:x()">one</a><a href=" java\tscript:x()">two</a><a href="&#106;avascript:x()">three</a><a href="vbscript:x()">four</a><a href="data:text/html,<script>x()</script>">five</a>',
    '<a href="//evil.example" ping="//evil.example/ping" target="_top" download>six</a>',
    '<iframe src="//evil.example"></iframe><object data="//evil.example"></object><embed src="//evil.example"><applet code=x></applet>',
    '<template><script>x()</script></template><div><template shadowrootmode="open"><script>x()</script><p>shadow</p></template></div>',
    '<form action="//evil.example"><input autofocus onfocus=x()><button formaction="javascript:x()">b</button></form>',
    '<p style="background:url(//evil.example/x);position:fixed;inset:0">styled</p><style>@import "//evil.example";p{background:url(//evil.example)}</style>',
    '<link rel=preload href="//evil.example"><link rel=dns-prefetch href="//evil.example"><link rel=stylesheet href="//evil.example"><meta http-equiv=refresh content="0;url=//evil.example"><base href="//evil.example/">',
    '<video poster="//evil.example/p" src="//evil.example/v"><source src="//evil.example/s"><track src="//evil.example/t"></video>',
    '<table background="//evil.example/x"><tr><td background="//evil.example/x">cell cell</td></tr></table>',
    '<picture><source srcset="https://evil.example/a 1x"><img srcset="https://evil.example/b 2x" src="https://evil.example/c"></picture>',
    '<img name=getElementById id=createElement><a name=body id=cookie>clob</a><form name=documentElement></form>',
    '<details ontoggle=x() open><summary>s</summary>d</details><marquee onstart=x()>m</marquee><xmp><img src=x onerror=x()></xmp>',
    '<div id="x"></div><map name=m><area href="javascript:x()" shape=default></map><img usemap=#m src="https://example.org/i.png">',
    '<isindex action=javascript:x() type=submit><keygen autofocus onfocus=x()><frameset onload=x()>',
    '<p title="&lt;script&gt;x()&lt;/script&gt;" data-part="<b>" data-picture="x&quot; onerror=&quot;x()">attributes</p>',
    '<a href="https://example.org/&quot; onmouseover=&quot;x()">quotes</a>',
    '<!--><img src=x onerror=x()>--><![CDATA[<img src=x onerror=x()>]]><?php <img src=x onerror=x()> ?>',
  ]
  const ALLOWED = /^(?:a|abbr|address|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|dfn|dl|dt|em|figcaption|figure|h[2-6]|hr|i|img|ins|kbd|li|mark|math|m[a-z]+|none|ol|p|pre|q|rp|rt|ruby|s|samp|semantics|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr|div|section|article|aside|header|footer)$/

  test.each(payloads)('%s', (payload) => {
    const page = cleaned(around(payload))
    const stored = articleDocument(page, page.pictures.map((picture) => ({ kind: 'missing', url: picture.urls[0] ?? '', problem: 'blocked' })), { savedAt: '' })
    const { document } = new JSDOM(stored).window
    const main = document.querySelector('main')
    expect(document.querySelectorAll('main')).toHaveLength(1)
    for (const element of main?.querySelectorAll('*') ?? []) {
      expect(element.localName).toMatch(ALLOWED)
      for (const name of element.getAttributeNames()) {
        expect(name).not.toMatch(/^on|^style$|^src$|srcset|poster|ping|background|action|xlink|^name$|^target$|^class$/)
        if (name === 'href') expect(element.getAttribute(name)).toMatch(/^(?:https?:\/\/|mailto:|#)/)
        if (name === 'id') expect(element.getAttribute(name)).toMatch(/^a-/)
      }
    }
    expect(page.html).toContain('quite enough words')
    // Parsed, written and parsed again it is the same: nothing can change its meaning on the way.
    const again = new JSDOM(`<main>${main?.innerHTML ?? ''}</main>`).window.document.querySelector('main')
    expect(again?.innerHTML).toBe(main?.innerHTML)
    expect(articleText(stored)).toBe(main?.textContent)
  })

  test('titles, bylines and site names are text', () => {
    const html = `<title>&lt;img src=x onerror=x()&gt; A title of words</title><meta name=author content="<b>Jane</b> Doe"><meta property=og:site_name content="<script>x()</script>">${around('')}`
    const { metadata } = cleaned(html)
    expect(metadata.title).not.toContain('\0')
    expect(typeof metadata.title).toBe('string')
  })
})

describe('what a page says of its own address', () => {
  test('a base of another host moves pictures and links, and nothing else', () => {
    const page = cleaned(`<base href="https://cdn.example/deep/">${around('<p><img src="a.png" width=400 height=300> and <a href="b.html">a link</a> in a sentence, long enough.</p>')}`)
    expect(page.pictures[0]?.urls[0]).toBe('https://cdn.example/deep/a.png')
    expect(page.html).toContain('href="https://cdn.example/deep/b.html"')
  })

  test('a base that is no web address', () => {
    const page = cleaned(`<base href="javascript:x()//">${around('<p><a href="b.html">a link</a> in a sentence that is long enough.</p>')}`)
    expect(page.html).not.toContain('javascript')
  })

  test('a canonical address of another site, or of the front page, is not believed', () => {
    expect(cleaned(`<link rel=canonical href="https://other.example/x">${around('')}`).canonicalUrl).toBeUndefined()
    expect(cleaned(`<link rel=canonical href="https://example.org/">${around('')}`).canonicalUrl).toBeUndefined()
    expect(cleaned(`<link rel=canonical href="javascript:x()">${around('')}`).canonicalUrl).toBeUndefined()
    expect(cleaned(`<link rel=canonical href="/real#x">${around('')}`).canonicalUrl).toBe('https://example.org/real')
  })
})

test.each([
  ['%PDF-1.7', 'not-a-page'],
  ['\x89PNG\r\n\x1a\n', 'not-a-page'],
  ['PK\x03\x04zip', 'not-a-page'],
  ['<?xml version="1.0"?><rss version="2.0"><channel/></rss>', 'not-a-page'],
  ['', 'no-article'],
  ['   \n\n ', 'no-article'],
  ['<!doctype html><title>Empty</title>', 'no-article'],
  ['<!doctype html><title>x</title><script>document.write("all")</script>', 'no-article'],
])('%j: %s', (text, code) => {
  expect(() => clean({ bytes: Buffer.from(text, 'latin1') })).toThrow(expect.objectContaining({ error: expect.objectContaining({ code }) as unknown }) as Error)
})
