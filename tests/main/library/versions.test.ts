import fs, { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Library, Original } from '../../../main/library/library.ts'
import type { ArticleId, Instant } from '../../../shared/model.ts'
import { versionIdOf } from '../../../shared/versions.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { PATIENCE_MS } from '../../helpers/patience-ms.ts'
import { saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

const MAY: Instant = '2026-05-03T10:15:00.123Z'
const JUNE: Instant = '2026-06-01T08:00:00.000Z'
const JULY: Instant = '2026-07-02T08:00:00.000Z'

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await temp.remove()
})

function original(words: string, fetchedAt: Instant): Original {
  return { bytes: Buffer.from(`<p>${words}`), contentType: 'text/html', url: 'https://example.org/tides', fetchedAt }
}

const picture = (name: string) => `<img src="${name}" alt="">`

/** An article as it was fetched in May, with a picture and a highlight. */
async function savedInMay(library: Library): Promise<{ readonly id: ArticleId; readonly first: string; readonly shared: string }> {
  const { id } = await saveSample(library, { title: 'Tides', url: 'https://example.org/tides', address: 'https://example.org/tides', body: '<p>x</p>' })
  await library.storeOriginal(id, original('the sea in May', MAY))
  const first = await library.keepPicture(id, Buffer.from('only in May'), 'png')
  const shared = await library.keepPicture(id, Buffer.from('always'), 'png')
  await library.finish(id, cleanedSample({ title: 'Tides', byline: 'Ada Moor', wordCount: 7, body: `<p>The sea comes in twice a day.</p>\n<p>Nobody minds.</p>${picture(first)}${picture(shared)}` }))
  await library.highlights.addQuote(id, { exact: 'twice a day' }, { colour: 'green', note: 'how often' })
  await library.highlights.addQuote(id, { exact: 'Nobody minds.' }, { colour: 'pink', note: 'who' })
  return { id, first, shared }
}

const inJune = (shared: string) =>
  cleanedSample({ title: 'Tides, again', wordCount: 9, body: `<p>The sea comes in twice a day, mostly.</p>\n<p>Fishermen do count the hours.</p>${picture(shared)}` })

describe('a new version', () => {
  test('becomes the current one; the present one becomes an older one, whole', async () => {
    const library = await temp.open()
    const { id, first, shared } = await savedInMay(library)
    const report = await library.versions.add(id, inJune(shared), original('the sea in June', JUNE))
    expect(report).toEqual({ kind: 'updated', id, version: '20260601T080000000Z', previous: '20260503T101500123Z', anchored: 1, lost: 1 })

    expect(await library.find(id)).toMatchObject({ title: 'Tides, again', state: { kind: 'ready' }, wordCount: 9, url: 'https://example.org/tides' })
    expect(await library.text(id)).toContain('mostly')
    expect(Buffer.from((await library.readOriginal(id)).bytes).toString()).toBe('<p>the sea in June')
    expect((await library.highlights.of(id)).highlights.map(({ note, lost }) => [note, lost])).toEqual([['how often', false], ['who', true]])
    await library.upkeep.upToDate()
    expect(await titlesOf(library, 'fishermen')).toEqual(['Tides, again'])
    expect(await titlesOf(library, 'nobody')).toEqual(['Tides, again']) // the highlight's words

    expect(await library.versions.of(id)).toEqual([
      { id: '20260601T080000000Z', current: true, fetchedAt: JUNE, title: 'Tides, again', wordCount: 9 },
      { id: '20260503T101500123Z', current: false, fetchedAt: MAY, title: 'Tides', byline: 'Ada Moor', wordCount: 7 },
    ])
    const folder = path.join(library.articleFolder(id), 'versions', '20260503T101500123Z')
    expect(readdirSync(folder).sort()).toEqual(['article.html', 'original.html.gz', 'original.json', 'version.json'])
    expect(readFileSync(path.join(folder, 'article.html'), 'utf8')).toContain(`<img src="../../${first}"`)
    expect(JSON.parse(readFileSync(path.join(folder, 'version.json'), 'utf8'))).toEqual({
      version: 1, title: 'Tides', byline: 'Ada Moor', fetchedAt: MAY, wordCount: 7, direction: 'ltr', excerpt: 'A sentence.', readingMinutes: 1, confidence: 1,
      url: 'https://example.org/tides', address: 'https://example.org/tides', pictures: { kept: 0, missing: [] },
      positions: Object.fromEntries((await library.versions.open(id, versionIdOf(MAY))).highlights.map((one) => [one.id, one.position])),
    }) // prettier-ignore
    const { older, newer } = await library.versions.toCompare(id, versionIdOf(MAY), versionIdOf(JUNE))
    expect([older.text, newer.text].map((text) => text.split('\n')[1])).toEqual(['Nobody minds.', 'Fishermen do count the hours.'])
    // In the older version every highlight of its time is where it was, the lost one too.
    const opened = await library.versions.open(id, versionIdOf(MAY))
    expect(opened).toMatchObject({ version: { title: 'Tides' }, html: expect.stringContaining(`<img src="${first}"`) as string })
    expect(opened.highlights.map(({ note, lost, position }) => [note, lost, older.text.slice(position.start, position.end)])).toEqual([
      ['how often', false, 'twice a day'],
      ['who', false, 'Nobody minds.'],
    ])
    expect((await library.versions.open(id, versionIdOf(JUNE))).highlights).toHaveLength(1)
    expect(readdirSync(path.join(temp.folder, 'tmp'))).toEqual([])
  })

  test('keeps what the reader made of the article', async () => {
    const library = await temp.open()
    const { id, shared } = await savedInMay(library)
    await library.change([id], { addTags: ['sea'], favourite: true, archived: true, title: 'My tides' })
    await library.highlights.setNote(id, 'a note')
    await library.versions.add(id, inJune(shared), original('June', JUNE))
    expect(await library.open(id)).toMatchObject({ note: 'a note', summary: { tags: ['sea'], favourite: true, title: 'My tides', archivedAt: expect.any(String) as string } })
  })

  test('pictures stay for as long as any version shows them, and no longer', async () => {
    const library = await temp.open()
    const { id, first, shared } = await savedInMay(library)
    const names = () => readdirSync(path.join(library.articleFolder(id), 'images')).map((name) => `images/${name}`).sort()
    await library.versions.add(id, inJune(shared), original('June', JUNE))
    const unused = await library.keepPicture(id, Buffer.from('for nothing'), 'png')
    await library.finish(id, inJune(shared))
    expect(names()).toEqual([first, shared].sort())
    const late = await library.keepPicture(id, Buffer.from('of a version that failed'), 'png')
    await library.dropPictures(id, [late, unused, shared, first])
    expect(names()).toEqual([first, shared].sort())
    expect((await library.verify(false)).problems).toEqual([])
    // A version that cannot be read may show them all.
    writeFileSync(path.join(library.articleFolder(id), 'versions', versionIdOf(MAY), 'article.html'), '')
    rmSync(path.join(library.articleFolder(id), 'versions', versionIdOf(MAY), 'article.html'))
    mkdirSync(path.join(library.articleFolder(id), 'versions', versionIdOf(MAY), 'article.html'))
    await library.finish(id, cleanedSample({ body: '<p>no pictures</p>' }))
    expect(names()).toEqual([first, shared].sort())
  })

  test('two of one instant get names of their own', async () => {
    const library = await temp.open()
    const { id, shared } = await savedInMay(library)
    for (const day of [MAY, MAY, JULY]) await library.versions.add(id, inJune(shared), original('again', day))
    expect((await library.versions.of(id)).map((one) => one.id)).toEqual(['20260702T080000000Z', '20260503T101500125Z', '20260503T101500124Z', '20260503T101500123Z'])
  })

  test('survives a restart, cleaning again, the trash and a lost index', async () => {
    let library = await temp.open()
    const { id, shared } = await savedInMay(library)
    await library.versions.add(id, inJune(shared), original('June', JUNE))
    const before = await library.versions.of(id)
    await library.delete([id])
    expect(await library.versions.of(id)).toEqual(before)
    await library.close()
    rmSync(temp.stateFolder, { recursive: true })
    library = await temp.open()
    await library.restore([id])
    await library.finish(id, inJune(shared))
    expect(await library.versions.of(id)).toEqual(before)
    await library.upkeep.upToDate()
    expect(await library.verify(false)).toEqual({ problems: [], checked: 1 })
  })

  test('needs an article that can be read', async () => {
    const library = await temp.open()
    const { id } = await library.begin({ source: { kind: 'address' }, title: 'x', tags: [] })
    await expect(library.versions.add(id, cleanedSample({}), original('x', JUNE))).rejects.toMatchObject({ error: { code: 'not-ready' } })
    await expect(library.versions.toCompare(id, versionIdOf(MAY), versionIdOf(JUNE))).rejects.toMatchObject({ error: { code: 'not-found', what: 'version' } })
  })
})

describe('checking', () => {
  test('finds what is damaged or missing in an older version', async () => {
    const library = await temp.open()
    const { id, first, shared } = await savedInMay(library)
    await library.versions.add(id, inJune(shared), original('June', JUNE))
    const folder = path.join(library.articleFolder(id), 'versions', versionIdOf(MAY))
    writeFileSync(path.join(folder, 'original.html.gz'), 'no gzip')
    writeFileSync(path.join(folder, 'article.html'), '<main>cut')
    rmSync(path.join(folder, 'version.json'))
    const { problems } = await library.verify(false)
    const inVersion = (name: string) => path.posix.join('articles', id.slice(-2), id, 'versions', versionIdOf(MAY), name)
    expect(problems.map(({ file, problem }) => `${problem} ${file}`).sort()).toEqual([
      `damaged ${inVersion('article.html')}`,
      `damaged ${inVersion('original.html.gz')}`,
      `missing-file ${inVersion('version.json')}`,
    ])
    // Still listed, under what is known.
    expect(await library.versions.of(id)).toMatchObject([{ current: true }, { id: versionIdOf(MAY), title: 'Tides, again', fetchedAt: MAY }])
    cpSync(path.join(library.articleFolder(id), 'article.html'), path.join(folder, 'article.html'))
    rmSync(path.join(library.articleFolder(id), first))
    writeFileSync(path.join(folder, 'article.html'), `<html><body><main>${picture(`../../${first}`)}</main></body></html>`)
    expect((await library.verify(false)).problems).toContainEqual(expect.objectContaining({ file: path.posix.join('articles', id.slice(-2), id, first), problem: 'missing-file' }))
  })
})

/** What a kill at any moment must leave: the old version, and the new one once it counts; never a mixture. */
describe('a kill', () => {
  class Killed extends Error {}

  /** Lets the n-th call that changes the disk, and every later one, never happen: as for a process that is gone. */
  function killAtCall(n: number): () => boolean {
    let count = 0
    const alive = (): void => {
      if (++count >= n) throw new Killed('killed')
    }
    const { open, rename, mkdir, rm } = fs.promises
    const { openSync, renameSync, fsyncSync, writeFileSync: write } = fs
    vi.spyOn(fs.promises, 'open').mockImplementation(async (...args) => {
      if (args[1] !== 'r') alive()
      const handle = await open(...args)
      const { writeFile } = handle
      handle.writeFile = async (...data: Parameters<typeof writeFile>) => {
        if (count + 1 === n) await writeFile.call(handle, 'part')
        alive()
        await writeFile.call(handle, ...data)
      }
      return handle
    })
    vi.spyOn(fs.promises, 'rename').mockImplementation(async (...args) => {
      alive()
      await rename(...args)
    })
    vi.spyOn(fs.promises, 'mkdir').mockImplementation((async (...args: Parameters<typeof mkdir>) => {
      alive()
      return await mkdir(...args)
    }) as typeof mkdir)
    vi.spyOn(fs.promises, 'rm').mockImplementation(async (...args) => {
      alive()
      await rm(...args)
    })
    vi.spyOn(fs, 'openSync').mockImplementation((...args) => {
      if (args[1] !== 'r') alive()
      return openSync(...args)
    })
    vi.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
      alive()
      write(...args)
    })
    vi.spyOn(fs, 'fsyncSync').mockImplementation((...args) => {
      alive()
      fsyncSync(...args)
    })
    vi.spyOn(fs, 'renameSync').mockImplementation((...args) => {
      alive()
      renameSync(...args)
    })
    return () => count >= n
  }

  test('at every single call loses neither version, and mixes none', async () => {
    let library = await temp.open()
    const articles: ArticleId[] = []
    for (let killed = true; killed && articles.length < 200; ) {
      const { id, shared } = await savedInMay(library)
      articles.push(id)
      const wasKilled = killAtCall(articles.length)
      await library.versions.add(id, inJune(shared), original('the sea in June', JUNE)).catch(() => undefined)
      vi.restoreAllMocks()
      killed = wasKilled()
    }
    await library.close()
    disownTemporaries()

    library = await temp.open()
    expect(readdirSync(path.join(temp.folder, 'tmp'))).toEqual([])
    let outcomes = ''
    for (const id of articles) {
      const versions = await library.versions.of(id)
      const isNew = versions[0]?.fetchedAt === JUNE
      outcomes += isNew ? 'n' : 'o'
      expect(versions.map((one) => one.fetchedAt)).toEqual(isNew ? [JUNE, MAY] : [MAY])
      const text = await library.text(id)
      const bytes = Buffer.from((await library.readOriginal(id)).bytes).toString()
      const { title } = await library.find(id)
      const lost = (await library.highlights.of(id)).highlights.map((one) => one.lost)
      expect([text.includes('mostly'), bytes.includes('June'), title.includes('again'), lost]).toEqual([isNew, isNew, isNew, [false, isNew]])
      if (!isNew) continue
      const { older } = await library.versions.toCompare(id, versionIdOf(MAY), versionIdOf(JUNE))
      expect(older.text).toContain('Nobody minds')
      const kept = path.join(library.articleFolder(id), 'versions', versionIdOf(MAY))
      expect(readdirSync(kept).sort()).toEqual(['article.html', 'original.html.gz', 'original.json', 'version.json'])
    }
    // Old for as long as the new one was not whole, new from then on; the last one was not killed.
    expect(outcomes).toMatch(/^o{10,}n{10,}$/)
    await library.upkeep.upToDate()
    expect(await library.verify(false)).toEqual({ problems: [], checked: articles.length })
  }, 4 * PATIENCE_MS)

  /** Makes what this process left unfinished that of a dead one, as it is after a kill. */
  function disownTemporaries(): void {
    const tmp = path.join(temp.folder, 'tmp')
    for (const name of readdirSync(tmp)) {
      if (/^\d+-/.test(name)) fs.renameSync(path.join(tmp, name), path.join(tmp, name.replace(/^\d+-.{6}/, '999999999-aaaaaa')))
    }
  }
})
