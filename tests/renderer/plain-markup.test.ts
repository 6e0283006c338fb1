import { describe, expect, test } from 'vitest'
import { isPlain } from '../../renderer/reader/plain-markup.ts'
import { purified, RULES } from '../../renderer/reader/sanitise.ts'
import { fc } from '../helpers/fc.ts'

function mainOf(html: string): Element {
  const main = new DOMParser().parseFromString(`<main>${html}</main>`, 'text/html').querySelector('main')
  if (!main) throw new Error('no main')
  return main
}

/** Whether sanitising takes nothing away and changes nothing. */
function isKeptByPurify(main: Element): boolean {
  const before = document.importNode(main, true)
  const after = document.importNode(main, false)
  after.append(document.importNode(purified(main), true))
  return before.isEqualNode(after)
}

const WORDS = fc.constantFrom('words', 'a: b', 'x < y', '&lt;b&gt;', 'é 読書', '--&gt;', '', ' ')
const TAG = fc.constantFrom('p', 'a', 'em', 'h2', 'ul', 'li', 'table', 'tr', 'td', 'pre', 'figure', 'img', 'span', 'details', 'blockquote', 'math', 'mi', 'svg', 'script', 'style', 'iframe', 'form', 'input', 'template', 'noscript', 'title', 'x-y', 'select', 'base')
const ATTRIBUTE = fc.tuple(
  fc.constantFrom('id', 'href', 'src', 'alt', 'title', 'lang', 'dir', 'width', 'cite', 'data-original', 'data-missing', 'data-part', 'data-x', 'name', 'style', 'onclick', 'class', 'abbr', 'srcset', 'is', 'xlink:href', 'datetime', 'start'),
  fc.constantFrom('', 'one', 'getElementById', 'body', 'attributes', 'https://example.org/a?b=c#d', 'http://example.org', 'javascript:alert(1)', ' java\nscript:1', '#part-1', 'mailto:a@example.org', 'images/0c4a1b2e.png', '../images/0c4a1b2e.png', 'data:image/png;base64,AA', 'data:text/html,x', 'file:///a', '//example.org/a', 'a -->', '</style><p>', 'Words: more words', 'ltr', '12', '2026-11-22T10:00:00+01:00', 'note: 1', '\u00a0', 'vbscript:x'),
)
const NODE: fc.Arbitrary<string> = fc.letrec<{ node: string; element: string }>((tie) => ({
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, WORDS, fc.constant('<!-- a comment -->'), tie('element')),
  element: fc
    .tuple(TAG, fc.array(ATTRIBUTE, { maxLength: 2 }), fc.array(tie('node'), { maxLength: 3 }))
    .map(([tag, attributes, inner]) => `<${tag}${attributes.map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join('')}>${inner.join('')}</${tag}>`),
})).node

describe('what needs no sanitising', () => {
  test('is what sanitising leaves as it is, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(NODE, { minLength: 1, maxLength: 4 }), (nodes) => {
        const main = mainOf(nodes.join(''))
        expect(!isPlain(main, RULES) || isKeptByPurify(main)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['an article', '<h2 id="part-1">One</h2><p lang="fr">Two: <a href="https://example.org/?a=1&amp;b=2#c">three</a> <em>four</em></p><pre>\n\n five</pre>'],
    ['a kept picture', '<figure><img src="images/0c4a1b2e0c4a1b2e.webp" width="3" height="2" alt="A: b" data-original="https://example.org/a.png"></figure>'],
    ['a missing picture', '<img data-missing="https://example.org/a%20b.png" alt="">'],
    ['a time', '<p><time datetime="2026-11-22T10:00:00Z">A</time></p>'],
    ['a table and notes', '<table><tbody><tr><td colspan="2">A</td></tr></tbody></table><sup id="ref-1"><a href="#note-1">1</a></sup>'],
  ])('%s needs none', (_what, html) => {
    expect(isPlain(mainOf(html), RULES)).toBe(true)
  })

  test.each([
    ['a script', '<script>1</script>'],
    ['a script in a drawing', '<svg><p>A</p></svg>'],
    ['a formula', '<math><mi>x</mi></math>'],
    ['a handler', '<p onclick="1">A</p>'],
    ['a style', '<p style="color:red">A</p>'],
    ['a link that runs', '<a href="javascript:1">A</a>'],
    ['a link that runs, spaced', '<a href=" javascript:1">A</a>'],
    ['a picture from elsewhere', '<img src="https://example.org/a.png">'],
    ['a name that clobbers', '<p id="getElementById">A</p>'],
    ['a comment', '<p>A<!-- b --></p>'],
    ['an element nobody knows', '<x-y>A</x-y>'],
  ])('%s needs it', (_what, html) => {
    expect(isPlain(mainOf(html), RULES)).toBe(false)
  })
})
