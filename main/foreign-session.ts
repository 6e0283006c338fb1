import type { Session } from 'electron'

/** What is asked for by a foreign page, and by what. */
export interface Asked {
  readonly url: string
  readonly isMainFrame: boolean
}

export interface ForeignSession {
  /** Requests on their way. */
  pending(): number
  /** Milliseconds since the epoch at which the last one began or ended. */
  lastActivity(): number
}

/** Schemes that lead nowhere outside the page. */
const INSIDE = /^(?:data|blob|about):/

/**
 * Locks down a session in which pages of the web live with their scripts: no permission, device, download or capture,
 * no service worker; requests over http(s) only and only where `allowed` lets them, redirects asked about like requests.
 */
export function lockDownForeign(
  foreign: Session,
  o: {
    readonly allowed: (asked: Asked) => Promise<boolean>
    /** Resource types, in Electron's words, that are never fetched. */
    readonly notFetched: ReadonlySet<string>
    readonly onRefused: (asked: Asked) => void
    /** Instead of a page a file came; it was not downloaded. */
    readonly onFile: (url: string, type: string) => void
  },
): ForeignSession {
  const open = new Set<number>()
  let last = Date.now()
  const end = ({ id }: { readonly id: number }): void => {
    open.delete(id)
    last = Date.now()
  }
  foreign.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ id, url, resourceType }, answer) => {
    const asked: Asked = { url, isMainFrame: resourceType === 'mainFrame' }
    if (o.notFetched.has(resourceType)) return answer({ cancel: true })
    if (INSIDE.test(url) && !asked.isMainFrame) return answer({})
    if (url === 'about:blank') return answer({})
    open.add(id)
    last = Date.now()
    const web = /^https?:/.test(url) || (resourceType === 'webSocket' && /^wss?:/.test(url))
    void (web ? o.allowed(asked) : Promise.resolve(false))
      .catch(() => false)
      .then((may) => {
        if (!may) {
          end({ id })
          o.onRefused(asked)
        }
        answer({ cancel: !may })
      })
  })
  // A worker that outlives its page would ask for things on behalf of none.
  foreign.webRequest.onBeforeSendHeaders({ urls: ['<all_urls>'] }, ({ requestHeaders }, answer) => {
    answer({ cancel: Object.keys(requestHeaders).some((name) => name.toLowerCase() === 'service-worker') })
  })
  foreign.webRequest.onCompleted(end)
  foreign.webRequest.onErrorOccurred(end)
  foreign.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  foreign.setPermissionCheckHandler(() => false)
  foreign.setDevicePermissionHandler(() => false)
  foreign.setDisplayMediaRequestHandler((_request, answer) => answer({}))
  foreign.on('will-download', (event, item) => {
    event.preventDefault()
    o.onFile(item.getURL(), item.getMimeType())
  })
  // Chromium's own, without the names that would tell servers of Electron and Lectern.
  foreign.setUserAgent(foreign.getUserAgent().replace(/ (?!AppleWebKit|Chrome|Safari)[\w-]+\/\S+/g, ''))
  return { pending: () => open.size, lastActivity: () => last }
}
