import type { AppError } from './errors.ts'
import type { ArticleId, Instant } from './model.ts'

/** A lower-case ULID. */
export type BatchId = string & { readonly __brand: 'BatchId' }

/** Many things to save, one after the other: a list of addresses, or the files of a folder. */
export type BatchRequest =
  /** A list as it was pasted or dropped: addresses, one a line; CSV, or HTML as browsers export bookmarks. */
  | { readonly kind: 'text'; readonly text: string; readonly name?: string; readonly tags?: readonly string[] }
  /** Files that were dropped on the window, by their names; it hands over their bytes one after the other. */
  | { readonly kind: 'given'; readonly files: readonly string[]; readonly leftOut: readonly string[]; readonly name: string }
  /** Words of the command line: addresses and files, relative to `folder`. Refused from a window, for it names files. */
  | {
      readonly kind: 'words'
      readonly words: readonly string[]
      readonly folder: string
      readonly tags?: readonly string[]
      readonly render?: boolean
    }

/** What can be done with a batch. `take-up`: what was cancelled, after all. */
export const BATCH_ACTS = ['pause', 'resume', 'cancel', 'retry', 'take-up', 'dismiss'] as const
export type BatchAct = (typeof BATCH_ACTS)[number]

/** Where a batch stands; the counts below `total` add up to it. */
export interface BatchState {
  readonly id: BatchId
  readonly kind: 'addresses' | 'files'
  /** The file's, folder's or list's name. */
  readonly name: string
  readonly createdAt: Instant
  /** What is to be saved; lines that cannot be and lines that say the same again are not among them. */
  readonly total: number
  readonly saved: number
  /** In the library already. */
  readonly known: number
  readonly failed: number
  readonly cancelled: number
  readonly left: number
  /** Of those that are left: being saved right now. */
  readonly active: number
  readonly invalid: number
  readonly duplicates: number
  /** Files of other kinds, left alone. */
  readonly leftOut: number
  readonly paused: boolean
  /** What made it pause by itself: a full disk. */
  readonly problem?: AppError
  /** Saved in a minute, as things go now. */
  readonly ratePerMinute?: number
  readonly secondsLeft?: number
}

/** One line or file of a batch; `line` is where it stands in the list, from 1. */
export interface BatchLine {
  readonly line: number
  readonly text: string
}

/** What came of one line or file. */
export interface BatchOutcome extends BatchLine {
  readonly outcome: 'saved' | 'known' | 'failed' | 'cancelled'
  readonly article?: ArticleId
  readonly error?: AppError
}

/** Everything that was not simply saved. */
export interface BatchReport {
  readonly state: BatchState
  readonly failed: readonly BatchOutcome[]
  readonly known: readonly BatchOutcome[]
  readonly cancelled: readonly BatchLine[]
  readonly invalid: readonly BatchLine[]
  /** `first`: the line that says the same. */
  readonly duplicates: readonly (BatchLine & { readonly first: number })[]
  /** Names of files of other kinds. */
  readonly leftOut: readonly string[]
}

/** Nothing of it is left to do. */
export function hasEnded(state: BatchState): boolean {
  return state.left === 0
}
