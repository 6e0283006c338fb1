import { app, session } from 'electron'
import type { BrowserWindow } from 'electron'
import { join } from 'node:path'
import { Failure } from '../shared/errors.ts'
import type { AppEvents, EventName } from '../shared/ipc.ts'
import type { ArticleId } from '../shared/model.ts'
import type { Desktop } from './api.ts'
import { desktopOf } from './desktop.ts'
import { electronBrowser } from './electron-browser.ts'
import { emit, serve } from './ipc.ts'
import { libraryFolder } from './library-folder.ts'
import { lockDownContents, lockDownSession } from './lock-down.ts'
import { openLog } from './log.ts'
import type { Log } from './log.ts'
import { setMenu } from './menu.ts'
import type { Lectern } from './open-lectern.ts'
import { openFromSystem, openWords } from './opened-from-outside.ts'
import { openedOnce } from './opened-once.ts'
import type { OpenedOnce } from './opened-once.ts'
import { serveApp } from './protocol.ts'
import { openSettings } from './settings.ts'
import type { SettingsStore } from './settings.ts'
import { applyTheme, backgroundOf, openWindow, preloadPath } from './window.ts'

/** Milliseconds to wait for a command that has the library: most take less than a second. */
const WAIT_FOR_LIBRARY = 20_000

/** Milliseconds that the window gets to write down a note in progress when it is closed. */
const LAST_WORDS = 1_500

type Tell = <K extends EventName>(name: K, payload: AppEvents[K]) => void

/** Starts the app with its window; a second start shows the first one's window instead. */
export function startDesktop(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  // As root, Chromium's helper processes refuse to start without this switch, and enabling the sandbox takes it away.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  lockDownContents()
  const log = openLog(join(app.getPath('userData'), 'logs', 'lectern.log'))
  process.on('uncaughtException', (fault) => log.fault('uncaught', fault))
  process.on('unhandledRejection', (fault) => log.fault('unhandled', fault))
  app.on('window-all-closed', () => app.quit())
  // Loaded before there is a window: whatever holds this thread up afterwards holds up the start of the window's process.
  void import('./open-lectern.ts')
  void globalThis.Response
  void app.whenReady().then(() => run(log))
}

function run(log: Log): void {
  const out = join(import.meta.dirname, '..')
  const { shown, tell, show, closeNow } = onlyWindow()
  const settings = openSettings(app.getPath('userData'), (changed) => {
    applyTheme(changed.theme)
    tell('settings-changed', { settings: changed })
    browser.tell('settings-changed', { settings: changed })
  })
  const browser = electronBrowser({
    session: session.defaultSession,
    preload: preloadPath(out),
    background: () => backgroundOf(settings.get().theme),
  })
  const showArticle = async (id: ArticleId): Promise<void> => {
    if (shown()?.isMinimized()) shown()?.restore()
    shown()?.focus()
    tell('open-article', { id })
  }
  const desktop = desktopOf(shown, { browser, showArticle, showMenu: (state) => menu.show(state) })
  // The library is opened while the window's own process starts: that takes longer, and needs nothing of this one.
  const opened = openedOnce(() => openLibraryFor({ settings, log, tell, desktop }))
  setImmediate(() => void opened.get().catch((fault: unknown) => log.fault('opening the library', fault)))
  const api = async () => (await opened.get()).api

  lockDownSession(session.defaultSession)
  serveApp(session.defaultSession, {
    renderer: join(out, 'renderer'),
    articleFile: async (id, file) => (await opened.get()).articleFile(id, file),
  })
  serve(api, { onFault: (call, fault) => log.fault(call, fault), onReadyToClose: closeNow })
  applyTheme(settings.get().theme)
  const menu = setMenu(tell)
  const open = () => show(() => openWindow({ session: session.defaultSession, settings, preload: preloadPath(out) }))
  open()

  app.on('activate', () => shown() ?? open())
  app.on('second-instance', (_event, words, folder) => {
    if (shown() === undefined) open()
    if (shown()?.isMinimized()) shown()?.restore()
    shown()?.focus()
    openWords(words.slice(1), folder, { api, tell })
  })
  openFromSystem({ api, tell })
  openWords(process.argv.slice(1), process.cwd(), { api, tell })
  closeBeforeQuit(opened)
}

async function openLibraryFor(o: {
  readonly settings: SettingsStore
  readonly log: Log
  readonly tell: Tell
  readonly desktop: Desktop
}): Promise<Lectern> {
  const { openLectern } = await import('./open-lectern.ts')
  const lectern = await openLectern({
    folder: libraryFolder(),
    settings: o.settings,
    desktop: o.desktop,
    log: o.log,
    wait: WAIT_FOR_LIBRARY,
    emit: o.tell,
    sample: true,
  })
  if (lectern === undefined) throw new Failure({ code: 'library-in-use' })
  return lectern
}

/** The app's window, of which there is one at a time, and its orderly end: it closes when it has written all down. */
function onlyWindow() {
  let window: BrowserWindow | undefined
  let mayClose = false
  const tell: Tell = (name, payload) => {
    if (window !== undefined) emit(window.webContents, name, payload)
  }
  const closeNow = () => {
    mayClose = true
    window?.close()
  }
  return {
    shown: () => window,
    tell,
    closeNow,
    show: (make: () => BrowserWindow): void => {
      mayClose = false
      const made = make()
      window = made
      made.on('close', (event) => {
        if (mayClose || made.webContents.isCrashed()) return
        event.preventDefault()
        tell('closing', {})
        setTimeout(closeNow, LAST_WORDS).unref()
      })
      made.on('closed', () => {
        window = undefined
        // The browser and pages that are being rendered end with it.
        app.quit()
      })
      made.webContents.on('render-process-gone', () => made.webContents.reload())
    },
  }
}

/** Quits only when everything acknowledged is safe and the library is free for the next. */
function closeBeforeQuit(opened: OpenedOnce<Lectern>): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void Promise.resolve(opened.peek())
      .then((lectern) => lectern?.close())
      .catch(() => undefined)
      .finally(() => {
        closed = true
        app.quit()
      })
  })
}
