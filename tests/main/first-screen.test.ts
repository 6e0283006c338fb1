import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { firstPage } from '../../main/first-page.ts'
import { firstFrame } from '../../main/first-frame.ts'
import { firstScreenFile, readFirstScreen, writeFirstScreen } from '../../main/first-screen-file.ts'
import { keepFirstScreen } from '../../main/first-screen.ts'
import type { LibraryToKeep } from '../../main/first-screen.ts'
import { FIRST_PAGE_ID } from '../../shared/first-screen.ts'
import type { FirstPage, FirstScreen } from '../../shared/first-screen.ts'
import type { LibraryQuery } from '../../shared/list.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings.ts'
import type { Api } from '../../shared/ipc.ts'
import { fakeArticles } from '../helpers/fake-articles.ts'
import { fc } from '../helpers/fc.ts'

const PAGE = '<!doctype html><html><body><div id="root"></div></body></html>'

const LIBRARY: LibraryToKeep = {
  savedSearches: async () => [{ id: 'a', name: 'Sea', view: 'all', text: 'tag:sea', createdAt: '2026-11-20T18:30:00.000Z' }],
  listArticles: async ({ offset, limit }) => ({
    rows: fakeArticles(60).map(({ summary }) => ({ article: summary })).slice(offset, offset + limit),
    total: 60,
  }),
  overview: async () => ({
    counts: { inbox: 60, reading: 0, archive: 0, favourites: 2, all: 60, trash: 0 },
    tags: [{ tag: 'sea', count: 3 }],
    damaged: [],
    readOnly: false,
  }),
}

const INBOX: LibraryQuery = { view: 'inbox', text: '', offset: 0, limit: 40 }

let folder: string
let file: string
let library: string
let screen: FirstScreen

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-first-'))
  file = firstScreenFile(join(folder, 'user-data'))
  library = join(folder, 'library')
  mkdirSync(join(library, 'articles'), { recursive: true })
  screen = await takenScreen()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function unexpected(fault: unknown): void {
  throw fault
}

/** What is kept of a library in memory. */
async function takenScreen(): Promise<FirstScreen> {
  const kept: FirstScreen[] = []
  const keeper = keepFirstScreen({ library: LIBRARY, keep: async (one) => void kept.push(one), onFault: unexpected })
  keeper.begin({ list: INBOX })
  await keeper.close()
  const [one] = kept
  if (one === undefined) throw new Error('nothing was kept')
  return one
}

test('what was kept comes back, for its library and build alone', async () => {
  await writeFirstScreen(file, { library, page: PAGE }, screen)
  expect(JSON.parse(readFirstScreen(file, { library, page: PAGE }) ?? 'null')).toEqual(screen)
  expect(screen.rows.length).toBeGreaterThan(10)
  expect(readFirstScreen(file, { library: join(folder, 'another'), page: PAGE })).toBeUndefined()
  expect(readFirstScreen(file, { library, page: `${PAGE} ` })).toBeUndefined()
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readdirSync(join(folder, 'user-data'))).toHaveLength(1)
})

test('without a file, or without the library’s folder, there is none', async () => {
  expect(readFirstScreen(file, { library, page: PAGE })).toBeUndefined()
  await writeFirstScreen(file, { library, page: PAGE }, screen)
  rmSync(library, { recursive: true })
  expect(readFirstScreen(file, { library, page: PAGE })).toBeUndefined()
})

test('damage anywhere in the file is noticed, and so is its end missing', async () => {
  await writeFirstScreen(file, { library, page: PAGE }, screen)
  const whole = readFileSync(file)
  for (let at = 0; at < whole.length - 1; at += 487) {
    const damaged = Uint8Array.from(whole)
    damaged[at] = (damaged[at] ?? 0) ^ 1
    writeFileSync(file, damaged)
    expect(readFirstScreen(file, { library, page: PAGE }), `byte ${at}`).toBeUndefined()
    writeFileSync(file, whole.subarray(0, at))
    expect(readFirstScreen(file, { library, page: PAGE }), `cut at ${at}`).toBeUndefined()
  }
  writeFileSync(file, '[]\n{}\nnull')
  expect(readFirstScreen(file, { library, page: PAGE })).toBeUndefined()
  rmSync(file)
  mkdirSync(file)
  expect(readFirstScreen(file, { library, page: PAGE })).toBeUndefined()
})

test('the same screen is not written twice, and a folder that cannot be written leaves the old file', async () => {
  await writeFirstScreen(file, { library, page: PAGE }, screen)
  const { ino } = statSync(file)
  await writeFirstScreen(file, { library, page: PAGE }, screen)
  expect(statSync(file).ino).toBe(ino)
  await writeFirstScreen(file, { library, page: PAGE }, { ...screen, total: 7 })
  expect(statSync(file).ino).not.toBe(ino)
})

test('any words cross in the page as data and nothing else', () => {
  const hostile = fc.constantFrom('</script>', '<!--<script>', '$&', '$`', '\u2028', '"\\', '</body>')
  fc.assert(
    fc.property(fc.string(), hostile, (words, more) => {
      const rows = screen.rows.slice(0, 1).map((row) => ({ article: { ...row.article, title: `${words}${more}${words}` } }))
      const shown = { ...screen, rows }
      const html = firstPage(PAGE, { ...DEFAULT_SETTINGS, theme: 'sepia' }, JSON.stringify(shown))
      const [before, rest = ''] = html.split(`<script type="application/json" id="${FIRST_PAGE_ID}">`)
      const [data = '', after] = rest.split('</script>')
      const read = JSON.parse(data) as FirstPage
      expect(`${before}${after}`).toBe(PAGE)
      return !data.includes('<') && read.settings.theme === 'sepia' && JSON.stringify(read.screen) === JSON.stringify(shown)
    }),
  )
})

test('a screen of another library that lies in the same folder now is not shown', async () => {
  const of = { library, page: PAGE }
  writeFileSync(join(library, 'library.json'), '{"version":1,"id":"01k1"}')
  await writeFirstScreen(file, of, screen)
  expect(readFirstScreen(file, of)).toBeDefined()
  writeFileSync(join(library, 'library.json'), '{"version":1,"id":"01k2"}')
  expect(readFirstScreen(file, of)).toBeUndefined()
  rmSync(join(library, 'library.json'))
  expect(readFirstScreen(file, of)).toBeUndefined()
})

test('a page that is loaded again comes without the rows, and with the settings as they are then', async () => {
  const renderer = join(folder, 'renderer')
  mkdirSync(renderer)
  writeFileSync(join(renderer, 'index.html'), PAGE)
  const at = { renderer, userData: join(folder, 'user-data'), library }
  const before = firstFrame(at)
  expect(before.hasScreen).toBe(false)
  expect(before.page(DEFAULT_SETTINGS)).not.toContain('"screen"')
  await before.keep(screen, library)
  const first = firstFrame(at)
  expect(first.hasScreen).toBe(true)
  expect(first.page(DEFAULT_SETTINGS)).toContain('"screen"')
  const again = first.page({ ...DEFAULT_SETTINGS, theme: 'black' })
  expect(again).not.toContain('"screen"')
  expect(again).toContain('"theme":"black"')
})

test('which fonts there are is kept on when a screen is kept without', async () => {
  const renderer = join(folder, 'renderer')
  mkdirSync(renderer)
  writeFileSync(join(renderer, 'index.html'), PAGE)
  const at = { renderer, userData: join(folder, 'user-data'), library }
  const kept = () => JSON.parse(readFirstScreen(file, { library, page: PAGE }) ?? 'null') as FirstScreen | null
  await firstFrame(at).keep(screen, library)
  expect(kept()?.fonts).toBeUndefined()
  await firstFrame(at).keep({ ...screen, fonts: ['serif'] }, library)
  await firstFrame(at).keep({ ...screen, total: 3 }, library)
  expect(kept()).toMatchObject({ total: 3, fonts: ['serif'] })
  await firstFrame(at).keep({ ...screen, fonts: ['serif', '"Noto Sans"'] }, library)
  expect(kept()?.fonts).toEqual(['serif', '"Noto Sans"'])
})

test('what is taken is what the next start will ask for; until that is known, nothing is', async () => {
  const asked: LibraryQuery[] = []
  const kept: FirstScreen[] = []
  const keeper = keepFirstScreen({
    library: {
      ...LIBRARY,
      listArticles: (query) => {
        asked.push(query)
        return LIBRARY.listArticles(query)
      },
    },
    keep: async (one) => void kept.push(one),
    onFault: unexpected,
  })
  keeper.changed()
  await keeper.close()
  expect(kept).toEqual([])
  const archive: LibraryQuery = { view: 'archive', tag: 'sea', text: '', sort: 'title', descending: false, offset: 0, limit: 3 }
  keeper.begin({ list: INBOX, fonts: ['serif'] })
  keeper.begin({ list: archive })
  await keeper.close()
  expect(asked).toEqual([archive])
  expect(kept).toMatchObject([{ query: archive, fonts: ['serif'] }])
})

test('changes are taken now and then, however many they are, and the last ones too', async () => {
  vi.useFakeTimers()
  try {
    const kept: FirstScreen[] = []
    const keeper = keepFirstScreen({ library: LIBRARY, keep: async (one) => void kept.push(one), onFault: unexpected })
    keeper.begin({ list: INBOX })
    for (let change = 0; change < 100; change++) {
      keeper.changed()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(kept.length).toBeGreaterThan(1)
    expect(kept.length).toBeLessThan(6)
    const before = kept.length
    await vi.advanceTimersByTimeAsync(10_000)
    expect(kept).toHaveLength(before + 1)
    await keeper.close()
    expect(kept).toHaveLength(before + 1)
  } finally {
    vi.useRealTimers()
  }
})

test('a library that is being built anew is not remembered as such; one that fails or hangs holds nothing up', async () => {
  const kept: FirstScreen[] = []
  const faults: unknown[] = []
  const keeperOf = (overview: Api['overview']) =>
    keepFirstScreen({
      library: { ...LIBRARY, overview },
      keep: async (one) => void kept.push(one),
      onFault: (fault) => faults.push(fault),
    })
  const building = keeperOf(async () => ({ ...(await LIBRARY.overview()), rebuilding: { done: 1, total: 2 } }))
  building.begin({ list: INBOX })
  await building.close()
  expect(kept[0]?.overview).not.toHaveProperty('rebuilding')
  const failing = keeperOf(() => Promise.reject(new Error('gone')))
  failing.begin({ list: INBOX })
  await failing.close()
  expect(faults).toHaveLength(1)
  const hanging = keeperOf(() => new Promise(() => {}))
  hanging.begin({ list: INBOX })
  await hanging.close()
  expect(kept).toHaveLength(1)
})
