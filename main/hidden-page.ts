import { BrowserWindow, app } from 'electron'
import type { Session, WebContents } from 'electron'
import { Failure } from '../shared/errors.ts'
import { foreignPage } from './page-preferences.ts'

/** Kilobytes of memory that the processes of one hidden page may use together. */
const MEMORY_LIMIT = 800_000
/** Milliseconds between two looks at its memory. */
const WATCH_EVERY = 400
/** From this Electron on, a window made without a display takes the process down (electron/electron#53722). */
const NO_HEADLESS_FROM = 40

/** The world of our own code in foreign pages: their scripts can neither see nor change what runs there. */
export const OWN_WORLD = 999

const open = new Set<BrowserWindow>()
let endsWithApp = false

/** A page that is busy would not let itself be closed, and so the app not be quit. */
function endAllOnQuit(): void {
  if (endsWithApp) return
  endsWithApp = true
  app.on('before-quit', () => {
    for (const window of open) end(window)
  })
}

function end(window: BrowserWindow): void {
  open.delete(window)
  if (window.isDestroyed()) return
  // A page that loops for ever would not answer a polite request to close.
  window.webContents.forcefullyCrashRenderer()
  window.destroy()
}

/**
 * Lends a page in a window that nobody sees: sandboxed, without preload, dialogs, sound or windows of its own. It ends
 * with the work, with the signal, when its memory or time is over, or with its process; it is crashed, not asked.
 * @throws Failure cannot-render, too-complex, timeout, cancelled, and what the work throws
 */
export async function withHiddenPage<T>(
  o: { readonly session: Session; readonly signal: AbortSignal; readonly limitMs: number; readonly images?: boolean },
  work: (contents: WebContents) => Promise<T>,
): Promise<T> {
  refuseWithoutSandbox()
  if (o.signal.aborted) throw new Failure({ code: 'cancelled' })
  const window = hiddenWindow(o.session, o.images === true)
  const { webContents } = window
  endAllOnQuit()
  open.add(window)
  const ending = endOf(webContents, o)
  const working = work(webContents)
  // What is left of it when the page has ended first fails for that reason alone.
  working.catch(() => undefined)
  try {
    return await Promise.race([working, ending.promise])
  } finally {
    ending.stop()
    end(window)
  }
}

function hiddenWindow(session: Session, images: boolean): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    // Without a frame there is no native menu bar, which Electron 33 cannot make without a display.
    frame: false,
    skipTaskbar: true,
    width: 1280,
    height: 2400,
    webPreferences: { ...foreignPage(session), backgroundThrottling: false, images, webgl: false },
  })
  window.webContents.setAudioMuted(true)
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  // Peers would be reached past the session's rules.
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
  return window
}

function refuseWithoutSandbox(): void {
  const unsandboxed = app.commandLine.hasSwitch('no-sandbox') || process.getuid?.() === 0
  // A checkout may be tried out as root on a test machine; what readers install may not.
  if (unsandboxed && app.isPackaged) throw new Failure({ code: 'cannot-render', why: 'root' })
  const headless = app.commandLine.getSwitchValue('ozone-platform') === 'headless'
  if (headless && Number.parseInt(process.versions.electron, 10) >= NO_HEADLESS_FROM) {
    throw new Failure({ code: 'cannot-render', why: 'no-display' })
  }
}

/** Rejects when the page's process dies, when it uses too much, or when it was cancelled. */
function endOf(contents: WebContents, o: { readonly signal: AbortSignal; readonly limitMs: number }) {
  const { promise, reject } = withReject()
  const fail = (error: Failure['error']) => reject(new Failure(error))
  const cancel = () => fail({ code: 'cancelled' })
  contents.once('render-process-gone', () => fail({ code: 'too-complex' }))
  o.signal.addEventListener('abort', cancel, { once: true })
  const timer = setTimeout(() => fail({ code: 'timeout', seconds: Math.round(o.limitMs / 1000) }), o.limitMs)
  const watch = setInterval(() => {
    if (!contents.isDestroyed() && memoryOf(contents) > MEMORY_LIMIT) fail({ code: 'too-complex' })
  }, WATCH_EVERY)
  return {
    promise,
    stop() {
      clearTimeout(timer)
      clearInterval(watch)
      o.signal.removeEventListener('abort', cancel)
    },
  }
}

function withReject() {
  let reject: (reason: Failure) => void = () => undefined
  const promise = new Promise<never>((_resolve, fail) => (reject = fail))
  promise.catch(() => undefined)
  return { promise, reject }
}

/** Kilobytes of all processes that hold frames of the page. */
function memoryOf(contents: WebContents): number {
  const pids = new Set([contents.getOSProcessId()])
  try {
    for (const frame of contents.mainFrame.framesInSubtree) pids.add(frame.osProcessId)
  } catch {
    // Between two documents there is no frame to ask.
  }
  return app
    .getAppMetrics()
    .filter(({ pid }) => pids.has(pid))
    .reduce((sum, { memory }) => sum + memory.workingSetSize, 0)
}
