import type { AppError } from '../../../shared/errors.ts'
import type { ArticlePage, ArticlesAbout, Completion, CompletionField, LibraryQuery, View } from '../../../shared/list.ts'
import type { ArticleId, ArticleSummary } from '../../../shared/model.ts'

/** What the worker is started with. */
export interface IndexOptions {
  /** The library's folder. */
  readonly library: string
  /** The database file; its folder exists. */
  readonly file: string
}

/** What the thread for searches is started with. */
export interface SearchOptions {
  readonly role: 'search'
  readonly file: string
  /** One number: the turn of the newest question. */
  readonly newest: SharedArrayBuffer
}

/** What opening found. */
export interface IndexState {
  /** The database lies in its file, where another connection can read it; else there was no room and it is in memory. */
  readonly onDisk: boolean
  /** Every article's row is in: the index was complete when it was last closed. */
  readonly complete: boolean
  /** Articles that were read again because a change to them was cut short. */
  readonly replayed: readonly ArticleId[]
}

/** What a look at articles in the library's folder found. */
export interface ScanResult {
  /** Articles whose rows changed, new and vanished ones included. */
  readonly changed: readonly ArticleId[]
  /** Copies that a synchroniser made of files in a conflict. */
  readonly conflicts: readonly { readonly id: ArticleId; readonly file: string }[]
  /** Articles that another program is still bringing or writing: to be looked at again soon. */
  readonly waiting: readonly ArticleId[]
  /** There are more that differ: ask again. */
  readonly more: boolean
}

/** How many texts are still to be put into the search tables. */
export interface TextProgress {
  readonly left: number
  readonly total: number
}

/** What the sidebar shows, as far as the index knows. */
export interface IndexOverview {
  readonly counts: Readonly<Record<View, number>>
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
  readonly damaged: readonly string[]
}

/** A difference between a row and the files it was made from. */
export interface RowProblem {
  readonly id: ArticleId
  readonly problem: 'not-in-index' | 'not-on-disk' | 'index-differs'
}

/** Every call of the index. All of them may be repeated without harm: a worker that died is started and asked again. */
export interface IndexCalls {
  /** Notes that these articles' files are about to change. */
  pending(ids: readonly ArticleId[]): void
  /** Reads these articles' files and makes their rows the same; answers those whose row is there now. */
  refresh(ids: readonly ArticleId[]): readonly ArticleId[]
  list(query: LibraryQuery): ArticlePage
  /** The ids of `list`, in its order. */
  ids(query: LibraryQuery): readonly ArticleId[]
  /** Where an article stands in `list`; `undefined` when it is not in it. */
  placeOf(query: LibraryQuery, id: ArticleId): number | undefined
  /** What is true of how many of these articles. */
  about(ids: readonly ArticleId[]): ArticlesAbout
  /** Values of a field that begin so; those of most articles first. */
  completions(field: CompletionField, begun: string): readonly Completion[]
  /** Those that exist, in the order asked. */
  get(ids: readonly ArticleId[]): readonly ArticleSummary[]
  findByAddress(address: string): ArticleSummary | undefined
  unfinished(): readonly ArticleId[]
  annotated(): readonly ArticleId[]
  overview(): IndexOverview
  /** Every article's folder that there is, newest first. */
  folders(): readonly ArticleId[]
  /** `refresh` without texts: for many at once. */
  refreshRows(ids: readonly ArticleId[]): readonly ArticleId[]
  /** `refreshRows` where nothing but `article.json` or the article's place changed: highlights are left as they are. */
  refreshRecords(ids: readonly ArticleId[]): readonly ArticleId[]
  /** The parts of the library's folder that `scan` takes, the trash among them. */
  parts(): readonly string[]
  /**
   * Compares a part of the folder with its rows by size and time, and reads what differs. Texts come later. Nothing is
   * found, and no row goes, while the library's folder is not there.
   * @param patience how long a file of a known article that cannot be read may be one that is being written, in milliseconds
   */
  scan(part: string, patience: number): ScanResult
  /** `scan` of these articles. */
  look(ids: readonly ArticleId[], patience: number): ScanResult
  /** Says that every part was scanned once. */
  complete(): void
  /** Puts the texts of some articles into the search tables, for about `milliseconds`. */
  indexTexts(milliseconds: number): TextProgress
  /** Compares rows with files, one part of the folder; with `repair` makes them the same. */
  check(part: string, repair: boolean): readonly RowProblem[]
  close(): void
}

export type IndexCall = keyof IndexCalls

export type IndexAnswer =
  | { readonly kind: 'answer'; readonly number: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly number: number; readonly error: AppError; readonly problem: string }
  /** The database was damaged and is empty now: everything has to be scanned again. */
  | { readonly kind: 'rebuilt'; readonly onDisk: boolean }

export interface IndexRequest {
  readonly number: number
  readonly name: IndexCall
  readonly args: readonly unknown[]
}

/** What the thread for searches is asked. */
export type SearchRequest =
  /** Only answered while `turn` is the newest. */
  | { readonly kind: 'list'; readonly number: number; readonly turn: number; readonly query: LibraryQuery }
  | { readonly kind: 'complete'; readonly number: number; readonly field: CompletionField; readonly begun: string }
  | { readonly kind: 'close' }

export type SearchAnswer = Exclude<IndexAnswer, { kind: 'rebuilt' }>
