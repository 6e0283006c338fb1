import { describe, expect, test } from 'vitest'
import { articleJson } from '../../../main/export/article-json.ts'
import { articleMarkdown } from '../../../main/export/markdown.ts'
import { exportArticle } from '../../../main/export/article.ts'
import type { ArticleSummary, Highlight } from '../../../shared/model.ts'
import { articleForTests, highlightForTests } from './article-for-tests.ts'

function markdown(main: string, more: { article?: Partial<ArticleSummary>; highlights?: readonly Highlight[]; note?: string } = {}): string {
  const html = `<!doctype html><html><body><main>${main}</main></body></html>`
  const { highlights = [], note = '' } = more
  return articleMarkdown({ article: articleForTests(more.article), html, highlights, note })
}

/** What stands below the title. */
function body(main: string, highlights: readonly Highlight[] = []): string {
  return markdown(main, { highlights }).split('# How tides turn\n\n')[1]?.trimEnd() ?? ''
}

describe('markdown', () => {
  test('begins with front matter', () => {
    const text = markdown('<p>x</p>', { article: { title: 'A "quoted": title\u2028' } })
    expect(text).toBe(`---
title: "A \\"quoted\\": title"
source: "https://example.org/tides"
author:
  - "[[Ada Moor]]"
published: 2026-03-02
created: 2026-11-22
description: "The sea comes in twice a day."
tags:
  - "deep-sea"
  - "moon"
---

# A "quoted": title

x
`)
  })

  const cases: readonly (readonly [name: string, main: string, text: string])[] = [
    ['headings, emphasis, links', '<h2>A</h2><p>b <em>c</em> <a href="https://d.org/e">f</a></p>', '## A\n\nb *c* [f](https://d.org/e)'],
    ['a block of code with its language', '<pre><code class="language-ts">\nlet a = `b`\n</code></pre>', '```ts\nlet a = `b`\n```'],
    ['a language named on the block', '<pre data-language="c++">\n  x</pre>', '```c++\n  x\n```'],
    ['a fence longer than any in the code', '<pre>```\na\n```</pre>', '````\n```\na\n```\n````'],
    ['a table', '<table>\n<thead>\n<tr>\n<th>K</th>\n<th>V</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a</td>\n<td>1</td>\n</tr>\n</tbody>\n</table>', '| K   | V   |\n| --- | --- |\n| a   | 1   |'],
    ['a formula in a line', '<p>so <span data-tex="inline">\\(a_1 * b\\)</span> is</p>', 'so $a_1 * b$ is'],
    ['a formula by itself', '<p>x</p><p><span data-tex="display">\\[ a_1 \\]</span></p>', 'x\n\n$$\na_1\n$$'],
    ['a kept picture by its first address', '<p><img src="images/ab.png" alt="A wave" data-original="https://x.org/w.png"></p>', '![A wave](https://x.org/w.png)'],
    ['a missing picture by its address', '<p><img data-missing="https://x.org/w.png" alt="A"></p>', '![A](https://x.org/w.png)'],
    ['no picture without address', '<p>a <img src="images/ab.png" alt="A"></p>', 'a'],
    ['no link that is no web address', '<p><a href="javascript:alert(1)">a</a></p>', 'a'],
  ]
  test.each(cases)('%s', (_name, main, text) => {
    expect(body(main)).toBe(text)
  })

  test('marks a highlight in place and lists it with its note', () => {
    const text = 'The sea comes in.'
    expect(body(`<p>${text}</p>`, [highlightForTests(text, 'sea', { note: 'Wet.' })])).toBe(
      'The ==sea== comes in.\n\n## Highlights\n\n> sea\n\nWet.\n\n— yellow',
    )
  })

  test('lists but does not mark what is not simple: across elements, in code, overlapping, lost', () => {
    const text = 'ab\n\nlet x = 1one two three'
    const highlights = [
      highlightForTests(text, 'ab'),
      highlightForTests(text, 'x = 1'),
      highlightForTests(text, 'one two'),
      highlightForTests(text, 'two three'),
      highlightForTests(text, 'three', { lost: true }),
    ]
    const result = body('<p>a<b>b</b></p>\n\n<pre>\nlet x = 1</pre><p>one two three</p>', highlights)
    expect(result).toContain('a**b**\n\n```\nlet x = 1\n```\n\none ==two three==\n\n## Highlights')
    expect(result.match(/^> /gm)).toHaveLength(5)
  })

  test('marks nothing where the words are not at their position any more', () => {
    const highlight = { ...highlightForTests('The sea', 'sea'), position: { start: 0, end: 3 } }
    expect(body('<p>The sea</p>', [highlight])).toMatch(/^The sea\n/)
  })

  test('ends with the note on the whole article', () => {
    expect(markdown('<p>x</p>', { note: 'Good *stuff*.' })).toMatch(/x\n\n## Note\n\nGood \*stuff\*\.\n$/)
  })
})

describe('json', () => {
  const json = (article: Partial<ArticleSummary>) =>
    JSON.parse(articleJson({ article: articleForTests(article), html: '<main><p>Body</p></main>', highlights: [], note: 'N' })) as Record<string, unknown>

  test('has the keys of a row and the rest', () => {
    expect(json({})).toMatchObject({ title: 'How tides turn', state: 'unread', language: 'en', note: 'N', highlights: [], text: 'Body' })
  })

  test('says where the article stands', () => {
    const at = '2026-11-22T18:00:00.000Z'
    const states = [
      { progress: 0.2 },
      { archivedAt: at, progress: 1 },
      { state: { kind: 'failed', error: { code: 'offline' }, at } as const, archivedAt: at },
      { state: { kind: 'saving', step: { kind: 'queued' } } as const },
      { deletedAt: at, archivedAt: at },
    ]
    expect(states.map((article) => json(article)['state'])).toEqual(['reading', 'archived', 'failed', 'saving', 'trash'])
  })
})

test('every format by its name', async () => {
  const article = { article: articleForTests(), html: '<main><p>Body</p></main>', highlights: [], note: '' }
  expect(await exportArticle(article, 'html')).toBe(article.html)
  expect(await exportArticle(article, 'text')).toBe('Body')
  expect(await exportArticle(article, 'json')).toBe(articleJson(article))
  expect(await exportArticle(article, 'markdown')).toBe(articleMarkdown(article))
})
