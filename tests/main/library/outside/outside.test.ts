import fs, { appendFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Library } from '../../../../main/library/library.ts'
import type { ArticleId } from '../../../../shared/model.ts'
import { cleanedSample } from '../../../helpers/library-samples.ts'
import { saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../../helpers/temp-library.ts'

let temp: TempLibrary
let elsewhere: TempLibrary
const documents: ArticleId[] = []
let lists = 0
beforeEach(() => {
  temp = tempLibrary()
  elsewhere = tempLibrary()
  documents.length = 0
  lists = 0
})
afterEach(async () => {
  vi.restoreAllMocks()
  await temp.remove()
  await elsewhere.remove()
})

/** Opens the library as the window does, and waits until other programs' changes are looked for. */
async function openWatching(onBack = (): void => undefined): Promise<Library> {
  const watch = vi.spyOn(fs, 'watch')
  const library = await temp.open()
  library.lookOutside({ onDocumentChange: (id) => documents.push(id), onListsChange: () => void lists++, onBack })
  await library.upkeep.upToDate()
  await vi.waitFor(() => expect(watch.mock.calls.map(([folder]) => folder)).toContain(temp.folder))
  return library
}

const eventually = (check: () => Promise<void> | void) => vi.waitFor(check)
const seen = (library: Library, titles: readonly string[]) =>
  eventually(async () => expect([...(await titlesOf(library, ''))].sort()).toEqual(titles))

/** An article's folder made by another Lectern, outside the library. */
async function articleFromElsewhere(title: string, body = `<p>Words of ${title}</p>`): Promise<{ readonly id: ArticleId; readonly folder: string }> {
  const other = await elsewhere.open()
  const { id } = await saveSample(other, { title, body })
  const folder = other.articleFolder(id)
  await other.close()
  return { id, folder }
}

const placeOf = (id: ArticleId) => path.join(temp.folder, 'articles', id.slice(-2), id)
const edit = (file: string, from: string, to: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))

test('articles that come, change and go are seen', async () => {
  const { id, folder } = await articleFromElsewhere('Brought')
  const library = await openWatching()
  const { id: own } = await saveSample(library, { title: 'Own', body: '<p>Some words here</p>' })
  cpSync(folder, placeOf(id), { recursive: true })
  await seen(library, ['Brought', 'Own'])
  await eventually(async () => expect(await titlesOf(library, 'words of')).toEqual(['Brought']))

  edit(path.join(placeOf(own), 'article.json'), '"title": "Own"', '"title": "By hand"')
  await seen(library, ['Brought', 'By hand'])
  await library.open(own)
  edit(path.join(placeOf(own), 'article.html'), 'Some words', 'Other sentences')
  await eventually(async () => expect(await titlesOf(library, 'sentences')).toEqual(['By hand']))
  await eventually(() => expect(documents).toEqual([own]))

  renameSync(placeOf(own), path.join(temp.folder, 'trash', own))
  await seen(library, ['Brought'])
  expect(await titlesOf(library, '', { view: 'trash' })).toEqual(['By hand'])
  rmSync(path.dirname(placeOf(id)), { recursive: true })
  await seen(library, [])
  expect((await library.overview()).damaged).toEqual([])
})

test('an article that comes file by file is waited for', async () => {
  const picture = Buffer.from('a picture, as far as anybody looks here')
  const name = `${createHash('sha256').update(picture).digest('hex')}.png`
  const { id, folder } = await articleFromElsewhere('Slow', `<p>Slow words</p><img src="images/${name}">`)
  const library = await openWatching()
  const isNotThere = async () => {
    await eventually(async () => expect((await library.overview()).arriving).toBe(1))
    expect(await titlesOf(library, '')).toEqual([])
    expect((await library.overview()).damaged).toEqual([])
  }
  const to = placeOf(id)
  mkdirSync(to, { recursive: true })
  // A synchroniser's name for what is not finished is nobody's article.
  writeFileSync(path.join(to, '.syncthing.article.json.tmp'), '{')
  cpSync(path.join(folder, 'article.json'), path.join(to, 'article.json'))
  await isNotThere()
  const html = readFileSync(path.join(folder, 'article.html'))
  writeFileSync(path.join(to, 'article.html'), html.subarray(0, html.length >> 1))
  await isNotThere()
  appendFileSync(path.join(to, 'article.html'), html.subarray(html.length >> 1))
  await isNotThere()
  mkdirSync(path.join(to, 'images'))
  writeFileSync(path.join(to, 'images', name), picture.subarray(0, 9))
  await isNotThere()
  writeFileSync(path.join(to, 'images', name), picture)
  await seen(library, ['Slow'])
  expect(await library.overview()).not.toHaveProperty('arriving')
  expect(readdirSync(to).sort(), 'nothing of it was touched').toEqual(['.syncthing.article.json.tmp', 'article.html', 'article.json', 'images'])
})

test('an article that is being rewritten is not damaged', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { title: 'Known', body: '<p>Some words</p>' })
  await library.highlights.addQuote(id, { exact: 'words' }, { colour: 'blue' })
  const files = ['article.html', 'article.json', 'annotations.json'].map((name) => path.join(placeOf(id), name))
  const whole = files.map((file) => readFileSync(file))
  files.forEach((file, n) => writeFileSync(file, whole[n]?.subarray(0, 40) ?? ''))
  await eventually(async () => expect((await library.overview()).arriving).toBe(1))
  expect((await library.overview()).damaged).toEqual([])
  expect(await titlesOf(library, 'words')).toEqual(['Known'])
  files.forEach((file, n) => writeFileSync(file, whole[n] ?? ''))
  await eventually(async () => expect(await library.overview()).not.toHaveProperty('arriving'))
  expect((await library.open(id)).highlights).toHaveLength(1)
})

test('annotations that are replaced while they are written here: nothing of either side is lost', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { body: '<p>One two three four</p>' })
  const one = await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue' })
  const gone = await library.highlights.addQuote(id, { exact: 'four' }, { colour: 'blue' })
  const file = path.join(placeOf(id), 'annotations.json')
  // Another machine goes on from here: a highlight, and words on the article.
  const other = JSON.parse(readFileSync(file, 'utf8')) as { highlights: Record<string, unknown>[]; note: string }
  other.highlights.push({ ...other.highlights[0], id: 'theirs', selector: [{ type: 'TextQuoteSelector', exact: 'three', prefix: '', suffix: '' }] })
  other.note = 'Their words'
  // Here too: a note, a deletion, a highlight, and words on the article that are being typed.
  await library.highlights.change(id, one.id, { note: 'Mine', noteBefore: '' })
  await library.highlights.delete(id, gone.id)
  const two = await library.highlights.addQuote(id, { exact: 'two' }, { colour: 'pink' })
  await library.highlights.setNote(id, 'My wo', '')
  temp.annotationsTold.length = 0
  writeFileSync(file, JSON.stringify(other))
  expect(await library.highlights.setNote(id, 'My words', 'My wo'), 'told before anybody looked').toBe('Their words\n\n⁂\n\nMy words')
  await eventually(async () => {
    const { highlights, note } = await library.highlights.of(id)
    expect(highlights.map((each) => [each.quote.exact, each.note])).toEqual([['three', ''], ['One', 'Mine'], ['two', '']])
    expect(note).toBe('Their words\n\n⁂\n\nMy words')
  })
  expect(temp.annotationsTold).toContain(id)
  expect((await library.highlights.of(id)).highlights.find((each) => each.id === two.id)).toEqual(two)
})

test('annotations that are replaced while a change of them is forced to the disk: nothing of either side is lost', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { body: '<p>One two three four</p>' })
  await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue' })
  const file = path.join(placeOf(id), 'annotations.json')
  const other = JSON.parse(readFileSync(file, 'utf8')) as { highlights: Record<string, unknown>[] }
  other.highlights.push({ ...other.highlights[0], id: 'theirs', selector: [{ type: 'TextQuoteSelector', exact: 'three', prefix: '', suffix: '' }] })
  const { fsyncSync } = fs
  vi.spyOn(fs, 'fsyncSync').mockImplementationOnce((descriptor) => {
    fsyncSync(descriptor)
    writeFileSync(file, JSON.stringify(other))
  })
  await library.highlights.setNote(id, 'My words')
  await eventually(async () => {
    const { highlights, note } = await library.highlights.of(id)
    expect([highlights.map((each) => each.quote.exact).sort(), note]).toEqual([['One', 'three'], 'My words'])
  })
})

test('a note that is typed on a highlight which another program takes away is kept', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { body: '<p>One two</p>' })
  const one = await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue' })
  writeFileSync(path.join(placeOf(id), 'annotations.json'), '{"version":1,"note":"","highlights":[],"deleted":[]}')
  expect(await library.highlights.change(id, one.id, { note: 'Typed', noteBefore: '' })).toMatchObject({ id: one.id, note: 'Typed' })
  expect((await library.highlights.of(id)).highlights).toHaveLength(1)
})

test('annotations with the marks of a merge in them are kept as they are, and read when they are repaired', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { body: '<p>One two</p>' })
  await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue', note: 'n' })
  const file = path.join(placeOf(id), 'annotations.json')
  const whole = readFileSync(file, 'utf8')
  const marked = whole.replace('"note": "n"', '<<<<<<< HEAD\n"note": "n"\n=======\n"note": "m"\n>>>>>>> theirs')
  writeFileSync(file, marked)
  await eventually(async () => expect((await library.overview()).arriving).toBe(1))
  expect(readFileSync(file, 'utf8')).toBe(marked)
  expect((await library.open(id)).summary.id, 'the article is read all the same').toBe(id)
  writeFileSync(file, whole.replace('"note": "n"', '"note": "m"').replace(/"noteAt": ".*"/, '"noteAt": "2100-01-01T00:00:00.000Z"'))
  await eventually(async () => expect((await library.highlights.of(id)).highlights[0]?.note).toContain('m'))
  await eventually(async () => expect(await library.overview()).not.toHaveProperty('arriving'))
  expect((await library.overview()).damaged).toEqual([])
})

test('conflict copies are merged while the library is open; documents and pictures are kept and named', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { title: 'Mine', body: '<p>One two</p>', tags: ['here'] })
  await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue' })
  const folder = placeOf(id)
  const record = JSON.parse(readFileSync(path.join(folder, 'article.json'), 'utf8')) as Record<string, unknown>
  const annotations = JSON.parse(readFileSync(path.join(folder, 'annotations.json'), 'utf8')) as { highlights: Record<string, unknown>[] }
  const rule = await library.siteRules.add('example.com', { drop: [{ tag: 'div', classes: ['appeal'], within: [] }], keep: [] })
  await library.siteRules.remove(rule.id)

  writeFileSync(path.join(folder, 'article (1).json'), JSON.stringify({ ...record, tags: ['there'], favourite: true, updatedAt: '2100-01-01T00:00:00.000Z' }))
  writeFileSync(path.join(folder, 'annotations 2.json'), JSON.stringify({ ...annotations, highlights: [{ ...annotations.highlights[0], id: 'theirs' }] }))
  writeFileSync(path.join(folder, 'article.sync-conflict-20261122-170000-ABCDEFG.html'), 'their document')
  const picture = `images/${'ab'.repeat(32)} (1).png`
  mkdirSync(path.join(folder, 'images'))
  writeFileSync(path.join(folder, picture), 'their picture')
  const theirs = { ...rule, id: 'theirs', site: 'example.org' }
  writeFileSync(path.join(temp.folder, 'site-rules.sync-conflict-20261122-170000-ABCDEFG.json'), JSON.stringify({ version: 1, rules: [rule, theirs] }))

  await eventually(async () => expect(await library.find(id)).toMatchObject({ tags: ['here', 'there'], favourite: true, highlightCount: 2 }))
  await eventually(async () => expect(await library.siteRules.list()).toEqual([theirs]))
  expect(lists).toBeGreaterThan(0)
  await eventually(() => expect(readdirSync(temp.folder).filter((name) => name.startsWith('site-rules'))).toEqual(['site-rules.json']))
  expect(readdirSync(folder).filter((name) => /^a.*\.(json|html)$/.test(name)).sort()).toEqual([
    'annotations.json',
    'article.html',
    'article.json',
    'article.sync-conflict-20261122-170000-ABCDEFG.html',
  ])
  const { problems } = await library.verify(true)
  const named = (name: string) => ({ id, file: expect.stringContaining(name) as string, problem: 'conflict-copy', repaired: false })
  expect(problems).toEqual([named(picture), named('sync-conflict')])
})

test('a copy of repair.json that a synchroniser made is merged, and one that is not whole waits', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { title: 'Repaired' })
  await library.repairs.set(id, { drop: [{ tag: 'aside', within: [] }], keep: [] }, [])
  const copy = path.join(placeOf(id), 'repair.sync-conflict-20261122-170000-ABCDEFG.json')
  const theirs = JSON.stringify({ version: 1, drop: [{ tag: 'nav', within: [], at: '2026-11-22T17:00:00.000Z' }], keep: [] })
  writeFileSync(copy, theirs.slice(0, 30))
  await new Promise((resolve) => setTimeout(resolve, 800))
  expect(existsSync(copy)).toBe(true)
  writeFileSync(copy, theirs)
  await eventually(() => expect(existsSync(copy)).toBe(false))
  expect((await library.repairs.of(id)).drop).toEqual([{ tag: 'aside', within: [] }, { tag: 'nav', within: [] }])
})

test('a folder that goes and comes back has lost nothing', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { title: 'Here', body: '<p>Some words</p>' })
  await library.upkeep.upToDate()
  const away = `${temp.folder}-away`
  const told = temp.told.length
  renameSync(temp.folder, away)
  // A window that asks nothing hears of it.
  await eventually(() => expect(temp.told.slice(told)).toContainEqual([]))
  await eventually(async () => expect((await library.overview()).away).toBe('missing'))
  expect(await titlesOf(library, 'words'), 'what is known is shown').toEqual(['Here'])
  await expect(library.open(id)).rejects.toMatchObject({ error: { code: 'library-away' } })
  await expect(library.change([id], { favourite: true })).rejects.toMatchObject({ error: { code: 'library-away' } })
  await expect(library.begin({ source: { kind: 'paste' }, title: 'New', tags: [] })).rejects.toMatchObject({ error: { code: 'library-away' } })
  await expect(library.delete([id])).rejects.toMatchObject({ error: { code: 'library-away' } })
  expect(existsSync(temp.folder), 'no second library is begun in its place').toBe(false)
  edit(path.join(away, 'articles', id.slice(-2), id, 'article.json'), '"Here"', '"Back"')
  renameSync(away, temp.folder)
  await seen(library, ['Back'])
  expect(await library.overview()).not.toHaveProperty('away')
  await library.change([id], { favourite: true })
  edit(path.join(placeOf(id), 'article.json'), '"Back"', '"Back again"')
  await seen(library, ['Back again'])
})

test('another library that comes to its place is none of ours: nothing of the two is mixed', async () => {
  const back: string[] = []
  const library = await openWatching(() => void back.push('back'))
  const { id } = await saveSample(library, { title: 'Ours' })
  await library.upkeep.upToDate()
  const away = `${temp.folder}-away`
  await articleFromElsewhere('Theirs')
  renameSync(temp.folder, away)
  await eventually(async () => expect((await library.overview()).away).toBe('missing'))
  cpSync(elsewhere.folder, temp.folder, { recursive: true })
  expect((await library.overview()).away).toBe('other-library')
  await expect(library.begin({ source: { kind: 'paste' }, title: 'New', tags: [] })).rejects.toMatchObject({ error: { code: 'library-away' } })
  await expect(library.highlights.setNote(id, 'A note')).rejects.toMatchObject({ error: { code: 'library-away' } })
  expect(await titlesOf(library, '')).toEqual(['Ours'])
  rmSync(temp.folder, { recursive: true })
  expect(back).toEqual([])
  renameSync(away, temp.folder)
  await eventually(() => expect(back).toEqual(['back']))
  await library.highlights.setNote(id, 'A note')
  expect(await titlesOf(library, '')).toEqual(['Ours'])
})

test('an article that one machine deleted and another changed comes back with what both have', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { title: 'Deleted', body: '<p>One two</p>' })
  const one = await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue' })
  const annotations = JSON.parse(readFileSync(path.join(placeOf(id), 'annotations.json'), 'utf8')) as { highlights: object[] }
  await library.delete([id])
  // The other machine's highlight; the synchroniser brings its file, and no article with it.
  mkdirSync(placeOf(id))
  writeFileSync(path.join(placeOf(id), 'annotations.json'), JSON.stringify({ ...annotations, highlights: [...annotations.highlights, { ...annotations.highlights[0], id: 'theirs' }] }))
  writeFileSync(path.join(placeOf(id), 'more.txt'), 'whatever it is')
  await library.restore([id])
  await eventually(async () => expect((await library.highlights.of(id)).highlights.map((each) => each.id).sort()).toEqual([one.id, 'theirs'].sort()))
  expect(readFileSync(path.join(placeOf(id), 'more.txt'), 'utf8')).toBe('whatever it is')
  expect(existsSync(path.join(temp.folder, 'trash', id))).toBe(false)
  // And the other way round: there is something of it in the trash already.
  mkdirSync(path.join(temp.folder, 'trash', id))
  writeFileSync(path.join(temp.folder, 'trash', id, 'more.txt'), 'something else')
  await library.delete([id])
  expect(await titlesOf(library, '', { view: 'trash' })).toEqual(['Deleted'])
  const names = readdirSync(path.join(temp.folder, 'trash', id)).filter((name) => name.startsWith('more'))
  expect(names).toHaveLength(2)
})

test('changes made here are no news', async () => {
  const library = await openWatching()
  const { id } = await saveSample(library, { title: 'Own', body: '<p>One two</p>' })
  await library.upkeep.upToDate()
  /** However slow the machine is, it comes to rest: a test that waits for ever here has found news of news. */
  const atRest = async () => {
    for (let before = -1; before !== temp.told.length; await new Promise((resolve) => setTimeout(resolve, 1000))) before = temp.told.length
  }
  await atRest()
  temp.told.length = 0
  temp.annotationsTold.length = 0
  await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue' })
  await library.change([id], { addTags: ['new'] })
  await library.finish(id, cleanedSample({ title: 'Own', body: '<p>One two three</p>' }))
  await atRest()
  expect(temp.annotationsTold).toHaveLength(1)
  expect(temp.told.length).toBeLessThanOrEqual(4)
  expect(documents).toEqual([])
})

test('without watches (a limit is reached, a network drive) changes are seen all the same', async () => {
  vi.spyOn(fs, 'watch').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'watch' })
  })
  const { id, folder } = await articleFromElsewhere('Brought')
  const library = await openWatching()
  cpSync(folder, placeOf(id), { recursive: true })
  await eventually(async () => expect(await titlesOf(library, '')).toEqual(['Brought']))
})

test('a whole library that is copied in is taken in', async () => {
  const other = await elsewhere.open()
  const titles: string[] = []
  for (let n = 0; n < 60; n++) titles.push((await saveSample(other, { title: `Article ${String(n).padStart(3, '0')}` })).title)
  await other.close()
  const library = await openWatching()
  cpSync(path.join(elsewhere.folder, 'articles'), path.join(temp.folder, 'articles'), { recursive: true })
  await eventually(async () => expect((await library.overview()).counts.all).toBe(60))
  await eventually(async () => expect(await titlesOf(library, 'paragraph')).toHaveLength(60))
  await eventually(async () => expect(await library.overview()).not.toHaveProperty('arriving'))
})
