import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ArticleId } from '../../../shared/model.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { query, saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(() => temp.remove())

const json = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

describe('saving', () => {
  test('a row is there, in state saving, as soon as begin answers, and after a restart', async () => {
    const library = await temp.open()
    const article = await library.begin({
      source: { kind: 'address' },
      url: 'https://example.com/a',
      address: 'example.com/a',
      title: 'https://example.com/a',
      tags: ['News'],
    })
    expect(article.state).toEqual({ kind: 'saving', step: { kind: 'queued' } })
    expect((await library.list(query())).rows.map((row) => row.article.id)).toEqual([article.id])
    await library.close()

    const again = await temp.open()
    expect(await again.unfinished()).toEqual([article.id])
    expect(await again.find(article.id)).toEqual(article)
    expect((await again.findByAddress('example.com/a'))?.id).toBe(article.id)
  })

  test('steps are shown but not stored', async () => {
    const library = await temp.open()
    const { id } = await library.begin({ source: { kind: 'paste' }, title: 'x', tags: [] })
    const shown = library.setStep(id, { kind: 'pictures', done: 3, total: 12 })
    expect(shown.state).toEqual({ kind: 'saving', step: { kind: 'pictures', done: 3, total: 12 } })
    expect((await library.find(id)).state).toEqual(shown.state)
    await library.close()
    const again = await temp.open()
    expect((await again.find(id)).state).toEqual({ kind: 'saving', step: { kind: 'queued' } })
  })

  test('finish makes everything true at once', async () => {
    const library = await temp.open()
    const { id } = await library.begin({ source: { kind: 'address' }, title: 'x', tags: ['a'] })
    const picture = await library.keepPicture(id, new Uint8Array([1, 2, 3]), 'png')
    const unused = await library.keepPicture(id, new Uint8Array([4]), 'jpg')
    expect(picture).toMatch(/^images\/[0-9a-f]{64}\.png$/)
    await library.finish(id, {
      ...cleanedSample({ title: 'Title', byline: 'Ann', body: `<p>Text</p><img src="${picture}" alt="">` }),
      pictures: { kept: 1, missing: [{ url: 'https://x.test/a.png', problem: 'http', status: 404 }] },
      leadPicture: picture,
    })
    const article = await library.find(id)
    expect(article).toMatchObject({ title: 'Title', byline: 'Ann', state: { kind: 'ready' }, tags: ['a'], leadPicture: picture })
    expect(article.offline.picturesKept).toBe(1)
    expect(article.offline.bytes).toBeGreaterThan(100)
    expect(await library.text(id)).toBe('Text')
    expect(await library.unfinished()).toEqual([])
    const folder = library.articleFolder(id)
    expect(existsSync(path.join(folder, picture))).toBe(true)
    expect(existsSync(path.join(folder, unused)), 'unused pictures are swept').toBe(false)
    expect(json(path.join(folder, 'article.json'))).toMatchObject({ version: 1, id, state: { kind: 'ready' } })
    expect(library.filePath(id, picture)).toBe(path.join(folder, picture))
    for (const wrong of ['article.json', '../x', 'images/../article.json', 'images/x.png', '']) expect(library.filePath(id, wrong)).toBeUndefined()
    expect(library.filePath('../../etc', 'article.html')).toBeUndefined()
  })

  test('articles that are cleaned already are written together, each whole or not at all', async () => {
    const library = await temp.open()
    const original = { bytes: new TextEncoder().encode('<p>raw</p>'), fetchedAt: '2026-01-02T03:04:05.000Z' }
    const add = (title: string, id?: ArticleId) =>
      library.whole.add({ source: { kind: 'file', name: 'a.html' }, title: 'a.html', tags: ['New'], original, ...(id && { id }) }, cleanedSample({ title, body: `<p>All of ${title}</p>` }), new Date())
    const first = await add('zero')
    expect(library.whole.isNew(first)).toBe(false)
    temp.told.length = 0
    const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
    const [twice, ...ids] = await Promise.all([add('twice', first).catch((error: unknown) => error), ...names.map((name) => add(name))])
    expect(twice).toMatchObject({ error: { code: 'invalid-argument' } })
    expect(await titlesOf(library, 'all of')).toHaveLength(10)
    expect(await titlesOf(library, '"all of zero"')).toEqual(['zero'])
    const added = await library.get(ids as ArticleId[])
    expect(added.map(({ title, state, tags }) => [title, state.kind, tags])).toEqual(names.map((name) => [name, 'ready', ['New']]))
    const kept = await library.readOriginal(added[0]?.id as ArticleId)
    expect({ ...kept, bytes: new Uint8Array(kept.bytes) }).toEqual(original)
    await library.delete([first])
    expect(library.whole.isNew(first)).toBe(false)
    await library.close()
    expect(temp.told.length).toBeLessThan(6)
    expect(readdirSync(path.join(temp.folder, 'tmp')).filter((name) => !name.startsWith('library.lock'))).toEqual([])
    const again = await temp.open()
    expect(await titlesOf(again, 'all of')).toHaveLength(9)
    expect((await again.verify(false)).problems).toEqual([])
  })

  test('the original comes back byte for byte', async () => {
    const library = await temp.open()
    const original = { bytes: new Uint8Array([0, 255, 13, 10, 7]), contentType: 'text/html; charset=x', url: 'https://example.com/', name: 'a.html', fetchedAt: '2026-01-02T03:04:05.000Z' }
    const first = await library.begin({ source: { kind: 'file', name: 'a.html' }, title: 'a', tags: [], original })
    const second = await library.begin({ source: { kind: 'address' }, title: 'b', tags: [] })
    await expect(library.readOriginal(second.id)).rejects.toMatchObject({ error: { code: 'not-found', what: 'original' } })
    await library.storeOriginal(second.id, original)
    for (const { id } of [first, second]) {
      const read = await library.readOriginal(id)
      expect({ ...read, bytes: new Uint8Array(read.bytes) }).toEqual(original)
    }
  })

  test('a failure is kept with its reason, and can be taken up again', async () => {
    const library = await temp.open()
    const { id } = await library.begin({ source: { kind: 'address' }, title: 'x', tags: [] })
    await library.fail(id, { code: 'http', status: 503, retryAfter: 5 })
    await library.close()
    const again = await temp.open()
    expect((await again.find(id)).state).toMatchObject({ kind: 'failed', error: { code: 'http', status: 503, retryAfter: 5 } })
    await expect(again.open(id)).rejects.toMatchObject({ error: { code: 'not-ready', id } })
    expect(await again.unfinished()).toEqual([])
    expect((await again.resume(id)).state.kind).toBe('saving')
    expect(await again.unfinished()).toEqual([id])
  })
})

describe('reading', () => {
  test('opening gives everything and remembers when and where', async () => {
    const library = await temp.open()
    const { id } = await saveSample(library, { body: '<p>One two three</p>' })
    await library.rememberPosition(id, { offset: 4, progress: 0.5 })
    const open = await library.open(id)
    expect(open).toMatchObject({ highlights: [], note: '', position: { offset: 4, progress: 0.5 } })
    await library.close()
    const again = await temp.open()
    const article = await again.find(id)
    expect(article.progress).toBe(0.5)
    expect(article.openedAt).toBeDefined()
    expect((await again.list(query('', { view: 'reading' }))).total).toBe(1)
    expect((await again.list(query('', { view: 'inbox' }))).total).toBe(1)
  })

  test('who comes back at once goes on where reading stopped, though that is still being written down', async () => {
    const library = await temp.open()
    const { id } = await saveSample(library, { body: '<p>One two three</p>' })
    const remembered = library.rememberPosition(id, { offset: 4, progress: 0.5 })
    expect((await library.open(id)).position).toEqual({ offset: 4, progress: 0.5 })
    await remembered
    expect((await library.open(id)).position).toEqual({ offset: 4, progress: 0.5 })
  })

  test('what is not there is not found', async () => {
    const library = await temp.open()
    const id = '01kaaaaaaaaaaaaaaaaaaaaaaa' as ArticleId
    const calls = [() => library.open(id), () => library.find(id), () => library.readHtml(id), () => library.open('../x' as ArticleId)]
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ error: { code: 'not-found', what: 'article' } })
    }
  })
})

describe('changing', () => {
  test('archive, favourite, tags and title, for those that exist', async () => {
    const library = await temp.open()
    const a = await saveSample(library, { title: 'A', tags: ['x'] })
    const b = await saveSample(library, { title: 'B' })
    const none = '01kaaaaaaaaaaaaaaaaaaaaaaa' as ArticleId
    expect(await library.change([b.id, none, a.id], { archived: true, favourite: true, addTags: [' Long  Reads ', 'X'], title: 'New' })).toEqual([b.id, a.id])
    expect(await library.find(a.id)).toMatchObject({ title: 'New', favourite: true, tags: ['x', 'Long Reads'] })
    expect((await library.overview()).counts).toEqual({ inbox: 0, reading: 0, archive: 2, favourites: 2, all: 2, trash: 0 })
    expect((await library.overview()).tags).toEqual([{ tag: 'Long Reads', count: 2 }, { tag: 'X', count: 2 }])
    await library.change([a.id], { archived: false, removeTags: ['long reads'] })
    const article = await library.find(a.id)
    expect(article.tags).toEqual(['x'])
    expect(article).not.toHaveProperty('archivedAt')
    expect(await titlesOf(library, '', { view: 'inbox' })).toEqual(['New'])
    // A title that the reader gave survives cleaning again.
    await library.finish(a.id, cleanedSample({ title: 'From the page' }))
    expect((await library.find(a.id)).title).toBe('New')
  })

  test('the trash keeps an article whole; purging does not', async () => {
    const library = await temp.open()
    const { id } = await saveSample(library, { title: 'Gone', body: '<p>Some words</p>' })
    const highlight = await library.highlights.addQuote(id, { exact: 'words' }, { colour: 'green', note: 'n' })
    expect(await library.purge([id]), 'only from the trash').toEqual([])
    expect(await library.delete([id])).toEqual([id])
    expect(library.articleFolder(id)).toBe(path.join(temp.folder, 'trash', id))
    expect((await library.overview()).counts).toMatchObject({ all: 0, trash: 1 })
    expect((await library.find(id)).deletedAt).toBeDefined()
    expect(await titlesOf(library, 'words', { view: 'trash' })).toEqual(['Gone'])
    expect(await titlesOf(library, 'words')).toEqual([])
    expect(await library.restore([id])).toEqual([id])
    expect((await library.find(id)).deletedAt).toBeUndefined()
    expect((await library.highlights.of(id)).highlights).toEqual([highlight])
    await library.delete([id])
    expect(await library.purge([id])).toEqual([id])
    await expect(library.find(id)).rejects.toMatchObject({ error: { code: 'not-found' } })
    expect(existsSync(path.join(temp.folder, 'trash', id))).toBe(false)
  })

  test('changes are told together', async () => {
    const library = await temp.open()
    const a = await saveSample(library)
    const b = await saveSample(library)
    await library.close()
    temp.told.length = 0
    const again = await temp.open()
    await again.change([a.id, b.id], { favourite: true })
    // Closing tells what is still to be told.
    await again.close()
    expect(temp.told.map((ids) => [...ids].sort())).toEqual([[a.id, b.id].sort()])
  })
})

describe('searching', () => {
  test('finds body, highlights and notes, each shown where it stands', async () => {
    const library = await temp.open()
    const { id } = await saveSample(library, { title: 'Gardens', body: '<p>The quick brown fox jumps over the lazy dog.</p>' })
    await saveSample(library, { title: 'Other', body: '<p>Nothing of it.</p>' })
    const highlight = await library.highlights.addQuote(id, { exact: 'lazy dog' }, { colour: 'yellow', note: 'Remember **Aristotle**' })
    await library.highlights.setNote(id, 'About gardening and Voltaire')
    const hit = async (text: string) => (await library.list(query(text))).rows.map((row) => row.hit)[0]
    expect(await hit('brown')).toMatchObject({ field: 'body', marks: [{ start: 10, end: 15 }], position: { start: 10, end: 15 } })
    expect(await hit('lazy')).toMatchObject({ field: 'highlight', position: highlight.position })
    expect(await hit('aristotle')).toMatchObject({ field: 'note', passage: 'Remember **Aristotle**' })
    expect(await hit('voltaire')).toMatchObject({ field: 'note' })
    expect(await hit('gardens')).toMatchObject({ field: 'title' })
    expect(await hit('gardens aristotle fox'), 'words may stand in different places').toBeDefined()
    expect(await titlesOf(library, 'qui')).toEqual(['Gardens'])
    expect(await titlesOf(library, 'qui ')).toEqual([])
    expect(await titlesOf(library, '-fox')).toEqual(['Other'])
    await expect(library.list(query('is:foo'))).rejects.toMatchObject({ error: { code: 'invalid-query', position: 3 } })
  })
})
