import { Failure } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import type { CleanReport, RenderReport, SaveAnswer, SaveRequest } from '../../shared/saving.ts'
import type { ArticleId, ArticleSummary, SavingStep } from '../../shared/model.ts'
import type { Settings } from '../../shared/settings.ts'
import type { FormerId, VersionId, VersionProgress, VersionReport } from '../../shared/versions.ts'
import type { Library, NewArticle, Original } from '../library/library.ts'
import { canonicalAddress, parseAddress } from './addresses.ts'
import { pictureKeeper } from './article-pictures.ts'
import type { CleanedPage } from './clean.ts'
import { cleanedArticle } from './cleaned-article.ts'
import type { Cleaner } from './cleaner.ts'
import type { FetchedPage } from './fetch-page.ts'
import { newArticle } from './new-article.ts'
import { pageObtainer } from './obtain-page.ts'
import type { How } from './obtain-page.ts'
import type { PageRenderer } from './page-renderer.ts'
import { knownPicturesOf, NO_PICTURES, placeKnown } from './kept-pictures.ts'
import { hostTurns } from './host-turns.ts'
import { retryPictures } from './retry-pictures.ts'
import { taskQueue } from './task-queue.ts'
import type { ResolveHost, Transport } from './transport.ts'
import { fileSaver } from './save-file.ts'
import { takeTurns } from './turns.ts'
import { unqueuedOf } from './unqueued.ts'
import { versionMaker } from './version-maker.ts'

/** Articles saved at the same time. Cleaning is one at a time anyway; more would only open more connections. */
const AT_ONCE = 4

export interface SaverOptions {
  readonly library: Library
  readonly cleaner: Cleaner
  readonly transport: Transport
  /** With the log-ins of Lectern's browser; absent where it has none. */
  readonly loggedIn?: Transport
  readonly resolveHost: ResolveHost
  /** Absent where no window can be made. */
  readonly renderer?: PageRenderer
  readonly settings: () => Settings
  /** A row's step, for the list; more often than the library's own changes. */
  readonly onStep: (article: ArticleSummary) => void
  /** A step of saving a new version, and its end. */
  readonly onVersion?: (id: ArticleId, progress: VersionProgress) => void
  /** A failure that is no `Failure`: a fault of ours, for the log. */
  readonly onFault: (fault: unknown) => void
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly article: ArticleId }
  /** The library has it already, this one. */
  | { readonly kind: 'known'; readonly article: ArticleId }
  /** `article`: its row, if there is one. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly article?: ArticleId }

/** Shows a step of saving on the article's row. */
type ShowStep = (step: SavingStep) => void

export type Saver = ReturnType<typeof startSaver>

/**
 * Saves articles: a row at once, then fetch → clean → pictures → store, one article's failure never touching another.
 * Every step leaves the library in a state from which `resume` goes on after a restart.
 */
export function startSaver(options: SaverOptions) {
  const { library } = options
  const queue = taskQueue<ArticleId>(AT_ONCE)
  /** Addresses whose row is being made: two saves of one address at once give one row. */
  const beginning = new Map<string, Promise<SaveAnswer>>()
  /** What changes the document of an article that can be read, one after the other: none writes over another's work. */
  const inTurn = takeTurns<ArticleId>()
  let closing = false
  const unqueued = unqueuedOf({ library, queue, isClosing: () => closing })
  const turns = hostTurns()
  const pictures = pictureKeeper({ ...options, turns })
  const obtaining = pageObtainer({ ...options, turns })
  const makeVersion = versionMaker({ ...options, queue, inTurn, obtaining, pictures, isClosing: () => closing })

  async function save(request: SaveRequest): Promise<SaveAnswer> {
    const article = newArticle(request)
    const { address } = article
    const how = request.kind === 'address' && request.render === true ? { scripts: true } : {}
    if (address === undefined) return begin(article)
    const already = beginning.get(address)
    if (already !== undefined) return { kind: 'known', article: (await already).article }
    const answer = beginUnlessKnown(article, address, how)
    beginning.set(address, answer)
    return answer.finally(() => beginning.delete(address))
  }

  async function beginUnlessKnown(article: NewArticle, address: string, how: Partial<How>): Promise<SaveAnswer> {
    const known = await library.findByAddress(address)
    return known === undefined ? begin(article, how) : { kind: 'known', article: known }
  }

  async function begin(article: NewArticle, how: Partial<How> = {}): Promise<SaveAnswer> {
    const row = await library.begin(article)
    enqueue(row.id, { again: false, ...how })
    return { kind: 'saving', article: row }
  }

  function enqueue(id: ArticleId, how: How): void {
    // The article's state says how it ended.
    void run(id, how).catch(() => undefined)
  }

  /** Saves one when its turn comes; one that the queue has already is waited for. */
  function run(id: ArticleId, how: How): Promise<CleanReport> {
    return new Promise((resolve, reject) => {
      const task = async (signal: AbortSignal): Promise<void> => {
        try {
          resolve(await saveOne(id, how, signal))
        } catch (thrown) {
          const error: AppError = closing ? { code: 'cancelled' } : errorOf(thrown, signal)
          if (!closing) await library.fail(id, error).catch(options.onFault)
          reject(new Failure(error, { cause: thrown }))
        } finally {
          // Whoever counts what is being saved hears of its end, wherever its row is.
          if (!closing) await library.find(id).then(options.onStep, () => undefined)
        }
      }
      // Who saves many at once keeps count of them itself: what the reader saves by hand never waits for those.
      const isTaken = queue.add(id, task, { atOnce: how.patient === true })
      if (!isTaken) unqueued.endedElsewhere(id).then(resolve, reject)
    })
  }

  /** One of many: made and saved now, with patience for its site. */
  async function saveOneOfMany(article: NewArticle, how: Partial<How>, stop: AbortSignal): Promise<SaveOutcome> {
    const { id, address } = article
    const mine = id === undefined ? undefined : (await library.get([id]))[0]
    if (mine === undefined && address !== undefined) {
      await beginning.get(address)?.catch(() => undefined)
      const known = await library.findByAddress(address)
      if (known !== undefined && (known.deletedAt !== undefined || known.state.kind !== 'failed')) return { kind: 'known', article: known.id }
      if (known !== undefined) return outcomeOf(known.id, how, stop)
    }
    if (stop.aborted && mine === undefined) return { kind: 'failed', error: { code: 'cancelled' } }
    const row = mine ?? (await library.begin(article))
    return outcomeOf(row.id, { ...how, ...(article.original && { given: article.original }) }, stop)
  }

  async function outcomeOf(id: ArticleId, how: Partial<How>, stop: AbortSignal): Promise<SaveOutcome> {
    if (queue.has(id)) await queue.finished(id)
    const { state } = await library.find(id)
    if (state.kind === 'ready') return { kind: 'saved', article: id }
    const failed = state.kind === 'failed'
    if (failed) await library.resume(id)
    const onStop = (): void => void queue.cancel(id)
    try {
      const saved = run(id, { again: failed, ...how, patient: true })
      stop.addEventListener('abort', onStop, { once: true })
      if (stop.aborted) onStop()
      await saved
      return { kind: 'saved', article: id }
    } catch (thrown) {
      const error = errorOf(thrown, new AbortController().signal)
      if (error.code !== 'already-saved') return { kind: 'failed', error, article: id }
      // Its address led to what is there already: no row of its own is left behind.
      await forget(id)
      return { kind: 'known', article: error.id }
    } finally {
      stop.removeEventListener('abort', onStop)
    }
  }

  /** Removes a row that never became an article, as if it had not been begun. */
  async function forget(id: ArticleId): Promise<void> {
    const { state } = await library.find(id)
    if (state.kind === 'failed') await library.purge(await library.delete([id]))
  }

  /** The whole way of one article. What is stored already is not fetched again, unless `again` asks for it. */
  async function saveOne(id: ArticleId, how: How, signal: AbortSignal): Promise<CleanReport> {
    const article = await library.find(id)
    const step = (now: SavingStep): void => options.onStep(library.setStep(id, now))
    const { original, page } = await obtaining.obtain(article, how, step, signal)
    return store(article, original, page, step, signal, { patient: how.patient === true, seen: how.seen !== undefined })
  }

  async function store(
    article: ArticleSummary,
    original: Original,
    page: CleanedPage,
    step: ShowStep,
    signal: AbortSignal,
    { known = NO_PICTURES, patient = false, seen = false } = {},
  ): Promise<CleanReport> {
    const { id } = article
    const url = page.canonicalUrl ?? original.url ?? article.url
    const address = url === undefined ? undefined : canonicalAddress(url)
    if (address !== undefined && (article.source.kind === 'address' || article.source.kind === 'browser')) await refuseTwin(id, address)
    const placements = await placeKnown(page.pictures, known, (some) =>
      pictures.keep(id, some, { from: original.url, seen: seen || article.source.kind === 'browser', patient, step, signal }),
    )
    signal.throwIfAborted()
    step({ kind: 'storing' })
    const cleaned = cleanedArticle(page, placements, { ...(url && { url }), savedAt: article.savedAt })
    return library.finish(id, { ...cleaned, ...(url !== undefined && address !== undefined && { url, address }) })
  }

  /** A short link or a redirect may lead to what the library has already: never a silent duplicate. */
  async function refuseTwin(id: ArticleId, address: string): Promise<void> {
    const twin = await library.findByAddress(address)
    if (twin !== undefined && twin.id !== id && twin.state.kind === 'ready') {
      throw new Failure({ code: 'already-saved', id: twin.id })
    }
  }

  return {
    save,
    saveOneOfMany,
    /** One of many files that their batch names: as `saveOneOfMany`, but with a row only when it is done. */
    saveFileOfMany: fileSaver({ library, obtaining, saveStepwise: saveOneOfMany, isClosing: () => closing }),
    forget,
    turns,

    /** Saves an article whose original is given, without looking for its address: the sample article. */
    saveGiven: (article: NewArticle) => begin(article),

    /** Takes up again what a restart or a disk that went away interrupted, but for what others take up themselves. */
    async resume(others: ReadonlySet<ArticleId> = new Set()): Promise<void> {
      for (const id of await library.unfinished()) if (!others.has(id) && !queue.has(id)) enqueue(id, { again: false })
      unqueued.resumed()
    },

    /** Starts a failed article again; a page is fetched anew, since the failure may have been the page's. */
    async retry(id: ArticleId): Promise<ArticleSummary> {
      const article = await library.find(id)
      if (article.state.kind !== 'failed' || queue.has(id)) return article
      const row = await library.resume(id)
      enqueue(id, { again: true })
      return row
    },

    /**
     * Opens an article's page anew with its scripts. A failed article is saved so; of one that can be read, what they show
     * becomes the current version, unless it is the same.
     * @throws Failure invalid-argument when it was not saved from an address; and whatever rendering and cleaning can
     */
    async renderAgain(id: ArticleId): Promise<RenderReport> {
      while (queue.has(id)) await queue.finished(id)
      const { source, url, state } = await library.find(id)
      if (source.kind !== 'address' || url === undefined) {
        throw new Failure({ code: 'invalid-argument', problem: 'The article was not saved from an address' })
      }
      const how: How = { again: true, scripts: true }
      if (state.kind !== 'ready') {
        await library.resume(id)
        return { ...(await run(id, how)), changed: true }
      }
      const report = await makeVersion(id, how)
      if (report.kind === 'unchanged') return { id, changed: false, anchored: 0, lost: 0 }
      const { anchored, lost, version: current, previous } = report
      return { id, changed: true, anchored, lost, versions: { current, previous } }
    },

    /**
     * Where an article's page is: where it was fetched from, or, when it never was, the address that the reader gave.
     * @throws Failure not-found, `original` when it has no address
     */
    async addressOf(id: ArticleId): Promise<{ readonly address: string; readonly mayBePrivate: boolean }> {
      const article = await library.find(id)
      const address = (await obtaining.fetchedFrom(article)) ?? article.url
      if (address === undefined) throw new Failure({ code: 'not-found', what: 'original' })
      // What a file says of where it comes from is nobody's wish to go there.
      return { address, mayBePrivate: article.source.kind === 'address' }
    },

    /**
     * Saves a page as it stood in Lectern's browser. An address that failed before is saved with it; one that can be
     * read already is answered as known; only when asked for, what was seen becomes its current version.
     * @throws Failure invalid-address, disk-full, read-only; of a replacement, whatever cleaning can fail of
     */
    async saveSeen(seen: FetchedPage, how: { readonly replace: boolean }): Promise<SaveAnswer> {
      const url = parseAddress(seen.url).href
      const address = canonicalAddress(url)
      const original: Original = { ...seen, fetchedAt: new Date().toISOString() }
      const known = await library.findByAddress(address)
      if (known === undefined) return begin({ source: { kind: 'browser' }, title: url, tags: [], url, address, original })
      if (known.deletedAt !== undefined || queue.has(known.id)) return { kind: 'known', article: known }
      if (known.state.kind === 'ready') {
        if (!how.replace) return { kind: 'known', article: known }
        await makeVersion(known.id, { again: false, seen: original })
        return { kind: 'saving', article: await library.find(known.id) }
      }
      await library.storeOriginal(known.id, original)
      const row = await library.resume(known.id)
      enqueue(known.id, { again: false, seen: original })
      return { kind: 'saving', article: row }
    },

    /** Stops saving; the row becomes failed with `cancelled`. Resolves when nothing of it runs any more. */
    cancel: (id: ArticleId): Promise<void> => unqueued.cancel(id),

    /** Resolves with the row when it is no longer being saved. */
    async whenSaved(id: ArticleId): Promise<ArticleSummary> {
      await queue.finished(id)
      return library.find(id)
    },

    /**
     * Cleans again from the kept original, as the reader repaired it; pictures that are kept are not fetched again.
     * @param former the text before, where the caller has kept it
     */
    async cleanAgain(id: ArticleId, former?: FormerId): Promise<CleanReport> {
      await queue.finished(id)
      return inTurn(id, async () => {
        const article = await library.find(id)
        const original = await library.readOriginalToClean(id)
        const never = new AbortController().signal
        const page = await obtaining.cleanWhole(original, never)
        const before = former ?? (await library.formers.keep(id))
        try {
          const report = await store(article, original, page, () => undefined, never, { known: await knownPicturesOf(library, id) })
          return { ...report, ...(before !== undefined && { before }) }
        } catch (thrown) {
          await library.formers.forget(before)
          throw thrown
        }
      })
    },

    /**
     * Fetches an article's address again and makes what came its current version, unless the text is the same. Waits
     * its turn in the queue, and `cancel` stops it; the row stays as it is. What fails leaves the article as it was.
     */
    saveVersion: (id: ArticleId): Promise<VersionReport> => makeVersion(id, { again: true }),

    /** Fetches only the pictures that are missing and puts them in their places. */
    retryPictures: (id: ArticleId): Promise<ArticleSummary> => inTurn(id, () => retryPictures({ library, pictures, obtaining }, id)),

    /** Takes back what changed an article's text, when nothing else is changing it. */
    putBack: (id: ArticleId, former: FormerId): Promise<CleanReport> => inTurn(id, () => library.formers.putBack(id, former)),

    /** Makes a version of an article the current one again, when nothing else is changing its text. */
    restoreVersion: (id: ArticleId, version: VersionId): Promise<VersionReport> => inTurn(id, () => library.versions.restore(id, version)),

    /** Stops everything; what was not finished goes on at the next start. */
    close(): void {
      closing = true
      queue.close()
    },
  }

  function errorOf(thrown: unknown, signal: AbortSignal): AppError {
    if (signal.aborted) return { code: 'cancelled' }
    if (thrown instanceof Failure) return thrown.error
    options.onFault(thrown)
    return { code: 'unexpected' }
  }
}
