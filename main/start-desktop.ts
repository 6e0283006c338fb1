import { app, session } from 'electron'
import { join } from 'node:path'
import type { Api } from '../shared/ipc.ts'
import { firstFrame } from './first-frame.ts'
import type { FirstFrame } from './first-frame.ts'
import { serve } from './ipc.ts'
import { libraryFolder } from './library-folder.ts'
import type { PlaceCalls } from './library-place.ts'
import { lockDownContents, lockDownSession } from './lock-down.ts'
import { openLog } from './log.ts'
import type { Log } from './log.ts'
import { setMenu } from './menu.ts'
import { onlyWindow } from './only-window.ts'
import type { Lectern } from './open-lectern.ts'
import { openFromSystem, openWords } from './opened-from-outside.ts'
import { openedOnce } from './opened-once.ts'
import type { OpenedOnce } from './opened-once.ts'
import { serveApp } from './protocol.ts'
import { readStartSettings } from './start-settings.ts'
import type { StartSettings } from './start-settings.ts'
import { thumbnailFile } from './thumbnails.ts'
import { applyTheme, openWindow, preloadPath } from './window.ts'

/** Milliseconds after which the library is opened even if nothing has been painted. */
const PAINTED_AT_LAST = 3_000

/** Milliseconds that a window which asks something is given to be shown: one that has nothing to paint asks before. */
const SHOWN_AT_LAST = 50

/** Answered also when there is no library, see `PlaceCalls`. */
const PLACE_CALLS: readonly unknown[] = ['chooseLibrary', 'beginLibrary'] satisfies readonly (keyof PlaceCalls)[]

const OUT = join(import.meta.dirname, '..')

/** Starts the app with its window; a second start shows the first one's window instead. */
export function startDesktop(): void {
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  // As root, Chromium's helper processes refuse to start without this switch, and enabling the sandbox takes it away.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  lockDownContents()
  const userData = app.getPath('userData')
  const log = openLog(join(userData, 'logs', 'lectern.log'))
  process.on('uncaughtException', (fault) => log.fault('uncaught', fault))
  process.on('unhandledRejection', (fault) => log.fault('unhandled', fault))
  app.on('window-all-closed', () => app.quit())
  const before = readStartSettings(userData)
  const library = libraryFolder(before.library)
  const first = firstFrame({ renderer: join(OUT, 'renderer'), userData, library })
  // Without a first screen the window waits for the library, and whatever holds this thread up once there is a window holds
  // up the window's process too. With one, it is the library that waits.
  if (!first.hasScreen) void import('./behind-window.ts')
  void app.whenReady().then(() => run(log, first, before, library))
}

function run(log: Log, first: FirstFrame, before: StartSettings, library: string): void {
  const userData = app.getPath('userData')
  const preload = preloadPath(OUT)
  const { shown, tell, tellLoaded, show, closeNow } = onlyWindow()
  let { settings, window: place } = before
  applyTheme(settings.theme)
  const behind = openedOnce(async () => {
    const { standBehind } = await import('./behind-window.ts')
    const onSettings = (changed: typeof settings) => void (settings = changed)
    return standBehind({ userData, library, preload, log, shown, tell, menu, first, onSettings })
  })
  const opened = openedOnce(async () => (await behind.get()).openLibrary())
  let hasPainted = () => {}
  const painted = new Promise<void>((resolve) => {
    hasPainted = resolve
  })
  const lectern = () => painted.then(opened.get)
  const api = async () => (await lectern()).api

  lockDownSession(session.defaultSession)
  serveApp(session.defaultSession, {
    renderer: join(OUT, 'renderer'),
    page: () => first.page(settings),
    thumbnail: (hash) => thumbnailFile(join(app.getPath('userData'), 'thumbnails'), hash),
    articleFile: async (id, file) => (await lectern()).articleFile(id, file),
  })
  const apiForWindow = async (call: unknown): Promise<Partial<Api>> => {
    if (PLACE_CALLS.includes(call) && (await isAway(opened))) return (await behind.get()).place.calls(opened.get)
    // Its first question comes when it has painted what it has. Showing it waits for this thread too.
    if (shown()?.isVisible()) hasPainted()
    else setTimeout(hasPainted, SHOWN_AT_LAST)
    return api()
  }
  serve(apiForWindow, { onFault: (call, fault) => log.fault(call, fault), onReadyToClose: closeNow })
  const onPlace = (next: typeof place): void => {
    place = next
    // Where the window stood is not worth an error on a full disk.
    behind.get().then((all) => all.settings.rememberWindow(next)).catch(() => undefined)
  }
  const open = () => show(() => openWindow({ session: session.defaultSession, preload, theme: settings.theme, place, onPlace }))
  open()
  // While the window's process starts, which takes longer.
  const menu = setMenu(tell)
  void lectern().catch((fault: unknown) => log.fault('opening the library', fault))
  if (!first.hasScreen) hasPainted()
  setTimeout(hasPainted, PAINTED_AT_LAST)

  app.on('activate', () => shown() ?? open())
  app.on('second-instance', (_event, words, folder) => {
    if (shown() === undefined) open()
    if (shown()?.isMinimized()) shown()?.restore()
    shown()?.focus()
    openWords(words.slice(1), folder, { api, tell: tellLoaded })
  })
  openFromSystem({ api, tell: tellLoaded })
  openWords(process.argv.slice(1), process.cwd(), { api, tell: tellLoaded })
  closeBeforeQuit(opened)
}

/** Whether there is no library; one that is being opened may yet come. */
function isAway(opened: OpenedOnce<Lectern>): Promise<boolean> {
  return opened.get().then(() => false, () => true)
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
        // With no library there is nothing to wait for, and Electron forgets a `quit` that comes while it hears of this one.
        setImmediate(() => app.quit())
      })
  })
}
