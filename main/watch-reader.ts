import type { BrowserWindow } from 'electron'

/** Tells when the reader comes back to the window, and when there is typing or scrolling in it. */
export function watchReader(window: BrowserWindow, tell: (doing: 'back' | 'busy') => void): void {
  window.on('focus', () => tell('back'))
  window.webContents.on('input-event', (_event, { type }) => {
    if (type === 'rawKeyDown' || type === 'mouseWheel' || type === 'gestureScrollUpdate') tell('busy')
  })
}
