import { expect, test } from 'vitest'
import { bodyText } from '../../../main/export/text.ts'
import { articleText } from '../../../main/library/article-text.ts'
import { addSample } from '../../../main/sample/add-sample.ts'
import { sampleArticle } from '../../../main/sample/sample-article.ts'
import { SAMPLE_PICTURE } from '../../../main/sample/sample-picture.ts'
import { clean } from '../../../main/save/clean.ts'
import { svgIsSafe } from '../../../main/save/svg-is-safe.ts'
import { VIEWS } from '../../../shared/list.ts'
import { COLOURS, type ArticleId } from '../../../shared/model.ts'
import { articleForTests } from '../export/article-for-tests.ts'

const sample = sampleArticle()
const cleaned = clean({ bytes: new TextEncoder().encode(sample.html), contentType: 'text/html; charset=utf-8' })

test('cleans into itself: every paragraph, the table, the code and the picture', () => {
  expect(cleaned.metadata).toMatchObject({ title: sample.title, byline: 'The Lectern authors', language: 'en', direction: 'ltr' })
  expect(cleaned.metadata.wordCount).toBeGreaterThan(500)
  expect(cleaned.metadata.wordCount).toBeLessThan(900)
  expect(cleaned.pictures).toHaveLength(1)
  const whole = bodyText(sample.html.replace(/<title>.*<\/title>|<h1>.*<\/h1>/g, '').replace(/<\/?article>/g, ''))
  expect(bodyText(`<main>${cleaned.html}</main>`).replace(/\s+/g, ' ')).toBe(whole.replace(/\s+/g, ' '))
  expect(cleaned.html).toMatch(/<table[^]*<kbd>|<table/)
  expect(cleaned.html).toContain('<pre')
})

test('its highlight stands in it once', () => {
  const text = articleText(`<html><body><main>${cleaned.html}</main></body></html>`)
  expect(text.split(sample.highlight.exact)).toHaveLength(2)
  expect(COLOURS).toContain(sample.highlight.colour)
})

test('its picture is an inert drawing, and nothing is to be fetched', () => {
  expect(svgIsSafe(Buffer.from(SAMPLE_PICTURE))).toBe(true)
  expect(cleaned.pictures[0]?.urls.every((url) => url.startsWith('data:'))).toBe(true)
  expect(sample.html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/)
})

function world(all: number, shown = false) {
  const calls: unknown[] = []
  const counts = Object.fromEntries(VIEWS.map((view) => [view, 0])) as Record<(typeof VIEWS)[number], number>
  const library: Parameters<typeof addSample>[0] = {
    // The index of a library just opened is being built, and has counted nothing yet.
    overview: () => Promise.resolve({ counts, tags: [], damaged: [], readOnly: false, rebuilding: { done: 0, total: 0 } }),
    list: ({ view }) => Promise.resolve({ rows: [], total: view === 'all' ? all : 0 }),
    highlights: {
      addQuote: (...args: readonly unknown[]) => {
        calls.push(args)
        return Promise.reject(new Error('not looked at'))
      },
    },
  }
  const saver: Parameters<typeof addSample>[1] = {
    saveGiven: (article) => {
      calls.push(article.source)
      return Promise.resolve({ kind: 'saving', article: articleForTests({ id: 'sample' as ArticleId }) })
    },
    whenSaved: (id) => Promise.resolve(articleForTests({ id })),
  }
  const settings = { sampleShown: () => shown, rememberSample: () => calls.push('remember') }
  return { calls, add: () => addSample(library, saver, settings).catch(() => undefined) }
}

test('goes into an empty library, with its highlight', async () => {
  const { calls, add } = world(0)
  await add()
  expect(calls).toMatchObject(['remember', { kind: 'sample' }, ['sample', { exact: sample.highlight.exact }, { colour: 'yellow' }]])
})

test('does not go into a library that has articles, and never comes twice', async () => {
  const full = world(3)
  await full.add()
  expect(full.calls).toEqual(['remember'])
  const again = world(0, true)
  await again.add()
  expect(again.calls).toEqual([])
})
