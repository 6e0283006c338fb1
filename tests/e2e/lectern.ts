import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Frame, Locator, Page } from 'playwright-core'
import type { TestContext } from 'vitest'

const ROOT = join(import.meta.dirname, '..', '..')

/** Folders of one test's Lectern: two starts with the same folders are the same reader on the same machine. */
export interface Folders {
  readonly library: string
  readonly userData: string
  /** More of Chromium's switches for what runs on them: the machine's network, say. */
  readonly switches?: readonly string[]
  remove(): Promise<void>
}

/** Makes fresh folders, so that no test sees another's library or settings. */
export async function freshFolders(): Promise<Folders> {
  const parent = await mkdtemp(join(tmpdir(), 'lectern-e2e-'))
  return {
    library: join(parent, 'library'),
    userData: join(parent, 'user-data'),
    remove: () => rm(parent, { recursive: true, force: true, maxRetries: 5 }),
  }
}

export interface RunningLectern {
  readonly app: ElectronApplication
  readonly page: Page
  /** Closes the window as a person does and waits for the process to end. */
  close(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
}

/** Milliseconds that starting, and anything on screen, is waited for at most: the test's own limit is what counts. */
const WAIT = 45_000

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

/** Starts the real app on these folders, with what the system hands over (a link, a file), and waits for its window. */
export async function startLectern(folders: Folders, size?: { width: number; height: number }, words: readonly string[] = []): Promise<RunningLectern> {
  const app = await _electron.launch({
    timeout: WAIT,
    executablePath: electronPath(),
    args: [...electronSwitches(), ...(folders.switches ?? []), ROOT, `--user-data-dir=${folders.userData}`, `--library=${folders.library}`, ...words],
    env: { ...(process.env as Record<string, string>) },
  })
  askMainPatiently(app)
  const page = await app.firstWindow({ timeout: WAIT })
  page.setDefaultTimeout(WAIT)
  if (size !== undefined) {
    await app.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height), size)
  }
  await page.getByRole('navigation', { name: 'Library views' }).or(page.getByRole('main')).first().waitFor()
  return {
    app,
    page,
    close: () => app.close(),
    async kill() {
      const { pid } = app.process()
      const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()))
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
      await ended
    },
  }
}

/** Where a test failed, a picture of the window says more than the message: `test-results/<test>.png`. */
export async function pictureOfFailure(context: TestContext, running: RunningLectern | undefined): Promise<void> {
  if (context.task.result?.state !== 'fail' || running === undefined) return
  const name = context.task.name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)
  await running.page.screenshot({ path: join(ROOT, 'test-results', `${name}.png`), timeout: 5_000 }).catch(() => undefined)
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
export async function selectWords(running: RunningLectern, words: string): Promise<void> {
  const { page } = running
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

export interface CommandResult {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  /** stdout's lines as JSON. */
  readonly lines: readonly Record<string, unknown>[]
}

/** Runs a command of the command line on the same folders, as `npm run lectern` does. */
export async function lectern(folders: Folders, args: readonly string[], input = ''): Promise<CommandResult> {
  const words = [
    ...electronSwitches(),
    '--ozone-platform=headless',
    '--disable-gpu',
    ...(folders.switches ?? []),
    ROOT,
    `--user-data-dir=${folders.userData}`,
    '--lectern-cli',
    ...args,
  ]
  const running = promisify(execFile)(electronPath(), words, {
    env: { ...process.env, LECTERN_LIBRARY: folders.library },
    maxBuffer: 100_000_000,
  })
  running.child.stdin?.end(input)
  const { code, stdout, stderr } = await running.then(
    (ended) => ({ code: 0, ...ended }),
    (failed: { code: number; stdout: string; stderr: string }) => failed,
  )
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  return { status: code, stdout, stderr, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

/** Starts the app once more, as a file manager does with the files that were double-clicked; resolves when that process has ended. */
export async function openFiles(folders: Folders, files: readonly string[], cwd: string): Promise<void> {
  const words = [...electronSwitches(), ...(folders.switches ?? []), ROOT, `--user-data-dir=${folders.userData}`, `--library=${folders.library}`, ...files]
  await promisify(execFile)(electronPath(), words, { cwd })
}

function electronPath(): string {
  const path = process.env['LECTERN_ELECTRON_PATH']
  if (!path) throw new Error('run through `npm test`, or with the e2e project’s global set-up')
  return path
}

function electronSwitches(): readonly string[] {
  return (process.env['LECTERN_ELECTRON_ARGS'] ?? '').split(' ').filter((word) => word !== '')
}
