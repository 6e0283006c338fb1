import { describe, expect, test } from 'vitest'
import type { BatchId, BatchOutcome } from '../../../shared/batch.ts'
import { Failure } from '../../../shared/errors.ts'
import type { Api } from '../../../shared/ipc.ts'
import type { SaveRequest } from '../../../shared/saving.ts'
import type { ArticleId, ArticleSummary } from '../../../shared/model.ts'
import { versionIdOf } from '../../../shared/versions.ts'
import { fakeBatch, fakeReport } from '../../helpers/fake-batches.ts'
import { articleForTests } from '../export/article-for-tests.ts'
import { runForTests } from './run-for-tests.ts'

const at = '2026-11-22T18:00:00.000Z'

function idOf(request: SaveRequest): ArticleId {
  return `id of ${request.kind === 'address' ? request.address : request.kind === 'file' ? request.name : 'paste'}` as ArticleId
}

/** Saves everything; addresses with `bad` in them fail, those of `known` are in the library already. */
function saver(known: Readonly<Record<string, Partial<ArticleSummary>>> = {}) {
  const requests: SaveRequest[] = []
  const calls: string[] = []
  const article = (id: ArticleId): ArticleSummary =>
    articleForTests({
      id,
      title: `Title ${id}`,
      state: id.includes('bad') ? { kind: 'failed', error: { code: 'http', status: 404 }, at } : { kind: 'ready' },
      offline: { picturesKept: 3, missing: [{ url: 'https://example.org/x.png', problem: 'timeout' }], bytes: 1 },
    })
  const api: Partial<Api> = {
    saveArticle: (request) => {
      requests.push(request)
      if (request.kind === 'address' && request.address.includes('wrong')) {
        return Promise.reject(new Failure({ code: 'invalid-address', address: request.address }))
      }
      const before = request.kind === 'address' ? known[request.address] : undefined
      const kind = before === undefined ? 'saving' : 'known'
      return Promise.resolve({ kind, article: { ...article(idOf(request)), ...before } })
    },
    whenSaved: (id) => Promise.resolve(article(id)),
    restoreArticles: (ids) => {
      calls.push('restore')
      return Promise.resolve(ids)
    },
    changeArticles: (ids, change) => {
      calls.push(`change ${JSON.stringify(change)}`)
      return Promise.resolve(ids)
    },
    saveVersion: (id) => {
      calls.push('fetch')
      if (id.includes('gone')) return Promise.reject(new Failure({ code: 'http', status: 404 }))
      if (id.includes('new')) return Promise.resolve({ kind: 'updated', id, version: versionIdOf(at), previous: versionIdOf(at), anchored: 3, lost: 2 })
      return Promise.resolve({ kind: 'unchanged', id, since: at })
    },
    retrySaving: (id) => {
      calls.push('retry')
      return Promise.resolve(article(id))
    },
    cancelSaving: (id) => {
      calls.push(`cancel ${id}`)
      return Promise.resolve()
    },
  }
  return { api, requests, calls }
}

test('a line has just the keys it promises', async () => {
  const { lines, status, closed } = await runForTests(saver().api, ['save', 'https://example.org/a', '--json'])
  expect(status).toBe(0)
  expect(closed).toBe(1)
  expect(lines).toEqual([
    {
      id: 'id of https://example.org/a',
      status: 'saved',
      title: 'Title id of https://example.org/a',
      url: 'https://example.org/tides',
      byline: 'Ada Moor',
      siteName: 'The Shore',
      publishedAt: '2026-03-02',
      language: 'en',
      wordCount: 420,
      excerpt: 'The sea comes in twice a day.',
      images: { kept: 3, failed: 1 },
    },
  ])
})

test('several, in the order given; what fails does not stop the rest', async () => {
  const words = ['https://a.org', 'https://bad.org', 'http:wrong', 'missing.html', ...Array.from({ length: 20 }, (_, n) => `https://b${n}.org`)]
  const { lines, status, err } = await runForTests(saver().api, ['save', ...words, '--json'])
  expect(status).toBe(1)
  expect(lines).toHaveLength(words.length)
  expect(lines.slice(0, 5)).toMatchObject([
    { status: 'saved', id: 'id of https://a.org' },
    { status: 'failed', id: 'id of https://bad.org', error: { code: 'http', message: 'the server answered with status 404' } },
    { status: 'failed', url: 'http:wrong', error: { code: 'invalid-address' } },
    { status: 'failed', url: null, error: { code: 'not-found' } },
    { status: 'saved', id: 'id of https://b0.org' },
  ])
  expect(lines.slice(4).map((line) => line['id'])).toEqual(words.slice(4).map((word) => `id of ${word}`))
  expect(err).toContain('lectern: missing.html: there is no such file')
})

describe('what a word means', () => {
  const files = { '/desk/a.html': '<p>a</p>', '/desk/notes': 'text', '/else/b.txt': 'b', '/desk/folder': 'a folder', '/desk/a b.html': 'c' }
  const cases: readonly (readonly [word: string, means: object])[] = [
    ['https://example.org/a.html', { kind: 'address', address: 'https://example.org/a.html' }],
    ['example.org/a.html', { kind: 'address', address: 'example.org/a.html' }],
    ['example.org', { kind: 'address', address: 'example.org' }],
    ['localhost:8080/x', { kind: 'address', address: 'localhost:8080/x' }],
    ['a.html', { kind: 'file', name: 'a.html', bytes: Buffer.from('<p>a</p>') }],
    ['./a.html', { kind: 'file', name: 'a.html' }],
    ['notes', { kind: 'file', name: 'notes' }],
    ['/else/b.txt', { kind: 'file', name: 'b.txt' }],
    ['file:///desk/a%20b.html', { kind: 'file', name: 'a b.html' }],
  ]
  test.each(cases)('%s', async (word, means) => {
    const { api, requests } = saver()
    expect((await runForTests(api, ['save', word], { files })).status).toBe(0)
    expect(requests).toMatchObject([means])
  })

  test.each(['missing.html', './example.org', 'word', '/example.org/x', '../x.org', 'folder'])('%s is nothing', async (word) => {
    const { api, requests } = saver()
    const { status, lines } = await runForTests(api, ['save', word, '--json'], { files })
    expect(status).toBe(1)
    expect(lines).toMatchObject([{ status: 'failed', error: { code: word === 'folder' ? 'invalid-argument' : 'not-found' } }])
    expect(requests).toEqual([])
  })
})

test('stdin as HTML or text, with its address and tags', async () => {
  const { api, requests } = saver()
  const args = ['save', '-', '--url', 'https://example.org/p', '--tag', 'a', '--tag', 'b c']
  await runForTests(api, args, { stdin: '<!DOCTYPE html><p>x' })
  await runForTests(api, ['save', '-'], { stdin: 'Top of page\n2 < 3' })
  expect(requests).toMatchObject([
    { kind: 'file', name: 'stdin.html', url: 'https://example.org/p', tags: ['a', 'b c'] },
    { kind: 'file', name: 'stdin.txt' },
  ])
  expect(requests[1]).not.toHaveProperty('tags')
})

describe('a list of addresses and files', () => {
  const id = '01kbatch000000000000000001' as BatchId

  test('is a batch: what ended is printed as it ends, then what could not be begun', async () => {
    const { api, requests } = saver()
    const batches: unknown[] = []
    const acts: string[] = []
    const ended: readonly BatchOutcome[] = [
      { line: 2, text: 'a.html', outcome: 'saved', article: 'id of a.html' as ArticleId },
      { line: 1, text: 'https://a.org', outcome: 'failed', error: { code: 'http', status: 404 } },
      { line: 3, text: 'https://k.org', outcome: 'known', article: 'id of https://k.org' as ArticleId },
    ]
    const more: Partial<Api> = {
      saveBatch: async (request) => (batches.push(request), fakeBatch({ id })),
      batchOutcomes: async (_id, from) => ({ outcomes: ended.slice(from, from + 2), state: fakeBatch({ id, left: 0 }) }),
      batchReport: async () => ({ ...fakeReport(fakeBatch()), invalid: [{ line: 4, text: 'none.html' }] }),
      actOnBatch: async (_id, act) => void acts.push(act),
      getArticles: async (ids) => ids.map((one) => articleForTests({ id: one, title: one })),
    }
    const files = { '/desk/list': '# mine\nhttps://a.org\r\n\n a.html \nhttps://k.org\nnone.html\n' }
    const result = await runForTests({ ...api, ...more }, ['save', 'https://first.org', '--file-list', 'list', '--tag', 't', '--json'], { files })
    expect(requests.map(idOf)).toEqual(['id of https://first.org'])
    expect(batches).toEqual([{ kind: 'words', words: ['https://a.org', 'a.html', 'https://k.org', 'none.html'], folder: '/desk', tags: ['t'] }])
    expect([result.status, result.lines.map((line) => line['status']), acts]).toEqual([1, ['saved', 'saved', 'failed', 'updated', 'failed'], ['dismiss']])
    expect(result.lines.slice(2)).toMatchObject([{ error: { code: 'http' } }, { id: 'id of https://k.org' }, { error: { code: 'not-found' } }])
  })

  test('an interrupt cancels the rest of it', async () => {
    const abort = new AbortController()
    const acts: string[] = []
    const api: Partial<Api> = {
      saveBatch: async () => fakeBatch({ id }),
      batchOutcomes: async (_id, from) => {
        if (from === 0) abort.abort()
        const outcomes: readonly BatchOutcome[] = from === 0 ? [{ line: 1, text: 'https://a.org', outcome: 'cancelled' }] : []
        return { outcomes, state: fakeBatch({ id, left: 0 }) }
      },
      batchReport: async () => ({ ...fakeReport(fakeBatch()), invalid: [] }),
      actOnBatch: async (_id, act) => void acts.push(act),
      getArticles: async () => [],
    }
    const result = await runForTests(api, ['save', '--file-list', '-', '--json'], { stdin: 'https://a.org', signal: abort.signal })
    expect([result.status, result.lines, acts]).toMatchObject([1, [{ status: 'failed', error: { code: 'cancelled' } }], ['cancel', 'dismiss']])
  })

  test('that is not there is said', async () => {
    const missing = await runForTests(saver().api, ['save', '--file-list', 'none', '--json'])
    expect([missing.status, missing.lines]).toMatchObject([1, [{ status: 'failed', error: { code: 'not-found' } }]])
  })
})

describe('an address that is known', () => {
  const run = async (before: Partial<ArticleSummary>, ...more: readonly string[]) => {
    const { api, calls } = saver({ 'https://k.org': before, 'https://new.org': before, 'https://gone.org': before })
    const result = await runForTests(api, ['save', ...(more[0]?.startsWith('https') ? [] : ['https://k.org']), '--json', ...more])
    return { ...result, calls }
  }

  test('is fetched again; unchanged, it stays as it is', async () => {
    const { status, lines, err, calls } = await run({})
    expect([status, lines]).toMatchObject([0, [{ status: 'updated', id: 'id of https://k.org' }]])
    expect(err).toEqual([`lectern: unchanged since ${at}: Title id of https://k.org`])
    expect(calls).toEqual(['fetch'])
  })

  test('changed, it has a new version', async () => {
    const { status, lines, err } = await run({}, 'https://new.org')
    expect([status, lines]).toMatchObject([0, [{ status: 'updated', id: 'id of https://new.org' }]])
    expect(err).toEqual(['lectern: a new version, without the passages of 2 highlights: Title id of https://new.org'])
  })

  test('says when it cannot be fetched', async () => {
    const { status, lines } = await run({}, 'https://gone.org')
    expect([status, lines]).toMatchObject([1, [{ status: 'failed', id: 'id of https://gone.org', error: { code: 'http' } }]])
  })

  test('is left alone while it is being saved', async () => {
    const { calls, err } = await run({ state: { kind: 'saving', step: { kind: 'queued' } } })
    expect([calls, err]).toEqual([[], ['lectern: already in the library: Title id of https://k.org']])
  })

  test('gets the tags', async () => {
    expect((await run({}, '--tag', 'x')).calls).toEqual(['change {"addTags":["x"]}', 'fetch'])
  })

  test('comes back from the trash', async () => {
    const { calls, err } = await run({ deletedAt: at })
    expect(calls).toEqual(['restore', 'fetch'])
    expect(err[0]).toContain('brought back from the trash')
  })

  test('is tried again when it had failed', async () => {
    expect((await run({ state: { kind: 'failed', error: { code: 'offline' }, at } })).calls).toEqual(['retry'])
  })
})

test('waits on when its keeper closes in the middle', async () => {
  const { api } = saver()
  let asked = 0
  const whenSaved: Api['whenSaved'] = (id) =>
    Promise.resolve(articleForTests({ id, state: ++asked === 1 ? { kind: 'saving', step: { kind: 'queued' } } : { kind: 'ready' } }))
  expect((await runForTests({ ...api, whenSaved }, ['save', 'https://a.org', '--json'])).lines).toMatchObject([{ status: 'saved' }])
  expect(asked).toBe(2)
})

test('an interrupt cancels what is on its way and begins nothing more', async () => {
  const { api, requests, calls } = saver()
  const interrupt = new AbortController()
  const waiting: (() => void)[] = []
  const endless: Partial<Api> = {
    ...api,
    whenSaved: (id) =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve(articleForTests({ id, state: { kind: 'failed', error: { code: 'cancelled' }, at } }))
        })
        if (waiting.length === 8) interrupt.abort()
      }),
    cancelSaving: (id) => {
      calls.push(`cancel ${id}`)
      if (calls.length === 8) for (const end of waiting) end()
      return Promise.resolve()
    },
  }
  const words = Array.from({ length: 12 }, (_, n) => `https://a${n}.org`)
  const { status, lines } = await runForTests(endless, ['save', ...words, '--json'], { signal: interrupt.signal })
  expect(status).toBe(1)
  expect(requests).toHaveLength(8)
  expect(calls).toHaveLength(8)
  expect(lines.map((line) => (line['error'] as { code: string }).code)).toEqual(Array<string>(8).fill('cancelled'))
})

test('shows steps on a terminal', async () => {
  const { api } = saver()
  const shown: string[] = []
  const slow: Partial<Api> = {
    ...api,
    getArticles: ([id]) =>
      Promise.resolve([articleForTests({ id: id as ArticleId, title: 'A\u001b[31mB', state: { kind: 'saving', step: { kind: 'pictures', done: 3, total: 12 } } })]),
    whenSaved: (id) => new Promise((resolve) => setTimeout(() => resolve(articleForTests({ id })), 400)),
  }
  const { out } = await runForTests(slow, ['save', 'https://a.org'], { showProgress: (line) => shown.push(line) })
  expect(shown).toEqual(['pictures 3/12  A[31mB', ''])
  expect(out).toEqual(['saved    id of https://a.org  How tides turn  (420 words, 0 pictures)'])
})
