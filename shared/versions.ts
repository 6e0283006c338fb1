import type { ArticleId, Colour, DateOrInstant, Highlight, HighlightId, Instant, SavingStep } from './model.ts'

/** Names a version of an article: when it was fetched, in UTC without signs, e.g. `20260503T101500123Z`. Sorts by time. */
export type VersionId = string & { readonly __brand: 'VersionId' }

/** Names an article's text as it was before a change, for as long as Lectern runs. */
export type FormerId = string & { readonly __brand: 'FormerId' }

/** Whether a text can name a former text. */
export function isFormerId(text: unknown): text is FormerId {
  return typeof text === 'string' && /^former-\d{1,15}$/.test(text)
}

const VERSION_ID = /^\d{8}T\d{9}Z$/

/** Whether a text names a version. Only such texts are ever joined into paths. */
export function isVersionId(text: unknown): text is VersionId {
  return typeof text === 'string' && VERSION_ID.test(text)
}

/** The name of the version that was fetched then. */
export function versionIdOf(fetchedAt: Instant): VersionId {
  return new Date(fetchedAt).toISOString().replace(/[-:.]/g, '') as VersionId
}

/** When the version of a name was fetched: the inverse of `versionIdOf`. */
export function fetchedAtOf(id: VersionId): Instant {
  return id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/, '$1-$2-$3T$4:$5:$6.$7Z')
}

/** An article as it was on one day. */
export interface ArticleVersion {
  readonly id: VersionId
  /** The one that is read, searched and highlighted. */
  readonly current: boolean
  readonly fetchedAt: Instant
  readonly title: string
  readonly byline?: string
  readonly publishedAt?: DateOrInstant
  readonly wordCount: number
}

/** A version opened for reading. */
export interface OpenVersion {
  readonly version: ArticleVersion
  /** The whole document, its pictures named as those of the current version. */
  readonly html: string
  /** Those that stand in its text, with their places there, in order. */
  readonly highlights: readonly Highlight[]
}

/** What came of fetching an article's address again. */
export type VersionReport =
  /** The text is the same as it was then; nothing was kept. */
  | { readonly kind: 'unchanged'; readonly id: ArticleId; readonly since: Instant }
  /** The new version is the current one now; `previous` is the one before it. Counts are of highlights. */
  | {
      readonly kind: 'updated'
      readonly id: ArticleId
      readonly version: VersionId
      readonly previous: VersionId
      readonly anchored: number
      readonly lost: number
    }

/** Where saving a new version stands, for whoever shows it. */
export type VersionProgress =
  | { readonly kind: 'saving'; readonly step: SavingStep }
  /** `seen`: it was saved in Lectern's browser, whose window has no history; its versions are for the app's own window to undo. */
  | { readonly kind: 'ended'; readonly saved: boolean; readonly seen?: { readonly current: VersionId; readonly previous: VersionId } }

/** A stretch of words that two versions share, or that one of them has. */
export interface DifferencePart {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** A piece of the difference of two texts, in reading order. */
export type DifferenceBlock =
  | { readonly kind: 'same'; readonly paragraphs: readonly string[] }
  | { readonly kind: 'added' | 'removed'; readonly text: string }
  /** A paragraph of both, with other words in it. */
  | { readonly kind: 'changed'; readonly parts: readonly DifferencePart[] }

/** A highlight whose passage is not the same in both versions. */
export interface ChangedHighlight {
  readonly id: HighlightId
  readonly colour: Colour
  readonly note: string
  /** `gone`: too little of the passage stands in the newer version to be found again. */
  readonly change: 'changed' | 'gone'
  /** The passage's words in the older version. */
  readonly before: string
  /** Its words in the newer one; of a gone one what took its place, when something did. */
  readonly after?: string
  /** The block of the difference where it begins. */
  readonly block: number
}

/** Two versions of an article, side by side. */
export interface VersionComparison {
  readonly older: ArticleVersion
  readonly newer: ArticleVersion
  readonly blocks: readonly DifferenceBlock[]
  /** Counts of paragraphs. */
  readonly counts: { readonly same: number; readonly added: number; readonly removed: number; readonly changed: number }
  /** In order of the older text. */
  readonly highlights: readonly ChangedHighlight[]
}
