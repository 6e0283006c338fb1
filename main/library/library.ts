import { Failure, type AppError } from '../../shared/errors.ts'
import type { ArticlePage, ArticlesAbout, Completion, CompletionField, LibraryOverview, LibraryQuery } from '../../shared/list.ts'
import type { ArticleChange, ArticleId, ArticleSummary, OpenArticle, ReadingPosition, SavingStep } from '../../shared/model.ts'
import { parseQuery } from '../../shared/query.ts'
import type { Repair } from '../../shared/repair.ts'
import type { CleanReport } from '../../shared/saving.ts'
import type { Verification } from '../../shared/verification.ts'
import { wholeArticlesOf, type WholeArticles } from './add-whole.ts'
import { batchFilesOf, type BatchFiles } from './batch-files.ts'
import type { How } from './bulk.ts'
import * as changes from './changes.ts'
import { detailsOf, type LibraryDetails } from './details.ts'
import { libraryHighlights, type LibraryHighlights } from './highlights.ts'
import type { IndexClient } from './index/index-client.ts'
import { IndexUpkeep } from './index-upkeep.ts'
import { folderNow } from './layout.ts'
import type { LibraryContext } from './library-context.ts'
import { libraryVersions, type LibraryVersions } from './library-versions.ts'
import { mergedFiles } from './outside/merge-copies.ts'
import { formersOf, type Formers } from './put-back.ts'
import { dropPictures, finish } from './put-in-place.ts'
import * as reading from './reading.ts'
import { libraryRepairs, readableRepairOf, type LibraryRepairs } from './repairs.ts'
import { savedSearchesOf, type SavedSearches } from './saved-searches.ts'
import * as saving from './saving.ts'
import { siteRulesOf, type SiteRules } from './site-rules.ts'
import { StatesInMemory } from './states-in-memory.ts'
import { verify } from './verify.ts'

export type { LibraryOptions } from './library-options.ts'
export type { CleanedArticle, NewArticle, Original } from './saving.ts'

/**
 * The library: the reader's articles in a folder, and the index that answers for them. Every change is durable when its
 * call resolves.
 */
export class Library {
  /** Tells it from every other library; absent where it could not be given one. */
  readonly id: string | undefined
  /** What the reader marked and wrote. */
  readonly highlights: LibraryHighlights
  /** Older texts of articles, and how a new one takes their place. */
  readonly versions: LibraryVersions
  /** What the reader corrected of the cleaning of articles. */
  readonly repairs: LibraryRepairs
  /** What pages say of their articles, and what the reader gave in place of it. */
  readonly details: LibraryDetails
  /** The reader's rules for whole sites. */
  readonly siteRules: SiteRules
  /** The searches that the reader gave names. */
  readonly savedSearches: SavedSearches
  /** What is left to do of saving many things. */
  readonly batches: BatchFiles
  /** For articles that need no row before they can be read. */
  readonly whole: WholeArticles
  /** Texts as they were before a change, for undoing it. */
  readonly formers: Formers
  /** The index, which follows the folder. */
  readonly upkeep: IndexUpkeep
  readonly #context: LibraryContext
  readonly #index: IndexClient
  readonly #states: StatesInMemory

  /** @param quietMs as `IndexUpkeep` has it */
  constructor(context: LibraryContext, quietMs: number, id: string | undefined) {
    this.id = id
    this.highlights = libraryHighlights(context)
    this.versions = libraryVersions(context)
    this.repairs = libraryRepairs(context)
    this.details = detailsOf(context)
    this.siteRules = siteRulesOf(context)
    this.savedSearches = savedSearchesOf(context)
    this.batches = batchFilesOf(context)
    this.whole = wholeArticlesOf(context)
    this.formers = formersOf(context)
    this.#context = context
    this.#index = context.index
    this.#states = new StatesInMemory(context.layout)
    this.upkeep = new IndexUpkeep(context, quietMs)
  }

  // Lists and rows

  /** A page of a view or search. @throws Failure invalid-query */
  async list(query: LibraryQuery): Promise<ArticlePage> {
    parseQuery(query.text)
    await this.#context.catchUp()
    return this.#states.onPage(await this.#index.list(query))
  }

  /** `list` for somebody who types: questions asked before another one fail `cancelled`. @throws Failure invalid-query */
  async listNewest(query: LibraryQuery): Promise<ArticlePage> {
    parseQuery(query.text)
    return this.#states.onPage(await this.#index.listNewest(query))
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
    return (await this.#index.get(ids)).map((article) => this.#states.on(article))
  }

  /** One row. @throws Failure not-found */
  async find(id: ArticleId): Promise<ArticleSummary> {
    const [article] = await this.get([id])
    if (article === undefined) throw new Failure({ code: 'not-found', what: 'article' })
    return article
  }

  /** The counts, and how the library is. */
  async overview(): Promise<LibraryOverview> {
    await this.#context.catchUp()
    const { counts, tags, damaged } = await this.#index.overview()
    const presence = this.#context.presence()
    return {
      counts,
      tags,
      damaged,
      readOnly: this.#context.readOnly,
      ...this.upkeep.progress(counts.all + counts.trash),
      ...(presence === 'there' ? {} : { away: presence }),
    }
  }

  /** The article with a canonical address, the trash included. Waits for the rows when the index is being built. */
  async findByAddress(address: string): Promise<ArticleSummary | undefined> {
    await this.upkeep.isBuilt()
    const article = await this.#index.findByAddress(address)
    return article === undefined ? undefined : this.#states.on(article)
  }

  /** Articles in state `saving`, oldest first: what a restart has to go on with. Waits as `findByAddress` does. */
  async unfinished(): Promise<readonly ArticleId[]> {
    await this.upkeep.isBuilt()
    return await this.#index.unfinished()
  }

  /** Articles outside the trash that have a highlight or note, oldest first. */
  async annotatedIds(): Promise<readonly ArticleId[]> {
    await this.upkeep.isBuilt()
    return await this.#index.annotated()
  }

  // Saving, step by step; see `saving.ts`

  /** Makes an article in state `saving`. @throws Failure disk-full, read-only, disk-error */
  async begin(article: saving.NewArticle): Promise<ArticleSummary> {
    const summary = await saving.begin(this.#context, article)
    return this.setStep(summary.id, { kind: 'queued' })
  }

  /** Shows a step of saving; in memory only. @throws Failure not-found */
  setStep(id: ArticleId, step: SavingStep): ArticleSummary {
    return this.#states.show(id, { kind: 'saving', step })
  }

  /** Puts a failed article back into state `saving`, durably. @throws Failure not-found, damaged, disk-full, read-only */
  async resume(id: ArticleId): Promise<ArticleSummary> {
    await saving.resume(this.#context, id)
    this.#states.forget(id)
    return this.setStep(id, { kind: 'queued' })
  }

  /** Keeps what was fetched. @throws Failure not-found, disk-full, read-only */
  storeOriginal(id: ArticleId, original: saving.Original): Promise<void> {
    return saving.storeOriginal(this.#context, id, original)
  }

  /** What was fetched. @throws Failure not-found `original` when nothing is kept, damaged */
  readOriginal(id: ArticleId): Promise<saving.Original> {
    return saving.readOriginal(this.#context, id)
  }

  /** Keeps a picture by its content; answers its name in the article's folder. @throws Failure disk-full, read-only */
  keepPicture(id: ArticleId, bytes: Uint8Array, extension: string): Promise<string> {
    return saving.keepPicture(this.#context, id, bytes, extension)
  }

  /** Puts the cleaned article in its place: from then on it can be read. @throws Failure not-found, disk-full, read-only */
  async finish(id: ArticleId, cleaned: saving.CleanedArticle): Promise<CleanReport> {
    const report = await finish(this.#context, id, cleaned)
    this.#states.forget(id)
    return report
  }

  /** Says why an article could not be saved. @throws Failure disk-full, read-only; it is shown all the same */
  async fail(id: ArticleId, error: AppError): Promise<void> {
    try {
      await saving.fail(this.#context, id, error)
      this.#states.forget(id)
    } catch (problem) {
      // What cannot be written down is still shown: nothing works on this article any more.
      if (this.#states.has(id)) this.#states.show(id, { kind: 'failed', error, at: this.#context.now().toISOString() })
      throw problem
    }
  }

  /** Removes those of these pictures that no version shows. */
  dropPictures(id: ArticleId, names: readonly string[]): Promise<void> {
    return dropPictures(this.#context, id, names)
  }

  /** The reader's repair of an article as cleaning takes it; nothing when there is none that can be read. */
  async ownRepair(id: ArticleId): Promise<{ readonly repair?: { readonly article: Repair } }> {
    const { drop, keep } = await readableRepairOf(this.#context, id)
    return drop.length + keep.length === 0 ? {} : { repair: { article: { drop, keep } } }
  }

  /** What was fetched, with the reader's repair of it: what cleaning again begins with. */
  async readOriginalToClean(id: ArticleId): Promise<saving.Original & Awaited<ReturnType<Library['ownRepair']>>> {
    const [original, own] = await Promise.all([this.readOriginal(id), this.ownRepair(id)])
    return { ...original, ...own }
  }

  // Reading

  /** The article's document. @throws Failure not-found, not-ready, damaged */
  readHtml(id: ArticleId): Promise<string> {
    return reading.readHtml(this.#context, id)
  }

  /** The article's text, that all passages count in. @throws Failure not-found, not-ready, damaged */
  text(id: ArticleId): Promise<string> {
    return reading.articleTextOf(this.#context, id)
  }

  /** Where a file that may be served lies; `undefined` for every other name. The file need not exist. */
  filePath(id: string, file: string): string | undefined {
    return reading.servedFile(this.#context, id, file)
  }

  /** What the reader needs besides the document. Marks the article as opened. @throws Failure not-found, not-ready, damaged */
  open(id: ArticleId): Promise<OpenArticle> {
    return reading.openArticle(this.#context, id)
  }

  /** Remembers where reading stopped. @throws Failure not-found, disk-full, read-only */
  rememberPosition(id: ArticleId, position: ReadingPosition): Promise<void> {
    return reading.rememberPosition(this.#context, id, position)
  }

  // Acting on many articles; each answers those that really changed, see `bulk.ts`

  /** Archives, tags and so on. @throws Failure read-only, library-away; of what the disk refuses later, `how` is told */
  change(ids: readonly ArticleId[], change: ArticleChange, how?: How): Promise<readonly ArticleId[]> {
    return changes.change(this.#context, ids, change, how)
  }

  /** Moves articles to the trash. @throws as `change` */
  delete(ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
    return changes.moveToTrash(this.#context, ids, how)
  }

  /** Brings articles back from the trash. @throws as `change` */
  restore(ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
    return changes.restore(this.#context, ids, how)
  }

  /** Deletes articles for good, from the trash only. @throws as `change` */
  purge(ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
    return changes.purge(this.#context, ids, how)
  }

  // The folder

  /** From now on changes that other programs make to the folder are seen, once it has been compared with the index. */
  lookOutside(told: Parameters<IndexUpkeep['lookOutside']>[1]): void {
    this.upkeep.lookOutside(mergedFiles(this.#context.layout, this.siteRules, this.savedSearches), told)
  }

  /** Checks the library. Waits for the comparison with the folder that opening began: what another process wrote is no damage. */
  async verify(repair: boolean): Promise<Verification> {
    await this.upkeep.hasRows()
    return await verify(this.#context, repair)
  }

  /** Where an article's folder is now. */
  articleFolder(id: ArticleId): string {
    return folderNow(this.#context.layout, id).folder
  }

  /** Ends all work that was begun, then the index. */
  async close(): Promise<void> {
    this.upkeep.stop()
    this.#context.end()
    await this.upkeep.upToDate()
    await this.#context.settled()
    await this.#context.formers.forgetAll()
    await this.#index.close()
  }
}
