import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { articleText, textByTree } from '../../../main/library/article-text.ts'
import { documentOf } from '../../helpers/library-samples.ts'
import { fc } from '../../helpers/fc.ts'

const window = new JSDOM('').window

/** What a browser's parser makes of a document, as the reader's window does. */
function domText(html: string): string {
  return new window.DOMParser().parseFromString(html, 'text/html').querySelector('main')?.textContent ?? ''
}

describe('articleText is the textContent of <main>', () => {
  test.each([
    ['plain', '<p>One</p>\n<p>Two<br>\nthree</p>'],
    ['entities', '<p>&amp;&lt;&nbsp;&copy &notit; &#128512; &#x80; &#0; &#13;x &hellip; &ampx &bogus; &#xD800; &#x110000;</p>'],
    ['line ends', '<p>a\r\nb\rc</p>\r\n'],
    ['pre', '<pre>\nfirst</pre><pre>\n\nsecond</pre><pre>&#10;third</pre><pre><b>\nx</b></pre><pre></pre>\ny'],
    ['pre and comment', '<pre><!-- c -->\nx</pre>'],
    ['comments', '<p>a<!-- b --->c<!--> d --> e</p><!doctype x><?pi?>'],
    ['template', '<template><p>no</p></template><p>yes</p>'],
    ['table', '<table><caption>c</caption><colgroup><col></colgroup><tbody>\n<tr>\n<td>1</td> <th>2</th></tr></tbody></table>'],
    ['elements directly in a table are moved', '<table><tr><td>cell</td></tr><p>loose</p></table>'],
    ['rows without a body', '<table><tr><td>1</td></tr></table><table><td>2</td></table>'],
    ['parts of tables elsewhere', '<p>a<td>b</td><tr>c</p><caption>d</caption>'],
    ['raw text', '<script>1 < 2 && "</p>"</script><style>p{}</style><noscript><p>n</p></noscript><iframe><p>i</p></iframe><xmp><b>x</b></xmp>'],
    ['select', '<select><option>a<option>b<p>c</select>d'],
    ['text area and title', '<textarea>\na<b>c</textarea><title>t &amp; <i></title>'],
    ['mathematics', '<p>x <math><mi>a</mi><mo>&lt;</mo><annotation encoding="application/x-tex">a&lt;b</annotation></math></p>'],
    ['drawings', '<svg><title>t<b>x</b></title><style>a<b>c</b></style><text>u</text><![CDATA[d]]></svg>e<![CDATA[f]]>'],
    ['nested formatting', '<b><p>a</b>b</p><a>c<a>d</a></a><i><b>e</i>f</b>'],
    ['details, lists and ends without beginnings', '<ul><li>a<li>b</ul></p>x<br/>y</br>z</span><details><summary>s</summary>t</details>'],
    ['a NUL', '<p>a\0b</p>'],
    ['plain text to the end', '<p>a<plaintext>b</p></main>'],
    ['much white space', ' \t\n <p> a  b </p>   '],
    ['an attribute with marks', '<p title="</main>">a</p><img alt="x>y">b'],
  ])('%s', (_name, body) => {
    expect(articleText(documentOf(body))).toBe(domText(documentOf(body)))
  })

  test('words directly in a table stand before it, as the standard says and jsdom does not', () => {
    expect(articleText(documentOf('<table><tr><td>cell</td></tr>loose</table>'))).toBe('loosecell')
    expect(articleText(documentOf('<table>a<p>b</p><tr><td>c</td></tr></table>'))).toBe('abc')
  })

  test('no <main> has no text', () => {
    expect(articleText('<p>x</p>')).toBe('')
    expect(articleText('')).toBe('')
  })

  test('random documents, as a DOM serialises them', () => {
    fc.assert(
      fc.property(tree(), (body) => {
        const main = window.document.createElement('main')
        build(main, body)
        const html = `<!doctype html><html><head><title>t</title></head><body>${main.outerHTML}</body></html>`
        expect(articleText(html)).toBe(textByTree(html))
        if (!/<table/.test(html)) expect(articleText(html)).toBe(domText(html))
      }),
      { numRuns: 250 },
    )
  })

  test('random markup that no DOM serialises', () => {
    const piece = fc.oneof(
      fc.constantFrom(...TAGS.flatMap((tag) => [`<${tag}>`, `</${tag}>`, `<${tag} a="b>c" d=e>`])),
      fc.constantFrom('&amp;', '&#13;', '&lt', '&notin;', '&#x1F600;', '&', '<', '<!', '<!--', '-->', '\r\n', '\n', ' ', 'text', '<br/>', '</', '<?x>', '<![CDATA[', ']]>'),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = documentOf(pieces.join(''))
        expect(articleText(html)).toBe(textByTree(html))
        if (!/<table/.test(html)) expect(articleText(html)).toBe(domText(html))
      }),
      { numRuns: 400 },
    )
  })
})

const TAGS = [
  'p', 'div', 'span', 'b', 'a', 'pre', 'br', 'ul', 'li', 'blockquote', 'h2', 'table', 'tbody', 'tr', 'td', 'caption',
  'figure', 'code', 'math', 'mi', 'svg', 'style', 'template', 'select', 'option', 'details', 'section', 'dl', 'dd', 'form', 'button', 'img', 'hr', 'ruby', 'rt', 'main', 'body',
]

interface Branch {
  readonly tag: string
  readonly inside: readonly (Branch | string)[]
}

function tree(): fc.Arbitrary<readonly (Branch | string)[]> {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom('\n', ' \n', '&', '<b>', '\u00a0', '\r', 'word', '&amp;'))
  const { nodes } = fc.letrec<{ nodes: (Branch | string)[]; node: Branch | string }>((tie) => ({
    nodes: fc.array(tie('node'), { maxLength: 4 }),
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, text, fc.record({ tag: fc.constantFrom(...TAGS), inside: tie('nodes') })),
  }))
  return nodes
}

function build(parent: Element, inside: readonly (Branch | string)[]): void {
  for (const one of inside) {
    if (typeof one === 'string') {
      parent.append(one)
      continue
    }
    const element = window.document.createElement(one.tag)
    build(element, one.inside)
    parent.append(element)
  }
}
