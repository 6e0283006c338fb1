import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Frame, Locator, Page } from 'playwright-core'
import { PATIENCE_MS } from '../helpers/patience-ms.ts'

export interface RunningLectern {
  readonly app: ElectronApplication
  readonly page: Page
  /** Closes the window as a person does and waits for the process to end. */
  close(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
}

/** The program's folder, as Electron is told it. */
export const LECTERN = join(import.meta.dirname, '..', '..')

/** Milliseconds that starting, and anything on screen, is waited for at most: the test's own limit is what counts. */
const WAIT = 2 * PATIENCE_MS

/** Milliseconds that an app is given to close. */
export const CLOSING_MS = PATIENCE_MS

export interface Size {
  readonly width: number
  readonly height: number
}

/** On a busy machine Node's inspector now and then loses an answer of main, which says nothing of main: it is asked again. */
function askMainPatiently(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app) as (...args: readonly unknown[]) => Promise<unknown>
  const patiently = async (...args: readonly unknown[]): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await evaluate(...args)
      } catch (thrown) {
        if (attempt === 3 || !(thrown instanceof Error && thrown.message.includes('promise was garbage collected'))) throw thrown
      }
    }
  }
  app.evaluate = patiently as ElectronApplication['evaluate']
}

/** An app whose process runs. */
export interface Started {
  readonly app: ElectronApplication
  /** Its process: Playwright knows it no more when the app has closed. */
  readonly child: ChildProcess
}

/** Starts the real app with these words. */
export async function launch(words: readonly string[]): Promise<Started> {
  const app = await _electron.launch({ timeout: WAIT, executablePath: electronPath(), args: [...words], env: { ...(process.env as Record<string, string>) } })
  askMainPatiently(app)
  return { app, child: app.process() }
}

/** Waits for the window of an app, and makes it as large as is wished. */
export async function windowOf({ app, child }: Started, size?: Size): Promise<RunningLectern> {
  const page = await app.firstWindow({ timeout: WAIT })
  page.setDefaultTimeout(WAIT)
  if (size !== undefined) {
    await app.evaluate(({ BrowserWindow }, { width, height }) => {
      const window = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().startsWith('app://lectern/index.html'))
      if (window === undefined) throw new Error('no window of the app')
      window.setContentSize(width, height)
    }, size)
  }
  await page.getByRole('navigation', { name: 'Library views' }).or(page.getByRole('main')).first().waitFor()
  return {
    app,
    page,
    close: () => app.close(),
    async kill() {
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** How many windows a person sees. Those in which pages run their scripts and pictures are drawn are hidden, and come and go. */
export function windowsSeen(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((window) => window.isVisible()).length)
}

/** The row of an article in the list, by its title. */
export function row(page: Page, title: string | RegExp): Locator {
  return page.getByRole('list', { name: 'Articles' }).getByRole('listitem', { name: title })
}

/** Saves an address through the window and waits until it can be read. */
export async function saveAddress(page: Page, address: string, title: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Address to save' }).fill(address)
  await page.getByRole('button', { name: 'Save article' }).click()
  await row(page, title).waitFor()
}

/** The frame in which the open article stands. */
export async function articleFrame(page: Page): Promise<Frame> {
  // An article that is still being saved when it is chosen gets a frame once it can be read: the first one may be gone again.
  for (;;) {
    const handle = await page.getByRole('region', { name: 'Reader' }).locator('iframe').elementHandle()
    const frame = await handle?.contentFrame()
    if (!frame) continue
    const isThere = await frame.locator('main').waitFor().then(() => true, (error: unknown) => {
      if (frame.isDetached()) return false
      throw error
    })
    if (isThere) return frame
  }
}

/**
 * Selects words of the open article with the mouse, as a person does. Playwright's own mouse never comes back from a
 * drag over a frame whose scripts are blocked, so the events go through the debugging protocol.
 */
export async function selectWords(page: Page, words: string): Promise<void> {
  const frame = await articleFrame(page)
  const box = await page.getByRole('region', { name: 'Reader' }).locator('iframe').boundingBox()
  const rects = await frame.evaluate((text) => {
    const walker = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent?.indexOf(text) ?? -1
      if (at === -1) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + text.length)
      range.startContainer.parentElement?.scrollIntoView({ block: 'center' })
      return [...range.getClientRects()].map(({ left, right, top, bottom }) => ({ left, right, top, bottom }))
    }
    return []
  }, words)
  const [first, last] = [rects[0], rects.at(-1)]
  if (!box || !first || !last) throw new Error(`the article has no “${words}” in one piece`)
  const from = { x: box.x + first.left + 0.5, y: box.y + (first.top + first.bottom) / 2 }
  const to = { x: box.x + last.right - 0.5, y: box.y + (last.top + last.bottom) / 2 }
  const session = await page.context().newCDPSession(page)
  const mouse = (type: string, at: { x: number; y: number }, buttons: number) =>
    session.send('Input.dispatchMouseEvent', { type: type as 'mousePressed', ...at, button: 'left', buttons, clickCount: 1 })
  await mouse('mousePressed', from, 1)
  await mouse('mouseMoved', { x: (from.x + to.x) / 2, y: to.y }, 1)
  await mouse('mouseMoved', to, 1)
  await mouse('mouseReleased', to, 0)
  await session.detach()
}

/** Where Electron is, as the set-up of the tests found it. */
export function electronPath(): string {
  const path = process.env['LECTERN_ELECTRON_PATH']
  if (!path) throw new Error('run through `npm test`, or with the e2e project’s global set-up')
  return path
}

/** The switches that Electron needs on this machine. */
export function electronSwitches(): readonly string[] {
  return (process.env['LECTERN_ELECTRON_ARGS'] ?? '').split(' ').filter((word) => word !== '')
}
