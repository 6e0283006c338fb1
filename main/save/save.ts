import { Failure } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import type { CleanReport, SaveAnswer, SaveRequest } from '../../shared/ipc.ts'
import type { ArticleId, ArticleMetadata, ArticleSource, ArticleSummary, SavingStep } from '../../shared/model.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Library, NewArticle, Original } from '../library/library.ts'
import { canonicalAddress, parseAddress } from './addresses.ts'
import { articleDocument, missingPicturesIn, placeMissing } from './article-document.ts'
import type { CleanedPage } from './clean.ts'
import type { Cleaner } from './cleaner.ts'
import { fetchPage } from './fetch-page.ts'
import { keepPictures } from './pictures.ts'
import type { PicturePlacement } from './pictures.ts'
import { taskQueue } from './task-queue.ts'
import type { ResolveHost, Transport } from './transport.ts'

/** Articles saved at the same time. Cleaning is one at a time anyway; more would only open more connections. */
const AT_ONCE = 4

export interface SaverOptions {
  readonly library: Library
  readonly cleaner: Cleaner
  readonly transport: Transport
  readonly resolveHost: ResolveHost
  readonly settings: () => Settings
  /** A row's step, for the list; more often than the library's own changes. */
  readonly onStep: (article: ArticleSummary) => void
  /** A failure that is no `Failure`: a fault of ours, for the log. */
  readonly onFault: (fault: unknown) => void
}

/** Shows a step of saving on the article's row. */
type ShowStep = (step: SavingStep) => void

export type Saver = ReturnType<typeof startSaver>

/**
 * Saves articles: a row at once, then fetch → clean → pictures → store, one article's failure never touching another.
 * Every step leaves the library in a state from which `resume` goes on after a restart.
 */
export function startSaver(options: SaverOptions) {
  const { library, cleaner } = options
  const queue = taskQueue<ArticleId>(AT_ONCE)
  /** Addresses whose row is being made: two saves of one address at once give one row. */
  const beginning = new Map<string, Promise<SaveAnswer>>()
  let closing = false

  async function save(request: SaveRequest): Promise<SaveAnswer> {
    const article = newArticle(request)
    const { address } = article
    if (address === undefined) return begin(article)
    const already = beginning.get(address)
    if (already !== undefined) return { kind: 'known', article: (await already).article }
    const answer = beginUnlessKnown(article, address)
    beginning.set(address, answer)
    return answer.finally(() => beginning.delete(address))
  }

  async function beginUnlessKnown(article: NewArticle, address: string): Promise<SaveAnswer> {
    const known = await library.findByAddress(address)
    return known === undefined ? begin(article) : { kind: 'known', article: known }
  }

  async function begin(article: NewArticle): Promise<SaveAnswer> {
    const row = await library.begin(article)
    enqueue(row.id, { again: false })
    return { kind: 'saving', article: row }
  }

  function enqueue(id: ArticleId, how: { readonly again: boolean }): void {
    queue.add(id, async (signal) => {
      try {
        await saveOne(id, how, signal)
      } catch (thrown) {
        if (closing) return
        await library.fail(id, errorOf(thrown, signal)).catch(options.onFault)
      }
    })
  }

  /** The whole way of one article. What is stored already is not fetched again, unless `again` asks for it. */
  async function saveOne(id: ArticleId, how: { readonly again: boolean }, signal: AbortSignal): Promise<void> {
    const article = await library.find(id)
    const step = (now: SavingStep) => options.onStep(library.setStep(id, now))
    const original = await originalOf(article, how, step, signal)
    step({ kind: 'cleaning' })
    const page = await cleaner.clean(original, signal)
    await store(article, original, page, step, signal)
  }

  async function originalOf(
    article: ArticleSummary,
    how: { readonly again: boolean },
    step: ShowStep,
    signal: AbortSignal,
  ): Promise<Original> {
    const fetched = article.source.kind === 'address'
    if (!fetched || !how.again) {
      const kept = await library.readOriginal(article.id).catch(unlessMissing)
      if (kept !== undefined) return kept
    }
    if (!fetched || article.url === undefined) throw new Failure({ code: 'not-found', what: 'original' })
    step({ kind: 'fetching', bytes: 0 })
    const page = await fetchPage(parseAddress(article.url), {
      ...options,
      signal,
      onBytes: (bytes) => step({ kind: 'fetching', bytes }),
    })
    const original = { ...page, fetchedAt: new Date().toISOString() }
    await library.storeOriginal(article.id, original)
    return original
  }

  async function store(
    article: ArticleSummary,
    original: Original,
    page: CleanedPage,
    step: ShowStep,
    signal: AbortSignal,
  ): Promise<CleanReport> {
    const { id } = article
    const url = page.canonicalUrl ?? original.url ?? article.url
    const address = url === undefined ? undefined : canonicalAddress(url)
    if (address !== undefined && article.source.kind === 'address') await refuseTwin(id, address)
    const placements = await picturesOf(id, page, original.url, step, signal)
    signal.throwIfAborted()
    step({ kind: 'storing' })
    const lead = page.leadPicture === undefined ? undefined : placements[page.leadPicture]
    return library.finish(id, {
      metadata: page.metadata,
      html: articleDocument(page, placements, { ...(url && { url }), savedAt: article.savedAt }),
      ...(url !== undefined && address !== undefined && { url, address }),
      ...(lead?.kind === 'kept' && { leadPicture: lead.path }),
      pictures: pictureCounts(placements),
      confidence: page.confidence,
    })
  }

  /** A short link or a redirect may lead to what the library has already: never a silent duplicate. */
  async function refuseTwin(id: ArticleId, address: string): Promise<void> {
    const twin = await library.findByAddress(address)
    if (twin !== undefined && twin.id !== id && twin.state.kind === 'ready') {
      throw new Failure({ code: 'already-saved', id: twin.id })
    }
  }

  async function picturesOf(
    id: ArticleId,
    page: CleanedPage,
    referrer: string | undefined,
    step: ShowStep,
    signal: AbortSignal,
  ): Promise<readonly PicturePlacement[]> {
    const { keepPictures: wanted, pictureLimit, articlePicturesLimit } = options.settings().saving
    if (!wanted) {
      return page.pictures.map(({ urls }) => ({ kind: 'missing', url: urls[0] ?? '', problem: 'not-wanted' }))
    }
    const total = page.pictures.length
    step({ kind: 'pictures', done: 0, total })
    return keepPictures(page.pictures, {
      ...options,
      ...(referrer !== undefined && { referrer }),
      keep: (bytes, extension) => library.keepPicture(id, bytes, extension),
      limits: { picture: pictureLimit, article: articlePicturesLimit },
      signal,
      onProgress: (done) => step({ kind: 'pictures', done, total }),
    })
  }

  return {
    save,

    /** Saves an article whose original is given, without looking for its address: the sample article. */
    saveGiven: begin,

    /** Takes up again what a restart interrupted. */
    async resume(): Promise<void> {
      for (const id of await library.unfinished()) enqueue(id, { again: false })
    },

    /** Starts a failed article again; a page is fetched anew, since the failure may have been the page's. */
    async retry(id: ArticleId): Promise<ArticleSummary> {
      const article = await library.find(id)
      if (article.state.kind !== 'failed' || queue.has(id)) return article
      const row = await library.resume(id)
      enqueue(id, { again: true })
      return row
    },

    /** Stops saving; the row becomes failed with `cancelled`. Resolves when nothing of it runs any more. */
    cancel: (id: ArticleId): Promise<void> => queue.cancel(id),

    /** Resolves with the row when it is no longer being saved. */
    async whenSaved(id: ArticleId): Promise<ArticleSummary> {
      await queue.finished(id)
      return library.find(id)
    },

    /** Cleans again from the kept original; pictures already kept are found by their content. */
    async cleanAgain(id: ArticleId): Promise<CleanReport> {
      await queue.finished(id)
      const article = await library.find(id)
      const original = await library.readOriginal(id)
      const never = new AbortController().signal
      const page = await cleaner.clean(original, never)
      return store(article, original, page, () => undefined, never)
    },

    /** Fetches only the pictures that are missing and puts them in their places. */
    async retryPictures(id: ArticleId): Promise<ArticleSummary> {
      const article = await library.find(id)
      const html = await library.readHtml(id)
      const page = missingPicturesIn(html)
      const placements = await keepPictures(page, {
        ...options,
        ...(article.url !== undefined && { referrer: article.url }),
        keep: (bytes, extension) => library.keepPicture(id, bytes, extension),
        limits: {
          picture: options.settings().saving.pictureLimit,
          article: options.settings().saving.articlePicturesLimit,
        },
        signal: new AbortController().signal,
        onProgress: () => undefined,
      })
      const { kept, missing } = pictureCounts(placements)
      await library.finish(id, {
        metadata: metadataOf(article),
        html: placeMissing(html, placements),
        ...(article.leadPicture !== undefined && { leadPicture: article.leadPicture }),
        pictures: { kept: article.offline.picturesKept + kept, missing },
        confidence: article.confidence,
      })
      return library.find(id)
    },

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

function newArticle(request: SaveRequest): NewArticle {
  const tags = request.tags ?? []
  const given = request.kind === 'address' ? request.address : request.url
  const url = given === undefined ? undefined : parseAddress(given).href
  const place = url === undefined ? {} : { url, address: canonicalAddress(url) }
  const fetchedAt = new Date().toISOString()
  const about = { ...(url !== undefined && { url }), fetchedAt }
  switch (request.kind) {
    case 'address':
      return { source: { kind: 'address' }, title: url ?? '', tags, ...place }
    case 'file': {
      const source: ArticleSource = { kind: 'file', name: request.name }
      const original = { ...about, bytes: request.bytes, name: request.name }
      return { source, title: request.name, tags, ...place, original }
    }
    case 'paste': {
      const contentType = request.html === undefined ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8'
      const bytes = new TextEncoder().encode(request.html ?? request.text)
      const title = request.text.trim().split('\n', 1)[0]?.slice(0, 120) || 'Pasted text'
      return { source: { kind: 'paste' }, title, tags, ...place, original: { ...about, bytes, contentType } }
    }
  }
}

function metadataOf(article: ArticleSummary): ArticleMetadata {
  const { title, byline, siteName, publishedAt, language, direction, excerpt, wordCount, readingMinutes } = article
  return {
    title,
    direction,
    excerpt,
    wordCount,
    readingMinutes,
    ...(byline !== undefined && { byline }),
    ...(siteName !== undefined && { siteName }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(language !== undefined && { language }),
  }
}

function pictureCounts(placements: readonly PicturePlacement[]) {
  const missing = placements.flatMap((one) =>
    one.kind === 'missing'
      ? [{ url: one.url, problem: one.problem, ...(one.status !== undefined && { status: one.status }) }]
      : [],
  )
  return { kept: placements.filter((one) => one.kind === 'kept').length, missing }
}

function unlessMissing(thrown: unknown): undefined {
  if (thrown instanceof Failure && thrown.error.code === 'not-found') return undefined
  throw thrown
}
