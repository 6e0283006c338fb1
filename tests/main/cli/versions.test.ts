import { describe, expect, test } from 'vitest'
import type { Api } from '../../../shared/ipc.ts'
import type { HighlightId } from '../../../shared/model.ts'
import { versionIdOf, type ArticleVersion, type VersionComparison } from '../../../shared/versions.ts'
import { ARTICLE_ID } from '../export/article-for-tests.ts'
import { runForTests } from './run-for-tests.ts'

const MAY = '2026-05-03T10:15:00.123Z'
const JUNE = '2026-06-01T08:00:00.000Z'
const older: ArticleVersion = { id: versionIdOf(MAY), current: false, fetchedAt: MAY, title: 'Tides', byline: 'Ada Moor', wordCount: 7 }
const newer: ArticleVersion = { id: versionIdOf(JUNE), current: true, fetchedAt: JUNE, title: 'Tides,\u0007 again', wordCount: 9 }
const comparison: VersionComparison = {
  older,
  newer,
  counts: { same: 2, added: 1, removed: 1, changed: 1 },
  blocks: [
    { kind: 'same', paragraphs: ['One.', 'Two.'] },
    { kind: 'changed', parts: [{ kind: 'same', text: 'Twice ' }, { kind: 'removed', text: 'a day' }, { kind: 'added', text: 'a\u001b[31m night' }] },
    { kind: 'removed', text: 'Gone.' },
    { kind: 'added', text: 'Come.' },
  ],
  highlights: [{ id: 'h1' as HighlightId, colour: 'pink', note: 'why?', change: 'gone', before: 'Gone.', block: 2 }],
}

function api() {
  const calls: unknown[] = []
  const offered: Partial<Api> = {
    versionsOf: () => Promise.resolve([newer, older]),
    compareVersions: (...args) => {
      calls.push(args)
      return Promise.resolve(comparison)
    },
  }
  return { offered, calls }
}

test('lists the versions, with just the keys it promises', async () => {
  const { lines, status } = await runForTests(api().offered, ['versions', ARTICLE_ID, '--json'])
  expect(status).toBe(0)
  expect(lines).toEqual([
    { id: ARTICLE_ID, version: '20260601T080000000Z', current: true, fetchedAt: JUNE, title: 'Tides,\u0007 again', byline: null, publishedAt: null, wordCount: 9 },
    { id: ARTICLE_ID, version: '20260503T101500123Z', current: false, fetchedAt: MAY, title: 'Tides', byline: 'Ada Moor', publishedAt: null, wordCount: 7 },
  ])
  expect((await runForTests(api().offered, ['versions', ARTICLE_ID])).out).toEqual([
    '20260601T080000000Z  current  Tides, again  (9 words)',
    '20260503T101500123Z  older    Tides  (7 words)',
  ])
})

describe('comparing', () => {
  test('two, or one with the current one', async () => {
    const { offered, calls } = api()
    await runForTests(offered, ['versions', ARTICLE_ID, '--compare', older.id, newer.id])
    await runForTests(offered, ['versions', '--compare', older.id, ARTICLE_ID])
    expect(calls).toEqual([
      [ARTICLE_ID, older.id, newer.id],
      [ARTICLE_ID, older.id, newer.id],
    ])
  })

  test('prints what people and scripts can read', async () => {
    const words = ['versions', ARTICLE_ID, '--compare', older.id]
    expect((await runForTests(api().offered, [...words, '--json'])).lines).toMatchObject([
      { id: ARTICLE_ID, older: { version: older.id }, newer: { current: true }, counts: comparison.counts, blocks: comparison.blocks, highlights: [{ id: 'h1', colour: 'pink', note: 'why?', change: 'gone', before: 'Gone.', after: null }] },
    ])
    expect((await runForTests(api().offered, words)).out.join('\n').split('\n')).toEqual([
      '--- 20260503T101500123Z',
      '+++ 20260601T080000000Z',
      'highlight (pink) gone: Gone.',
      '  (2 unchanged)',
      '~ Twice [-a day-]{+a[31m night+}',
      '- Gone.',
      '+ Come.',
    ])
  })

  test.each([[[]], [[ARTICLE_ID, older.id]], [[ARTICLE_ID, 'a', 'b', '--compare', 'c']]])('wrong use: %j', async (words) => {
    expect((await runForTests(api().offered, ['versions', ...words])).status).toBe(2)
  })
})
