import { cpSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ArticleSummary, Highlight } from '../../../shared/model.ts'
import { query, tempLibrary, titlesOf, type TempLibrary } from '../../helpers/temp-library.ts'

/** A library for each version of the stored form, made by the Lectern of its time. Never change one; add the next. */
const VERSIONS = ['library-1']

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(() => temp.remove())

interface Expected {
  readonly all: readonly ArticleSummary[]
  readonly trash: readonly ArticleSummary[]
  readonly annotations: { readonly highlights: readonly Highlight[]; readonly note: string }
  readonly deletedHighlight: Highlight
}

test.each(VERSIONS)('%s opens as what it was, and reading it changes nothing', async (version) => {
  const fixture = path.join('tests/fixtures', version)
  const expected = JSON.parse(readFileSync(path.join(fixture, 'expected.json'), 'utf8')) as Expected
  cpSync(path.join(fixture, 'library'), temp.folder, { recursive: true })
  const library = await temp.open()
  await library.upkeep.upToDate()
  const rows = async (view: 'all' | 'trash') => (await library.list(query('', { view }))).rows.map((row) => row.article)
  expect(await rows('all')).toEqual(expected.all)
  expect(await rows('trash')).toEqual(expected.trash)
  const ready = expected.all.find((article) => article.state.kind === 'ready') as ArticleSummary
  expect(await library.highlights.of(ready.id)).toEqual(expected.annotations)
  expect(await titlesOf(library, '東京')).toEqual([ready.title])
  expect(Buffer.from((await library.readOriginal(ready.id)).bytes).toString()).toBe('<p>The original, as it was.</p>')
  expect(await library.verify(false)).toEqual({ problems: [], checked: 4 })
  expect((await library.unfinished()).length).toBe(1)
  expect(filesOf(path.join(temp.folder, 'articles'))).toEqual(filesOf(path.join(fixture, 'library', 'articles')))
  expect(await library.highlights.restore(ready.id, expected.deletedHighlight.id)).toEqual(expected.deletedHighlight)
})

function filesOf(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(folder, name)).isFile())
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(path.join(folder, name)).toString('base64')]))
}
