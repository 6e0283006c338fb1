import { app, session } from 'electron'
import type { Session, WebContents } from 'electron'
import { APP_ORIGIN } from './app-scheme.ts'

/** Makes a window's session unable to reach anything but the app's own scheme, whatever a page in it tries. */
export function lockDownSession(shown: Session): void {
  shown.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    const own = url.startsWith(`${APP_ORIGIN}/`) || url.startsWith('data:image/') || url.startsWith('devtools://')
    answer({ cancel: !own })
  })
  shown.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  shown.setPermissionCheckHandler(() => false)
  shown.setDevicePermissionHandler(() => false)
  shown.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  shown.on('will-download', (event) => event.preventDefault())
  // A second wall behind the first: a proxy that is not there. The app's own scheme never asks for one.
  void shown.setProxy({ mode: 'fixed_servers', proxyRules: 'http=127.0.0.1:9;https=127.0.0.1:9' })
  shown.enableNetworkEmulation({ offline: true })
}

/**
 * No window of ours ever goes anywhere, opens another or hosts foreign content, whichever way it was made. The hidden
 * window that renders a page may follow the page's own redirects: its session is another, and it is thrown away.
 */
export function lockDownContents(): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents))
  // Electron would send the first certificate it finds, and with it the reader's name, to any server that asks.
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault()
    choose()
  })
}

function lockDown(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  if (contents.session !== session.defaultSession) return
  contents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
}
