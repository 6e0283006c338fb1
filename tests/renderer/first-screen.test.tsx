import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { FirstScreen } from '../../shared/first-screen.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings.ts'
import { App } from '../../renderer/app.tsx'
import { libraryStore, reload, showFirstScreen } from '../../renderer/library/library-store.ts'
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

async function screenOf({ api }: FakeLibrary): Promise<FirstScreen> {
  const { rows, total } = await api.listArticles({ view: 'inbox', text: '', offset: 0, limit: 40 })
  return { view: 'inbox', rows, total, overview: await api.overview() }
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
  expect(calls().filter((name) => name !== 'showMenu')).toEqual([])
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
  const { shown, open, calls } = await openBefore((screen) => ({ ...screen, view: 'archive' }))
  expect(shown).toBe(false)
  expect(titled('Bread, slowly').elements()).toHaveLength(0)
  open()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  expect(calls()).toContain('listArticles')
})
