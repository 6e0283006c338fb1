import { Readability } from '@mozilla/readability'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { bodyText } from '../../../../main/export/text.ts'
import { articleDocument } from '../../../../main/save/article-document.ts'
import { clean } from '../../../../main/save/clean.ts'

const PARAGRAPHS = [
  'The ferry left at six with eleven people on it, two of whom had not meant to travel and said so until the harbour was out of sight.',
  'Nobody had told the captain that the light on the eastern mole was out, and he took the bend by the smell of the fish market instead.',
  'At noon the wind went round, the sea lay down, and the cook, who had been ill since the first bell, asked whether anybody cared for soup.',
  'We came in after dark. The town had gone to bed, except for a boy with a lamp who had been paid to wait and who did not ask for more.',
]
const paragraphs = PARAGRAPHS.map((text) => `<p>${text}</p>`)
const question = (index: number): string => `<div class="faq-drawer"><h3>Did the wind turn on day ${index}?</h3><p>It did, by noon</p></div>`

/** Articles without any furniture, in markup that looks like some. */
const PAGES: Readonly<Record<string, string>> = {
  'boxes of one name hold much of the article': `${paragraphs.join('')}${Array.from({ length: 14 }, (_, index) => question(index)).join('')}`,
  'figures stand in a box named like a menu': `${paragraphs.join('')}${paragraphs.slice(0, 3).join('')}<div class="drawer"><h3>Crossings</h3><table><tr><th>Year</th><th>Crossings</th></tr>${'<tr><td>I to VI</td><td>as it is so far</td></tr>'.repeat(5)}</table></div>`,
  'notes stand below a button for comments': `${paragraphs.join('')}<p>Leave a comment</p><h3>References</h3><ol>${[1, 2, 3, 4].map((n) => `<li>Harbour board, minutes of the year 193${n}, volume ${n}, kept at the customs house.</li>`).join('')}</ol>`,
  'lines of credit are the content': `<p>${PARAGRAPHS[0]}</p>${['Ada Moss', 'Ben Lund', 'Cato Finn', 'Dora Weil'].map((name) => `<h3>A boat of tin</h3><p>Photo credit: ${name} of the tin boat works</p>`).join('')}<p>${PARAGRAPHS[1]}</p>`,
  'the article is a list': `<p>${PARAGRAPHS[0]}</p><ul>${PARAGRAPHS.map((text) => `<li>${text}</li>`).join('')}</ul><p>${PARAGRAPHS[1]}</p>`,
  'quotes and headings stand between few paragraphs': paragraphs.map((paragraph, index) => `<h2>Part ${index} of the crossing</h2>${paragraph}<blockquote><p>${PARAGRAPHS[index]}</p></blockquote>`).join(''),
}

describe('no page loses a tenth of what plain Readability keeps', () => {
  test.each(Object.entries(PAGES))('when %s', (_, body) => {
    const html = `<!doctype html><html lang="en"><head><title>A crossing in spring</title></head><body><main><article><h1>A crossing in spring</h1>${body}</article></main></body></html>`
    const plain = new Readability(new JSDOM(html, { url: 'https://example.com/crossing' }).window.document).parse()?.textContent ?? ''
    const ours = bodyText(articleDocument(clean({ bytes: Buffer.from(html), url: 'https://example.com/crossing' }), [], { savedAt: '2026-01-01T00:00:00.000Z' }))
    const kept = counted(ours)
    const wanted = words(plain.replace('A crossing in spring', ''))
    const lost = wanted.filter((word) => !take(kept, word))
    expect(wanted.length).toBeGreaterThan(40)
    expect(lost.length / wanted.length, lost.join(' ')).toBeLessThan(0.1)
  })
})

function words(text: string): string[] {
  // Neighbouring blocks stick together in a DOM's text; numbers and capitals tell where.
  return text.replace(/(\p{Ll}|[.?!\d])(?=\p{Lu})/gu, '$1 ').toLowerCase().match(/\p{L}+/gu) ?? []
}

function counted(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

function take(counts: Map<string, number>, word: string): boolean {
  const left = counts.get(word) ?? 0
  counts.set(word, left - 1)
  return left > 0
}
