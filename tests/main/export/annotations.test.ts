import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { AnnotatedArticle } from '../../../main/export/annotated-article.ts'
import { annotationsCsv } from '../../../main/export/annotations-csv.ts'
import { annotationsHtml } from '../../../main/export/annotations-html.ts'
import { annotationsJsonld } from '../../../main/export/annotations-jsonld.ts'
import { annotationsMarkdown } from '../../../main/export/annotations-markdown.ts'
import { exportAnnotations } from '../../../main/export/annotations.ts'
import { COLOURS } from '../../../shared/model.ts'
import { ARTICLE_ID, articleForTests, highlightForTests } from './article-for-tests.ts'
import { fc } from '../../helpers/fc.ts'

const TEXT = 'The 🌊 sea comes in. It goes out again, twice a day.\n\nThe moon pulls.'

function annotated(more: Partial<AnnotatedArticle> = {}): AnnotatedArticle {
  const highlights = [
    highlightForTests(TEXT, 'The moon pulls.', { colour: 'blue' }),
    highlightForTests(TEXT, 'sea comes in', { note: 'Really?\nYes.', tags: ['water', 'to do'] }),
    highlightForTests(TEXT, 'gone', { lost: true }),
  ]
  return { article: articleForTests(), highlights, note: 'On the *whole*.', text: TEXT, ...more }
}

interface Collection {
  readonly total: number
  readonly first: { readonly items: readonly Record<string, unknown>[] }
}

describe('jsonld', () => {
  const items = () => (JSON.parse(annotationsJsonld([annotated()])) as Collection).first.items

  test('counts positions in code points and keeps the order of the text, lost ones last', () => {
    const selectors = items().map((item) => (item['target'] as { selector?: unknown }).selector)
    expect(selectors).toMatchObject([
      [{ type: 'TextQuoteSelector', exact: 'sea comes in' }, { type: 'TextPositionSelector', start: 6, end: 18 }],
      [{ exact: 'The moon pulls.' }, { start: 54 - 1, end: 69 - 1 }],
      [{ exact: 'gone' }],
      undefined,
    ])
  })

  test('carries note, tags and colour', () => {
    expect(items()[0]).toMatchObject({
      '@context': ['http://www.w3.org/ns/anno.jsonld', { lectern: 'urn:lectern:ns:' }],
      id: expect.stringMatching(new RegExp(`^lectern://article/${ARTICLE_ID}#`)) as string,
      type: 'Annotation',
      motivation: 'commenting',
      created: '2026-11-22T18:00:00.000Z',
      body: [
        { type: 'TextualBody', value: 'Really?\nYes.', format: 'text/markdown', purpose: 'commenting' },
        { type: 'TextualBody', value: 'water', purpose: 'tagging' },
        { type: 'TextualBody', value: 'to do', purpose: 'tagging' },
      ],
      target: { source: 'https://example.org/tides' },
      'lectern:colour': 'yellow',
    })
    expect(items()[1]).toMatchObject({ motivation: 'highlighting', 'lectern:colour': 'blue' })
    expect(items()[1]).not.toHaveProperty('body')
    expect(items()[2]).toMatchObject({ 'lectern:lost': true })
    expect(items()[3]).toMatchObject({ id: `lectern://article/${ARTICLE_ID}#note`, body: [{ value: 'On the *whole*.' }] })
  })

  test('names an article without address by its own', () => {
    const { url: _, ...article } = articleForTests()
    const [first] = (JSON.parse(annotationsJsonld([annotated({ article })])) as Collection).first.items
    expect(first).toMatchObject({ target: { source: `lectern://article/${ARTICLE_ID}` } })
  })

  test('is a whole document without any annotation', () => {
    expect(JSON.parse(annotationsJsonld([]))).toMatchObject({ type: 'AnnotationCollection', total: 0 })
  })

  test('cutting the text at its code points gives the quote, for any text', () => {
    const words = fc.array(fc.constantFrom('sea ', '🌊', 'é', '漢字', '\n', '𝒳'), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (parts, a, b) => {
        const [from, to] = [a % parts.length, b % parts.length].toSorted((one, other) => one - other) as [number, number]
        const text = parts.join('')
        const start = parts.slice(0, from).join('').length
        const exact = parts.slice(from, to + 1).join('')
        const highlight = { ...highlightForTests(text, exact), position: { start, end: start + exact.length } }
        const document = annotationsJsonld([annotated({ highlights: [highlight], text })])
        const target = (JSON.parse(document) as Collection).first.items[0]?.['target'] as { selector: { start: number; end: number }[] }
        const position = target.selector[1]
        expect(Array.from(text).slice(position?.start, position?.end).join('')).toBe(exact)
      }),
    )
  })
})

describe('csv', () => {
  const read = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[]

  test('has the columns of Readwise, and rows for the note and each highlight', () => {
    const csv = annotationsCsv([annotated()])
    expect(csv.split('\r\n')[0]).toBe('Highlight,Title,Author,URL,Note,Location,Date,Color,Tags')
    expect(read(csv).map((row) => [row['Highlight'], row['Note'], row['Location'], row['Tags']])).toEqual([
      ['How tides turn', 'On the *whole*.', '', ''],
      ['sea comes in', 'Really?\nYes.', '7', 'water, to do'],
      ['The moon pulls.', '', '54', ''],
      ['gone', '', '', ''],
    ])
  })

  test('a cell that a spreadsheet would run gets an apostrophe', () => {
    const text = '=HYPERLINK("http://example.org")'
    const csv = annotationsCsv([annotated({ highlights: [highlightForTests(text, text)], text, note: '' })])
    expect(read(csv)[0]?.['Highlight']).toBe(`'${text}`)
  })

  test('gives back any text it was given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ unit: 'binary', maxLength: 40 }), (exact, note) => {
        const highlight = { ...highlightForTests(TEXT, 'sea'), quote: { exact, prefix: '', suffix: '' }, note }
        const [row] = read(annotationsCsv([annotated({ highlights: [highlight], note: '' })]))
        const plain = (cell: string | undefined) => cell?.replace(/^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/, '')
        expect(plain(row?.['Highlight'])).toBe(plain(exact))
        expect(plain(row?.['Note'])).toBe(plain(note))
      }),
    )
  })
})

describe('markdown', () => {
  test('quotes, notes, colours and tags', () => {
    const markdown = annotationsMarkdown([annotated()])
    expect(markdown).toBe(`# Highlights and notes

## [How tides turn](<https://example.org/tides>)

Ada Moor · The Shore · 2026-03-02

On the *whole*.

> sea comes in

Really?
Yes.

— yellow · #water · #to-do

> The moon pulls.

— blue

> gone

— yellow · no longer in the article
`)
  })

  test('takes nothing of a quote for markup', () => {
    const text = '# *a*\n<b>[x](y)</b>'
    const markdown = annotationsMarkdown([annotated({ highlights: [highlightForTests(text, text)], text })])
    expect(markdown).toContain('> \\# \\*a\\*\n>\n> \\<b>\\[x\\](y)\\</b>')
  })
})

describe('html', () => {
  test('is one page without script or request', () => {
    const html = annotationsHtml([annotated()])
    expect(html).toContain(`default-src 'none'`)
    expect(html).not.toMatch(/<script|<img|<link|url\(/)
    expect(html).toContain('<blockquote class="yellow">sea comes in</blockquote>')
    expect(html).toContain('<p class="note" lang="">Really?\nYes.</p>')
    for (const colour of COLOURS) expect(html).toContain(`.${colour} {`)
  })

  test('takes nothing for markup, and no address but the web’s for a link', () => {
    const text = '<img src=x onerror=alert(1)>'
    const html = annotationsHtml(
      [annotated({ article: articleForTests({ url: ['javascript', 'alert(1)'].join(':'), title: '<b>' }), highlights: [highlightForTests(text, text)], text })],
    )
    expect(html).not.toMatch(/<img|<b>|javascript:/)
  })
})

test('every format by its name', async () => {
  const begin = { jsonld: '{', markdown: '# Highlights', csv: 'Highlight,', html: '<!doctype html>' } as const
  for (const format of ['jsonld', 'markdown', 'csv', 'html'] as const) {
    expect((await exportAnnotations([annotated()], format)).startsWith(begin[format])).toBe(true)
  }
})
