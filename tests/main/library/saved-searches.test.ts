import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SearchDraft } from '../../../shared/saved-search.ts'
import { tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(() => temp.remove())

const DRAFT: SearchDraft = { name: 'Long reads', view: 'inbox', text: 'words:>4000 -tag:work', sort: 'length', descending: true }
const file = (): string => path.join(temp.folder, 'saved-searches.json')

test('saved searches are there after a restart, in a file that can be read', async () => {
  let library = await temp.open()
  const kept = await library.savedSearches.add(DRAFT)
  await library.savedSearches.add({ name: 'Sea', view: 'all', tag: 'sea', text: '' })
  await library.close()
  library = await temp.open()
  expect((await library.savedSearches.list()).map(({ name }) => name).toSorted()).toEqual(['Long reads', 'Sea'])
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ version: 1, searches: [{ id: kept.id, ...DRAFT }, { tag: 'sea' }], removed: [] })
})

test('one is renamed, removed and brought back as it was', async () => {
  const { savedSearches } = await temp.open()
  const kept = await savedSearches.add(DRAFT)
  expect(await savedSearches.replace(kept.id, { ...DRAFT, name: 'Longest' })).toMatchObject({ id: kept.id, name: 'Longest', createdAt: kept.createdAt })
  await savedSearches.remove(kept.id)
  expect(await savedSearches.list()).toEqual([])
  await expect(savedSearches.replace(kept.id, DRAFT)).rejects.toMatchObject({ error: { code: 'not-found', what: 'search' } })
  await savedSearches.restore(kept)
  expect(await savedSearches.list()).toMatchObject([{ ...kept, updatedAt: expect.any(String) as string }])
})

test('two machines’ files come together by id and time, whichever is taken in', async () => {
  const { savedSearches } = await temp.open()
  const [kept, gone] = [await savedSearches.add(DRAFT), await savedSearches.add({ ...DRAFT, name: 'Gone' })]
  const theirs = readFileSync(file())
  await savedSearches.replace(kept.id, { ...DRAFT, name: 'Renamed here' })
  await savedSearches.remove(gone.id)
  await savedSearches.merge(theirs)
  expect((await savedSearches.list()).map(({ name }) => name)).toEqual(['Renamed here'])
})

test('what is no search is left out, and a damaged file is kept aside', async () => {
  const { savedSearches } = await temp.open()
  const good = { id: 'a', name: '  Two \n words ', view: 'elsewhere', text: 'x', createdAt: '2026-01-01T00:00:00.000Z' }
  writeFileSync(file(), JSON.stringify({ version: 1, searches: [good, { id: 'b' }, 7, { ...good, id: '../c' }], mine: true }))
  expect(await savedSearches.list()).toEqual([{ ...good, name: 'Two words', view: 'all' }])
  await savedSearches.add(DRAFT)
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toMatchObject({ mine: true })
  writeFileSync(file(), '{"version":1,"searches":[')
  expect(await savedSearches.list()).toEqual([])
  await savedSearches.add(DRAFT)
  expect(await savedSearches.list()).toHaveLength(1)
})
