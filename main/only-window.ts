import { app } from 'electron'
import type { BrowserWindow } from 'electron'
import type { AppEvents, EventName } from '../shared/ipc.ts'
import { emit } from './ipc.ts'

/**
 * Milliseconds that the window gets to write down a note in progress when it is closed: it answers at once, unless it is
 * busy laying out something huge on a busy machine.
 */
const LAST_WORDS = 5_000

/** Tells the window something unasked; without one, nobody. */
export type Tell = <K extends EventName>(name: K, payload: AppEvents[K]) => void

export interface OnlyWindow {
  readonly shown: () => BrowserWindow | undefined
  readonly tell: Tell
  /** `tell` for what must not be lost on a window that is still loading: it waits until the window listens. */
  readonly tellLoaded: Tell
  /** Closes it without asking for last words. */
  readonly closeNow: () => void
  readonly show: (make: () => BrowserWindow) => void
}

/** The app's window, of which there is one at a time, and its orderly end: it closes when it has written all down. */
export function onlyWindow(): OnlyWindow {
  let window: BrowserWindow | undefined
  let mayClose = false
  let loaded: Promise<void> = Promise.resolve()
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
    tellLoaded: (name, payload) => void loaded.then(() => tell(name, payload)),
    closeNow,
    show: (make) => {
      mayClose = false
      const made = make()
      window = made
      // The page's script has run by then, and with its first words it listens.
      let listens = false
      loaded = new Promise((resolve) => {
        made.webContents.once('dom-ready', () => {
          listens = true
          resolve()
        })
      })
      made.on('close', (event) => {
        if (mayClose || !listens || made.webContents.isCrashed()) return
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
