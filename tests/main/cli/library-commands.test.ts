import { describe, expect, test } from 'vitest'
import { exportAnnotations } from '../../../main/export/annotations.ts'
import { Failure } from '../../../shared/errors.ts'
import type { Api } from '../../../shared/ipc.ts'
import type { ArticleRow, LibraryQuery } from '../../../shared/list.ts'
import type { ArticleId, Highlight } from '../../../shared/model.ts'
import { ARTICLE_ID, articleForTests, highlightForTests } from '../export/article-for-tests.ts'
import { runForTests } from './run-for-tests.ts'

const MISSING = '01jd7z3v5w8k2m4n6p8q0rzzzz'

describe('list', () => {
  const library = (count: number) => {
    const queries: LibraryQuery[] = []
    const rows: ArticleRow[] = Array.from({ length: count }, (_, n) => ({ article: articleForTests({ title: `T\u0007${n}\n` }) }))
    const api: Partial<Api> = {
      listArticles: (query) => {
        queries.push(query)
        return Promise.resolve({ rows: rows.slice(query.offset, query.offset + query.limit), total: count })
      },
    }
    return { api, queries }
  }

  test('prints just the keys it promises', async () => {
    const { lines } = await runForTests(library(1).api, ['list', '--json'])
    expect(lines).toEqual([
      {
        id: ARTICLE_ID,
        title: 'T\u00070\n',
        url: 'https://example.org/tides',
        siteName: 'The Shore',
        byline: 'Ada Moor',
        publishedAt: '2026-03-02',
        savedAt: '2026-11-22T17:00:00.000Z',
        tags: ['deep sea', 'moon'],
        state: 'unread',
        favourite: false,
        wordCount: 420,
        highlightCount: 0,
      },
    ])
  })

  test('asks page by page until the end or the limit', async () => {
    const { api, queries } = library(1_203)
    expect((await runForTests(api, ['list', '--json'])).lines).toHaveLength(1_203)
    expect(queries.map(({ offset, limit }) => [offset, limit])).toEqual([[0, 500], [500, 500], [1_000, 500]])
    expect((await runForTests(api, ['list', '--json', '--limit', '501'])).lines).toHaveLength(501)
  })

  test.each(['is:archive', 'words:500..1', 'tag:', 'tag:"', 'colour:p', 'before:2'])('%s is a slip, not the beginning of something', async (text) => {
    const { api, queries } = library(3)
    for (const command of ['list', 'search']) {
      const { status, lines } = await runForTests(api, [command, text, '--json'])
      expect([status, lines]).toEqual([1, [expect.objectContaining({ error: expect.objectContaining({ code: 'invalid-query' }) })]])
    }
    expect(queries).toEqual([])
  })

  test('hands on what is asked for', async () => {
    const { api, queries } = library(0)
    await runForTests(api, ['list', 'deep', 'sea', '--view', 'archive', '--tag', 'x', '--sort', 'title', '--ascending', '--limit', '3'])
    await runForTests(api, ['list'])
    expect(queries).toEqual([
      { view: 'archive', text: 'deep sea', tag: 'x', sort: 'title', descending: false, offset: 0, limit: 3 },
      { view: 'all', text: '', offset: 0, limit: 500 },
    ])
  })

  test('prints aligned columns for people, and nothing a terminal would act upon', async () => {
    const { out } = await runForTests(library(2).api, ['list'])
    expect(out).toEqual([
      `${ARTICLE_ID}  unread  2026-11-22    T0 — The Shore`,
      `${ARTICLE_ID}  unread  2026-11-22    T1 — The Shore`,
    ])
  })
})

describe('search', () => {
  const api: Partial<Api> = {
    listArticles: () =>
      Promise.resolve({
        total: 2,
        rows: [
          { article: articleForTests(), hit: { field: 'body', passage: '… the sea\ncomes …', marks: [], score: 2.5 } },
          { article: articleForTests({ title: 'No words' }) },
        ],
      }),
  }

  test('prints hits with their field, passage and score', async () => {
    const { lines } = await runForTests(api, ['search', 'sea', '--json'])
    expect(lines).toEqual([
      { id: ARTICLE_ID, title: 'How tides turn', field: 'body', passage: '… the sea\ncomes …', score: 2.5 },
      { id: ARTICLE_ID, title: 'No words', field: 'title', passage: 'No words', score: 0 },
    ])
    const { out } = await runForTests(api, ['search', 'sea'])
    expect(out[0]).toBe(`${ARTICLE_ID}  How tides turn\n    body: … the sea comes …`)
  })

  test('a query that cannot be understood says where', async () => {
    const failing: Partial<Api> = {
      listArticles: () => Promise.reject(new Failure({ code: 'invalid-query', problem: 'a quote is open', position: 4 })),
    }
    const { status, lines } = await runForTests(failing, ['search', 'sea "x', '--json'])
    expect([status, lines]).toMatchObject([1, [{ error: { code: 'invalid-query', message: expect.stringContaining('character 5') as string } }]])
  })
})

describe('show', () => {
  const api: Partial<Api> = {
    articleContent: (id, format) =>
      id === MISSING ? Promise.reject(new Failure({ code: 'not-found', what: 'article' })) : Promise.resolve(format === 'json' ? '{\n "a": 1 }' : `${format}\u001b[2J\n`),
  }

  test('prints a document as it is, and without controls on a terminal', async () => {
    expect((await runForTests(api, ['show', ARTICLE_ID, '--format', 'text'])).out).toEqual(['text\u001b[2J'])
    expect((await runForTests(api, ['show', ARTICLE_ID], { stdoutIsTerminal: true })).out).toEqual(['markdown[2J'])
  })

  test('prints one line with --json', async () => {
    expect((await runForTests(api, ['show', ARTICLE_ID, '--json'])).out).toEqual(['{"a":1}'])
    expect((await runForTests(api, ['show', ARTICLE_ID, '--json', '--format', 'html'])).lines).toEqual([
      { id: ARTICLE_ID, format: 'html', content: 'html\u001b[2J\n' },
    ])
  })

  test('takes ids in capitals, and says when there is none', async () => {
    expect((await runForTests(api, ['show', ARTICLE_ID.toUpperCase(), '--json'])).status).toBe(0)
    const { status, lines } = await runForTests(api, ['show', MISSING, '--json'])
    expect([status, lines]).toEqual([1, [{ id: MISSING, status: 'failed', error: { code: 'not-found', message: 'there is no such article' } }]])
  })
})

describe('annotate and annotations', () => {
  const TEXT = 'The sea comes in.'
  const library = () => {
    const highlights: Highlight[] = [highlightForTests(TEXT, 'The')]
    const asked: unknown[] = []
    const api: Partial<Api> = {
      getArticles: (ids) => Promise.resolve(ids.filter((id) => id !== MISSING).map((id) => articleForTests({ id }))),
      highlightQuote: (id, quote, more) => {
        asked.push([id, quote, more])
        if (!TEXT.includes(quote.exact)) return Promise.reject(new Failure({ code: 'passage-not-found' }))
        const highlight = highlightForTests(TEXT, quote.exact, { colour: more.colour, note: more.note ?? '' })
        highlights.push(highlight)
        return Promise.resolve(highlight)
      },
      annotations: (ids, format) => Promise.resolve(exportAnnotations((ids.length === 0 ? [ARTICLE_ID] : ids).map((id) => ({ article: articleForTests({ id }), highlights, note: '', text: TEXT })), format)),
    }
    return { api, asked }
  }

  test('annotate prints the W3C annotation', async () => {
    const { api, asked } = library()
    const args = ['annotate', ARTICLE_ID, '--quote', 'sea', '--prefix', 'The ', '--suffix', ' comes', '--colour', 'blue', '--note', 'N', '--tag', 't', '--json']
    const { status, lines } = await runForTests(api, args)
    expect(status).toBe(0)
    expect(asked).toEqual([[ARTICLE_ID, { exact: 'sea', prefix: 'The ', suffix: ' comes' }, { colour: 'blue', note: 'N', tags: ['t'] }]])
    expect(lines).toMatchObject([
      { type: 'Annotation', motivation: 'commenting', target: { selector: [{ exact: 'sea' }, { start: 4, end: 7 }] }, 'lectern:colour': 'blue' },
    ])
  })

  test('annotate is yellow by default and says what it cannot find', async () => {
    const { api, asked } = library()
    const { status, lines } = await runForTests(api, ['annotate', ARTICLE_ID, '--quote', 'ocean', '--json'])
    expect([status, lines]).toMatchObject([1, [{ id: ARTICLE_ID, status: 'failed', error: { code: 'passage-not-found' } }]])
    expect(asked).toEqual([[ARTICLE_ID, { exact: 'ocean' }, { colour: 'yellow' }]])
  })

  test('annotations prints one W3C annotation a line', async () => {
    const { lines } = await runForTests(library().api, ['annotations', '--json'])
    expect(lines).toMatchObject([{ '@context': expect.any(Array) as unknown[], type: 'Annotation' }])
  })

  test('annotations prints a whole document without --json', async () => {
    const { api } = library()
    expect((await runForTests(api, ['annotations'])).out[0]).toMatch(/^# Highlights and notes/)
    expect((await runForTests(api, ['annotations', '--format', 'csv'])).out[0]).toMatch(/^Highlight,Title/)
    expect(JSON.parse((await runForTests(api, ['annotations', '--format', 'jsonld'])).out[0] ?? '')).toMatchObject({ total: 1 })
    const { lines } = await runForTests(api, ['annotations', '--format', 'html', '--json'])
    expect(lines).toMatchObject([{ format: 'html', content: expect.stringContaining('<!doctype html>') as string }])
  })

  test('an unknown id fails alone', async () => {
    const { api } = library()
    const { status, lines } = await runForTests(api, ['annotations', MISSING, ARTICLE_ID, '--json'])
    expect([status, lines]).toMatchObject([1, [{ id: MISSING, status: 'failed' }, { type: 'Annotation' }]])
    expect((await runForTests(api, ['annotations', MISSING, '--json'])).lines).toHaveLength(1)
  })
})

describe('changes', () => {
  const library = () => {
    const calls: unknown[] = []
    const note = (name: string) => (ids: readonly ArticleId[], ...more: readonly unknown[]) => {
      calls.push([name, ids, ...more])
      return Promise.resolve(ids)
    }
    const api: Partial<Api> = {
      getArticles: (ids) => Promise.resolve(ids.filter((id) => id !== MISSING).map((id) => articleForTests({ id }))),
      changeArticles: note('change'),
      deleteArticles: note('delete'),
      restoreArticles: note('restore'),
    }
    return { api, calls }
  }
  const cases: readonly (readonly [args: readonly string[], status: string, call: readonly unknown[]])[] = [
    [['tag', ARTICLE_ID, '--add', 'a', '--tag', 'b', '--remove', 'c'], 'tagged', ['change', [ARTICLE_ID], { addTags: ['a', 'b'], removeTags: ['c'] }]],
    [['archive', ARTICLE_ID], 'archived', ['change', [ARTICLE_ID], { archived: true }]],
    [['unarchive', ARTICLE_ID], 'unarchived', ['change', [ARTICLE_ID], { archived: false }]],
    [['favourite', ARTICLE_ID], 'favourite', ['change', [ARTICLE_ID], { favourite: true }]],
    [['favourite', '--off', ARTICLE_ID], 'unfavourite', ['change', [ARTICLE_ID], { favourite: false }]],
    [['delete', ARTICLE_ID], 'deleted', ['delete', [ARTICLE_ID]]],
    [['restore', ARTICLE_ID], 'restored', ['restore', [ARTICLE_ID]]],
  ]
  test.each(cases)('%j', async (args, status, call) => {
    const { api, calls } = library()
    const result = await runForTests(api, [...args, '--json'])
    expect([result.status, result.lines]).toEqual([0, [{ id: ARTICLE_ID, status }]])
    expect(calls).toEqual([call])
    expect((await runForTests(api, args)).out).toEqual([`${status}  ${ARTICLE_ID}  How tides turn`])
  })

  test('an unknown id fails alone', async () => {
    const { api, calls } = library()
    const { status, lines } = await runForTests(api, ['archive', MISSING, ARTICLE_ID, '--json'])
    expect([status, lines]).toMatchObject([1, [{ id: MISSING, status: 'failed', error: { code: 'not-found' } }, { id: ARTICLE_ID, status: 'archived' }]])
    expect(calls).toHaveLength(1)
  })
})

test('clean says what it found again', async () => {
  const api: Partial<Api> = { cleanAgain: (id) => Promise.resolve({ id, anchored: 3, lost: 1 }) }
  expect((await runForTests(api, ['clean', ARTICLE_ID, '--json'])).lines).toEqual([{ id: ARTICLE_ID, status: 'cleaned', anchored: 3, lost: 1 }])
})

describe('verify', () => {
  const library = (repaired: boolean) => {
    const asked: boolean[] = []
    const api: Partial<Api> = {
      verifyLibrary: (repair) => {
        asked.push(repair)
        return Promise.resolve({ checked: 7, problems: [{ id: ARTICLE_ID, problem: 'not-in-index', repaired }, { file: 'tmp/x', problem: 'leftover', repaired }] })
      },
    }
    return { api, asked }
  }

  test('prints each problem, then the count; status 1 while one is left', async () => {
    const { api, asked } = library(false)
    const { status, lines } = await runForTests(api, ['verify', '--json'])
    expect([status, lines]).toEqual([
      1,
      [{ id: ARTICLE_ID, problem: 'not-in-index', repaired: false }, { file: 'tmp/x', problem: 'leftover', repaired: false }, { checked: 7, problems: 2 }],
    ])
    expect(asked).toEqual([false])
  })

  test('repairs when asked', async () => {
    const { api, asked } = library(true)
    expect((await runForTests(api, ['verify', '--repair'])).status).toBe(0)
    expect(asked).toEqual([true])
  })
})

describe('edit', () => {
  const api = (asked: unknown[]): Partial<Api> => ({
    editDetails: (_id, change) => (asked.push(change), Promise.resolve({})),
    articleDetails: () => Promise.resolve({ shown: { title: 'Mine', publishedAt: '2026-03-02' }, own: { title: 'Page' } }),
  })

  test('gives details, leaves one out, goes back to the page’s own, and prints what there is now', async () => {
    const asked: unknown[] = []
    const { lines, status } = await runForTests(api(asked), ['edit', ARTICLE_ID, '--title', 'Mine', '--site', '', '--date', '2 March 2026', '--own', 'author', '--json'])
    expect(asked).toEqual([{ title: 'Mine', byline: null, siteName: '', publishedAt: '2 March 2026' }])
    expect(lines).toEqual([{ id: ARTICLE_ID, status: 'edited', title: 'Mine', byline: null, siteName: null, publishedAt: '2026-03-02' }])
    expect(status).toBe(0)
  })

  test.each([[[]], [['--date', 'soon']], [['--title', ' ']], [['--own', 'colour']]])('%j is wrong use', async (options) => {
    const asked: unknown[] = []
    expect((await runForTests(api(asked), ['edit', ARTICLE_ID, ...options])).status).toBe(2)
    expect(asked).toEqual([])
  })
})
