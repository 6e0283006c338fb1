import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { ArticleId } from '../../../shared/model.ts'
import { versionIdOf } from '../../../shared/versions.ts'
import { freshLibrary } from '../../helpers/fresh-library.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { titlesOf } from '../../helpers/temp-library.ts'
import { JUNE, MAY, textAndAllOfIt, tidesInMay } from './tides.ts'

const fresh = freshLibrary()
const inMay = () => tidesInMay(fresh.library)
const all = (id: ArticleId) => textAndAllOfIt(fresh.library, id)

async function inJune(id: ArticleId): Promise<void> {
  const picture = await fresh.library.keepPicture(id, Buffer.from('only in June'), 'png')
  await fresh.library.versions.add(id, cleanedSample({ title: 'Tides, again', wordCount: 9, body: `<p>Fishermen count the hours: it comes twice a day.</p><img src="${picture}" alt="">` }), {
    bytes: Buffer.from('the sea in June'),
    fetchedAt: JUNE,
  })
}

test('an older version becomes the current one with all it had; the newer one stays, and can come back', async () => {
  const id = await inMay()
  const may = await all(id)
  await inJune(id)
  const june = await all(id)

  expect(await fresh.library.versions.restore(id, versionIdOf(MAY))).toEqual({ kind: 'updated', id, version: versionIdOf(MAY), previous: versionIdOf(JUNE), anchored: 1, lost: 1 })
  expect(await all(id)).toEqual(may)
  expect((await fresh.library.versions.of(id)).map(({ id: name, current, title }) => [name, current, title])).toEqual([[versionIdOf(MAY), true, 'Tides'], [versionIdOf(JUNE), false, 'Tides, again']])
  expect(readdirSync(path.join(fresh.library.articleFolder(id), 'versions'))).toEqual([versionIdOf(JUNE)])
  expect(readdirSync(path.join(fresh.library.articleFolder(id), 'images'))).toHaveLength(2)
  await fresh.library.upkeep.upToDate()
  expect(await titlesOf(fresh.library, 'fishermen')).toEqual([])

  await fresh.restart()
  expect(await all(id)).toMatchObject({ ...may, row: { ...may.row, progress: 0 } })
  await fresh.library.versions.restore(id, versionIdOf(JUNE))
  expect(await all(id)).toEqual(june)
  expect(await fresh.library.versions.restore(id, versionIdOf(JUNE))).toEqual({ kind: 'unchanged', id, since: JUNE })
  expect((await fresh.library.verify(false)).problems).toEqual([])
})

test('highlights that were made since are looked for, and what the reader decided stays', async () => {
  const id = await inMay()
  await inJune(id)
  await fresh.library.highlights.addQuote(id, { exact: 'Fishermen' }, { colour: 'blue', note: 'new' })
  await fresh.library.change([id], { favourite: true, addTags: ['sea'] })
  await fresh.library.details.edit(id, { title: 'My tides' })
  await fresh.library.versions.restore(id, versionIdOf(MAY))
  expect(await fresh.library.find(id)).toMatchObject({ title: 'My tides', byline: 'Ada Moor', favourite: true, tags: ['sea'] })
  expect((await fresh.library.details.of(id)).own.title).toBe('Tides')
  expect((await fresh.library.highlights.of(id)).highlights.map(({ note, lost }) => [note, lost])).toEqual(expect.arrayContaining([['lost', true], ['kept', false], ['new', true]]))
  expect((await fresh.library.versions.of(id))[1]).toMatchObject({ title: 'Tides, again' })
})

test('one that an older Lectern kept, or whose version.json is damaged, comes back from its document', async () => {
  const id = await inMay()
  const may = await all(id)
  await inJune(id)
  const file = path.join(fresh.library.articleFolder(id), 'versions', versionIdOf(MAY), 'version.json')
  const { title, byline, publishedAt, fetchedAt, wordCount } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  writeFileSync(file, JSON.stringify({ version: 1, title, byline, publishedAt, fetchedAt, wordCount }))
  await fresh.library.versions.restore(id, versionIdOf(MAY))
  expect(await all(id)).toMatchObject({ html: may.html, original: may.original, row: { title: 'Tides', byline: 'Ada Moor', wordCount: 11, leadPicture: may.row.leadPicture, excerpt: 'The sea. The sea comes in twice a day. The sea.' } })
  expect((await all(id)).highlights).toEqual(may.highlights)

  await fresh.library.versions.restore(id, versionIdOf(JUNE))
  writeFileSync(file, '{')
  expect(await fresh.library.versions.restore(id, versionIdOf(MAY))).toMatchObject({ kind: 'updated' })
  expect(await fresh.library.readHtml(id)).toBe(may.html)
})

test('a version without an original keeps its name', async () => {
  const id = await inMay()
  await inJune(id)
  const folder = path.join(fresh.library.articleFolder(id), 'versions', versionIdOf(MAY))
  for (const name of ['original.html.gz', 'original.json']) rmSync(path.join(folder, name))
  await fresh.library.versions.restore(id, versionIdOf(MAY))
  expect((await fresh.library.versions.of(id))[0]).toMatchObject({ id: versionIdOf(MAY), current: true })
  await expect(fresh.library.readOriginal(id)).rejects.toMatchObject({ error: { code: 'not-found', what: 'original' } })
  await fresh.library.versions.restore(id, versionIdOf(JUNE))
  expect(Buffer.from((await fresh.library.readOriginal(id)).bytes).toString()).toBe('the sea in June')
  expect((await fresh.library.verify(false)).problems).toEqual([])
})

test('what is not there is not restored, and all stays as it was', async () => {
  const id = await inMay()
  const before = await all(id)
  await expect(fresh.library.versions.restore(id, versionIdOf(JUNE))).rejects.toMatchObject({ error: { code: 'not-found', what: 'version' } })
  expect(await all(id)).toEqual(before)
})

test('a kill after the version is staged is gone on with at the next start', async () => {
  const id = await inMay()
  const may = await all(id)
  await inJune(id)
  const file = path.join(fresh.library.articleFolder(id), 'annotations.json')
  const annotations = readFileSync(file)
  writeFileSync(file, JSON.stringify({ version: 99 }))
  await expect(fresh.library.versions.restore(id, versionIdOf(MAY))).rejects.toMatchObject({ error: { code: 'newer-version' } })
  writeFileSync(file, annotations)
  await fresh.restart()
  expect(await all(id)).toMatchObject({ html: may.html, highlights: may.highlights, original: may.original })
  expect((await fresh.library.versions.of(id)).map(({ id: name, current }) => [name, current])).toEqual([[versionIdOf(MAY), true], [versionIdOf(JUNE), false]])
})
