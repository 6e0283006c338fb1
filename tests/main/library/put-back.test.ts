import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { ArticleId } from '../../../shared/model.ts'
import { versionIdOf, type FormerId } from '../../../shared/versions.ts'
import { freshLibrary } from '../../helpers/fresh-library.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { saveSample, titlesOf } from '../../helpers/temp-library.ts'
import { JUNE, MAY, textAndAllOfIt, tidesInMay } from './tides.ts'

const fresh = freshLibrary()
const saved = () => tidesInMay(fresh.library)

/** With the pictures that lie beside it: what nothing shows any more is gone. */
async function all(id: ArticleId) {
  return { ...(await textAndAllOfIt(fresh.library, id)), images: readdirSync(path.join(fresh.library.articleFolder(id), 'images')).sort() }
}

async function keep(id: ArticleId): Promise<FormerId> {
  const former = await fresh.library.formers.keep(id)
  if (former === undefined) throw new Error('There is a text to keep')
  return former
}

const shorter = cleanedSample({ title: 'Tides, shorter', excerpt: 'The sea.', wordCount: 2, body: '<p>Twice, the sea. The sea.</p>' })

test('a text comes back to the byte, with its pictures, repair and highlights; and what was there then does too', async () => {
  const id = await saved()
  const before = await all(id)
  const former = await keep(id)
  await fresh.library.repairs.set(id, { drop: [{ tag: 'aside', within: [] }], keep: [] }, [])
  await fresh.library.finish(id, shorter)
  const after = await all(id)
  expect(after.html).not.toBe(before.html)
  expect(after.images).toEqual([])
  expect(after.highlights.every(({ lost }) => lost)).toBe(true)

  const undone = await fresh.library.formers.putBack(id, former)
  expect(await all(id)).toEqual(before)
  expect(undone).toEqual({ id, anchored: 1, lost: 1, before: expect.any(String) as string })
  await fresh.library.upkeep.upToDate()
  expect(await titlesOf(fresh.library, 'comes')).toEqual(['Tides'])

  const redone = await fresh.library.formers.putBack(id, undone.before as FormerId)
  expect(await all(id)).toEqual(after)
  await fresh.library.formers.putBack(id, redone.before as FormerId)
  expect(await all(id)).toEqual(before)
  expect((await fresh.library.verify(false)).problems).toEqual([])
  await fresh.library.close()
  expect(readdirSync(path.join(fresh.temp.folder, 'tmp'))).toEqual([])
})

test('a highlight among words that are all alike comes back to its own, in a former text and in an older version', async () => {
  const alike = (times: number) => cleanedSample({ body: `<p>${'tick tock '.repeat(times)}</p>` })
  const { id } = await saveSample(fresh.library, { body: alike(60).html.replace(/^.*<main>|<\/main>.*$/g, '') })
  await fresh.library.storeOriginal(id, { bytes: Buffer.from('May'), fetchedAt: MAY })
  const position = { start: 300, end: 304 }
  await fresh.library.highlights.add(id, { colour: 'blue', quote: { exact: 'tick', prefix: 'tick tock tick tock tick tock ', suffix: ' tock tick tock tick tock ' }, position })
  const places = async () => (await fresh.library.highlights.of(id)).highlights.map((one) => one.position)
  expect(await places()).toEqual([position])
  const former = await keep(id)
  await fresh.library.finish(id, alike(12))
  expect(await places()).not.toEqual([position])
  await fresh.library.formers.putBack(id, former)
  expect(await places()).toEqual([position])
  await fresh.library.versions.add(id, alike(12), { bytes: Buffer.from('June'), fetchedAt: JUNE })
  expect(await places()).not.toEqual([position])
  await fresh.library.versions.restore(id, versionIdOf(MAY))
  expect(await places()).toEqual([position])
})

test('several changes are taken back one after the other', async () => {
  const id = await saved()
  const states = [await all(id)]
  const formers: FormerId[] = []
  for (const words of ['one', 'two', 'three']) {
    formers.push(await keep(id))
    const kept = await fresh.library.keepPicture(id, Buffer.from(words), 'png')
    await fresh.library.finish(id, cleanedSample({ title: words, body: `<p>${words} twice a day</p><img src="${kept}" alt="">` }))
    states.push(await all(id))
  }
  for (const former of formers.toReversed()) {
    states.pop()
    await fresh.library.formers.putBack(id, former)
    expect(await all(id)).toEqual(states.at(-1))
  }
})

test('a text of another version, of another article or one that is kept no more is not put back', async () => {
  const id = await saved()
  const { id: other } = await saveSample(fresh.library, { title: 'Other' })
  const former = await keep(id)
  await fresh.library.versions.add(id, shorter, { bytes: Buffer.from('June'), fetchedAt: JUNE })
  const before = await all(id)
  for (const [article, name] of [[id, former], [other, former], [id, 'former-999' as FormerId]] as const) {
    await expect(fresh.library.formers.putBack(article, name)).rejects.toMatchObject({ error: { code: 'not-found', what: 'former text' } })
  }
  expect(await all(id)).toEqual(before)
  // Once its version is the current one again, it is what came before that.
  await fresh.library.versions.restore(id, versionIdOf(MAY))
  await fresh.library.formers.putBack(id, former)
})

test('a deleted article leaves nothing behind, and of many former texts only the newest are kept', async () => {
  const id = await saved()
  const { id: other } = await saveSample(fresh.library, { title: 'Other' })
  const former = await keep(id)
  const folders = () => readdirSync(path.join(fresh.temp.folder, 'tmp')).filter((name) => name.endsWith('-former'))
  await fresh.library.finish(id, shorter)
  await fresh.library.purge(await fresh.library.delete([id]))
  expect(folders()).toEqual([])
  await expect(fresh.library.formers.putBack(id, former)).rejects.toMatchObject({ error: { code: 'not-found' } })
  for (let count = 0; count < 55; count++) await keep(other)
  expect(folders()).toHaveLength(50)
})

test('a kill in the middle is gone on with at the next start: text, repair and highlights', async () => {
  const id = await saved()
  const before = await all(id)
  const former = await keep(id)
  await fresh.library.repairs.set(id, { drop: [{ tag: 'aside', within: [] }], keep: [] }, [])
  await fresh.library.finish(id, shorter)
  // The disk refuses in the middle of putting the files in place.
  const folder = fresh.library.articleFolder(id)
  const annotations = readFileSync(path.join(folder, 'annotations.json'))
  writeFileSync(path.join(folder, 'annotations.json'), JSON.stringify({ version: 99 }))
  await expect(fresh.library.formers.putBack(id, former)).rejects.toMatchObject({ error: { code: 'newer-version' } })
  expect(existsSync(path.join(fresh.temp.folder, 'tmp', `version-${id}`))).toBe(true)
  writeFileSync(path.join(folder, 'annotations.json'), annotations)
  await fresh.restart()
  expect(await all(id)).toEqual(before)
})
