import type { BatchAct, BatchId, BatchOutcome, BatchReport, BatchRequest, BatchState } from './batch.ts'
import type { BrowserCommandId, BrowserState, BrowserStep } from './browser.ts'
import type { CommandId, MenuState } from './commands.ts'
import type { ArticleDetails, DetailsChange } from './details.ts'
import type { AppError } from './errors.ts'
import type { AnnotationFormat, ArticleFormat } from './export-formats.ts'
import type { NextStart } from './first-screen.ts'
import type { ArticlePage, ArticlesAbout, Completion, CompletionField, LibraryOverview, LibraryQuery } from './list.ts'
import type {
  ArticleChange,
  ArticleId,
  ArticleSummary,
  Highlight,
  HighlightChange,
  HighlightDraft,
  HighlightId,
  HighlightLook,
  OpenArticle,
  ReadingPosition,
  WantedQuote,
} from './model.ts'
import type { Repair, RepairPreview, RepairReport, RepairView, SiteRule } from './repair.ts'
import type { SavedSearch, SearchDraft } from './saved-search.ts'
import type { CleanReport, RenderReport, SaveAnswer, SaveRequest } from './saving.ts'
import type { Settings, SettingsChange } from './settings.ts'
import type { Verification } from './verification.ts'
import type { ArticleVersion, FormerId, OpenVersion, VersionComparison, VersionId, VersionProgress, VersionReport } from './versions.ts'

/**
 * What the window and the command line may ask of main. Every call is declared here and nowhere else; a failing call
 * rejects with `Failure`.
 */
export interface Api {
  /** Begins saving; answers as soon as the row (state `saving`) is safe on disk. @throws invalid-address, disk-full, read-only */
  saveArticle(request: SaveRequest): Promise<SaveAnswer>
  /** Opens the system's file dialog and saves what was chosen, one row a file; many become a batch. Answers the new rows. */
  saveFiles(): Promise<readonly ArticleSummary[]>
  /**
   * Saves many things, one after the other; answers as soon as it is safe on disk what is to be saved.
   * @throws invalid-address when nothing in the text is an address; disk-full, read-only
   */
  saveBatch(request: BatchRequest): Promise<BatchState>
  /** Opens the system's dialog for a file of addresses or a folder of pages, and saves them. `undefined` when none was chosen. */
  chooseBatch(what: 'list' | 'folder'): Promise<BatchState | undefined>
  /** The batches that are at work, or that have ended and were not put away yet. */
  batches(): Promise<readonly BatchState[]>
  batchReport(id: BatchId): Promise<BatchReport>
  /** What ended after the first `from`, in the order of its ending; waits a second when there is nothing new. */
  batchOutcomes(id: BatchId, from: number): Promise<{ readonly outcomes: readonly BatchOutcome[]; readonly state: BatchState }>
  /** Hands over a file of a batch of given files; resolves when it has come to its end. */
  giveBatchFile(id: BatchId, line: number, bytes: Uint8Array): Promise<void>
  actOnBatch(id: BatchId, act: BatchAct): Promise<void>
  /** Resolves when the article is no longer in state `saving`. @throws not-found */
  whenSaved(id: ArticleId): Promise<ArticleSummary>
  /** Tries a failed article again, from the step that failed. @throws not-found */
  retrySaving(id: ArticleId): Promise<ArticleSummary>
  /** Stops saving; the row stays, failed with `cancelled`, and can be retried. */
  cancelSaving(id: ArticleId): Promise<void>
  /** Cleans again from the kept original and anchors its highlights again. @throws not-found, no-article, too-complex */
  cleanAgain(id: ArticleId): Promise<CleanReport>
  /**
   * Opens the article's page anew with its scripts, in a hidden and locked window; resolves when that is done. Of an article
   * that can be read, what they show becomes the current version; what fails leaves it as it was.
   * @throws not-found, invalid-argument, cannot-render, and whatever saving can fail of
   */
  renderAgain(id: ArticleId): Promise<RenderReport>
  /** The original beside the cleaned article, as blocks that can be dropped and brought back. @throws not-found, not-ready, not-a-page, too-complex */
  repairView(id: ArticleId): Promise<RepairView>
  /** What a repair would make of the article; nothing is stored. `remember`: as if it held for the site too. @throws no-article when nothing is left */
  previewRepair(id: ArticleId, repair: Repair, remember?: Repair): Promise<RepairPreview>
  /**
   * Cleans the article with this repair, in place of the one it had, and anchors its highlights again; an empty one takes
   * the repair back. Pictures that are kept already are not fetched again. @throws not-found, no-article, too-complex
   */
  repairArticle(id: ArticleId, repair: Repair, more?: { readonly rememberForSite?: Repair }): Promise<RepairReport>
  /** Remembers that the reader found the article whole, however unsure the cleaner is; or forgets it. */
  acceptCleaning(id: ArticleId, accepted: boolean): Promise<void>
  /**
   * Takes back what changed an article's text (`CleanReport.before`): the text is what it was to the byte, with its repair,
   * its pictures and its highlights in their places. The report's `before` takes that back in turn.
   * @throws not-found `former text` when it is kept no more, or is that of another version than the current one
   */
  putBack(id: ArticleId, former: FormerId): Promise<CleanReport>
  /** What the article's page says of itself, and what the reader gave in place of that. @throws not-found */
  articleDetails(id: ArticleId): Promise<ArticleDetails>
  /** Changes details; answers the change that takes it back. @throws not-found, invalid-argument for an empty title or no date */
  editDetails(id: ArticleId, change: DetailsChange): Promise<DetailsChange>
  /** The searches that the reader gave names, newest first. */
  savedSearches(): Promise<readonly SavedSearch[]>
  addSavedSearch(draft: SearchDraft): Promise<SavedSearch>
  /** Gives it another name or question. @throws not-found */
  changeSavedSearch(id: string, draft: SearchDraft): Promise<SavedSearch>
  removeSavedSearch(id: string): Promise<void>
  /** Brings back one that was removed. */
  restoreSavedSearch(search: SavedSearch): Promise<void>
  /** The rules of all sites, newest first. */
  siteRules(): Promise<readonly SiteRule[]>
  /** Articles that were cleaned by it stay as they are until they are cleaned again. */
  removeSiteRule(id: string): Promise<void>
  /** Brings back a rule that was removed. */
  restoreSiteRule(rule: SiteRule): Promise<void>
  /** Tries again to fetch the pictures that are missing. */
  retryPictures(id: ArticleId): Promise<ArticleSummary>

  /**
   * Fetches the article's address again and keeps what came as its current version, unless the text is the same. The
   * present one becomes an older version; the article stays readable all the while, and `cancelSaving` stops it. What
   * fails leaves everything as it was. @throws not-found, not-ready, cancelled, and whatever saving can fail of
   */
  saveVersion(id: ArticleId): Promise<VersionReport>
  /** Makes a version the current one again. The present one stays as a version beside it. @throws not-found, not-ready, damaged */
  restoreVersion(id: ArticleId, version: VersionId): Promise<VersionReport>
  /** The article's versions, the current one first, then the others from new to old. @throws not-found, damaged */
  versionsOf(id: ArticleId): Promise<readonly ArticleVersion[]>
  /** A version to read, older or current, and the highlights that stand in it. @throws not-found, not-ready, damaged */
  openVersion(id: ArticleId, version: VersionId): Promise<OpenVersion>
  /** What is different between two versions, and which highlighted passages are. @throws not-found, not-ready, damaged */
  compareVersions(id: ArticleId, older: VersionId, newer: VersionId): Promise<VersionComparison>

  listArticles(query: LibraryQuery): Promise<ArticlePage>
  /** The ids of `listArticles`, in its order, for selecting what was never fetched. */
  articleIds(query: LibraryQuery): Promise<readonly ArticleId[]>
  /** Where an article stands in the list; `undefined` when it is not in it. */
  placeOfArticle(query: LibraryQuery, id: ArticleId): Promise<number | undefined>
  /**
   * `listArticles` for somebody who types: a question that is asked before another one (pages of the same are no other)
   * need not be answered any more and fails with `cancelled`. Holds up no other call.
   */
  listNewest(query: LibraryQuery): Promise<ArticlePage>
  /** Values of a field that begin so or have a word that does; those of most articles first, at most eight. */
  completions(field: CompletionField, begun: string): Promise<readonly Completion[]>
  /** The rows asked for, those that still exist, in the order asked. */
  getArticles(ids: readonly ArticleId[]): Promise<readonly ArticleSummary[]>
  /** What is true of how many of these articles, however many they are. */
  aboutArticles(ids: readonly ArticleId[]): Promise<ArticlesAbout>
  overview(): Promise<LibraryOverview>
  /** Everything the reader needs besides the HTML. Marks it as opened. @throws not-found, not-ready, damaged */
  openArticle(id: ArticleId): Promise<OpenArticle>
  /** The article in an open format; `text` is the body alone. @throws not-found, not-ready */
  articleContent(id: ArticleId, format: ArticleFormat): Promise<string>
  /**
   * Answers the ids that really changed: neither unknown ones nor those that were so before, so that the inverse change of
   * exactly these takes it back. This and the next three tell `work-progress` under the name that the caller gives as
   * `job`, and end early at `cancelWork` or when the disk refuses (told as well); what was done until then is answered.
   */
  changeArticles(ids: readonly ArticleId[], change: ArticleChange, job?: string): Promise<readonly ArticleId[]>
  /** Moves to the trash. */
  deleteArticles(ids: readonly ArticleId[], job?: string): Promise<readonly ArticleId[]>
  restoreArticles(ids: readonly ArticleId[], job?: string): Promise<readonly ArticleId[]>
  /** Deletes for good, from the trash only. */
  purgeArticles(ids: readonly ArticleId[], job?: string): Promise<readonly ArticleId[]>
  /** Stops work on many articles after what is in flight. */
  cancelWork(job: string): Promise<void>
  rememberPosition(id: ArticleId, position: ReadingPosition): Promise<void>

  highlightsOf(id: ArticleId): Promise<{ readonly highlights: readonly Highlight[]; readonly note: string }>
  /** @throws passage-not-found when the quote is empty */
  addHighlight(id: ArticleId, draft: HighlightDraft): Promise<Highlight>
  /** Highlights a passage named by its words. @throws passage-not-found */
  highlightQuote(id: ArticleId, quote: WantedQuote, look: HighlightLook): Promise<Highlight>
  changeHighlight(id: ArticleId, highlight: HighlightId, change: HighlightChange): Promise<Highlight>
  /** Kept as a tombstone, so that `restoreHighlight` brings back the very same one. */
  deleteHighlight(id: ArticleId, highlight: HighlightId): Promise<void>
  restoreHighlight(id: ArticleId, highlight: HighlightId): Promise<Highlight>
  /**
   * The note on the whole article; Markdown, empty removes it. `before` is what it was when it was begun to be written: words
   * that another program put there since then are kept beside it. Answers the note as it is now.
   */
  setArticleNote(id: ArticleId, note: string, before?: string): Promise<string>
  /** Highlights and notes of these articles (all that have some, when empty) in an open format. */
  annotations(ids: readonly ArticleId[], format: AnnotationFormat): Promise<string>

  /** Keeps the list's small picture of a picture with this SHA-256, made by the window. WebP. @throws invalid-argument */
  keepThumbnail(hash: string, bytes: Uint8Array): Promise<void>
  /** Makes and keeps that of an article's SVG, which no thread of the window can decode. @throws not-found, cannot-render, too-complex, timeout */
  drawThumbnail(id: ArticleId, hash: string): Promise<void>

  getSettings(): Promise<Settings>
  changeSettings(change: SettingsChange): Promise<Settings>
  /** Checks every file and the index; repairs what can be repaired without losing anything. */
  verifyLibrary(repair: boolean): Promise<Verification>

  /**
   * Brings up Lectern's browser, with an article's page or an address in it when one is given. Like the calls that follow
   * it is for the app's own windows alone. @throws not-found, invalid-address
   */
  openBrowser(start?: { readonly article: ArticleId } | { readonly address: string }): Promise<void>
  browserState(): Promise<BrowserState>
  /** @throws invalid-address */
  moveBrowser(step: BrowserStep): Promise<void>
  /**
   * Saves the page as it stands in Lectern's browser. An article of its address that can be read is answered as `known`;
   * only with `replace`, what is seen becomes its current version. @throws no-article when there is no page, timeout, too-large, disk-full, read-only
   */
  saveSeen(replace: boolean): Promise<SaveAnswer>
  /** Drops cookies and all else that pages stored in Lectern's browser. */
  forgetLogIns(): Promise<void>
  /** Brings up the app's window with this article open in it. */
  showArticle(id: ArticleId): Promise<void>
  /** Makes the application menu say what can be done now. */
  showMenu(state: MenuState): Promise<void>
  /** Keeps what the window knows of its next start; what is absent stays as it was. */
  keepStart(start: NextStart): Promise<void>

  /** Opens an http, https or mailto address in the system's own program. @throws blocked-address */
  openOutside(address: string): Promise<void>
  /** Shows the article's folder (or the library's) in the system's file manager. */
  showFolder(id?: ArticleId): Promise<void>
  appInfo(): Promise<AppInfo>

  /**
   * Asks for the folder of the library, while it is not where it was (`library-away`), and opens the library there.
   * @throws library-in-use, disk-error, and `invalid-argument` while a library is open
   */
  chooseLibrary(): Promise<ChosenLibrary>
  /**
   * Begins a new library where one is missed, or in the empty folder that was chosen. @throws read-only, disk-full,
   * disk-error, and `invalid-argument` while a library is open
   */
  beginLibrary(where: 'here' | 'chosen'): Promise<void>
}

/**
 * What came of choosing the library's folder. `none`: it was given up. `no-library`: it holds something else, and was left
 * alone. `empty`: a library could be begun in it.
 */
export type ChosenLibrary =
  | { readonly kind: 'open' }
  | { readonly kind: 'none' }
  | { readonly kind: 'no-library' | 'empty'; readonly folder: string }

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** For display only. */
  readonly libraryFolder: string
}

/** How far work on many articles has come. */
export interface WorkProgress {
  readonly job: string
  readonly done: number
  readonly total: number
  /** Why it ends before all is done. */
  readonly problem?: AppError
}

/** What main tells the window, unasked. */
export interface AppEvents {
  /** These articles were added, changed or removed: rows, counts and tags may differ. Empty: reload all. */
  readonly 'articles-changed': { readonly ids: readonly ArticleId[] }
  readonly 'work-progress': WorkProgress
  /** A saving article's step, more often than `articles-changed`; and at last that it is no longer being saved. */
  readonly 'article-saving': { readonly article: ArticleSummary }
  /** An article is getting a new version, step by step. Its row stays as it is meanwhile. */
  readonly 'version-saving': { readonly id: ArticleId; readonly progress: VersionProgress }
  /** Where the batches stand, a few times a second while something changes. */
  readonly 'batches-changed': { readonly batches: readonly BatchState[] }
  /** Highlights or the note of an article changed by another way than this window's own call. */
  readonly 'annotations-changed': { readonly id: ArticleId }
  /** Another program changed an article's document: what is shown of it is not what is kept. */
  readonly 'document-changed': { readonly id: ArticleId }
  /** Saved searches or rules for sites changed in the library's folder. */
  readonly 'lists-changed': Readonly<Record<string, never>>
  readonly 'settings-changed': { readonly settings: Settings }
  readonly command: { readonly id: CommandId }
  /** What was to be saved from outside the window is in the library already: ask what is meant. */
  readonly 'known-address': { readonly article: ArticleSummary }
  /** Show this article (second start, `lectern://` link, notification). */
  readonly 'open-article': { readonly id: ArticleId; readonly highlight?: HighlightId }
  /** The window is about to close: write down what is in progress, then answer with `bridge.readyToClose()`. */
  readonly closing: Readonly<Record<string, never>>
  /** For the bar of Lectern's browser alone. */
  readonly 'browser-changed': { readonly state: BrowserState }
  readonly 'browser-command': { readonly id: BrowserCommandId }
  /** Something failed that no call waits for. */
  readonly failed: { readonly error: AppError; readonly id?: ArticleId }
}

export type EventName = keyof AppEvents

/** Wire format of an answer; seen by `main/ipc.ts`, `main/remote.ts` and `renderer/api.ts` only. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: AppError }

/** What the preload puts on `window`, and all of it. */
export interface Bridge {
  call(name: keyof Api, args: readonly unknown[]): Promise<Result<unknown>>
  /** Says that everything is written down after the event `closing`; the window then closes. */
  readyToClose(): void
  /** Answers a function that stops listening. */
  on<K extends EventName>(name: K, listener: (payload: AppEvents[K]) => void): () => void
}

