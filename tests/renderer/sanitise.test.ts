import { describe, expect, test } from 'vitest'
import { articleBody } from '../../renderer/reader/sanitise.ts'

function shown(html: string): HTMLElement {
  const main = document.createElement('main')
  main.append(document.importNode(articleBody(`<!doctype html><html lang="en"><body><main>${html}</main></body></html>`).content, true))
  return main
}

describe('what is shown of a stored article', () => {
  test.each([
    ['a script', '<p>A</p><script>window.ran = true</script>', 'script'],
    ['a handler', '<img src="images/0c4a1b2e.png" onerror="window.ran = true">', '[onerror]'],
    ['a style', '<p style="position:fixed">A</p><style>*{display:none}</style>', 'style, [style]'],
    ['a frame', '<iframe src="https://example.org"></iframe><object data="x"></object><embed src="x">', 'iframe, object, embed'],
    ['a form', '<form action="https://example.org"><input name="a" autofocus><button>B</button></form>', 'form, input, button'],
    ['a drawing', '<svg><image href="https://example.org/a.png"/></svg>', 'svg, image'],
    ['a picture from elsewhere', '<img src="https://example.org/a.png"><img src="//example.org/a.png"><img src="../../other/images/0c4a1b2e.png">', '[src]'],
    ['other sources of pictures', '<img srcset="https://example.org/a.png 2x"><video poster="https://example.org/a.png"></video>', '[srcset], [poster], video'],
    ['a link that runs', '<a href="javascript:alert(1)">A</a><a href=" java&#10;script:alert(1)">B</a><a href="data:text/html,x">C</a><a href="file:///etc/passwd">D</a>', '[href]'],
    ['a name that clobbers', '<img name="getSelection"><a name="body">A</a>', '[name]'],
    ['a template', '<template><img src="https://example.org/a.png"></template><noscript><img src="x"></noscript>', 'template, noscript, [src]'],
    ['a refresh and a base', '<meta http-equiv="refresh" content="0;url=https://example.org"><base href="https://example.org/"><link rel="preload" href="https://example.org/a">', 'meta, base, link'],
  ])('never %s', (_what, html, selector) => {
    expect(shown(html).querySelector(selector)).toBeNull()
    expect(window).not.toHaveProperty('ran')
  })

  test('kept pictures, links, tables, footnotes and formulas stay', () => {
    const main = shown(
      '<figure><img src="images/0c4a1b2e0c4a1b2e.webp" width="3" height="2" alt="A"></figure><img data-missing="https://example.org/a.png" alt="B"><a href="https://example.org/">C</a><a href="mailto:a@example.org">D</a><sup id="ref"><a href="#fn">1</a></sup><table><tr><td colspan="2">E</td></tr></table><math><mfrac><mn>1</mn><mn>2</mn></mfrac></math><ol start="3"><li>F</li></ol>',
    )
    expect(main.querySelector('img[src="images/0c4a1b2e0c4a1b2e.webp"][width="3"][alt="A"]')).not.toBeNull()
    expect(main.querySelector('img[data-missing]:not([src])')).not.toBeNull()
    expect([...main.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['https://example.org/', 'mailto:a@example.org', '#fn'])
    expect(main.querySelector('#ref')).not.toBeNull()
    expect(main.querySelector('td[colspan="2"]')).not.toBeNull()
    expect(main.querySelector('math mfrac mn')).not.toBeNull()
    expect(main.querySelector('ol[start="3"]')).not.toBeNull()
  })

  test('the text is the stored text to the last newline: anchors count in it', () => {
    const html = '<p>One<br>\ntwo</p>\n<pre>\n\n  three\n</pre>\n<table><tbody><tr><td>four</td></tr></tbody></table>\n<p>five &lt;six&gt; \u00ad🎏</p>'
    const stored = new DOMParser().parseFromString(`<main>${html}</main>`, 'text/html').querySelector('main')?.textContent
    expect(shown(html).textContent).toBe(stored)
  })

  test('language and direction come from the article', () => {
    const body = articleBody('<html lang="en"><body><main lang="ar" dir="rtl"><p>ا</p></main></body></html>')
    expect([body.language, body.direction]).toEqual(['ar', 'rtl'])
  })
})
