import axe from 'axe-core'
import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { afterEach, expect, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import type { Locator } from 'vitest/browser'
import type { Settings } from '../../shared/settings.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings.ts'
import { App } from '../../renderer/app.tsx'
import { batchStore } from '../../renderer/batches/batch-store.ts'
import { forgetHistory } from '../../renderer/history.ts'
import { libraryStore } from '../../renderer/library/library-store.ts'
import { highlightStore } from '../../renderer/notes/highlight-store.ts'
import { settingsStore, startSettings } from '../../renderer/settings-store.ts'
import { closeOverlay, shellStore } from '../../renderer/shell-store.ts'
import { hideToast, keepToasts } from '../../renderer/ui/toast.tsx'
import '../../renderer/ui/base.css'
import '../../renderer/ui/tokens.css'
import { fakeLibrary } from '../helpers/fake-api.ts'
import type { FakeLibrary } from '../helpers/fake-api.ts'

let root: Root | undefined
let place: HTMLElement | undefined

/**
 * Around the app's window there is nothing: when a frame goes that has the keyboard, the window gets the next keys. Here
 * Vitest's page would get them, which is around it.
 */
function passOnKey(event: KeyboardEvent): void {
  document.body.dispatchEvent(new KeyboardEvent('keydown', event))
}

afterEach(() => {
  window.parent.removeEventListener('keydown', passOnKey)
  root?.unmount()
  place?.remove()
  root = undefined
  location.hash = ''
})

/** Opens the whole window over a library in memory. Closed after each test by itself. */
export async function openWindow({
  articles = 60,
  hash = '#/inbox',
  settings = {},
}: { readonly articles?: number; readonly hash?: string; readonly settings?: Partial<Settings> } = {}): Promise<FakeLibrary> {
  const fake = fakeLibrary(articles, { ...DEFAULT_SETTINGS, theme: 'light', ...settings })
  Object.assign(window, { bridge: fake.bridge })
  libraryStore.setState(libraryStore.getInitialState(), true)
  shellStore.setState(shellStore.getInitialState(), true)
  settingsStore.setState(settingsStore.getInitialState(), true)
  batchStore.setState(batchStore.getInitialState(), true)
  closeOverlay()
  hideToast()
  keepToasts()
  forgetHistory()
  localStorage.clear()
  location.hash = hash
  await startSettings()
  place = document.createElement('div')
  place.id = 'root'
  document.body.append(place)
  root = createRoot(place)
  root.render(<App />)
  window.parent.addEventListener('keydown', passOnKey)
  await vi.waitFor(() => expect(document.querySelector('[aria-label="Library"], [aria-label="Reader"]')).not.toBeNull())
  return fake
}

/** The frame of the open article, once it is filled. */
export async function articleFrame(): Promise<{ readonly document: Document; readonly main: HTMLElement; readonly window: Window & typeof globalThis }> {
  return vi.waitFor(() => {
    const frame = document.querySelector<HTMLIFrameElement>('iframe[data-shown="true"]')
    const main = frame?.contentDocument?.querySelector('main')
    if (!frame?.contentDocument || !main || !frame.contentWindow) throw new Error('The article is not on screen yet')
    return { document: frame.contentDocument, main, window: frame.contentWindow as Window & typeof globalThis }
  })
}

/** Selects words of the open article, as a reader does with the mouse. */
export async function selectWords(words: string): Promise<void> {
  const { document: inner, main } = await articleFrame()
  const walker = inner.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const at = node.data.indexOf(words)
    if (at < 0) continue
    const range = inner.createRange()
    range.setStart(node, at)
    range.setEnd(node, at + words.length)
    node.parentElement?.scrollIntoView({ block: 'center' })
    const selection = inner.getSelection()
    selection?.removeAllRanges()
    selection?.addRange(range)
    await vi.waitFor(() => {
      const { text, selection: passage } = highlightStore.getState()
      expect(passage && text.slice(passage.start, passage.end)).toBe(words)
      expect(document.querySelector('[role="toolbar"][aria-label="Highlight"]')).not.toBeNull()
    })
    return
  }
  throw new Error(`No such words in the article: ${words}`)
}

/** Clicks what a row shows only under the pointer: a row that moved away from it, because something came above, is looked for again. */
export async function clickInRow(row: Locator, part: (row: Locator) => Locator): Promise<void> {
  await vi.waitFor(async () => {
    await row.hover({ timeout: 5_000 })
    await part(row).click({ timeout: 5_000 })
  }, 40_000)
}

/** Presses keys in the window. */
export async function press(keys: string): Promise<void> {
  await userEvent.keyboard(keys)
}

/** What axe finds wrong with the window as it stands; a readable list, so that a failure says what to mend. */
export async function accessibilityProblems(what: 'everything' | 'contrast' = 'everything'): Promise<readonly string[]> {
  // Half-faded parts would be judged by colours nobody sees.
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const { violations } = await axe.run(document, {
    iframes: false,
    ...(what === 'contrast' ? { runOnly: ['color-contrast'] } : {}),
    rules: {
      // Asked of whole pages; here Vitest's own page is around the window.
      'landmark-one-main': { enabled: false },
      'page-has-heading-one': { enabled: false },
      region: { enabled: false },
    },
  })
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n  ${node.html}\n  ${node.failureSummary ?? ''}`))
}
