import type { Sort, View } from './list.ts'
import type { Instant } from './model.ts'

/** A search that the reader gave a name. */
export interface SearchDraft {
  readonly name: string
  readonly view: View
  readonly tag?: string
  /** In the query language; may be empty where view and tag say it all. */
  readonly text: string
  readonly sort?: Sort
  readonly descending?: boolean
}

/** A kept search; it stands in the library's folder and travels with it. */
export interface SavedSearch extends SearchDraft {
  readonly id: string
  readonly createdAt: Instant
  readonly updatedAt?: Instant
}

/** Longest name of a saved search, UTF-16 units. */
export const LONGEST_SEARCH_NAME = 200
