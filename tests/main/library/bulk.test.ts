import fs from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { AppError } from '../../../shared/errors.ts'
import { SORTS, VIEWS } from '../../../shared/list.ts'
import { type ArticleId } from '../../../shared/model.ts'
import type { Watch } from '../../../main/library/bulk.ts'
import type { Library } from '../../../main/library/library.ts'
import { query, saveSample, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
let library: Library

beforeEach(async () => {
  temp = tempLibrary()
  library = await temp.open()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await temp.remove()
})

async function saveMany(count: number): Promise<readonly ArticleId[]> {
  const ids: ArticleId[] = []
  for (let number = 0; number < count; number++) {
    const body = `<p>${'Many words of an article '.repeat(1 + (number % 4))}</p>`
    ids.push((await saveSample(library, { title: `Article ${(number * 7) % count}`, body, tags: number % 3 === 0 ? ['third'] : [] })).id)
  }
  return ids
}

/** A watch that writes down what it is told, and stops the work at the first step when asked to. */
function watching(o: { readonly stopAtOnce?: boolean } = {}) {
  const stop = new AbortController()
  const steps: (readonly [number, number])[] = []
  const problems: AppError[] = []
  const watch: Watch = {
    signal: stop.signal,
    progress: (done, total) => {
      steps.push([done, total])
      if (o.stopAtOnce) stop.abort()
    },
    problem: (error) => problems.push(error),
  }
  return { watch, steps, problems }
}

test('ids come in the order of the list, for every view, order and range', async () => {
  const ids = await saveMany(30)
  await library.change(ids.slice(0, 12), { archived: true, favourite: true })
  await library.delete(ids.slice(20, 24))
  for (const view of VIEWS) {
    for (const sort of SORTS) {
      for (const more of [{}, { descending: true }, { text: 'third' }, { tag: 'third' }, { text: 'words -third' }, { offset: 3, limit: 5 }]) {
        const asked = query('', { view, sort, ...more })
        const rows = (await library.list(asked)).rows.map((row) => row.article.id)
        expect(await library.ids(asked), JSON.stringify(asked)).toEqual(rows)
      }
    }
  }
})

test('only what really changed is answered, and many new tags are soon found by their words too', async () => {
  const ids = await saveMany(45)
  expect(await library.change(ids, { addTags: ['Third'] })).toEqual(ids.filter((_, at) => at % 3 !== 0))
  expect(await library.change(ids, { addTags: ['heron'] })).toEqual(ids)
  await vi.waitFor(async () => expect((await library.ids(query('heron'))).length).toBe(45))
  expect(await library.change(ids.slice(0, 40), { removeTags: ['heron'] })).toEqual(ids.slice(0, 40))
  await vi.waitFor(async () => expect(await titlesOf(library, 'heron')).toHaveLength(5))
  expect(await titlesOf(library, 'words', { limit: 45 })).toHaveLength(45)
  expect((await library.verify(false)).problems).toEqual([])
})

test('it says what is true of how many', async () => {
  const ids = await saveMany(9)
  await library.change(ids.slice(0, 4), { archived: true })
  await library.change(ids.slice(3, 5), { favourite: true })
  await library.delete([ids[8] as ArticleId])
  const about = await library.about([...ids, ids[0] as ArticleId])
  expect(about).toEqual({ articles: 9, archived: 4, favourites: 2, trashed: 1, tags: [{ tag: 'third', count: 3 }] })
})

test('stopped, it answers what was done, and the rest is as it was', async () => {
  const ids = await saveMany(20)
  const many = [...ids, ...Array.from({ length: 400 }, (_, at) => `01${String(at).padStart(24, '0')}` as ArticleId)]
  const { watch, steps } = watching({ stopAtOnce: true })
  const changed = await library.change(many, { archived: true }, { watch })
  expect(changed).toEqual(ids)
  expect(steps).toEqual([[200, 420]])
  expect((await library.list(query('', { view: 'archive' }))).total).toBe(20)
  const before = watching()
  const stopped = AbortSignal.abort()
  expect(await library.delete(ids, { watch: { ...before.watch, signal: stopped } })).toEqual([])
  expect((await library.list(query('', { view: 'trash' }))).total).toBe(0)
})

test('a disk that fills in the middle is told, and what was done is answered, so that it can be taken back', async () => {
  const ids = await saveMany(30)
  let writes = 0
  const { open } = fs.promises
  vi.spyOn(fs.promises, 'open').mockImplementation(async (...args) => {
    if (args[1] === 'wx' && ++writes > 12) throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'open' })
    return await open(...args)
  })
  const { watch, problems } = watching()
  const changed = await library.change(ids, { archived: true }, { watch })
  expect(changed.length).toBe(12)
  expect(problems).toEqual([{ code: 'disk-full' }])
  expect((await library.list(query('', { view: 'archive' }))).total).toBe(12)
  await expect(library.change(ids, { favourite: true }), 'without a watch it throws').rejects.toMatchObject({ error: { code: 'disk-full' } })
  vi.restoreAllMocks()
  expect(await library.change(changed, { archived: false })).toEqual(changed)
  expect((await library.verify(false)).problems).toEqual([])
})

test('tags of signs alone are as many tags as signs: none is taken for another', async () => {
  const [rocket, star, both] = (await saveMany(4)).slice(1) as [ArticleId, ArticleId, ArticleId]
  await library.change([rocket, both], { addTags: ['🚀'] })
  expect(await library.change([star, both], { addTags: ['⭐'] })).toEqual([star, both])
  expect((await library.find(both)).tags).toEqual(['third', '🚀', '⭐'])
  expect(await library.change([rocket, star], { removeTags: ['⭐'] })).toEqual([star])
  expect((await library.ids(query('tag:🚀'))).toSorted()).toEqual([rocket, both].toSorted())
  expect(await library.ids(query('', { tag: '⭐' }))).toEqual([both])
  expect((await library.overview()).tags.map(({ tag }) => tag).toSorted()).toEqual(['third', '⭐', '🚀'].toSorted())
  expect((await library.completions('tag', '🚀')).map(({ value }) => value)).toEqual(['🚀'])
  expect(await library.ids(query('author:🚀 ')), 'no sign stands in a name').toEqual([])
})
