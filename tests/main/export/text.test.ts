import { describe, expect, test } from 'vitest'
import { bodyText } from '../../../main/export/text.ts'

function page(main: string): string {
  return `<!doctype html><html><head><title>Head title</title><style>p{}</style></head><body><h1>Title</h1><main>${main}</main><footer>foot</footer></body></html>`
}

describe('bodyText', () => {
  const cases: readonly (readonly [name: string, main: string, text: string])[] = [
    ['paragraphs with an empty line between', '<p>One\n  two</p>\n<p>Three <em>four</em>.</p>', 'One two\n\nThree four.'],
    ['no captions', '<p>A</p><figure><img alt="x"><figcaption>Caption</figcaption></figure><p data-part="caption">C2</p>', 'A'],
    ['no dek, byline and date', '<p data-part="dek">D</p><p data-part="byline">B</p><p data-part="date">D</p><p>Body</p>', 'Body'],
    ['a table without its caption', '<table><caption>Cap</caption><tr><td>1</td></tr></table>', '1'],
    ['list items on lines of their own', '<ul><li>a</li><li><p>b</p></li></ul><ol><li>c</li></ol>', 'a\nb\n\nc'],
    ['nested lists', '<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><p>d</p>', 'a\nb\nc\n\nd'],
    ['cells separated by tabs', '<table><thead><tr><th>K</th><th>V</th></tr></thead><tbody><tr><td><p>a</p></td><td>1<br>\n2</td></tr></tbody></table>', 'K\tV\na\t1 2'],
    ['empty cells kept in place', '<table><tr><td></td><td>x</td></tr></table>', '\tx'],
    ['a layout table as blocks', '<table><tr><td><h2>H</h2><p>one</p></td><td><p>two</p><p>three</p></td></tr></table>', 'H\n\none\n\ntwo\n\nthree'],
    ['code as it stands', '<p>x</p><pre><code>\nif (a) {\n    b\n}\n</code></pre>', 'x\n\nif (a) {\n    b\n}'],
    ['code: the newline after the tag goes, its indent stays', '<pre>\n  a\n  b</pre>', '  a\n  b'],
    ['line breaks', '<p>one<br>\ntwo</p>', 'one\ntwo'],
    ['entities and a no-break space', '<p>a &amp; b&nbsp;c &#x1F600;</p>', 'a & b\u00A0c 😀'],
    ['definitions', '<dl><dt>Term</dt><dd>Meaning</dd></dl>', 'Term\nMeaning'],
    ['headings and quotes', '<h2>H</h2><blockquote><p>q</p><p>r</p></blockquote>', 'H\n\nq\n\nr'],
    ['text without blocks', 'just text', 'just text'],
    ['no comments, scripts and styles', '<!-- c --><script>s</script><style>t</style><p>x</p>', 'x'],
    ['math without its source', '<p><math><mi>x</mi><annotation>\\x</annotation></math></p>', 'x'],
    ['nothing', '', ''],
  ]
  test.each(cases)('%s', (_name, main, text) => {
    expect(bodyText(page(main))).toBe(text)
  })

  test('takes a document without <main> whole', () => {
    expect(bodyText('<title>T</title><p>a</p>')).toBe('a')
    expect(bodyText('<html><head><title>T</title></head><body><p>a</p></body></html>')).toBe('a')
  })
})
