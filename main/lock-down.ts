import { app } from 'electron'
import type { Session, WebContents } from 'electron'
import { APP_ORIGIN } from './protocol.ts'

/** How often something in a window asked for the network and was refused. */
let refused = 0

/** Requests refused since the start; 0 is what opening articles must leave. */
export const refusedRequests = (): number => refused

/** Makes a window's session unable to reach anything but the app's own scheme, whatever a page in it tries. */
export function lockDownSession(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => {
    const own = url.startsWith(`${APP_ORIGIN}/`) || url.startsWith('data:image/') || url.startsWith('devtools://')
    if (!own) refused++
    answer({ cancel: !own })
  })
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  session.on('will-download', (event) => event.preventDefault())
  // A second wall behind the first: a proxy that is not there. The app's own scheme never asks for one.
  void session.setProxy({ mode: 'fixed_servers', proxyRules: 'http=127.0.0.1:9;https=127.0.0.1:9' })
  session.enableNetworkEmulation({ offline: true })
}

/** No window of ours ever goes anywhere, opens another or hosts foreign content, whichever way it was made. */
export function lockDownContents(): void {
  app.on('web-contents-created', (_event, contents) => lockDown(contents))
}

function lockDown(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => event.preventDefault())
}
