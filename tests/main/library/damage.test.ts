import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SafeStore } from '../../../main/library/safe-store.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { query, saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(() => temp.remove())

const flip = (file: string, at: (size: number) => number) => {
  const bytes = readFileSync(file)
  const index = at(bytes.length)
  bytes[index] = (bytes[index] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}

/** What a broken disk or synchroniser does to a file. */
const MUTATIONS: Readonly<Record<string, (file: string) => void>> = {
  'first byte flipped': (file) => flip(file, () => 0),
  'middle byte flipped': (file) => flip(file, (size) => size >> 1),
  'last byte flipped': (file) => flip(file, (size) => size - 1),
  truncated: (file) => truncateSync(file, statSync(file).size >> 1),
  emptied: (file) => truncateSync(file, 0),
  'filled with zeros': (file) => writeFileSync(file, Buffer.alloc(statSync(file).size)),
  'appended to': (file) => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('garbage')])),
  deleted: (file) => rmSync(file),
  'replaced by a folder': (file) => {
    rmSync(file)
    mkdirSync(file)
  },
  'replaced by a list': (file) => writeFileSync(file, '[]'),
  'another version of nothing': (file) => writeFileSync(file, '{"version":"one"}'),
}

const FILES = ['article.json', 'annotations.json', 'article.html', 'progress/test.json', 'original.html.gz', 'original.json']

test.each(FILES)('%s, damaged in every way', async (name) => {
  let library = await temp.open()
  const save = async (title: string) => {
    const { id } = await saveSample(library, { title, body: '<p>Some words</p>' })
    await library.highlights.addQuote(id, { exact: 'words' }, { colour: 'pink', note: 'kept' })
    await library.rememberPosition(id, { offset: 3, progress: 0.3 })
    await library.storeOriginal(id, { bytes: Buffer.from('original'), fetchedAt: '2026-01-01T00:00:00.000Z' })
    return { id, title, file: path.join(library.articleFolder(id), name) }
  }
  const sound = await save('Sound')
  const broken = await Promise.all(Object.keys(MUTATIONS).map(save))
  await library.close()
  for (const { title, file } of broken) MUTATIONS[title]?.(file)
  const evidence = broken.map(({ file }) => contentOf(file))

  library = await temp.open()
  await library.upkeep.upToDate()
  // Nothing else is affected, and things go on.
  expect(await titlesOf(library, 'sound words')).toEqual(['Sound'])
  expect((await library.open(sound.id)).highlights).toHaveLength(1)
  await saveSample(library, { title: 'New' })
  const damaged = (await library.overview()).damaged.join()
  const { problems } = await library.verify(false)
  expect(damaged + JSON.stringify(problems)).not.toContain(sound.id)

  for (const { id, title } of broken) {
    const open = await library.open(id).catch((error: unknown) => error)
    const named = damaged.includes(`${id}/${name}`) && problems.some((one) => one.id === id)
    if (name === 'article.json' || (name === 'article.html' && open instanceof Error)) {
      expect(named, `${title} is named`).toBe(true)
      expect(open).toMatchObject({ error: { code: expect.stringMatching(/^(damaged|not-found)$/) as string } })
    } else {
      // One flipped byte in a page's text is no reason to withhold the page.
      expect(open, `${title} is read all the same`).toMatchObject({ summary: { title } })
    }
    if (name === 'annotations.json' && title !== 'deleted') {
      expect(named, `${title} is named`).toBe(true)
      await expect(library.highlights.of(id), title).rejects.toMatchObject({ error: { code: 'damaged' } })
    }
    if (name === 'original.html.gz') await expect(library.readOriginal(id), title).rejects.toBeInstanceOf(Error)
  }
  await library.close()
  // Where reading stopped is written anew by opening; nothing else is touched.
  if (name !== 'progress/test.json') expect(broken.map(({ file }) => contentOf(file))).toEqual(evidence)
})

function contentOf(file: string): unknown {
  if (!existsSync(file)) return undefined
  return statSync(file).isDirectory() ? readdirSync(file) : readFileSync(file, 'utf8')
}

test('a damaged annotations.json is kept aside when something new is written', async () => {
  let library = await temp.open()
  const { id } = await saveSample(library, { body: '<p>Some words</p>' })
  await library.highlights.addQuote(id, { exact: 'Some' }, { colour: 'blue' })
  const folder = library.articleFolder(id)
  await library.close()
  writeFileSync(path.join(folder, 'annotations.json'), '{"version": 1, "highl')

  library = await temp.open()
  await library.upkeep.upToDate()
  const added = await library.highlights.addQuote(id, { exact: 'words' }, { colour: 'green' })
  expect((await library.highlights.of(id)).highlights).toEqual([added])
  const aside = readdirSync(folder).filter((name) => name.startsWith('annotations.json.damaged-'))
  expect(aside).toHaveLength(1)
  expect(readFileSync(path.join(folder, aside[0] ?? ''), 'utf8')).toBe('{"version": 1, "highl')
  expect((await library.overview()).damaged.join()).toContain(aside[0])
})

test('verify repairs a lost article.json from the index', async () => {
  let library = await temp.open()
  const before = await saveSample(library, { title: 'Title', byline: 'Ann', tags: ['a'], body: '<p>Words</p>' })
  const file = path.join(library.articleFolder(before.id), 'article.json')
  await library.close()
  writeFileSync(file, '{')
  library = await temp.open()
  await library.upkeep.upToDate()
  expect((await library.list(query())).rows.map((row) => row.article.title), 'it is still known by name').toEqual(['Title'])
  expect((await library.verify(true)).problems).toContainEqual({ id: before.id, file: expect.stringContaining('article.json') as string, problem: 'damaged', repaired: true })
  const { updatedAt: _a, ...after } = await library.find(before.id)
  const { updatedAt: _b, ...expected } = before
  expect(after).toEqual(expected)
  expect((await library.open(before.id)).summary.title).toBe('Title')
})

test.each(['article.json', 'annotations.json'])('%s of a newer version is left alone', async (name) => {
  let library = await temp.open()
  const { id } = await saveSample(library, { body: '<p>Words</p>' })
  await library.highlights.setNote(id, 'n')
  const file = path.join(library.articleFolder(id), name)
  await library.close()
  const newer = JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), version: 99, more: { of: 'it' } })
  writeFileSync(file, newer)
  library = await temp.open()
  await library.upkeep.upToDate()
  await expect(library.highlights.setNote(id, 'other')).rejects.toMatchObject({ error: { code: 'newer-version' } })
  await expect(library.highlights.of(id)).rejects.toMatchObject({ error: { code: 'newer-version' } })
  await library.verify(true)
  expect(readFileSync(file, 'utf8')).toBe(newer)
  expect((await library.overview()).damaged.join()).toContain(name)
})

test('members that this version does not know survive a change', async () => {
  let library = await temp.open()
  const { id } = await saveSample(library)
  const file = path.join(library.articleFolder(id), 'article.json')
  await library.close()
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), mine: { a: 1 } }))
  library = await temp.open()
  await library.change([id], { favourite: true })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ mine: { a: 1 }, favourite: true })
})

describe('settings', () => {
  test.each(Object.keys(MUTATIONS).filter((name) => name !== 'another version of nothing'))('%s: begin anew, the old file is kept', (mutation) => {
    const folder = path.join(temp.folder, 'settings')
    const open = () => new SafeStore<Record<string, unknown>>({ cwd: folder, name: 'settings', whenDamaged: 'set-aside' })
    open().set('theme', 'dark')
    MUTATIONS[mutation]?.(path.join(folder, 'settings.json'))
    const store = open()
    expect([undefined, 'dark']).toContain(store.get('theme'))
    store.set('theme', 'sepia')
    expect(open().get('theme')).toBe('sepia')
    if (mutation !== 'deleted') expect(readdirSync(folder).length).toBeGreaterThanOrEqual(1)
  })
})

describe('the index is disposable', () => {
  const spoil: Readonly<Record<string, (file: string) => void>> = {
    deleted: (file) => rmSync(file),
    garbage: (file) => writeFileSync(file, Buffer.alloc(5000, 'garbage')),
    emptied: (file) => truncateSync(file, 0),
    'cut off': (file) => truncateSync(file, statSync(file).size >> 1),
    'a folder': (file) => {
      rmSync(file)
      mkdirSync(file)
    },
    'of another version': (file) => flip(file, () => 63),
    'with other tables': (file) => {
      const database = new DatabaseSync(file)
      database.exec('DROP TABLE marks; CREATE TABLE marks (x)')
      database.close()
    },
    'broken in the middle': (file) => {
      const bytes = readFileSync(file)
      bytes.fill(0x5a, 4096, bytes.length - 4096)
      writeFileSync(file, bytes)
    },
  }
  test.each(Object.keys(spoil))('%s: the same library', async (how) => {
    let library = await temp.open()
    const ids: ArticleId[] = []
    for (let n = 0; n < 8; n++) ids.push((await saveSample(library, { title: `Article ${n}`, body: `<p>Words number${n}</p>`, tags: [`t${n % 3}`] })).id)
    await library.highlights.addQuote(ids[3] as ArticleId, { exact: 'Words' }, { colour: 'pink', note: 'noted' })
    await library.change([ids[4] as ArticleId], { archived: true })
    await library.delete([ids[5] as ArticleId])
    await library.upkeep.upToDate()
    const state = async () => ({
      all: await library.list(query()),
      trash: await library.list(query('', { view: 'trash' })),
      found: await titlesOf(library, 'number7'),
      noted: await titlesOf(library, 'noted'),
      overview: await library.overview(),
    })
    const before = await state()
    await library.close()
    const folder = path.join(temp.stateFolder, readdirSync(temp.stateFolder)[0] ?? '')
    spoil[how]?.(path.join(folder, 'index.db'))

    library = await temp.open()
    expect((await library.list(query())).total, 'there is something to show at once').toBeGreaterThan(0)
    await library.upkeep.hasTexts()
    expect(await titlesOf(library, 'number7'), 'what a command waits for').toEqual(before.found)
    await library.upkeep.upToDate()
    await library.upkeep.upToDate()
    expect(await state()).toEqual(before)
    expect(await library.verify(false)).toEqual({ problems: [], checked: 8 })
  })
})
