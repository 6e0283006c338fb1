import { describe, expect, test } from 'vitest'
import { compareVersions, type VersionText } from '../../../main/compare/compare-versions.ts'
import { describe as anchorOf } from '../../../shared/anchor.ts'
import type { Highlight, HighlightId } from '../../../shared/model.ts'
import { versionIdOf } from '../../../shared/versions.ts'

function version(fetchedAt: string, ...paragraphs: readonly string[]): VersionText {
  return { version: { id: versionIdOf(fetchedAt), current: false, fetchedAt, title: 'Frost', wordCount: 1 }, text: paragraphs.join('\n\n') }
}

function highlight(on: VersionText, words: string): Highlight {
  const start = on.text.indexOf(words)
  const at = '2026-06-01T00:00:00.000Z'
  return { ...anchorOf(on.text, { start, end: start + words.length }), id: words as HighlightId, colour: 'blue', note: `on ${words}`, tags: [], createdAt: at, updatedAt: at, lost: false }
}

const FERRY = 'The ferry leaves the harbour at nine in the morning, and it comes back after dark.'
const BAKER = 'A baker set up his table on the ice beside the lamp, because that was where the people were.'
const KEYS = 'Nobody has seen the keys of the lighthouse since.'
const older = version('2026-05-03T10:00:00.000Z', FERRY, BAKER, KEYS, 'The end.')

test('blocks in reading order, unchanged paragraphs together, and their counts', async () => {
  const newer = version('2026-06-03T10:00:00.000Z', FERRY, BAKER.replace('his table', 'her stall'), 'The lamp was lit for three more years.', 'The end.')
  const { blocks, counts, ...rest } = await compareVersions(older, newer, [])
  expect(blocks.map((block) => block.kind)).toEqual(['same', 'changed', 'removed', 'added', 'same'])
  expect(blocks[0]).toEqual({ kind: 'same', paragraphs: [FERRY] })
  expect(blocks[1]).toMatchObject({ parts: [{ text: 'A baker set up ' }, { kind: 'removed', text: 'his table' }, { kind: 'added', text: 'her stall' }, { kind: 'same' }] })
  expect(counts).toEqual({ same: 2, changed: 1, removed: 1, added: 1 })
  expect(rest).toMatchObject({ older: { fetchedAt: '2026-05-03T10:00:00.000Z' }, newer: { fetchedAt: '2026-06-03T10:00:00.000Z' }, highlights: [] })
})

test('white space and invisible characters are no difference', async () => {
  const newer = version('2026-06-03T10:00:00.000Z', `  ${FERRY.replace('harbour', 'har\u00ADbour')}`, BAKER.replaceAll(' ', '  '), KEYS, '', 'The\u00A0end.')
  expect((await compareVersions(older, newer, [])).counts).toEqual({ same: 4, changed: 0, removed: 0, added: 0 })
})

describe('highlights', () => {
  const highlights = [highlight(older, 'at nine in the morning, and it comes back'), highlight(older, 'The ferry'), highlight(older, KEYS), highlight(older, 'on the ice beside the lamp')]

  test('those whose passage changed or went, with both wordings and where they stood', async () => {
    const newer = version('2026-06-03T10:00:00.000Z', 'New words come first.', FERRY.replace('nine', 'ten'), BAKER.replace('on the ice beside the lamp', 'in the town hall'), 'The end.')
    expect((await compareVersions(older, newer, highlights)).highlights).toEqual([
      { id: highlights[0]?.id, colour: 'blue', note: 'on at nine in the morning, and it comes back', change: 'changed', before: 'at nine in the morning, and it comes back', after: 'at ten in the morning, and it comes back', block: 1 },
      { id: highlights[3]?.id, colour: 'blue', note: 'on on the ice beside the lamp', change: 'gone', before: 'on the ice beside the lamp', after: 'in the town hall', block: 2 },
      { id: highlights[2]?.id, colour: 'blue', note: `on ${KEYS}`, change: 'gone', before: KEYS, block: 3 },
    ])
  })

  test('those that only moved, and those of the newer text alone, are not among them', async () => {
    const newer = version('2026-06-03T10:00:00.000Z', BAKER, KEYS, FERRY, 'The town was never the same again.')
    expect((await compareVersions(older, newer, [...highlights, highlight(newer, 'never the same again')])).highlights).toEqual([])
  })

  test('one across paragraphs shows what became of it', async () => {
    const across = highlight(older, `where the people were.\n\nNobody has seen`)
    const newer = version('2026-06-03T10:00:00.000Z', FERRY, BAKER, KEYS.replace('has seen', 'ever saw'), 'The end.')
    expect((await compareVersions(older, newer, [across])).highlights).toMatchObject([{ before: 'where the people were. Nobody has seen', block: 0 }])
  })
})
