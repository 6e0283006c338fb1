import type { ArticleRow, LibraryOverview, View } from './model.ts'
import type { Settings } from './settings.ts'

/** Id of the inert JSON in the window's page that holds a `FirstPage`. */
export const FIRST_PAGE_ID = 'first-page'

/** What the list showed when it was last written down: drawn at once, before there is a library, and then replaced. */
export interface FirstScreen {
  readonly view: View
  /** The first rows of the view, in its default order. */
  readonly rows: readonly ArticleRow[]
  /** All articles of the view. */
  readonly total: number
  readonly overview: LibraryOverview
  /** The families of the window's font stacks that the system has, as they stand in the style sheet. */
  readonly fonts?: readonly string[]
}

/** What the window's page brings along, so that the first frame asks for nothing. */
export interface FirstPage {
  readonly settings: Settings
  readonly screen?: FirstScreen
}
