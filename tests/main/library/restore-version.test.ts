import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { versionIdOf } from '../../../shared/versions.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

const MAY = '2026-05-03T10:15:00.123Z'
const JUNE = '2026-06-01T08:00:00.000Z'

let temp: TempLibrary
let library: Library
beforeEach(async () => {
  temp = tempLibrary()
  library = await temp.open()
})
afterEach(() => temp.remove())

/** As it was fetched in May, with a picture, a highlight of each kind, and details that no other version has. */
async function inMay(): Promise<ArticleId> {
  const { id } = await saveSample(library, { url: 'https://example.org/tides', address: 'https://example.org/tides', body: '<p>Gone soon.</p>' })
  await library.storeOriginal(id, { bytes: Buffer.from('the sea in May'), contentType: 'text/html', fetchedAt: MAY })
  await library.highlights.addQuote(id, { exact: 'Gone soon.' }, { colour: 'pink', note: 'lost' })
  const lead = await library.keepPicture(id, Buffer.from('only in May'), 'png')
  const cleaned = cleanedSample({ title: 'Tides', byline: 'Ada Moor', siteName: 'The Gazette', publishedAt: '2026-05-01', language: 'en-GB', excerpt: 'It comes.', wordCount: 11, readingMinutes: 2, body: `<p>The sea. The sea comes in twice a day. The sea.</p><img src="${lead}" alt="">` })
  await library.finish(id, { ...cleaned, leadPicture: lead, pictures: { kept: 1, missing: [{ url: 'https://example.org/a.png', problem: 'timeout' }] }, confidence: 0.7 })
  await library.highlights.addQuote(id, { exact: 'twice a day' }, { colour: 'green', note: 'kept' })
  return id
}

async function inJune(id: ArticleId): Promise<void> {
  const picture = await library.keepPicture(id, Buffer.from('only in June'), 'png')
  await library.versions.add(id, cleanedSample({ title: 'Tides, again', wordCount: 9, body: `<p>Fishermen count the hours: it comes twice a day.</p><img src="${picture}" alt="">` }), {
    bytes: Buffer.from('the sea in June'),
    fetchedAt: JUNE,
  })
}

async function all(id: ArticleId) {
  const { updatedAt: _updated, offline, ...row } = await library.find(id)
  return {
    row,
    pictures: { kept: offline.picturesKept, missing: offline.missing },
    html: await library.readHtml(id),
    highlights: (await library.highlights.of(id)).highlights.map(({ note, position, lost }) => ({ note, position, lost })),
    original: await library.readOriginal(id),
  }
}

test('an older version becomes the current one with all it had; the newer one stays, and can come back', async () => {
  const id = await inMay()
  const may = await all(id)
  await inJune(id)
  const june = await all(id)

  expect(await library.versions.restore(id, versionIdOf(MAY))).toEqual({ kind: 'updated', id, version: versionIdOf(MAY), previous: versionIdOf(JUNE), anchored: 1, lost: 1 })
  expect(await all(id)).toEqual(may)
  expect((await library.versions.of(id)).map(({ id: name, current, title }) => [name, current, title])).toEqual([[versionIdOf(MAY), true, 'Tides'], [versionIdOf(JUNE), false, 'Tides, again']])
  expect(readdirSync(path.join(library.articleFolder(id), 'versions'))).toEqual([versionIdOf(JUNE)])
  expect(readdirSync(path.join(library.articleFolder(id), 'images'))).toHaveLength(2)
  await library.upkeep.upToDate()
  expect(await titlesOf(library, 'fishermen')).toEqual([])

  await library.close()
  library = await temp.open()
  expect(await all(id)).toMatchObject({ ...may, row: { ...may.row, progress: 0 } })
  await library.versions.restore(id, versionIdOf(JUNE))
  expect(await all(id)).toEqual(june)
  expect(await library.versions.restore(id, versionIdOf(JUNE))).toEqual({ kind: 'unchanged', id, since: JUNE })
  expect((await library.verify(false)).problems).toEqual([])
})

test('highlights that were made since are looked for, and what the reader decided stays', async () => {
  const id = await inMay()
  await inJune(id)
  await library.highlights.addQuote(id, { exact: 'Fishermen' }, { colour: 'blue', note: 'new' })
  await library.change([id], { favourite: true, addTags: ['sea'] })
  await library.details.edit(id, { title: 'My tides' })
  await library.versions.restore(id, versionIdOf(MAY))
  expect(await library.find(id)).toMatchObject({ title: 'My tides', byline: 'Ada Moor', favourite: true, tags: ['sea'] })
  expect((await library.details.of(id)).own.title).toBe('Tides')
  expect((await library.highlights.of(id)).highlights.map(({ note, lost }) => [note, lost])).toEqual(expect.arrayContaining([['lost', true], ['kept', false], ['new', true]]))
  expect((await library.versions.of(id))[1]).toMatchObject({ title: 'Tides, again' })
})

test('one that an older Lectern kept, or whose version.json is damaged, comes back from its document', async () => {
  const id = await inMay()
  const may = await all(id)
  await inJune(id)
  const file = path.join(library.articleFolder(id), 'versions', versionIdOf(MAY), 'version.json')
  const { title, byline, publishedAt, fetchedAt, wordCount } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ version: 1, title, byline, publishedAt, fetchedAt, wordCount }))
  await library.versions.restore(id, versionIdOf(MAY))
  expect(await all(id)).toMatchObject({ html: may.html, original: may.original, row: { title: 'Tides', byline: 'Ada Moor', wordCount: 11, leadPicture: may.row.leadPicture, excerpt: 'The sea. The sea comes in twice a day. The sea.' } })
  expect((await all(id)).highlights).toEqual(may.highlights)

  await library.versions.restore(id, versionIdOf(JUNE))
  writeFileSync(file, '{')
  expect(await library.versions.restore(id, versionIdOf(MAY))).toMatchObject({ kind: 'updated' })
  expect(await library.readHtml(id)).toBe(may.html)
})

test('a version without an original keeps its name', async () => {
  const id = await inMay()
  await inJune(id)
  const folder = path.join(library.articleFolder(id), 'versions', versionIdOf(MAY))
  for (const name of ['original.html.gz', 'original.json']) rmSync(path.join(folder, name))
  await library.versions.restore(id, versionIdOf(MAY))
  expect((await library.versions.of(id))[0]).toMatchObject({ id: versionIdOf(MAY), current: true })
  await expect(library.readOriginal(id)).rejects.toMatchObject({ error: { code: 'not-found', what: 'original' } })
  await library.versions.restore(id, versionIdOf(JUNE))
  expect(Buffer.from((await library.readOriginal(id)).bytes).toString()).toBe('the sea in June')
  expect((await library.verify(false)).problems).toEqual([])
})

test('what is not there is not restored, and all stays as it was', async () => {
  const id = await inMay()
  const before = await all(id)
  await expect(library.versions.restore(id, versionIdOf(JUNE))).rejects.toMatchObject({ error: { code: 'not-found', what: 'version' } })
  expect(await all(id)).toEqual(before)
})

test('a kill after the version is staged is gone on with at the next start', async () => {
  const id = await inMay()
  const may = await all(id)
  await inJune(id)
  const file = path.join(library.articleFolder(id), 'annotations.json')
  const annotations = readFileSync(file)
  writeFileSync(file, JSON.stringify({ version: 99 }))
  await expect(library.versions.restore(id, versionIdOf(MAY))).rejects.toMatchObject({ error: { code: 'newer-version' } })
  writeFileSync(file, annotations)
  await library.close()
  library = await temp.open()
  expect(await all(id)).toMatchObject({ html: may.html, highlights: may.highlights, original: may.original })
  expect((await library.versions.of(id)).map(({ id: name, current }) => [name, current])).toEqual([[versionIdOf(MAY), true], [versionIdOf(JUNE), false]])
})
