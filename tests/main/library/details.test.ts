import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
let library: Library
beforeEach(async () => {
  temp = tempLibrary()
  library = await temp.open()
})
afterEach(() => temp.remove())

const PAGE = { title: 'Page title', byline: 'Page Author', siteName: 'Page Site', publishedAt: '2026-01-02' }

test('details that the reader gave are shown and found at once, outlive cleaning, and give way to the page’s own again', async () => {
  const { id } = await saveSample(library, PAGE)
  expect(await library.details.of(id)).toEqual({ shown: PAGE, own: PAGE })
  const back = await library.details.edit(id, { title: 'My title', byline: 'Somebody', siteName: '', publishedAt: '2025-12-31' })
  expect(back).toEqual({ title: null, byline: null, siteName: null, publishedAt: null })
  const given = { title: 'My title', byline: 'Somebody', publishedAt: '2025-12-31' }
  expect(await library.details.of(id)).toEqual({ shown: given, own: PAGE })
  const row = await library.find(id)
  expect(row).toMatchObject(given)
  expect(row.siteName).toBeUndefined()
  expect(await titlesOf(library, 'my')).toEqual(['My title'])
  expect(await titlesOf(library, 'author:somebody')).toEqual(['My title'])
  expect(await titlesOf(library, 'page')).toEqual([])

  // The page says something else by then.
  const later = { ...PAGE, title: 'Page title, updated', byline: 'Other Author' }
  await library.finish(id, cleanedSample(later))
  await library.versions.add(id, cleanedSample({ ...later, body: '<p>Other words.</p>' }), { bytes: Buffer.from('x'), fetchedAt: '2026-06-01T08:00:00.000Z' })
  await library.close()
  library = await temp.open()
  expect(await library.details.of(id)).toEqual({ shown: given, own: later })

  expect(await library.details.edit(id, { title: null, siteName: null })).toEqual({ title: 'My title', siteName: '' })
  expect(await library.details.of(id)).toEqual({ shown: { ...later, byline: 'Somebody', publishedAt: '2025-12-31' }, own: later })
  await library.finish(id, cleanedSample({ ...later, title: 'Third' }))
  expect((await library.find(id)).title).toBe('Third')
})

test('an edit and the edit that it answers take each other back', async () => {
  const { id } = await saveSample(library, PAGE)
  const states = [await library.details.of(id)]
  const inverses = []
  for (const change of [{ title: 'One', byline: '' }, { title: 'Two' }, { title: null, publishedAt: '' }]) {
    inverses.push(await library.details.edit(id, change))
    states.push(await library.details.of(id))
  }
  for (const inverse of inverses.toReversed()) {
    states.pop()
    await library.details.edit(id, inverse)
    expect(await library.details.of(id)).toEqual(states.at(-1))
  }
})

test('what the page says already is no edit, and nothing is written', async () => {
  const { id } = await saveSample(library, PAGE)
  const file = path.join(library.articleFolder(id), 'article.json')
  const before = readFileSync(file, 'utf8')
  expect(await library.details.edit(id, { title: PAGE.title, byline: null })).toEqual({})
  expect(readFileSync(file, 'utf8')).toBe(before)
  await expect(library.details.edit(id, { title: '' })).rejects.toMatchObject({ error: { code: 'invalid-argument' } })
  // Given anew, in words that the page has meanwhile: the page rules again.
  await library.details.edit(id, { title: 'Other' })
  await library.details.edit(id, { title: PAGE.title })
  expect(JSON.parse(readFileSync(file, 'utf8'))).not.toHaveProperty('renamed')
})
