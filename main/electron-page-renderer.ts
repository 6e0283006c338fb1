import { app, session } from 'electron'
import type { WebContents } from 'electron'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure } from '../shared/errors.ts'
import { lockDownForeign } from './foreign-session.ts'
import type { ForeignSession } from './foreign-session.ts'
import { OWN_WORLD, withHiddenPage } from './hidden-page.ts'
import { takePage } from './in-page/take-page.ts'
import { thinPage } from './in-page/thin-page.ts'
import type { ThinLimits } from './in-page/thin-page.ts'
import { hostIsPrivate } from './save/fetch-bytes.ts'
import type { FetchedPage } from './save/fetch-page.ts'
import type { PageRenderer, RenderOptions, ThinnedPage } from './save/page-renderer.ts'
import { standingStill } from './standing-still.ts'

/** Milliseconds for a page to load and settle; what is there then is taken. */
const TIME_LIMIT = 20_000
/** Milliseconds more for taking it, before the page counts as one that never answers. */
const TAKING_LIMIT = 4_000
/** Milliseconds for which neither text nor network may have changed. */
const SETTLED_AFTER = 800
/** Milliseconds without a new text that are enough when requests stay open, as those that wait for news do. */
const SETTLED_ANYWAY = 4_000
/** Milliseconds between two looks at the page. */
const LOOK_EVERY = 150
/** UTF-16 units of the rendered page, as for a fetched one. */
const LARGEST_PAGE = 25_000_000
/** Documents that may take each other's place. */
const MOST_NAVIGATIONS = 12
/** Milliseconds in which a huge page must be parsed. */
const THINNING_LIMIT = 25_000
/** What jsdom and Readability take in a few seconds, measured with generated pages on one core. */
const THIN_LIMITS: ThinLimits = { elements: 25_000, paragraphs: 300, rows: 500 }

/**
 * What never changes the words of a page. Pictures are fetched afterwards, by their addresses; frames hold other pages;
 * sockets would bypass no rule, but an article needs none.
 */
const NOT_FETCHED = new Set(['image', 'media', 'font', 'object', 'ping', 'cspReport', 'webSocket', 'subFrame'])
const EVERYTHING = new Set(['mainFrame', 'script', 'stylesheet', 'xhr', 'other', ...NOT_FETCHED])

/** What went on around a page, as its session and its contents tell. */
interface Signs {
  failure: Failure | undefined
  status: number
  navigations: number
  /** Some page is there. */
  arrived: boolean
}

/** Renders in hidden windows, one page at a time, each in a session in memory that is thrown away after it. */
export function electronPageRenderer(): PageRenderer {
  let turn: Promise<unknown> = app.whenReady()
  const inTurn = <T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(() => {
      if (signal.aborted) throw new Failure({ code: 'cancelled' })
      return work()
    })
    turn = mine.catch(() => undefined)
    return mine
  }
  return {
    render: (url, options) => inTurn(options.signal, () => render(url, options)),
    thin: (html, { signal }) => inTurn(signal, () => thin(html, signal)),
  }
}

async function render(url: string, { signal, mayBePrivate }: RenderOptions): Promise<FetchedPage> {
  const throwAway = session.fromPartition(`render-${randomUUID()}`, { cache: false })
  const resolveHost = async (host: string) => (await throwAway.resolveHost(host)).endpoints.map(({ address }) => address)
  const signs: Signs = { failure: undefined, status: 200, navigations: 0, arrived: false }
  const network = lockDownForeign(throwAway, {
    notFetched: NOT_FETCHED,
    allowed: async (asked) => mayBePrivate || !(await hostIsPrivate(asked.url, resolveHost)),
    onRefused: (asked) => {
      if (asked.isMainFrame) signs.failure ??= new Failure({ code: 'blocked-address', address: asked.url.slice(0, 500) })
    },
    onFile: (_url, type) => {
      // What a page that is there already hands out beside itself is nobody's concern.
      if (!signs.arrived) signs.failure ??= new Failure({ code: 'not-a-page', type })
    },
  })
  try {
    const limitMs = TIME_LIMIT + TAKING_LIMIT
    return await withHiddenPage({ session: throwAway, signal, limitMs }, (contents) => {
      watchNavigations(contents, signs)
      return settledPage(contents, url, signs, network)
    })
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.error.code === 'timeout') {
      throw new Failure({ code: 'timeout', seconds: TIME_LIMIT / 1000 }, { cause: thrown })
    }
    throw thrown
  } finally {
    await throwAway.clearStorageData().catch(() => undefined)
  }
}

function watchNavigations(contents: WebContents, signs: Signs): void {
  const count = (isMainFrame: boolean): void => {
    if (isMainFrame && ++signs.navigations > MOST_NAVIGATIONS) signs.failure ??= new Failure({ code: 'too-many-redirects' })
  }
  contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => count(isMainFrame && !isSameDocument))
  contents.on('did-redirect-navigation', ({ isMainFrame }) => count(isMainFrame))
  contents.on('did-navigate', (_event, _url, status) => {
    signs.status = status
    signs.arrived = true
  })
  contents.on('did-fail-load', (_event, code, name, failed, isMainFrame) => {
    // -3 is ABORTED: another navigation took its place, or it was refused, which its own sign says.
    if (isMainFrame && code !== -3) signs.failure ??= new Failure(loadError(name, failed))
  })
}

/** Why Chromium could not load an address, from its name for it. */
export function loadError(name: string, url: string): Failure['error'] {
  const host = URL.canParse(url) ? new URL(url).host : ''
  if (/CERT_|SSL_/.test(name)) return { code: 'certificate', host }
  if (name.includes('TOO_MANY_REDIRECTS')) return { code: 'too-many-redirects' }
  if (/INTERNET_DISCONNECTED|NETWORK_CHANGED/.test(name)) return { code: 'offline' }
  if (/BLOCKED|UNSAFE|DISALLOWED|UNKNOWN_URL_SCHEME/.test(name)) return { code: 'blocked-address', address: url.slice(0, 500) }
  return { code: 'unreachable', host }
}

/** The page when neither its text nor the network has changed for a while, or when its time is over. */
async function settledPage(contents: WebContents, url: string, signs: Signs, network: ForeignSession): Promise<FetchedPage> {
  const end = Date.now() + TIME_LIMIT
  // What goes wrong with it is heard by `watchNavigations`.
  contents.loadURL(url).catch(() => undefined)
  const stillFor = standingStill(2 * LOOK_EVERY)
  for (;;) {
    await pause(LOOK_EVERY)
    if (signs.failure !== undefined) throw signs.failure
    const seen = await look(contents)
    const now = Date.now()
    const still = stillFor(seen?.signs, now)
    const idle = network.pending() === 0 && now - network.lastActivity() >= SETTLED_AFTER
    const settled = seen?.complete === true && idle && still >= SETTLED_AFTER
    const settledAnyway = seen !== undefined && seen.text > 0 && still >= SETTLED_ANYWAY
    if (settled || settledAnyway || now > end) return take(contents, signs)
  }
}

interface Look {
  readonly signs: string
  readonly text: number
  readonly complete: boolean
}

/** Undefined while the page is between two documents, or keeps its thread busy. */
async function look(contents: WebContents): Promise<Look | undefined> {
  const code = `(() => {
    const text = document.body ? document.body.textContent.length : 0
    const elements = document.getElementsByTagName('*').length
    return { signs: location.href + ' ' + text + ' ' + elements, text, complete: document.readyState === 'complete' && location.href !== 'about:blank' }
  })()`
  const looking = contents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code }]).catch(() => undefined) as Promise<Look | undefined>
  return Promise.race([looking, pause(1_000, undefined, { ref: false })])
}

async function take(contents: WebContents, signs: Signs): Promise<FetchedPage> {
  if (signs.status >= 400) throw new Failure({ code: 'http', status: signs.status })
  const html: unknown = await contents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code: `(${String(takePage)})()` }])
  return pageOf(html, contents.getURL())
}

/** What was taken out of a page, as a fetched page. @throws Failure too-large, not-a-page */
export function pageOf(html: unknown, url: string): FetchedPage {
  if (typeof html !== 'string') throw new Failure({ code: 'not-a-page', type: '' })
  if (html.length > LARGEST_PAGE) throw new Failure({ code: 'too-large', limit: LARGEST_PAGE })
  const address = new URL(url)
  // A fragment that is a route says which page it is; any other only where on it.
  if (!/^#[!/]./.test(address.hash)) address.hash = ''
  return { url: address.href, bytes: new TextEncoder().encode(html), contentType: 'text/html; charset=utf-8' }
}

async function thin(html: string, signal: AbortSignal): Promise<ThinnedPage> {
  const throwAway = session.fromPartition(`thin-${randomUUID()}`, { cache: false })
  lockDownForeign(throwAway, {
    notFetched: EVERYTHING,
    allowed: async () => false,
    onRefused: () => undefined,
    onFile: () => undefined,
  })
  return withHiddenPage({ session: throwAway, signal, limitMs: THINNING_LIMIT }, async (contents) => {
    await contents.loadURL('about:blank')
    const code = `(${String(thinPage)})(${JSON.stringify(html)}, ${JSON.stringify(THIN_LIMITS)})`
    return readThinned(await contents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code }]))
  })
}

/** What came out of a process that has seen a hostile page is looked at before it is believed. */
function readThinned(value: unknown): ThinnedPage {
  const { lean, text } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (typeof text !== 'string' || text.length > LARGEST_PAGE) throw new Failure({ code: 'too-complex' })
  return { text, ...(typeof lean === 'string' && lean.length <= LARGEST_PAGE && { lean }) }
}
