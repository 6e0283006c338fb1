import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { layoutOf } from '../../../../main/library/layout.ts'
import { watchFolder, type FolderWatcher } from '../../../../main/library/outside/folder-watcher.ts'
import type { ArticleId } from '../../../../shared/model.ts'
import { tempLibrary, type TempLibrary } from '../../../helpers/temp-library.ts'

const ID = '01m8238d706fak6xem0fp2v5dj' as ArticleId
const PART = path.join('articles', 'dj')

let temp: TempLibrary
let watcher: FolderWatcher | undefined
const noticing = { article: vi.fn<(id: ArticleId) => void>(), part: vi.fn<(part: string) => void>(), root: vi.fn<() => void>() }

beforeEach(() => {
  temp = tempLibrary()
  mkdirSync(path.join(temp.folder, 'articles'), { recursive: true })
  watcher = watchFolder(layoutOf(temp.folder), noticing)
})
afterEach(async () => {
  watcher?.close()
  vi.clearAllMocks()
  await temp.remove()
})

const told = () => [...noticing.part.mock.calls.flat(), ...noticing.article.mock.calls.flat()]
const hear = (what: string) => vi.waitFor(() => expect(told()).toContain(what))

let files = 0
/** Puts one more file into the article's folder, and answers which articles something was heard of. */
function heardAfterAFile(): readonly ArticleId[] {
  writeFileSync(path.join(temp.folder, PART, ID, `${files++}.json`), '{}')
  return noticing.article.mock.calls.flat()
}

test('an article whose folder came together with its part is heard of when its files come', async () => {
  mkdirSync(path.join(temp.folder, PART, ID), { recursive: true })
  await hear('dj')
  noticing.article.mockClear()
  await vi.waitFor(() => expect(heardAfterAFile()).toContain(ID))
})

test('so is one in a part that was replaced', async () => {
  mkdirSync(path.join(temp.folder, PART, ID), { recursive: true })
  await hear('dj')
  noticing.part.mockClear()
  rmSync(path.join(temp.folder, PART), { recursive: true })
  await hear('dj')
  mkdirSync(path.join(temp.folder, PART, ID), { recursive: true })
  noticing.article.mockClear()
  await vi.waitFor(() => expect(heardAfterAFile()).toContain(ID))
})
