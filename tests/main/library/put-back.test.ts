import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { versionIdOf, type FormerId } from '../../../shared/versions.ts'
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

const picture = (name: string) => `<img src="${name}" alt="">`

/** An article with a picture and two highlights, one of them lost. */
async function saved(): Promise<{ readonly id: ArticleId; readonly first: string }> {
  const { id } = await saveSample(library, { title: 'Tides', byline: 'Ada Moor', url: 'https://example.org/tides', body: '<p>Gone soon.</p>' })
  await library.storeOriginal(id, { bytes: Buffer.from('May'), fetchedAt: MAY })
  await library.highlights.addQuote(id, { exact: 'Gone soon.' }, { colour: 'pink', note: 'lost' })
  const first = await library.keepPicture(id, Buffer.from('only at first'), 'png')
  const cleaned = cleanedSample({ title: 'Tides', byline: 'Ada Moor', excerpt: 'It comes.', language: 'en-GB', wordCount: 7, body: `<p>The sea. The sea comes in twice a day. The sea.</p>${picture(first)}` })
  await library.finish(id, { ...cleaned, leadPicture: first, pictures: { kept: 1, missing: [] }, confidence: 0.8 })
  await library.highlights.addQuote(id, { exact: 'twice a day' }, { colour: 'green', note: 'kept' })
  return { id, first }
}

/** Everything that undoing must bring back, besides when it was changed. */
async function all(id: ArticleId) {
  const { updatedAt: _updated, offline, ...row } = await library.find(id)
  return {
    row,
    pictures: { kept: offline.picturesKept, missing: offline.missing },
    html: await library.readHtml(id),
    repair: await library.repairs.of(id),
    highlights: (await library.highlights.of(id)).highlights.map(({ note, position, lost, quote }) => ({ note, position, lost, quote })),
    original: Buffer.from((await library.readOriginal(id)).bytes).toString(),
    images: readdirSync(path.join(library.articleFolder(id), 'images')).sort(),
  }
}

async function keep(id: ArticleId): Promise<FormerId> {
  const former = await library.formers.keep(id)
  if (former === undefined) throw new Error('There is a text to keep')
  return former
}

const shorter = cleanedSample({ title: 'Tides, shorter', excerpt: 'The sea.', wordCount: 2, body: '<p>Twice, the sea. The sea.</p>' })

test('a text comes back to the byte, with its pictures, repair and highlights; and what was there then does too', async () => {
  const { id } = await saved()
  const before = await all(id)
  const former = await keep(id)
  await library.repairs.set(id, { drop: [{ tag: 'aside', within: [] }], keep: [] }, [])
  await library.finish(id, shorter)
  const after = await all(id)
  expect(after.html).not.toBe(before.html)
  expect(after.images).toEqual([])
  expect(after.highlights.every(({ lost }) => lost)).toBe(true)

  const undone = await library.formers.putBack(id, former)
  expect(await all(id)).toEqual(before)
  expect(undone).toEqual({ id, anchored: 1, lost: 1, before: expect.any(String) as string })
  await library.upkeep.upToDate()
  expect(await titlesOf(library, 'comes')).toEqual(['Tides'])

  const redone = await library.formers.putBack(id, undone.before as FormerId)
  expect(await all(id)).toEqual(after)
  await library.formers.putBack(id, redone.before as FormerId)
  expect(await all(id)).toEqual(before)
  expect((await library.verify(false)).problems).toEqual([])
  await library.close()
  expect(readdirSync(path.join(temp.folder, 'tmp'))).toEqual([])
})

test('a highlight among words that are all alike comes back to its own, in a former text and in an older version', async () => {
  const alike = (times: number) => cleanedSample({ body: `<p>${'tick tock '.repeat(times)}</p>` })
  const { id } = await saveSample(library, { body: alike(60).html.replace(/^.*<main>|<\/main>.*$/g, '') })
  await library.storeOriginal(id, { bytes: Buffer.from('May'), fetchedAt: MAY })
  const position = { start: 300, end: 304 }
  await library.highlights.add(id, { colour: 'blue', quote: { exact: 'tick', prefix: 'tick tock tick tock tick tock ', suffix: ' tock tick tock tick tock ' }, position })
  const places = async () => (await library.highlights.of(id)).highlights.map((one) => one.position)
  expect(await places()).toEqual([position])
  const former = await keep(id)
  await library.finish(id, alike(12))
  expect(await places()).not.toEqual([position])
  await library.formers.putBack(id, former)
  expect(await places()).toEqual([position])
  await library.versions.add(id, alike(12), { bytes: Buffer.from('June'), fetchedAt: JUNE })
  expect(await places()).not.toEqual([position])
  await library.versions.restore(id, versionIdOf(MAY))
  expect(await places()).toEqual([position])
})

test('several changes are taken back one after the other', async () => {
  const { id } = await saved()
  const states = [await all(id)]
  const formers: FormerId[] = []
  for (const words of ['one', 'two', 'three']) {
    formers.push(await keep(id))
    const kept = await library.keepPicture(id, Buffer.from(words), 'png')
    await library.finish(id, cleanedSample({ title: words, body: `<p>${words} twice a day</p>${picture(kept)}` }))
    states.push(await all(id))
  }
  for (const former of formers.toReversed()) {
    states.pop()
    await library.formers.putBack(id, former)
    expect(await all(id)).toEqual(states.at(-1))
  }
})

test('a text of another version, of another article or one that is kept no more is not put back', async () => {
  const { id } = await saved()
  const { id: other } = await saveSample(library, { title: 'Other' })
  const former = await keep(id)
  await library.versions.add(id, shorter, { bytes: Buffer.from('June'), fetchedAt: JUNE })
  const before = await all(id)
  for (const [article, name] of [[id, former], [other, former], [id, 'former-999' as FormerId]] as const) {
    await expect(library.formers.putBack(article, name)).rejects.toMatchObject({ error: { code: 'not-found', what: 'former text' } })
  }
  expect(await all(id)).toEqual(before)
  // Once its version is the current one again, it is what came before that.
  await library.versions.restore(id, versionIdOf(MAY))
  await library.formers.putBack(id, former)
})

test('a deleted article leaves nothing behind, and of many former texts only the newest are kept', async () => {
  const { id } = await saved()
  const { id: other } = await saveSample(library, { title: 'Other' })
  const former = await keep(id)
  const folders = () => readdirSync(path.join(temp.folder, 'tmp')).filter((name) => name.endsWith('-former'))
  await library.finish(id, shorter)
  await library.purge(await library.delete([id]))
  expect(folders()).toEqual([])
  await expect(library.formers.putBack(id, former)).rejects.toMatchObject({ error: { code: 'not-found' } })
  for (let count = 0; count < 55; count++) await keep(other)
  expect(folders()).toHaveLength(50)
})

test('a kill in the middle is gone on with at the next start: text, repair and highlights', async () => {
  const { id } = await saved()
  const before = await all(id)
  const former = await keep(id)
  await library.repairs.set(id, { drop: [{ tag: 'aside', within: [] }], keep: [] }, [])
  await library.finish(id, shorter)
  // The disk refuses in the middle of putting the files in place.
  const folder = library.articleFolder(id)
  const annotations = readFileSync(path.join(folder, 'annotations.json'))
  writeFileSync(path.join(folder, 'annotations.json'), JSON.stringify({ version: 99 }))
  await expect(library.formers.putBack(id, former)).rejects.toMatchObject({ error: { code: 'newer-version' } })
  expect(existsSync(path.join(temp.folder, 'tmp', `version-${id}`))).toBe(true)
  writeFileSync(path.join(folder, 'annotations.json'), annotations)
  await library.close()
  library = await temp.open()
  expect(await all(id)).toEqual(before)
})
