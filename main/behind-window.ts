import { session } from 'electron'
import type { BrowserWindow } from 'electron'
import { Failure } from '../shared/errors.ts'
import type { ArticleId } from '../shared/model.ts'
import type { Settings } from '../shared/settings.ts'
import { desktopOf } from './desktop.ts'
import { electronBrowser } from './electron-browser.ts'
import { keepFirstScreen } from './first-screen.ts'
import type { FirstScreenKeeper } from './first-screen.ts'
import type { FirstFrame } from './first-frame.ts'
import { libraryPlace } from './library-place.ts'
import type { LibraryPlace } from './library-place.ts'
import type { Log } from './log.ts'
import type { AppMenu } from './menu.ts'
import { openLectern } from './open-lectern.ts'
import type { Lectern } from './open-lectern.ts'
import type { Tell } from './only-window.ts'
import { openSettings } from './settings.ts'
import type { SettingsStore } from './settings.ts'
import { watchReader } from './watch-reader.ts'
import { applyTheme, backgroundOf } from './window.ts'

/** Milliseconds to wait for a command that has the library: most take less than a second. */
const WAIT_FOR_LIBRARY = 20_000

export interface InFront {
  /** Folder of the app's own files. */
  readonly userData: string
  /** The library's folder to begin with, absolute. */
  readonly library: string
  readonly preload: string
  readonly log: Log
  readonly shown: () => BrowserWindow | undefined
  readonly tell: Tell
  readonly menu: AppMenu
  readonly first: FirstFrame
  readonly onSettings: (settings: Settings) => void
}

/** All that the window works with. */
export interface BehindWindow {
  readonly settings: SettingsStore
  readonly place: LibraryPlace
  /** @throws Failure library-away, library-in-use, disk-full, disk-error */
  openLibrary(): Promise<Lectern>
}

/** Puts together what stands behind the window. Loaded apart from it and after it: the first frame needs none of this. */
export function standBehind(o: InFront): BehindWindow {
  const settings = openSettings(o.userData, (changed) => {
    o.onSettings(changed)
    applyTheme(changed.theme)
    o.tell('settings-changed', { settings: changed })
    browser.tell('settings-changed', { settings: changed })
  })
  const browser = electronBrowser({
    session: session.defaultSession,
    preload: o.preload,
    background: () => backgroundOf(settings.get().theme),
  })
  let keeper: FirstScreenKeeper | undefined
  const showArticle = async (id: ArticleId): Promise<void> => {
    if (o.shown()?.isMinimized()) o.shown()?.restore()
    o.shown()?.focus()
    o.tell('open-article', { id })
  }
  const desktop = desktopOf(o.shown, { browser, showArticle, showMenu: (state) => o.menu.show(state), keepStart: (start) => keeper?.begin(start) })
  const place = libraryPlace({
    folder: o.library,
    settings,
    choose: (what) => desktop.choose(what),
    onThere: () => o.tell('articles-changed', { ids: [] }),
  })
  return {
    settings,
    place,
    async openLibrary() {
      const folder = place.folder()
      const tell: Tell = (name, payload) => {
        if (name === 'articles-changed') keeper?.changed()
        o.tell(name, payload)
      }
      const wait = WAIT_FOR_LIBRARY
      const opening = { folder, settings, desktop, log: o.log, wait, emit: tell, withWindow: true, beginNew: place.beginsNew() }
      const lectern = await openLectern(opening).catch((fault: unknown) => {
        if (fault instanceof Failure && fault.error.code === 'library-away') place.watch()
        throw fault
      })
      if (lectern === undefined) throw new Failure({ code: 'library-in-use' })
      const window = o.shown()
      if (window !== undefined) watchReader(window, (doing) => lectern.readerIs(doing))
      const kept = keepFirstScreen({
        library: lectern.api,
        keep: (screen) => o.first.keep(screen, folder),
        onFault: (fault) => o.log.fault('first screen', fault),
      })
      keeper = kept
      return { ...lectern, close: () => kept.close().then(() => lectern.close()) }
    },
  }
}
