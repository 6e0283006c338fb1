import path from 'node:path'
import { Failure, type AppError } from '../../shared/errors.ts'
import type { CleanReport } from '../../shared/saving.ts'
import type { ArticlePage, ArticlesAbout, Completion, CompletionField, LibraryOverview, LibraryQuery } from '../../shared/list.ts'
import type {
  ArticleChange,
  ArticleId,
  ArticleState,
  ArticleSummary,
  Colour,
  Highlight,
  HighlightChange,
  HighlightDraft,
  HighlightId,
  OpenArticle,
  QuoteSelector,
  ReadingPosition,
  SavingStep,
} from '../../shared/model.ts'
import type { Verification } from '../../shared/verification.ts'
import type { ArticleVersion, OpenVersion, VersionId, VersionReport } from '../../shared/versions.ts'
import type { Repair } from '../../shared/repair.ts'
import type { How } from './bulk.ts'
import { wholeArticlesOf, type WholeArticles } from './add-whole.ts'
import { batchFilesOf, type BatchFiles } from './batch-files.ts'
import * as changes from './changes.ts'
import { detailsOf, type LibraryDetails } from './details.ts'
import * as highlights from './highlights.ts'
import { startIndex, type IndexClient } from './index/index-client.ts'
import type { RememberedPicture, RepairFile } from './repair-file.ts'
import * as repairs from './repairs.ts'
import { lookOutside, type Outside, type OutsideOptions } from './outside/outside.ts'
import { mergedFiles } from './outside/merge-copies.ts'
import { savedSearchesOf, type SavedSearches } from './saved-searches.ts'
import { siteRulesOf, type SiteRules } from './site-rules.ts'
import { parseQuery } from '../../shared/query.ts'
import { readStoredArticle } from './index/stored-article.ts'
import { folderNow, layoutOf } from './layout.ts'
import { keepLibraryId } from './library-file.ts'
import { libraryContext, type LibraryContext } from './library-context.ts'
import type { LibraryOptions } from './library-options.ts'
import { formersOf, type Formers } from './put-back.ts'
import { completeAllWaiting, dropPictures, finish } from './put-in-place.ts'
import { indexFolder, prepareFolders } from './prepare-folders.ts'
import * as reading from './reading.ts'
import { reconcile, type Reconciling } from './reconcile.ts'
import { restoreVersion } from './restore-version.ts'
import * as saving from './saving.ts'
import { verify } from './verify.ts'
import * as versions from './versions.ts'

export type { LibraryOptions } from './library-options.ts'
export type { CleanedArticle, NewArticle, Original } from './saving.ts'

/**
 * Opens a library. Resolves as soon as lists can be answered; comparing the folder with the index, and building it anew
 * where it is missing or broken, go on in the background.
 * @throws Failure disk-full, disk-error when the folder can be neither made nor read
 */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const layout = layoutOf(path.resolve(options.folder))
  const readOnly = !(await prepareFolders(layout))
  const id = await keepLibraryId(layout, { readOnly, before: options.idBefore, now: options.now?.() ?? new Date() })
  const stateFolder = await indexFolder(options.stateFolder, layout.root, id)
  let startOver = () => {}
  const index = await startIndex(
    options.indexWorker,
    { library: layout.root, file: path.join(stateFolder, 'index.db') },
    () => startOver(),
  )
  const context = libraryContext({
    layout,
    id,
    index,
    readOnly,
    device: options.device.replace(/[^\w-]/g, '-').slice(0, 64) || 'device',
    now: options.now ?? (() => new Date()),
    onChange: options.onChange,
    onAnnotationsChange: options.onAnnotationsChange,
  })
  await completeAllWaiting(context)
  const library = new Library(context, options.quietMs ?? 1500, id)
  startOver = () => library.rebuild()
  // An index that is built anew has nothing to show for a moment, which would look like an empty library.
  await library.hasFirstRows()
  return library
}

/**
 * The library: the reader's articles in a folder, and the index that answers for them. Every change is durable when its
 * call resolves.
 */
export class Library {
  readonly #context: LibraryContext
  readonly #index: IndexClient
  /** Tells it from every other library; absent where it could not be given one. */
  readonly id: string | undefined
  /** The reader's rules for whole sites. */
  readonly siteRules: SiteRules
  /** What is left to do of saving many things. */
  readonly batches: BatchFiles
  readonly savedSearches: SavedSearches
  /** Texts as they were before a change, for undoing it. */
  readonly formers: Formers
  /** What pages say of their articles, and what the reader gave in place of it. */
  readonly details: LibraryDetails
  /** For articles that need no row before they can be read. */
  readonly whole: WholeArticles
  /**
   * States that are not on disk: steps of saving, which a restart begins again, and failures that a full disk did not
   * take.
   */
  readonly #states = new Map<ArticleId, { readonly state: ArticleState; readonly summary: ArticleSummary }>()
  #reconciling: Reconciling
  #rebuilding = false
  #outside: Outside | undefined

  constructor(context: LibraryContext, quietMs: number, id: string | undefined) {
    this.#context = context
    this.id = id
    this.#index = context.index
    this.siteRules = siteRulesOf(context)
    this.batches = batchFilesOf(context)
    this.savedSearches = savedSearchesOf(context)
    this.formers = formersOf(context)
    this.details = detailsOf(context)
    this.whole = wholeArticlesOf(context)
    this.#reconciling = this.#reconcile(context.index.state.complete, quietMs)
  }

  /** Begins to build the index anew; the index itself calls for it when it finds itself damaged. */
  rebuild(): void {
    this.#reconciling.stop()
    this.#reconciling = this.#reconcile(false, 0)
  }

  #reconcile(complete: boolean, quietMs: number): Reconciling {
    const reconciling = reconcile(this.#context, complete, quietMs)
    this.#rebuilding = !complete
    void reconciling.rows.then(() => {
      if (this.#reconciling === reconciling) this.#rebuilding = false
    })
    return reconciling
  }

  /** From now on changes that other programs make to the folder are seen, once it has been compared with the index. */
  lookOutside(told: Pick<OutsideOptions, 'onDocumentChange' | 'onListsChange' | 'onBack'>): void {
    const files = mergedFiles(this.#context.layout, this.siteRules, this.savedSearches)
    const began = performance.now()
    const look = () => {
      if (this.#context.ending.aborted) return
      this.#outside = lookOutside({ context: this.#context, files, whole: performance.now() - began > 10_000, ...told })
    }
    void this.#reconciling.texts.then(look)
  }

  /** The reader came back to the window (looks at the whole folder soon), or is doing something there (looking waits). */
  readerIs(doing: 'back' | 'busy'): void {
    if (doing === 'back') this.#outside?.lookNow()
    else this.#outside?.busy()
  }

  /** Resolves when there is something to list, if there is anything. */
  async hasFirstRows(): Promise<void> {
    await this.#reconciling.firstRows
  }

  /** Resolves when the index has every article of the folder, texts included. */
  async upToDate(): Promise<void> {
    await this.#reconciling.texts
  }

  /** A page of a view or search. @throws Failure invalid-query */
  async list(query: LibraryQuery): Promise<ArticlePage> {
    parseQuery(query.text)
    await this.#context.catchUp()
    return this.#withStates(await this.#index.list(query))
  }

  /** `list` for somebody who types: questions asked before another one fail `cancelled`. @throws Failure invalid-query */
  async listNewest(query: LibraryQuery): Promise<ArticlePage> {
    parseQuery(query.text)
    return this.#withStates(await this.#index.listNewest(query))
  }

  /** Values of a field that begin so, for completing a search. */
  async completions(field: CompletionField, begun: string): Promise<readonly Completion[]> {
    return await this.#index.completions(field, begun)
  }

  /** The ids of `list`, in its order. @throws Failure invalid-query */
  async ids(query: LibraryQuery): Promise<readonly ArticleId[]> {
    parseQuery(query.text)
    await this.#context.catchUp()
    return await this.#index.ids(query)
  }

  /** Where an article stands in `list`. @throws Failure invalid-query */
  async placeOf(query: LibraryQuery, id: ArticleId): Promise<number | undefined> {
    parseQuery(query.text)
    await this.#context.catchUp()
    return await this.#index.placeOf(query, id)
  }

  /** What is true of how many of these articles. */
  async about(ids: readonly ArticleId[]): Promise<ArticlesAbout> {
    await this.#context.catchUp()
    return await this.#index.about(ids)
  }

  /** The rows asked for, those that exist, in the order asked. */
  async get(ids: readonly ArticleId[]): Promise<readonly ArticleSummary[]> {
    await this.#context.catchUp()
    return (await this.#index.get(ids)).map((article) => this.#withState(article))
  }

  /** One row. @throws Failure not-found */
  async find(id: ArticleId): Promise<ArticleSummary> {
    const [article] = await this.get([id])
    if (article === undefined) throw new Failure({ code: 'not-found', what: 'article' })
    return article
  }

  async overview(): Promise<LibraryOverview> {
    await this.#context.catchUp()
    const { counts, tags, damaged } = await this.#index.overview()
    const progress = this.#reconciling.progress() ?? (this.#rebuilding ? { done: 0, total: counts.all + counts.trash } : undefined)
    const arriving = this.#outside?.arriving() ?? 0
    const presence = this.#context.presence()
    return {
      counts,
      tags,
      damaged,
      readOnly: this.#context.readOnly,
      ...(progress === undefined ? {} : { rebuilding: progress }),
      ...(arriving === 0 ? {} : { arriving }),
      ...(presence === 'there' ? {} : { away: presence }),
    }
  }

  /** The article with a canonical address, the trash included. Waits for the rows when the index is being built. */
  async findByAddress(address: string): Promise<ArticleSummary | undefined> {
    if (this.#rebuilding) await this.#reconciling.rows
    const article = await this.#index.findByAddress(address)
    return article === undefined ? undefined : this.#withState(article)
  }

  /** Articles in state `saving`, oldest first: what a restart has to go on with. Waits as `findByAddress` does. */
  async unfinished(): Promise<readonly ArticleId[]> {
    if (this.#rebuilding) await this.#reconciling.rows
    return await this.#index.unfinished()
  }

  /** Makes an article in state `saving`. @throws Failure disk-full, read-only, disk-error */
  async begin(article: saving.NewArticle): Promise<ArticleSummary> {
    const summary = await saving.begin(this.#context, article)
    return this.setStep(summary.id, { kind: 'queued' })
  }

  /** Shows a step of saving; in memory only. @throws Failure not-found */
  setStep(id: ArticleId, step: SavingStep): ArticleSummary {
    return this.#show(id, { kind: 'saving', step })
  }

  /** Puts a failed article back into state `saving`, durably. @throws Failure not-found, damaged, disk-full, read-only */
  async resume(id: ArticleId): Promise<ArticleSummary> {
    await saving.resume(this.#context, id)
    this.#states.delete(id)
    return this.setStep(id, { kind: 'queued' })
  }

  storeOriginal(id: ArticleId, original: saving.Original): Promise<void> {
    return saving.storeOriginal(this.#context, id, original)
  }

  readOriginal(id: ArticleId): Promise<saving.Original> {
    return saving.readOriginal(this.#context, id)
  }

  keepPicture(id: ArticleId, bytes: Uint8Array, extension: string): Promise<string> {
    return saving.keepPicture(this.#context, id, bytes, extension)
  }

  async finish(id: ArticleId, cleaned: saving.CleanedArticle): Promise<CleanReport> {
    const report = await finish(this.#context, id, cleaned)
    this.#states.delete(id)
    return report
  }

  async fail(id: ArticleId, error: AppError): Promise<void> {
    try {
      await saving.fail(this.#context, id, error)
      this.#states.delete(id)
    } catch (problem) {
      // What cannot be written down is still shown: nothing works on this article any more.
      if (this.#states.has(id)) this.#show(id, { kind: 'failed', error, at: this.#context.now().toISOString() })
      throw problem
    }
  }

  /** Makes what came of fetching an article again its current version; the present one becomes an older one. */
  addVersion(id: ArticleId, cleaned: saving.CleanedArticle, original: saving.Original): Promise<VersionReport> {
    return versions.addVersion(this.#context, id, cleaned, original)
  }

  /** Makes an older version the current one again; the present one is kept beside it. */
  restoreVersion(id: ArticleId, version: VersionId): Promise<VersionReport> {
    return restoreVersion(this.#context, id, version)
  }

  /** The current version first, then the others from new to old. */
  versions(id: ArticleId): Promise<readonly ArticleVersion[]> {
    return versions.versionsOf(this.#context, id)
  }

  /** A version to read, and the highlights that stand in it. */
  openVersion(id: ArticleId, version: VersionId): Promise<OpenVersion> {
    return versions.openVersion(this.#context, id, version)
  }

  /** Both versions' texts, and the highlights that may stand in them. */
  versionsToCompare(id: ArticleId, older: VersionId, newer: VersionId): ReturnType<typeof versions.versionsToCompare> {
    return versions.versionsToCompare(this.#context, id, older, newer)
  }

  /** Whether a document has the very text of the article. */
  hasText(id: ArticleId, html: string): Promise<boolean> {
    return versions.hasText(this.#context, id, html)
  }

  /** Removes those of these pictures that no version shows. */
  dropPictures(id: ArticleId, names: readonly string[]): Promise<void> {
    return dropPictures(this.#context, id, names)
  }

  /** The reader's repair of an article as cleaning takes it; nothing when there is none that can be read. */
  async ownRepair(id: ArticleId): Promise<{ readonly repair?: { readonly article: Repair } }> {
    const { drop, keep } = await repairs.readableRepairOf(this.#context, id)
    return drop.length + keep.length === 0 ? {} : { repair: { article: { drop, keep } } }
  }

  /** What was fetched, with the reader's repair of it: what cleaning again begins with. */
  async readOriginalToClean(id: ArticleId): Promise<saving.Original & Awaited<ReturnType<Library['ownRepair']>>> {
    const [original, own] = await Promise.all([this.readOriginal(id), this.ownRepair(id)])
    return { ...original, ...own }
  }

  repairOf(id: ArticleId): Promise<RepairFile> {
    return repairs.repairOf(this.#context, id)
  }

  setRepair(id: ArticleId, repair: Repair, pictures: readonly RememberedPicture[]): Promise<void> {
    return repairs.setRepair(this.#context, id, repair, pictures)
  }

  restoreRepair(id: ArticleId, before: RepairFile): Promise<void> {
    return repairs.restoreRepair(this.#context, id, before)
  }

  acceptCleaning(id: ArticleId, accepted: boolean): Promise<void> {
    return repairs.acceptCleaning(this.#context, id, accepted)
  }

  readHtml(id: ArticleId): Promise<string> {
    return reading.readHtml(this.#context, id)
  }

  text(id: ArticleId): Promise<string> {
    return reading.articleTextOf(this.#context, id)
  }

  /** Where a file that may be served lies; `undefined` for every other name. The file need not exist. */
  filePath(id: string, file: string): string | undefined {
    return reading.servedFile(this.#context, id, file)
  }

  open(id: ArticleId): Promise<OpenArticle> {
    return reading.openArticle(this.#context, id)
  }

  rememberPosition(id: ArticleId, position: ReadingPosition): Promise<void> {
    return reading.rememberPosition(this.#context, id, position)
  }

  change(ids: readonly ArticleId[], change: ArticleChange, how?: How): Promise<readonly ArticleId[]> {
    return changes.change(this.#context, ids, change, how)
  }

  delete(ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
    return changes.moveToTrash(this.#context, ids, how)
  }

  restore(ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
    return changes.restore(this.#context, ids, how)
  }

  purge(ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
    return changes.purge(this.#context, ids, how)
  }

  highlights(id: ArticleId): Promise<{ readonly highlights: readonly Highlight[]; readonly note: string }> {
    return highlights.highlightsOf(this.#context, id)
  }

  addHighlight(id: ArticleId, draft: HighlightDraft): Promise<Highlight> {
    return highlights.addHighlight(this.#context, id, draft)
  }

  highlightQuote(
    id: ArticleId,
    quote: Partial<QuoteSelector> & { readonly exact: string },
    more: { readonly colour: Colour; readonly note?: string; readonly tags?: readonly string[] },
  ): Promise<Highlight> {
    return highlights.highlightQuote(this.#context, id, quote, more)
  }

  changeHighlight(id: ArticleId, highlight: HighlightId, change: HighlightChange): Promise<Highlight> {
    return highlights.changeHighlight(this.#context, id, highlight, change)
  }

  deleteHighlight(id: ArticleId, highlight: HighlightId): Promise<void> {
    return highlights.deleteHighlight(this.#context, id, highlight)
  }

  restoreHighlight(id: ArticleId, highlight: HighlightId): Promise<Highlight> {
    return highlights.restoreHighlight(this.#context, id, highlight)
  }

  setNote(id: ArticleId, note: string, before?: string): Promise<string> {
    return highlights.setNote(this.#context, id, note, before)
  }

  /** Articles outside the trash that have a highlight or note, oldest first. */
  async annotatedIds(): Promise<readonly ArticleId[]> {
    if (this.#rebuilding) await this.#reconciling.rows
    return await this.#index.annotated()
  }

  /** Waits for the comparison with the folder that opening began: what another process wrote is no damage. */
  async verify(repair: boolean): Promise<Verification> {
    await this.#reconciling.rows
    return await verify(this.#context, repair)
  }

  articleFolder(id: ArticleId): string {
    return folderNow(this.#context.layout, id).folder
  }

  /** Ends all work that was begun, then the index. */
  async close(): Promise<void> {
    this.#reconciling.stop()
    this.#outside?.stop()
    this.#context.end()
    await this.#reconciling.texts
    await this.#context.settled()
    await this.#context.formers.forgetAll()
    await this.#index.close()
  }

  #show(id: ArticleId, state: ArticleState): ArticleSummary {
    const summary = this.#states.get(id)?.summary ?? readStoredArticle(this.#context.layout, id)?.row?.summary
    if (summary === undefined) throw new Failure({ code: 'not-found', what: 'article' })
    this.#states.set(id, { state, summary })
    return { ...summary, state }
  }

  #withState(article: ArticleSummary): ArticleSummary {
    const shown = this.#states.get(article.id)
    return shown === undefined ? article : { ...article, state: shown.state }
  }

  #withStates(page: ArticlePage): ArticlePage {
    return { ...page, rows: page.rows.map((row) => ({ ...row, article: this.#withState(row.article) })) }
  }
}
