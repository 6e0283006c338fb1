import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { BrowserWindow } from '../../renderer/browser/browser-window.tsx'
import { settingsStore, startSettings } from '../../renderer/settings-store.ts'
import '../../renderer/ui/base.css'
import '../../renderer/ui/tokens.css'
import type { BrowserState } from '../../shared/browser.ts'
import { BROWSER_BAR } from '../../shared/browser.ts'
import { Failure } from '../../shared/errors.ts'
import { DEFAULT_SETTINGS, THEMES } from '../../shared/settings.ts'
import type { Theme } from '../../shared/settings.ts'
import { fakeLibrary } from '../helpers/fake-api.ts'
import type { FakeLibrary } from '../helpers/fake-api.ts'
import { accessibilityProblems } from './open-window.tsx'

const NEWS: BrowserState = { address: 'https://news.example/story', title: 'A story', loading: false, canGoBack: true, canGoForward: false, shown: true }

let fake: FakeLibrary
let root: Root
let place: HTMLElement

beforeEach(() => open('light'))
afterEach(close)

async function open(theme: Theme): Promise<void> {
  fake = fakeLibrary(3, { ...DEFAULT_SETTINGS, theme })
  Object.assign(window, { bridge: fake.bridge })
  settingsStore.setState(settingsStore.getInitialState(), true)
  await startSettings()
  place = document.createElement('div')
  place.id = 'root'
  document.body.append(place)
  root = createRoot(place)
  root.render(<BrowserWindow />)
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Address'))
  // Stores outlive a window here, as they never do in the app.
  show({ address: '', title: '', loading: false, canGoBack: false, canGoForward: false, shown: false })
}

function close(): void {
  root.unmount()
  place.remove()
}

function show(state: BrowserState): void {
  fake.emit('browser-changed', { state })
}

const asked = (name: string) => fake.calls.filter((call) => call.name === name).map(({ args }) => args)
const button = (name: string) => page.getByRole('button', { name })
const status = () => page.getByRole('status')

test('shows where the page is; what is typed goes there, and Escape gives it up', async () => {
  show(NEWS)
  const field = page.getByRole('textbox', { name: 'Address' })
  await expect.element(field).toHaveValue(NEWS.address)
  await vi.waitFor(() => expect(document.title).toContain('A story'))
  await field.fill('example.org/other')
  await userEvent.keyboard('{Escape}')
  await expect.element(field).toHaveValue(NEWS.address)
  await field.fill('example.org/other')
  await userEvent.keyboard('{Enter}')
  expect(asked('moveBrowser').at(-1)).toEqual([{ kind: 'address', address: 'example.org/other' }])
  show({ ...NEWS, address: 'https://example.org/other' })
  await expect.element(field).toHaveValue('https://example.org/other')
})

test('its buttons and keys move it', async () => {
  show({ ...NEWS, canGoForward: true })
  await button('Back').click()
  await button('Forward').click()
  await userEvent.keyboard('{Alt>}{ArrowLeft}{/Alt}{F5}{F6}')
  expect(asked('moveBrowser')).toEqual(['back', 'forward', 'back', 'reload', 'focus-page'].map((kind) => [{ kind }]))
  show({ ...NEWS, loading: true })
  await button('Stop').click()
  expect(asked('moveBrowser').at(-1)).toEqual([{ kind: 'stop' }])
  await userEvent.keyboard('{Control>}l{/Control}')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Address')
})

test('saves what is seen, from the button, the keys and the page, and says how it ended', async () => {
  await expect.element(button('Save what I see')).toBeDisabled()
  show(NEWS)
  await button('Save what I see').click()
  await expect.element(status()).toHaveTextContent(/Saved: Seen/)
  await button('Read it').click()
  expect(asked('showArticle')).toHaveLength(1)
  fake.failNext('saveSeen', new Failure({ code: 'timeout', seconds: 8 }))
  await userEvent.keyboard('{Control>}s{/Control}')
  await expect.element(status()).toHaveTextContent(/did not answer within 8 seconds/)
  fake.emit('browser-command', { id: 'save' })
  await expect.element(status()).toHaveTextContent(/Saved: Seen/)
  expect(asked('saveSeen')).toEqual([[false], [false], [false]])
})

test('asks before a known article gets a new version', async () => {
  show(NEWS)
  const [article] = await fake.api.getArticles((await fake.api.listArticles({ view: 'all', text: '', offset: 0, limit: 1 })).rows.map((row) => row.article.id))
  fake.api.saveSeen = async (replace) => ({ kind: replace ? 'saving' : 'known', article: article ?? expect.fail() })
  await button('Save what I see').click()
  await expect.element(status()).toHaveTextContent(/in your library already/)
  await button('Update it to what I see').click()
  await expect.element(status()).toHaveTextContent(/Saved: /)
  expect(asked('saveSeen')).toEqual([[false], [true]])
})

test('says why an address is none, and why a page is not there', async () => {
  fake.failNext('moveBrowser', new Failure({ code: 'invalid-address', address: 'x' }))
  await page.getByRole('textbox', { name: 'Address' }).fill('x')
  await userEvent.keyboard('{Enter}')
  await expect.element(status()).toHaveTextContent(/not a web address/)
  show({ ...NEWS, shown: false, error: { code: 'unreachable', host: 'news.example' } })
  await expect.element(page.getByRole('alert')).toHaveTextContent(/news\.example could not be reached/)
  await button('Try again').click()
  expect(asked('moveBrowser').at(-1)).toEqual([{ kind: 'reload' }])
})

test('its bar is as high as main takes it to be', () => {
  expect(document.querySelector('header')?.getBoundingClientRect().height).toBe(BROWSER_BAR)
})

test.each(THEMES.filter((theme) => theme !== 'system'))('axe finds nothing in it, %s', async (theme) => {
  close()
  await open(theme)
  expect(await accessibilityProblems()).toEqual([])
  show(NEWS)
  await button('Save what I see').click()
  await expect.element(status()).toHaveTextContent(/Saved: /)
  expect(await accessibilityProblems()).toEqual([])
  show({ ...NEWS, address: 'https://other.example/', shown: false, error: { code: 'offline' } })
  await expect.element(page.getByRole('alert')).toBeVisible()
  expect(await accessibilityProblems()).toEqual([])
})
