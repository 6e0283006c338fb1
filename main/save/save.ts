import { Failure } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary, SavingStep } from '../../shared/model.ts'
import type { CleanReport, RenderReport, SaveAnswer, SaveRequest } from '../../shared/saving.ts'
import type { Settings } from '../../shared/settings.ts'
import type { FormerId, VersionId, VersionProgress, VersionReport } from '../../shared/versions.ts'
import type { Library, NewArticle } from '../library/library.ts'
import { pictureKeeper } from './article-pictures.ts'
import { cleanAgain } from './clean-again.ts'
import type { Cleaner } from './cleaner.ts'
import type { FetchedPage } from './fetch-page.ts'
import { articleFinisher } from './finish-article.ts'
import { hostTurns } from './host-turns.ts'
import { newArticle } from './new-article.ts'
import { pageObtainer } from './obtain-page.ts'
import type { How } from './obtain-page.ts'
import { oneOfManySaver } from './one-of-many.ts'
import type { PageRenderer } from './page-renderer.ts'
import { retryPictures } from './retry-pictures.ts'
import { fileSaver } from './save-file.ts'
import { saveSeen } from './save-seen.ts'
import { taskQueue } from './task-queue.ts'
import type { ResolveHost, Transport } from './transport.ts'
import { takeTurns } from './turns.ts'
import { unqueuedOf } from './unqueued.ts'
import { versionMaker } from './version-maker.ts'

/** Articles saved by hand at the same time: more would only open more connections. */
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

export type Saver = ReturnType<typeof startSaver>

/**
 * Saves articles: a row at once (`begin`), then, when its turn comes (`run`), the page and the article in it
 * (`obtain-page.ts`: fetch → clean) and what is made of that (`finish-article.ts`: pictures → store). One article's failure
 * never touches another, and every step leaves the library in a state from which `resume` goes on after a restart.
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
  const finishArticle = articleFinisher({ library, pictures })
  const makeVersion = versionMaker({ ...options, queue, inTurn, obtaining, pictures, isClosing: () => closing })
  const isBegun = async (address: string): Promise<void> => void (await beginning.get(address)?.catch(() => undefined))
  const { saveOneOfMany, forget } = oneOfManySaver({ library, queue, isBegun, run, errorOf })

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

  /** Saves one that has a row, when its turn comes; one that the queue has already is waited for. */
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

  /** The whole way of one article. What is stored already is not fetched again, unless `again` asks for it. */
  async function saveOne(id: ArticleId, how: How, signal: AbortSignal): Promise<CleanReport> {
    const article = await library.find(id)
    const step = (now: SavingStep): void => options.onStep(library.setStep(id, now))
    const obtained = await obtaining.obtain(article, how, step, signal)
    return finishArticle(article, obtained, { step, signal, patient: how.patient === true, seen: how.seen !== undefined })
  }

  return {
    /**
     * Saves what the reader asks for; answers when its row is safe on disk, or that the library has its address already.
     * @throws Failure invalid-address, too-large, disk-full, read-only
     */
    save,
    /** Saves one of many, and answers when that has ended. */
    saveOneOfMany,
    /** One of many files that their batch names: as `saveOneOfMany`, but with a row only when it is done. */
    saveFileOfMany: fileSaver({ library, obtaining, saveStepwise: saveOneOfMany, isClosing: () => closing }),
    /** Removes a row that never became an article, as if it had not been begun. */
    forget,
    /** Whose turn it is at each host. */
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

    /** Saves a page as it stood in Lectern's browser; see `save-seen.ts`. */
    saveSeen: (seen: FetchedPage, how: { readonly replace: boolean }): Promise<SaveAnswer> =>
      saveSeen({ library, begin, enqueue, makeVersion, isQueued: (id) => queue.has(id) }, seen, how),

    /** Stops saving; the row becomes failed with `cancelled`. Resolves when nothing of it runs any more. */
    cancel: (id: ArticleId): Promise<void> => unqueued.cancel(id),

    /** Resolves with the row when it is no longer being saved. */
    async whenSaved(id: ArticleId): Promise<ArticleSummary> {
      await queue.finished(id)
      return library.find(id)
    },

    /** Cleans again from the kept original; see `clean-again.ts`. */
    async cleanAgain(id: ArticleId, former?: FormerId): Promise<CleanReport> {
      await queue.finished(id)
      return inTurn(id, () => cleanAgain({ library, obtaining, finishArticle }, id, former))
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

  function errorOf(thrown: unknown, signal?: AbortSignal): AppError {
    if (signal?.aborted === true) return { code: 'cancelled' }
    if (thrown instanceof Failure) return thrown.error
    options.onFault(thrown)
    return { code: 'unexpected' }
  }
}
