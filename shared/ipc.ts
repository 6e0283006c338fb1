import type { AppError } from './errors.ts'
import type {
  ArticleChange,
  ArticleId,
  ArticlePage,
  ArticleSummary,
  Colour,
  Highlight,
  HighlightChange,
  HighlightDraft,
  HighlightId,
  LibraryOverview,
  LibraryQuery,
  OpenArticle,
  QuoteSelector,
  ReadingPosition,
} from './model.ts'
import type { Settings, SettingsChange } from './settings.ts'

/** What can be saved. Files are chosen in main's own dialog or read by the command line: no path crosses here. */
export type SaveRequest =
  | { readonly kind: 'address'; readonly address: string; readonly tags?: readonly string[] }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly bytes: Uint8Array
      /** The address it was saved from, when known. */
      readonly url?: string
      readonly tags?: readonly string[]
    }
  | { readonly kind: 'paste'; readonly text: string; readonly html?: string; readonly url?: string; readonly tags?: readonly string[] }

/** `known`: the address is in the library already (perhaps in the trash); nothing was fetched. */
export type SaveAnswer = { readonly kind: 'saving' | 'known'; readonly article: ArticleSummary }

export interface CleanReport {
  readonly id: ArticleId
  readonly anchored: number
  readonly lost: number
}

export type ArticleFormat = 'json' | 'html' | 'text' | 'markdown'
export type AnnotationFormat = 'jsonld' | 'markdown' | 'csv' | 'html'

/** A problem that `verify` found. `file` is relative to the library. */
export interface LibraryProblem {
  readonly id?: ArticleId
  readonly file?: string
  readonly problem:
    | 'damaged'
    | 'missing-file'
    | 'newer-version'
    | 'not-in-index'
    | 'not-on-disk'
    | 'index-differs'
    | 'leftover'
    | 'conflict-copy'
  readonly repaired: boolean
}

/** The command ids that the menu may send to the window; the renderer's `commands.ts` runs them. */
export type CommandId =
  | 'save-article'
  | 'save-files'
  | 'search'
  | 'command-palette'
  | 'settings'
  | 'shortcuts'
  | 'undo'
  | 'redo'
  | 'next-article'
  | 'previous-article'
  | 'back-to-library'
  | 'archive'
  | 'favourite'
  | 'tags'
  | 'delete'
  | 'clean-again'
  | 'open-original'
  | 'toggle-notes'
  | 'toggle-sidebar'
  | 'article-details'
  | 'larger-type'
  | 'smaller-type'
  | 'default-type'
  | 'print'

/**
 * What the window and the command line may ask of main. Every call is declared here and nowhere else; a failing call
 * rejects with `Failure`.
 */
export interface Api {
  /** Begins saving; answers as soon as the row (state `saving`) is safe on disk. @throws invalid-address, disk-full, read-only */
  saveArticle(request: SaveRequest): Promise<SaveAnswer>
  /** Opens the system's file dialog and saves what was chosen, one row a file. Answers the new rows. */
  saveFiles(): Promise<readonly ArticleSummary[]>
  /** Resolves when the article is no longer in state `saving`. @throws not-found */
  whenSaved(id: ArticleId): Promise<ArticleSummary>
  /** Tries a failed article again, from the step that failed. @throws not-found */
  retrySaving(id: ArticleId): Promise<ArticleSummary>
  /** Stops saving; the row stays, failed with `cancelled`, and can be retried. */
  cancelSaving(id: ArticleId): Promise<void>
  /** Cleans again from the kept original and anchors its highlights again. @throws not-found, no-article, too-complex */
  cleanAgain(id: ArticleId): Promise<CleanReport>
  /** Tries again to fetch the pictures that are missing. */
  retryPictures(id: ArticleId): Promise<ArticleSummary>

  listArticles(query: LibraryQuery): Promise<ArticlePage>
  /** The rows asked for, those that still exist, in the order asked. */
  getArticles(ids: readonly ArticleId[]): Promise<readonly ArticleSummary[]>
  overview(): Promise<LibraryOverview>
  /** Everything the reader needs besides the HTML. Marks it as opened. @throws not-found, not-ready, damaged */
  openArticle(id: ArticleId): Promise<OpenArticle>
  /** The article in an open format; `text` is the body alone. @throws not-found, not-ready */
  articleContent(id: ArticleId, format: ArticleFormat): Promise<string>
  /** Answers the ids that were changed. Unknown ids are left out. */
  changeArticles(ids: readonly ArticleId[], change: ArticleChange): Promise<readonly ArticleId[]>
  /** Moves to the trash. */
  deleteArticles(ids: readonly ArticleId[]): Promise<readonly ArticleId[]>
  restoreArticles(ids: readonly ArticleId[]): Promise<readonly ArticleId[]>
  /** Deletes for good, from the trash only. */
  purgeArticles(ids: readonly ArticleId[]): Promise<readonly ArticleId[]>
  rememberPosition(id: ArticleId, position: ReadingPosition): Promise<void>

  highlightsOf(id: ArticleId): Promise<{ readonly highlights: readonly Highlight[]; readonly note: string }>
  /** @throws passage-not-found when the quote is empty */
  addHighlight(id: ArticleId, draft: HighlightDraft): Promise<Highlight>
  /** Highlights a passage named by its words. @throws passage-not-found */
  highlightQuote(
    id: ArticleId,
    quote: Partial<QuoteSelector> & { readonly exact: string },
    more: { readonly colour: Colour; readonly note?: string; readonly tags?: readonly string[] },
  ): Promise<Highlight>
  changeHighlight(id: ArticleId, highlight: HighlightId, change: HighlightChange): Promise<Highlight>
  /** Kept as a tombstone, so that `restoreHighlight` brings back the very same one. */
  deleteHighlight(id: ArticleId, highlight: HighlightId): Promise<void>
  restoreHighlight(id: ArticleId, highlight: HighlightId): Promise<Highlight>
  /** The note on the whole article; Markdown, empty removes it. */
  setArticleNote(id: ArticleId, note: string): Promise<void>
  /** Highlights and notes of these articles (all that have some, when empty) in an open format. */
  annotations(ids: readonly ArticleId[], format: AnnotationFormat): Promise<string>

  getSettings(): Promise<Settings>
  changeSettings(change: SettingsChange): Promise<Settings>
  /** Checks every file and the index; repairs what can be repaired without losing anything. */
  verifyLibrary(repair: boolean): Promise<{ readonly problems: readonly LibraryProblem[]; readonly checked: number }>

  /** Opens an http, https or mailto address in the system's own program. @throws blocked-address */
  openOutside(address: string): Promise<void>
  /** Shows the article's folder (or the library's) in the system's file manager. */
  showFolder(id?: ArticleId): Promise<void>
  appInfo(): Promise<AppInfo>
}

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** For display only. */
  readonly libraryFolder: string
}

/** What main tells the window, unasked. */
export interface AppEvents {
  /** These articles were added, changed or removed: rows, counts and tags may differ. Empty: reload all. */
  readonly 'articles-changed': { readonly ids: readonly ArticleId[] }
  /** A saving article's step, more often than `articles-changed`. */
  readonly 'article-saving': { readonly article: ArticleSummary }
  /** Highlights or the note of an article changed by another way than this window's own call. */
  readonly 'annotations-changed': { readonly id: ArticleId }
  readonly 'settings-changed': { readonly settings: Settings }
  readonly command: { readonly id: CommandId }
  /** Show this article (second start, `lectern://` link, notification). */
  readonly 'open-article': { readonly id: ArticleId; readonly highlight?: HighlightId }
  /** The window is about to close: write down what is in progress, then answer with `bridge.readyToClose()`. */
  readonly closing: Readonly<Record<string, never>>
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

