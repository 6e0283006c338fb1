import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import { describe as describePassage } from '../../../shared/anchor.ts'
import type { ArticleId, HighlightDraft, HighlightId } from '../../../shared/model.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { query, saveSample, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts'
import { fc } from '../../helpers/fc.ts'

let temp: TempLibrary
let library: Library
let id: ArticleId
const TEXT = 'The first sentence is here. The second sentence is there. The third one ends it.'
beforeEach(async () => {
  temp = tempLibrary()
  library = await temp.open()
  id = (await saveSample(library, { body: `<p>${TEXT}</p>` })).id
})
afterEach(() => temp.remove())

const draftOf = (words: string): HighlightDraft => {
  const start = TEXT.indexOf(words)
  return { ...describePassage(TEXT, { start, end: start + words.length }), colour: 'yellow' }
}

test('added, changed, deleted, restored, and the same after a restart', async () => {
  const second = await library.highlights.add(id, { ...draftOf('second'), note: 'a *note*', tags: [' b ', 'B', 'c'] })
  const first = await library.highlights.add(id, draftOf('first sentence'))
  expect(second).toMatchObject({ colour: 'yellow', note: 'a *note*', tags: ['b', 'c'], lost: false, position: { start: 32, end: 38 } })
  expect((await library.highlights.of(id)).highlights, 'in order of the text').toEqual([first, second])
  const changed = await library.highlights.change(id, second.id, { colour: 'purple', note: '', tags: [] })
  expect(changed).toMatchObject({ colour: 'purple', note: '', tags: [], createdAt: second.createdAt })
  await library.highlights.delete(id, first.id)
  expect((await library.highlights.of(id)).highlights).toEqual([changed])
  await expect(library.highlights.change(id, first.id, { note: 'x' })).rejects.toMatchObject({ error: { code: 'not-found', what: 'highlight' } })
  expect(await library.highlights.restore(id, first.id)).toEqual(first)
  await library.highlights.setNote(id, '# Whole')
  await library.close()

  library = await temp.open()
  expect(await library.highlights.of(id)).toEqual({ highlights: [first, changed], note: '# Whole' })
  expect(await library.find(id)).toMatchObject({ highlightCount: 2, noteCount: 1 })
  expect(await library.annotatedIds()).toEqual([id])
  expect(temp.annotationsTold.length).toBe(6)
  await library.highlights.setNote(id, '')
  expect((await library.open(id)).note).toBe('')
})

test('the file is what is documented: W3C selectors, tombstones, a version', async () => {
  const one = await library.highlights.add(id, draftOf('second'))
  const two = await library.highlights.add(id, draftOf('third'))
  await library.highlights.delete(id, two.id)
  expect(JSON.parse(readFileSync(path.join(library.articleFolder(id), 'annotations.json'), 'utf8'))).toMatchObject({
    version: 1,
    note: '',
    highlights: [
      {
        id: one.id,
        selector: [
          { type: 'TextQuoteSelector', exact: 'second', prefix: one.quote.prefix, suffix: one.quote.suffix },
          { type: 'TextPositionSelector', start: 32, end: 38 },
        ],
      },
    ],
    deleted: [{ id: two.id, deletedAt: expect.any(String) as string }],
  })
})

test('the quote rules, the position is a hint', async () => {
  const draft = draftOf('second')
  const moved = await library.highlights.add(id, { ...draft, position: { start: 0, end: 6 } })
  expect(moved.position).toEqual({ start: 32, end: 38 })
  const gone = await library.highlights.add(id, { quote: { exact: 'words that stand nowhere in it', prefix: '', suffix: '' }, position: { start: 0, end: 6 }, colour: 'pink' })
  expect(gone.lost).toBe(true)
  expect((await library.highlights.change(id, gone.id, { anchor: draftOf('third one') })).lost).toBe(false)
})

test('cleaning again anchors anew; what is lost keeps its words and may be found later', async () => {
  const kept = await library.highlights.add(id, draftOf('second sentence'))
  const lost = await library.highlights.add(id, { ...draftOf('third one ends'), note: 'mine' })
  const again = (body: string) => library.finish(id, cleanedSample({ body }))
  expect(await again('<h2>New heading</h2>\n<p>The second sentence is there.</p>')).toEqual({ id, anchored: 1, lost: 1 })
  const { highlights } = await library.highlights.of(id)
  expect(highlights.find((one) => one.id === kept.id)).toMatchObject({ lost: false, position: { start: 16, end: 31 }, quote: kept.quote })
  expect(highlights.find((one) => one.id === lost.id)).toEqual({ ...lost, lost: true })
  expect(await again(`<p>${TEXT}</p>`)).toEqual({ id, anchored: 2, lost: 0 })
  expect((await library.highlights.of(id)).highlights).toEqual([kept, lost])
})

test('a passage named by its words', async () => {
  const found = await library.highlights.addQuote(id, { exact: 'sentence', prefix: 'second ' }, { colour: 'blue' })
  expect(found.position).toEqual({ start: 39, end: 47 })
  await expect(library.highlights.addQuote(id, { exact: 'nowhere to be found' }, { colour: 'blue' })).rejects.toMatchObject({ error: { code: 'passage-not-found' } })
})

describe('drafts are not taken on trust', () => {
  test.each<[unknown, string]>([
    [undefined, 'invalid-argument'],
    [{}, 'invalid-argument'],
    [{ ...draftOf('second'), colour: 'red' }, 'invalid-argument'],
    [{ ...draftOf('second'), note: 5 }, 'invalid-argument'],
    [{ ...draftOf('second'), note: 'x'.repeat(1_000_001) }, 'invalid-argument'],
    [{ ...draftOf('second'), tags: 'a' }, 'invalid-argument'],
    [{ ...draftOf('second'), position: { start: -1, end: 5 } }, 'invalid-argument'],
    [{ ...draftOf('second'), position: { start: 5, end: 1 } }, 'invalid-argument'],
    [{ ...draftOf('second'), position: { start: Number.NaN, end: 1 } }, 'invalid-argument'],
    [{ ...draftOf('second'), quote: { exact: 'x', prefix: 'p'.repeat(1001), suffix: '' } }, 'invalid-argument'],
    [{ ...draftOf('second'), quote: { exact: '', prefix: '', suffix: '' } }, 'passage-not-found'],
    [{ ...draftOf('second'), quote: { exact: ' \n\u200b\u00ad', prefix: '', suffix: '' } }, 'passage-not-found'],
  ])('case %#', async (draft, code) => {
    await expect(library.highlights.add(id, draft as HighlightDraft)).rejects.toMatchObject({ error: { code } })
    expect((await library.highlights.of(id)).highlights).toEqual([])
  })
})

test('many changes at once to one article are all kept', async () => {
  const added = await Promise.all(Array.from({ length: 30 }, (_, n) => library.highlights.add(id, { ...draftOf('second'), note: `n${n}` })))
  await Promise.all([...added.slice(0, 10).map((one) => library.highlights.delete(id, one.id)), library.highlights.setNote(id, 'x'), library.change([id], { favourite: true })])
  const { highlights } = await library.highlights.of(id)
  expect(new Set(highlights.map((one) => one.id))).toEqual(new Set(added.slice(10).map((one) => one.id)))
  expect(await library.find(id)).toMatchObject({ highlightCount: 20, favourite: true })
})

test('strange words come back as they were', async () => {
  const strange = ['\u0000nul', 'lone \ud800 surrogate', '\u202eright to left', '👩‍👩‍👧 family', 'CON', '../../etc', '<b>&amp;', '" OR 1=1 --', "x'; DROP TABLE words", 'a'.repeat(100_000)]
  for (const title of strange) {
    const made = await library.begin({ source: { kind: 'file', name: title }, title, tags: [] })
    await library.finish(made.id, cleanedSample({ title, byline: title }))
    await library.highlights.setNote(made.id, title)
    expect(await library.find(made.id)).toMatchObject({ title, byline: title, source: { kind: 'file', name: title } })
    expect((await library.open(made.id)).note).toBe(title)
  }
  await library.close()
  library = await temp.open({ stateFolder: `${temp.stateFolder}-2` })
  await library.upkeep.upToDate()
  expect(new Set((await library.list(query('', { limit: 20 }))).rows.map((row) => row.article.title))).toEqual(new Set([...strange, 'An article']))
  expect((await library.verify(false)).problems).toEqual([])
})

test('no search text breaks the search', async () => {
  const piece = fc.oneof(fc.constantFrom('"', '*', 'NEAR(', ')', ' OR ', ' AND ', ' NOT ', '^', ':', '-', 'title:', '{', '}', '+', '日', 'é', "'", ';', '\0'), fc.string({ unit: 'binary', maxLength: 4 }))
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 6 }), async (pieces) => {
      try {
        await library.list(query(pieces.join('')))
      } catch (error) {
        expect(error).toMatchObject({ error: { code: 'invalid-query' } })
      }
    }),
    { numRuns: 80 },
  )
})

test('ids that are none find nothing', async () => {
  for (const wrong of ['', '../x', '__proto__', 'x'.repeat(26), 'O1KAAAAAAAAAAAAAAAAAAAAAAA']) {
    const none = wrong as ArticleId
    await expect(library.highlights.add(none, draftOf('second'))).rejects.toMatchObject({ error: { code: 'not-found' } })
    await expect(library.rememberPosition(none, { offset: 0, progress: 0 })).rejects.toMatchObject({ error: { code: 'not-found' } })
    await expect(library.keepPicture(none, Buffer.from('x'), 'png')).rejects.toMatchObject({ error: { code: 'not-found' } })
    expect(await library.change([none], { favourite: true })).toEqual([])
    expect(await library.purge([none])).toEqual([])
  }
  await expect(library.highlights.delete(id, 'x' as HighlightId)).rejects.toMatchObject({ error: { code: 'not-found', what: 'highlight' } })
})
