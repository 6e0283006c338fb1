import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { libraryMemory } from '../../../main/library-memory.ts'
import { layoutOf } from '../../../main/library/layout.ts'
import { mergeLibraryFile } from '../../../main/library/library-file.ts'
import { libraryAt, libraryIdIn } from '../../../main/library/library-id.ts'
import { query, saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
let elsewhere: string

beforeEach(() => {
  temp = tempLibrary()
  elsewhere = `${temp.folder}-elsewhere`
})

afterEach(() => temp.remove())

test('where a library is, and where there is only the place of one', async () => {
  expect(await libraryAt(temp.folder), 'no folder').toBeUndefined()
  mkdirSync(temp.folder)
  expect(await libraryAt(temp.folder), 'an empty folder, as an unmounted disk leaves it').toBeUndefined()
  mkdirSync(path.join(temp.folder, 'articles'))
  expect(await libraryAt(temp.folder)).toBeUndefined()
  mkdirSync(path.join(temp.folder, 'articles', 'k7'))
  expect(await libraryAt(temp.folder), 'of a time before ids').toEqual({})
  writeFileSync(path.join(temp.folder, 'library.json'), '{"version": 1, "id": "01')
  expect(await libraryAt(temp.folder), 'damaged').toEqual({})
  expect(libraryIdIn(temp.folder)).toBeUndefined()
  writeFileSync(path.join(temp.folder, 'library.json'), '{"version": 1, "id": "01k"}')
  expect(await libraryAt(temp.folder)).toEqual({ id: '01k' })
  expect(libraryIdIn(temp.folder)).toBe('01k')
})

test('a library has an id, which stays, also when its file alone is lost', async () => {
  const { id, ...first } = await temp.open().then(async (library) => ({ id: library.id, closed: await library.close() }))
  expect(first.closed).toBeUndefined()
  expect(id).toMatch(/^[0-9a-z]{26}$/)
  expect(libraryIdIn(temp.folder)).toBe(id)
  rmSync(path.join(temp.folder, 'library.json'))
  const again = await temp.open({ idBefore: id ?? '' })
  expect(again.id).toBe(id)
})

test('another library in the same place has an index of its own', async () => {
  const first = await temp.open()
  const kept = await saveSample(first, { title: 'Of the first library' })
  await first.upkeep.upToDate()
  await first.close()
  renameSync(temp.folder, elsewhere)
  const second = await temp.open({ quietMs: 60_000 })
  expect(second.id).not.toBe(first.id)
  expect((await second.list(query())).total, 'before folder and index are compared').toBe(0)
  await expect(second.find(kept.id)).rejects.toMatchObject({ error: { code: 'not-found' } })
  await second.close()
  rmSync(temp.folder, { recursive: true })
  renameSync(elsewhere, temp.folder)
  const back = await temp.open()
  expect(back.id).toBe(first.id)
  expect(await titlesOf(back, '')).toEqual(['Of the first library'])
})

test('a place is remembered with its library, and nothing may be made there while that is away', async () => {
  const folder = path.join(temp.stateFolder, 'libraries')
  const memory = () => libraryMemory(folder, temp.folder)
  await memory().assertThere()
  const library = await temp.open()
  await saveSample(library)
  await memory().keep(library)
  await library.close()
  expect(memory().id).toBe(library.id)
  await memory().assertThere()
  renameSync(temp.folder, elsewhere)
  const missed = { code: 'library-away', folder: temp.folder, atStart: { articles: 1 } }
  await expect(memory().assertThere()).rejects.toMatchObject({ error: missed })
  mkdirSync(temp.folder)
  await expect(memory().assertThere()).rejects.toMatchObject({ error: missed })
  expect(readdirSync(temp.folder)).toEqual([])
  await libraryMemory(folder, `${temp.folder}-2`).assertThere()
})

test('two machines that give a library an id at the same time agree on one', async () => {
  await temp.open().then((library) => library.close())
  const file = path.join(temp.folder, 'library.json')
  const write = (id: string) => JSON.stringify({ version: 1, id })
  const merged = async (ours: string, theirs: string): Promise<unknown> => {
    writeFileSync(file, write(ours))
    await mergeLibraryFile(layoutOf(temp.folder), Buffer.from(write(theirs)))
    return (JSON.parse(readFileSync(file, 'utf8')) as { id: unknown }).id
  }
  expect(await merged('01a', '01b')).toBe('01a')
  expect(await merged('01b', '01a')).toBe('01a')
  await expect(merged('01a', '01b').then(() => mergeLibraryFile(layoutOf(temp.folder), Buffer.from('{"version"')))).rejects.toThrow('damaged')
})
