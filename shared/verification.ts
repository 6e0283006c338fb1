import type { ArticleId } from './model.ts'

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

/** What checking the library found. */
export interface Verification {
  readonly problems: readonly LibraryProblem[]
  /** How many articles were looked at. */
  readonly checked: number
}
