import { Failure } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { ArticleSummary, SavingStep } from '../../shared/model.ts'
import type { Library, Original } from '../library/library.ts'
import { parseAddress } from './addresses.ts'
import type { CleanJob, CleanedPage } from './clean.ts'
import type { Cleaner } from './cleaner.ts'
import { decodePage } from './decode-page.ts'
import { hostIsPrivate } from './fetch-bytes.ts'
import { fetchPage } from './fetch-page.ts'
import type { FetchedPage, FetchPageOptions } from './fetch-page.ts'
import { fetchPatiently } from './fetch-patiently.ts'
import type { HostTurns } from './host-turns.ts'
import { needsScripts, showsLittle, SIGNS_WITHIN } from './needs-scripts.ts'
import type { PageRenderer } from './page-renderer.ts'
import type { ResolveHost, Transport } from './transport.ts'

/** How sure a page can be that was folded, or of which only the text is left: the reader should have a look. */
const SURE_OF_LEAN = 0.6
const SURE_OF_TEXT = 0.3
/** Milliseconds for a page's text alone: two megabytes of it take three seconds, more on a busy machine. */
const TEXT_LIMIT = 30_000

export interface ObtainParts {
  readonly library: Pick<Library, 'readOriginal' | 'storeOriginal' | 'ownRepair'>
  readonly cleaner: Cleaner
  readonly transport: Transport
  readonly resolveHost: ResolveHost
  /** Absent where no window can be made. */
  readonly renderer?: PageRenderer
  /** Whose turn it is at each host, for those that are patient. */
  readonly turns?: HostTurns
}

/** How a page is obtained. */
export interface How {
  /** Fetch it even when its original is kept. */
  readonly again: boolean
  /** The address is what a file or a page said of itself, and not the reader's own: it must not be a private one. */
  readonly notTyped?: boolean
  /** Open it with its scripts, whatever plain fetching would give. */
  readonly scripts?: boolean
  /** It was shown to the reader like this: nothing else is looked for. */
  readonly seen?: Original
  /** What was given and has just been kept: it need not be read back. */
  readonly given?: Original
  /** It is being cleaned already, or has been: what is given. */
  readonly cleaning?: Promise<CleanedPage>
  /** One of many: its site is asked as a polite guest asks, and asked again when it was busy. */
  readonly patient?: boolean
}

/** A page, and the article in it. */
export interface Obtained {
  readonly original: Original
  readonly page: CleanedPage
}

type ShowStep = (step: SavingStep) => void

/** Failures of rendering that say more than that plain fetching found no article. */
const TELLING: readonly ErrorCode[] = ['blocked-address', 'timeout', 'too-complex', 'too-large', 'too-many-redirects', 'cancelled']

/** Gets an article's page by the way that gives the article: kept, fetched, or opened with its scripts; and cleans it. */
export function pageObtainer(parts: ObtainParts) {
  const { library, cleaner, renderer } = parts

  /**
   * The page and the article in it. What was got is stored as the article's original as soon as it is there.
   * @throws Failure whatever fetching, rendering and cleaning can fail of
   */
  async function obtain(article: ArticleSummary, how: How, step: ShowStep, signal: AbortSignal): Promise<Obtained> {
    if (how.scripts === true) {
      const rendered = await cleanedRendering(article, await fetchedFrom(article), step, signal)
      await library.storeOriginal(article.id, rendered.original)
      return rendered
    }
    if (how.seen !== undefined) {
      step({ kind: 'cleaning' })
      const page = await cleanRepaired(article, how.seen, signal)
      await library.storeOriginal(article.id, how.seen)
      return { original: how.seen, page }
    }
    const original = await originalOf(article, how, step, signal)
    step({ kind: 'cleaning' })
    if (how.cleaning !== undefined) return { original, page: await how.cleaning }
    const plain = await cleanRepaired(article, original, signal).catch(unlessNothingFound)
    if (!mayRender(article, original, plain)) {
      if (plain === undefined) throw new Failure({ code: 'no-article' })
      return { original, page: plain }
    }
    return withScripts(article, original, plain, step, signal)
  }

  /**
   * Where the page of a ready article was fetched from, for its own address may be one that the page gave. A failed one
   * has the address that the reader typed.
   */
  async function fetchedFrom({ id, state }: ArticleSummary): Promise<string | undefined> {
    return state.kind === 'ready' ? (await library.readOriginal(id).catch(unlessMissing))?.url : undefined
  }

  function mayRender(article: ArticleSummary, original: Original, plain: CleanedPage | undefined): boolean {
    if (renderer === undefined || article.source.kind !== 'address' || !showsLittle(plain)) return false
    return needsScripts(decodePage(original.bytes.subarray(0, SIGNS_WITHIN), original.contentType).text, plain)
  }

  /** The article as its scripts show it, if that is more than there is without them. */
  async function withScripts(
    article: ArticleSummary,
    original: Original,
    plain: CleanedPage | undefined,
    step: ShowStep,
    signal: AbortSignal,
  ): Promise<Obtained> {
    try {
      const rendered = await cleanedRendering(article, original.url, step, signal)
      if (plain === undefined || rendered.page.metadata.wordCount > plain.metadata.wordCount) {
        await library.storeOriginal(article.id, rendered.original)
        return rendered
      }
    } catch (thrown) {
      signal.throwIfAborted()
      if (!(thrown instanceof Failure)) throw thrown
      if (plain === undefined) throw TELLING.includes(thrown.error.code) ? thrown : new Failure({ code: 'no-article' })
    }
    return { original, page: plain }
  }

  async function cleanedRendering(
    article: ArticleSummary,
    from: string | undefined,
    step: ShowStep,
    signal: AbortSignal,
  ): Promise<Obtained> {
    if (renderer === undefined) throw new Failure({ code: 'cannot-render', why: 'no-display' })
    if (article.url === undefined) throw new Failure({ code: 'not-found', what: 'original' })
    step({ kind: 'rendering' })
    const url = from ?? parseAddress(article.url).href
    const mayBePrivate = await hostIsPrivate(url, parts.resolveHost)
    const original = originalFrom(await renderer.render(url, { signal, mayBePrivate }))
    step({ kind: 'cleaning' })
    return { original, page: await cleanRepaired(article, original, signal) }
  }

  async function originalOf(article: ArticleSummary, how: How, step: ShowStep, signal: AbortSignal): Promise<Original> {
    const fetched = article.source.kind === 'address'
    if (how.given !== undefined && !fetched) return how.given
    if (!fetched || !how.again) {
      const kept = await library.readOriginal(article.id).catch(unlessMissing)
      if (kept !== undefined) return kept
    }
    if (!fetched || article.url === undefined) throw new Failure({ code: 'not-found', what: 'original' })
    step({ kind: 'fetching', bytes: 0 })
    const options: FetchPageOptions = {
      ...parts,
      signal,
      mayBePrivate: how.notTyped !== true,
      onBytes: (bytes) => step({ kind: 'fetching', bytes }),
    }
    const onWait = (until: Date): void => step({ kind: 'waiting', until: until.toISOString() })
    const address = parseAddress(article.url)
    const { turns } = parts
    const page = how.patient === true && turns !== undefined ? await fetchPatiently(address, { ...options, turns, onWait }) : await fetchPage(address, options) // prettier-ignore
    const original = originalFrom(page)
    await library.storeOriginal(article.id, original)
    return original
  }

  /** `cleanWhole` as the reader repaired the article: blocks are found again on a page that changed around them. */
  async function cleanRepaired({ id }: ArticleSummary, original: Original, signal: AbortSignal): Promise<CleanedPage> {
    return cleanWhole({ ...original, ...(await library.ownRepair(id)) }, signal)
  }

  /**
   * Cleans a page; one that is too much for that is made smaller by a browser's own parser first, until it is not.
   * @throws Failure no-article, not-a-page, too-complex, cancelled
   */
  async function cleanWhole(original: Original, signal: AbortSignal): Promise<CleanedPage> {
    try {
      return await cleaner.clean(original, signal)
    } catch (thrown) {
      if (renderer === undefined || !isTooComplex(thrown)) throw thrown
      const { text } = decodePage(original.bytes, original.contentType)
      const thinned = await renderer.thin(text, { signal }).catch((why: unknown) => {
        signal.throwIfAborted()
        // That it is too much is what the reader can use; why the second way failed too is not.
        throw new Failure({ code: 'too-complex' }, { cause: why })
      })
      return cleanThinned(original, thinned, signal)
    }
  }

  async function cleanThinned(original: Original, thinned: { lean?: string; text: string }, signal: AbortSignal): Promise<CleanedPage> {
    const cleanHtml = async (html: string, sureAtMost: number, more: Pick<CleanJob, 'limitMs'> = {}): Promise<CleanedPage> => {
      const bytes = new TextEncoder().encode(html)
      const page = await cleaner.clean({ ...original, ...more, bytes, contentType: 'text/html; charset=utf-8' }, signal)
      return { ...page, confidence: Math.min(page.confidence, sureAtMost) }
    }
    if (thinned.lean !== undefined) {
      try {
        return await cleanHtml(thinned.lean, SURE_OF_LEAN)
      } catch (thrown) {
        if (!isTooComplex(thrown)) throw thrown
      }
    }
    return cleanHtml(thinned.text, SURE_OF_TEXT, { limitMs: TEXT_LIMIT })
  }

  return { obtain, cleanWhole, fetchedFrom }
}

/** A fetched page as the original of an article. */
function originalFrom(page: FetchedPage): Original {
  return { ...page, fetchedAt: new Date().toISOString() }
}

function isTooComplex(thrown: unknown): boolean {
  return thrown instanceof Failure && thrown.error.code === 'too-complex'
}

function unlessNothingFound(thrown: unknown): undefined {
  if (thrown instanceof Failure && thrown.error.code === 'no-article') return undefined
  throw thrown
}

function unlessMissing(thrown: unknown): undefined {
  if (thrown instanceof Failure && thrown.error.code === 'not-found') return undefined
  throw thrown
}
