import { app, dialog, session, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Failure } from '../shared/errors.ts'
import type { Api, AppEvents, EventName } from '../shared/ipc.ts'
import type { Desktop } from './api.ts'
import { emit, serve } from './ipc.ts'
import { libraryFolder } from './library-folder.ts'
import { lockDownContents, lockDownSession } from './lock-down.ts'
import { openLog } from './log.ts'
import { setMenu } from './menu.ts'
import { openLectern } from './open-lectern.ts'
import type { Lectern } from './open-lectern.ts'
import { serveApp } from './protocol.ts'
import { openSettings } from './settings.ts'
import { applyTheme, openWindow, preloadPath } from './window.ts'

/** Milliseconds to wait for a command that has the library: most take less than a second. */
const WAIT_FOR_LIBRARY = 20_000

/** Bytes of a chosen file; larger ones are no articles. */
const LARGEST_FILE = 100_000_000

/** Milliseconds that the window gets to write down a note in progress when it is closed. */
const LAST_WORDS = 1_500

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
  const out = join(import.meta.dirname, '..')
  let window: BrowserWindow | undefined
  const tell = <K extends EventName>(name: K, payload: AppEvents[K]) => {
    if (window !== undefined) emit(window.webContents, name, payload)
  }
  const settings = openSettings(app.getPath('userData'), (changed) => {
    applyTheme(changed.theme)
    tell('settings-changed', { settings: changed })
  })

  void app.whenReady().then(() => {
    const opening = openLectern({
      folder: libraryFolder(),
      settings,
      desktop: desktopOf(() => window),
      log,
      wait: WAIT_FOR_LIBRARY,
      emit: tell,
      sample: true,
    })
    opening.catch((fault) => log.fault('opening the library', fault))
    const whenOpen = opening.then((lectern) => lectern ?? refuse())
    whenOpen.catch(() => undefined)
    lockDownSession(session.defaultSession)
    serveApp(session.defaultSession, {
      renderer: join(out, 'renderer'),
      articleFile: async (id, file) => (await whenOpen).articleFile(id, file),
    })
    let mayClose = false
    const api = whenOpen.then(({ api }) => api)
    serve(api, {
      onFault: (call, fault) => log.fault(call, fault),
      onReadyToClose: () => {
        mayClose = true
        window?.close()
      },
    })
    applyTheme(settings.get().theme)
    setMenu(tell)
    const show = () => {
      mayClose = false
      window = openWindow({ session: session.defaultSession, settings, preload: preloadPath(out) })
      window.on('close', (event) => {
        if (mayClose || window?.webContents.isCrashed()) return
        event.preventDefault()
        tell('closing', {})
        setTimeout(() => {
          mayClose = true
          window?.close()
        }, LAST_WORDS).unref()
      })
      window.on('closed', () => (window = undefined))
      window.webContents.on('render-process-gone', () => window?.webContents.reload())
    }
    show()
    app.on('activate', () => window ?? show())
    app.on('second-instance', (_event, argv) => {
      if (window === undefined) show()
      if (window?.isMinimized()) window.restore()
      window?.focus()
      void openLink(argv.find((word) => word.startsWith('lectern:')), api, tell)
    })
    app.on('open-url', (event, url) => {
      event.preventDefault()
      void openLink(url, api, tell)
    })
    void openLink(process.argv.find((word) => word.startsWith('lectern:')), api, tell)
    closeBeforeQuit(opening)
  })
  app.on('window-all-closed', () => app.quit())
}

/** Quits only when everything acknowledged is safe and the library is free for the next. */
function closeBeforeQuit(opening: Promise<Lectern | undefined>): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void opening
      .then((lectern) => lectern?.close())
      .catch(() => undefined)
      .finally(() => {
        closed = true
        app.quit()
      })
  })
}

/** `lectern://save?url=…` saves; `lectern://article/<id>#<highlight>` opens. Anything else is ignored. */
async function openLink(
  link: string | undefined,
  api: Promise<Api>,
  tell: <K extends EventName>(name: K, payload: AppEvents[K]) => void,
): Promise<void> {
  if (link === undefined || !URL.canParse(link)) return
  const url = new URL(link)
  const calls = await api
  try {
    if (url.host === 'save') {
      const { article } = await calls.saveArticle({ kind: 'address', address: url.searchParams.get('url') ?? '' })
      tell('articles-changed', { ids: [article.id] })
    }
    if (url.host === 'article') {
      const [found] = await calls.getArticles([url.pathname.slice(1) as never])
      if (found !== undefined) tell('open-article', { id: found.id, ...highlightOf(url) })
    }
  } catch (thrown) {
    if (thrown instanceof Failure) tell('failed', { error: thrown.error })
  }
}

function highlightOf(url: URL): { readonly highlight?: AppEvents['open-article']['highlight'] & string } {
  return url.hash.length > 1 ? { highlight: url.hash.slice(1) as never } : {}
}

function desktopOf(window: () => BrowserWindow | undefined): Desktop {
  return {
    async chooseFiles() {
      const parent = window()
      const options: Electron.OpenDialogOptions = {
        title: 'Save files as articles',
        buttonLabel: 'Save',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Pages and texts', extensions: ['html', 'htm', 'xhtml', 'txt', 'md'] },
          { name: 'All files', extensions: ['*'] },
        ],
      }
      const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
      return Promise.all(filePaths.map(readChosen))
    },
    openOutside: (address) => shell.openExternal(address),
    async showFolder(folder) {
      await shell.openPath(folder)
    },
  }
}

async function readChosen(path: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { size } = await stat(path)
  if (size > LARGEST_FILE) throw new Failure({ code: 'too-large', limit: LARGEST_FILE })
  return { name: basename(path), bytes: await readFile(path) }
}

function refuse(): never {
  throw new Failure({ code: 'library-in-use' })
}
