import { BrowserWindow, WebContentsView } from 'electron'
import type { Session, WebContents } from 'electron'
import { setTimeout as pause } from 'node:timers/promises'
import { BROWSER_BAR } from '../shared/browser.ts'
import type { BrowserState, BrowserStep } from '../shared/browser.ts'
import { Failure } from '../shared/errors.ts'
import type { AppError } from '../shared/errors.ts'
import type { AppEvents, EventName } from '../shared/ipc.ts'
import { APP_ORIGIN } from './app-scheme.ts'
import type { Browser } from './browser.ts'
import { browserKeys } from './browser-keys.ts'
import { browserSession } from './browser-session.ts'
import type { BrowserSession } from './browser-session.ts'
import { loadError, pageOf } from './electron-page-renderer.ts'
import { OWN_WORLD } from './hidden-page.ts'
import { takePage } from './in-page/take-page.ts'
import { emit } from './ipc.ts'
import { foreignPage, ownPage } from './page-preferences.ts'
import { parseAddress } from './save/addresses.ts'

/** Milliseconds that a page may take to give itself up for saving. */
const SEEN_LIMIT = 8_000
/** Chromium's code for a load that another one replaced. */
const ABORTED = -3

export interface BrowserOptions {
  /** The app's own session, for the bar. */
  readonly session: Session
  readonly preload: string
  /** The window's colour before its page is there. */
  readonly background: () => string
}

export interface DesktopBrowser extends Browser {
  /** Tells its bar something, when it is open. */
  tell<K extends EventName>(name: K, payload: AppEvents[K]): void
  close(): void
}

interface Open {
  readonly window: BrowserWindow
  readonly view: WebContentsView
  error: AppError | undefined
  shown: boolean
}

/**
 * Lectern's browser: a window whose bar is the app's own page, and below it a view for pages of the web. The view has a
 * session of its own and no preload: what is in it can neither see the app nor call it.
 */
export function electronBrowser(o: BrowserOptions): DesktopBrowser {
  let open: Open | undefined
  let kept: BrowserSession | undefined

  function place(): BrowserSession {
    const fail = (error: AppError): void => {
      if (open === undefined) return
      open.error = error
      changed()
    }
    kept ??= browserSession({
      onRefused: (address) => fail({ code: 'blocked-address', address: address.slice(0, 500) }),
      onFile: (_url, type) => fail({ code: 'not-a-page', type }),
    })
    return kept
  }

  function changed(): void {
    if (open !== undefined) emit(open.window.webContents, 'browser-changed', { state: stateOf(open) })
  }

  async function bringUp(): Promise<Open> {
    if (open !== undefined) {
      if (open.window.isMinimized()) open.window.restore()
      open.window.focus()
      return open
    }
    const made: Open = { window: barWindow(o), view: pageView(place().session), error: undefined, shown: false }
    open = made
    const { window, view } = made
    window.contentView.addChildView(view)
    const lay = (): void => {
      const [width = 0, height = 0] = window.getContentSize()
      view.setBounds({ x: 0, y: BROWSER_BAR, width, height: Math.max(0, height - BROWSER_BAR) })
    }
    view.setVisible(false)
    lay()
    window.on('resize', lay)
    window.on('closed', () => {
      open = undefined
      view.webContents.close()
    })
    watch(made, place(), changed)
    browserKeys(view.webContents, {
      step: (step) => void go(step),
      command: (id) => {
        window.webContents.focus()
        emit(window.webContents, 'browser-command', { id })
      },
    })
    await window.loadURL(`${APP_ORIGIN}/browser/index.html`)
    window.show()
    return made
  }

  async function load(address: string, mayBePrivate: boolean): Promise<void> {
    const { href } = parseAddress(address)
    const { view } = await bringUp()
    place().expect(mayBePrivate)
    // What goes wrong with it shows as the browser's state.
    view.webContents.loadURL(href).catch(() => undefined)
    view.webContents.focus()
  }

  async function go(step: BrowserStep): Promise<void> {
    if (step.kind === 'address') return load(step.address, true)
    const contents = open?.view.webContents
    if (contents === undefined) return
    const { navigationHistory } = contents
    if (step.kind === 'back' && navigationHistory.canGoBack()) navigationHistory.goBack()
    if (step.kind === 'forward' && navigationHistory.canGoForward()) navigationHistory.goForward()
    if (step.kind === 'reload') contents.reload()
    if (step.kind === 'stop') contents.stop()
    if (step.kind === 'focus-page') contents.focus()
  }

  return {
    async open(start) {
      if (start === undefined) await bringUp()
      else await load(start.address, start.mayBePrivate)
    },
    state: async () => (open === undefined ? NOTHING : stateOf(open)),
    go,
    async seen() {
      if (open?.shown !== true) throw new Failure({ code: 'no-article' })
      const { webContents } = open.view
      const url = webContents.getURL()
      const taking = webContents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code: `(${String(takePage)})()` }])
      const late = pause(SEEN_LIMIT, undefined, { ref: false }).then(() => {
        throw new Failure({ code: 'timeout', seconds: SEEN_LIMIT / 1000 })
      })
      return pageOf(await Promise.race([taking, late]), url)
    },
    async forgetLogIns() {
      const { session } = place()
      await session.clearStorageData()
      await session.clearAuthCache()
      await session.clearCache()
      open?.view.webContents.reload()
    },
    tell: (name, payload) => {
      if (open !== undefined) emit(open.window.webContents, name, payload)
    },
    close: () => open?.window.close(),
  }
}

const NOTHING: BrowserState = { address: '', title: '', loading: false, canGoBack: false, canGoForward: false, shown: false }

function stateOf({ view, error, shown }: Open): BrowserState {
  const { webContents } = view
  return {
    address: webContents.getURL(),
    title: webContents.getTitle(),
    loading: webContents.isLoadingMainFrame(),
    canGoBack: webContents.navigationHistory.canGoBack(),
    canGoForward: webContents.navigationHistory.canGoForward(),
    shown,
    ...(error !== undefined && { error }),
  }
}

function barWindow(o: BrowserOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1120,
    height: 860,
    minWidth: 480,
    minHeight: 360,
    show: false,
    title: 'Lectern’s browser',
    backgroundColor: o.background(),
    webPreferences: ownPage(o.session, o.preload),
  })
  // The app's menu acts on the app's window.
  if (process.platform !== 'darwin') window.removeMenu()
  return window
}

function pageView(session: Session): WebContentsView {
  const view = new WebContentsView({ webPreferences: foreignPage(session) })
  view.setBackgroundColor('#ffffff')
  view.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  return view
}

/** Keeps the page where it may be, and the bar told. */
function watch(open: Open, place: BrowserSession, changed: () => void): void {
  const { webContents } = open.view
  const show = (shown: boolean): void => {
    open.shown = shown
    open.view.setVisible(shown)
    changed()
  }
  keepInside(webContents)
  webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) open.error = undefined
    changed()
  })
  webContents.on('did-navigate', (_event, url) => {
    place.arrived(url)
    show(true)
  })
  webContents.on('did-fail-load', (_event, code, name, url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return changed()
    open.error ??= loadError(name, url)
    show(false)
  })
  webContents.on('render-process-gone', () => {
    open.error = { code: 'too-complex' }
    show(false)
  })
  webContents.on('did-start-loading', changed).on('did-stop-loading', changed)
  webContents.on('did-navigate-in-page', changed).on('page-title-updated', changed)
}

function keepInside(contents: WebContents): void {
  // Log-ins often open a window: it opens in this one's place, there is no other.
  contents.setWindowOpenHandler(({ url }) => {
    if (/^https?:/.test(url)) contents.loadURL(url).catch(() => undefined)
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event) => {
    if (!/^https?:/.test(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (event.isMainFrame && !/^https?:/.test(event.url)) event.preventDefault()
  })
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}
