import type { ArticleRow, LibraryOverview, LibraryQuery } from './list.ts'
import type { SavedSearch } from './saved-search.ts'
import type { Settings } from './settings.ts'

/** Id of the inert JSON in the window's page that holds a `FirstPage`. */
export const FIRST_PAGE_ID = 'first-page'

/** What the list showed when it was last written down: drawn at once, before there is a library, and then replaced. */
export interface FirstScreen {
  /** The question that the rows answer; without words, since a search is not begun with. */
  readonly query: LibraryQuery
  readonly rows: readonly ArticleRow[]
  /** All articles that answer it. */
  readonly total: number
  readonly overview: LibraryOverview
  readonly searches: readonly SavedSearch[]
  /** The families of the window's font stacks that the system has, as they stand in the style sheet. */
  readonly fonts?: readonly string[]
}

/** What the window's page brings along, so that the first frame asks for nothing. */
export interface FirstPage {
  readonly settings: Settings
  readonly screen?: FirstScreen
}

/** What the window knows of its next start. */
export interface NextStart {
  /** The rows that it will begin with. */
  readonly list?: LibraryQuery
  /** See `FirstScreen`. */
  readonly fonts?: readonly string[]
}
