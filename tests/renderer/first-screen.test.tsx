import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { FirstScreen } from '../../shared/first-screen.ts'
import type { Api } from '../../shared/ipc.ts'
import type { LibraryQuery } from '../../shared/list.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings.ts'
import { App } from '../../renderer/app.tsx'
import { libraryStore, rowAt } from '../../renderer/library/library-store.ts'
import { reload } from '../../renderer/library/reload.ts'
import { beginWith, showFirstScreen, startQuery } from '../../renderer/library/start-library.ts'
import { rememberOrder } from '../../renderer/library/list-memory.ts'
import { settingsStore, startSettings } from '../../renderer/settings-store.ts'
import '../../renderer/ui/base.css'
import '../../renderer/ui/tokens.css'
import { fakeLibrary } from '../helpers/fake-api.ts'
import type { FakeLibrary } from '../helpers/fake-api.ts'

let root: Root | undefined
let place: HTMLElement | undefined

afterEach(() => {
  root?.unmount()
  place?.remove()
  location.hash = ''
})

const titled = (name: string) => page.getByRole('listitem', { name, exact: true })

/** Every call whose answer is painted before the window is idle. */
const ASKED_FOR_THE_SCREEN: readonly string[] = ['listArticles', 'listNewest', 'overview', 'getSettings', 'placeOfArticle', 'openArticle'] satisfies (keyof Api)[]

const INBOX: LibraryQuery = { view: 'inbox', text: '', offset: 0, limit: 40 }

async function screenOf({ api }: FakeLibrary, query = INBOX): Promise<FirstScreen> {
  const { rows, total } = await api.listArticles(query)
  return { query, rows, total, overview: await api.overview(), searches: await api.savedSearches() }
}

/** A window whose page brought a screen along, over a library that does not answer until it is let. */
async function openBefore(change: (screen: FirstScreen) => FirstScreen) {
  const fake = fakeLibrary(60)
  const screen = change(await screenOf(fake))
  const before = fake.calls.length
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  for (const name of ['listArticles', 'overview', 'getSettings'] as const) fake.hold(name, opened)
  Object.assign(window, { bridge: fake.bridge })
  libraryStore.setState(libraryStore.getInitialState(), true)
  settingsStore.setState(settingsStore.getInitialState(), true)
  beginWith({ view: 'inbox' }, { rows: 0 })
  location.hash = '#/inbox'
  void startSettings({ ...DEFAULT_SETTINGS, theme: 'black' })
  const shown = showFirstScreen(screen)
  place = document.createElement('div')
  place.id = 'root'
  document.body.append(place)
  root = createRoot(place)
  root.render(<App />)
  return { fake, open, shown, calls: () => fake.calls.slice(before).map(({ name }) => name) }
}

test('the rows of the last time are there and can be used before there is a library, and nothing is asked for them', async () => {
  const { calls, shown } = await openBefore((screen) => screen)
  expect(shown).toBe(true)
  await expect.element(titled('Bread, slowly')).toBeVisible()
  expect(document.documentElement.dataset['theme']).toBe('black')
  await new Promise((resolve) => setTimeout(resolve, 300))
  // What is not on screen may be asked for when the window is idle, be that before or after this.
  expect(calls().filter((name) => ASKED_FOR_THE_SCREEN.includes(name))).toEqual([])
  await titled('Bread, slowly').getByRole('link').click()
  await vi.waitFor(() => expect(location.hash).toMatch(/^#\/inbox\/[0-9a-z]{26}/))
})

test('what has changed since is put right, and the other rows stay where they are', async () => {
  let total = 0
  const { open } = await openBefore((screen) => {
    total = screen.total
    const [first, ...others] = screen.rows
    if (first === undefined) throw new Error('no rows')
    // Renamed meanwhile, and one at the end that is gone.
    const renamed = { article: { ...first.article, title: 'As it was called then' } }
    const gone = { article: { ...first.article, id: '00000000000000000000000000' as typeof first.article.id, title: 'Gone since' } }
    return { ...screen, rows: [renamed, others[0] ?? first, gone, ...others.slice(1)], total: screen.total + 1 }
  })
  await expect.element(titled('As it was called then')).toBeVisible()
  await expect.element(titled('Gone since')).toBeVisible()
  const element = titled('As it was called then').element()
  const top = element.getBoundingClientRect().top
  reload()
  open()
  await vi.waitFor(() => expect(titled('Gone since').elements()).toHaveLength(0))
  expect(titled('As it was called then').elements()).toHaveLength(0)
  expect(element.isConnected).toBe(true)
  expect(element.getBoundingClientRect().top).toBe(top)
  expect(libraryStore.getState().total).toBe(total)
})

test('a screen of another view than the window begins with is left aside', async () => {
  const { shown, open, calls } = await openBefore((screen) => ({ ...screen, query: { ...INBOX, view: 'archive' } }))
  expect(shown).toBe(false)
  expect(titled('Bread, slowly').elements()).toHaveLength(0)
  open()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  expect(calls()).toContain('listArticles')
})

test('a list begins again where it stood, in its order, with the rows that were kept for that', async () => {
  localStorage.clear()
  const fake = fakeLibrary(400)
  Object.assign(window, { bridge: fake.bridge })
  rememberOrder('all', { sort: 'title', descending: false })
  const begin = (rows: number) => {
    libraryStore.setState(libraryStore.getInitialState(), true)
    beginWith({ view: 'all' }, { rows })
  }
  begin(130.5)
  const query = startQuery()
  expect(query).toEqual({ view: 'all', text: '', sort: 'title', descending: false, offset: 120, limit: 40 })
  const screen = await screenOf(fake, query)
  expect(showFirstScreen(screen)).toBe(true)
  expect(rowAt(130)).toEqual(screen.rows[10])
  // It stood elsewhere when the rows were kept.
  begin(30)
  expect(showFirstScreen(screen)).toBe(false)
  begin(190)
  expect(showFirstScreen(screen)).toBe(false)
  // Or in another order.
  rememberOrder('all', { sort: 'length', descending: false })
  begin(130.5)
  expect(showFirstScreen(screen)).toBe(false)
  localStorage.clear()
})
