import { session } from 'electron'
import type { Session } from 'electron'
import { setTimeout as pause } from 'node:timers/promises'
import { lockDownForeign } from './foreign-session.ts'
import { hostIsPrivate } from './save/fetch-bytes.ts'

/** Milliseconds until a page's first requests are asked about again: they may overtake the news that it is there. */
const COMMIT_LAG = 200

/** Electron's resource types that no page needs here: what would leave without an answer. */
const NOT_FETCHED = new Set(['ping', 'cspReport'])

export interface BrowserSession {
  readonly session: Session
  /** The next page may be a private one: its address was typed. */
  expect(mayBePrivate: boolean): void
  /** A page is there now. */
  arrived(url: string): void
}

/** Where the log-ins of Lectern's browser are kept. */
export function browserPartition(): Session {
  return session.fromPartition('persist:lectern-browser')
}

/**
 * The lasting session of Lectern's browser: its cookies are its own. Private addresses are reached only from private
 * pages, and by typing one.
 */
export function browserSession(o: {
  readonly onRefused: (url: string) => void
  readonly onFile: (url: string, type: string) => void
}): BrowserSession {
  const lasting = browserPartition()
  let typed = false
  let pageIsPrivate: Promise<boolean> = Promise.resolve(false)
  const isPrivate = (url: string): Promise<boolean> =>
    hostIsPrivate(url, async (host) => (await lasting.resolveHost(host)).endpoints.map(({ address }) => address))
  lockDownForeign(lasting, {
    notFetched: NOT_FETCHED,
    async allowed({ url, isMainFrame }) {
      if (!(await isPrivate(url))) {
        // Once on the public internet, the way never leads back into the reader's own network.
        if (isMainFrame) typed = false
        return true
      }
      if (isMainFrame && typed) return true
      if (await pageIsPrivate) return true
      if (isMainFrame) return false
      await pause(COMMIT_LAG)
      return await pageIsPrivate
    },
    onRefused: ({ url, isMainFrame }) => {
      if (isMainFrame) o.onRefused(url)
    },
    onFile: o.onFile,
  })
  return {
    session: lasting,
    expect: (mayBePrivate) => (typed = mayBePrivate),
    arrived(url) {
      typed = false
      pageIsPrivate = /^https?:/.test(url) ? isPrivate(url) : Promise.resolve(false)
    },
  }
}
