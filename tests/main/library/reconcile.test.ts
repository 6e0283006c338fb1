import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ArticleId } from '../../../shared/model.ts'
import { saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(() => temp.remove())

test('what was changed while Lectern was closed is seen at the next start', async () => {
  let library = await temp.open()
  const save = async (title: string) => (await saveSample(library, { title, body: `<p>Words of ${title}</p>` })).id
  const [edited, gone, trashed, rewritten] = [await save('Edited'), await save('Gone'), await save('Trashed'), await save('Rewritten')]
  await library.upkeep.upToDate()
  const folderOf = (id: ArticleId) => library.articleFolder(id)
  const folders = { edited: folderOf(edited), gone: folderOf(gone), trashed: folderOf(trashed), rewritten: folderOf(rewritten) }
  await library.close()

  const record = path.join(folders.edited, 'article.json')
  writeFileSync(record, readFileSync(record, 'utf8').replace('"title": "Edited"', '"title": "By hand"'))
  rmSync(folders.gone, { recursive: true })
  renameSync(folders.trashed, path.join(temp.folder, 'trash', trashed))
  const html = path.join(folders.rewritten, 'article.html')
  writeFileSync(html, readFileSync(html, 'utf8').replace('Words', 'Sentences'))
  // Another device's position, and an article that is still being copied.
  mkdirSync(path.join(folders.edited, 'progress'), { recursive: true })
  writeFileSync(path.join(folders.edited, 'progress', 'phone.json'), '{"version":1,"offset":7,"progress":0.7,"updatedAt":"2026-01-01T00:00:00.000Z"}')
  const half = path.join(temp.folder, 'articles', 'zz', '01kaaaaaaaaaaaaaaaaaaaaazz')
  mkdirSync(half, { recursive: true })
  writeFileSync(path.join(half, 'article.html'), '<main>')

  library = await temp.open()
  await library.upkeep.upToDate()
  expect([...(await titlesOf(library, ''))].sort()).toEqual(['By hand', 'Rewritten'])
  expect(await titlesOf(library, '', { view: 'trash' })).toEqual(['Trashed'])
  expect(await titlesOf(library, 'sentences')).toEqual(['Rewritten'])
  expect((await library.find(edited)).progress).toBe(0.7)
  expect((await library.overview()).damaged).toEqual([])
  expect(existsSync(path.join(half, 'article.html')), 'it is waited for').toBe(true)
})

test('a library copied to another place opens there as the same', async () => {
  let library = await temp.open()
  const { id } = await saveSample(library, { title: 'Here', body: '<p>Some words</p>' })
  const highlight = await library.highlights.addQuote(id, { exact: 'words' }, { colour: 'blue' })
  await library.close()
  const copy = path.join(path.dirname(temp.folder), 'copy')
  cpSync(temp.folder, copy, { recursive: true })
  library = await temp.open({ folder: copy })
  await library.upkeep.upToDate()
  expect(await titlesOf(library, 'words')).toEqual(['Here'])
  expect((await library.open(id)).highlights).toEqual([highlight])
})

test.each(['annotations.sync-conflict-20261122-170000-ABCDEFG.json', 'annotations (conflicted copy 2026-11-22 170000).json', "annotations (Ann's conflicted copy 2026-11-22).json"])(
  'a conflict copy is merged and removed: %s',
  async (name) => {
    let library = await temp.open()
    const { id } = await saveSample(library, { body: '<p>One two three four</p>' })
    const one = await library.highlights.addQuote(id, { exact: 'One' }, { colour: 'blue', note: 'n' })
    const two = await library.highlights.addQuote(id, { exact: 'two' }, { colour: 'blue' })
    const file = path.join(library.articleFolder(id), 'annotations.json')
    const before = readFileSync(file, 'utf8')
    // This side: `two` deleted, `three` added. The other side: `one` recoloured later, `four` added.
    await library.highlights.delete(id, two.id)
    const three = await library.highlights.addQuote(id, { exact: 'three' }, { colour: 'green' })
    await library.close()
    const mine = readFileSync(file, 'utf8')
    writeFileSync(file, before)
    library = await temp.open()
    await library.upkeep.upToDate()
    const recoloured = await library.highlights.change(id, one.id, { colour: 'pink' })
    const four = await library.highlights.addQuote(id, { exact: 'four' }, { colour: 'yellow' })
    await library.close()
    renameSync(file, path.join(path.dirname(file), name))
    writeFileSync(file, mine)

    library = await temp.open()
    await library.upkeep.upToDate()
    expect((await library.highlights.of(id)).highlights).toEqual([recoloured, three, four])
    expect(readdirSync(path.dirname(file)).filter((entry) => entry.startsWith('annotations'))).toEqual(['annotations.json'])
    expect(await library.highlights.restore(id, two.id), 'what was deleted can come back').toEqual(two)
    expect((await library.find(id)).highlightCount).toBe(4)
  },
)

test('a conflict copy that cannot be read is left alone and reported', async () => {
  let library = await temp.open()
  const { id } = await saveSample(library)
  const copy = path.join(library.articleFolder(id), 'annotations.sync-conflict-1.json')
  await library.close()
  writeFileSync(copy, '{"version":1,')
  library = await temp.open()
  await library.upkeep.upToDate()
  expect(existsSync(copy)).toBe(true)
  expect((await library.verify(true)).problems).toContainEqual({ id, file: expect.stringContaining('sync-conflict') as string, problem: 'conflict-copy', repaired: false })
})
