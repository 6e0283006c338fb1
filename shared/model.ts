import type { AppError } from './errors.ts'

/** Sortable by time of saving, file-name safe on every system: a lower-case ULID. */
export type ArticleId = string & { readonly __brand: 'ArticleId' }
/** A lower-case ULID, unique in the whole library. */
export type HighlightId = string & { readonly __brand: 'HighlightId' }

/** An instant: ISO 8601 in UTC, e.g. `2026-11-22T17:00:00.000Z`. */
export type Instant = string
/** A calendar date alone (`2026-11-22`) or an instant; what pages say of their publication. */
export type DateOrInstant = string

/** The highlight colours, in the order of the keys `1`–`5`. Each has a token in `renderer/ui/tokens.css`. */
export const COLOURS = ['yellow', 'green', 'blue', 'pink', 'purple'] as const
export type Colour = (typeof COLOURS)[number]

/** Where the article came from. */
export type ArticleSource =
  | { readonly kind: 'address' }
  | { readonly kind: 'file'; readonly name: string }
  | { readonly kind: 'paste' }
  /** Taken as it stood in Lectern's own browser, perhaps behind a log-in: fetching it anew would not give the same. */
  | { readonly kind: 'browser' }
  /** Shipped with Lectern: the sample article. */
  | { readonly kind: 'sample' }

/** A step of saving; `pictures` counts. */
export type SavingStep =
  | { readonly kind: 'queued' }
  /** Its site is given a pause: it is busy, or did not answer. */
  | { readonly kind: 'waiting'; readonly until: Instant }
  | { readonly kind: 'fetching'; readonly bytes: number }
  /** The page's own scripts are at work, in a hidden window. */
  | { readonly kind: 'rendering' }
  | { readonly kind: 'cleaning' }
  | { readonly kind: 'pictures'; readonly done: number; readonly total: number }
  | { readonly kind: 'storing' }

/** Whether there is something to read. It survives a restart in every kind. */
export type ArticleState =
  | { readonly kind: 'saving'; readonly step: SavingStep }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: AppError; readonly at: Instant }

/** What a page says of itself, checked against the page. Text only, never markup. */
export interface ArticleMetadata {
  readonly title: string
  readonly byline?: string
  readonly siteName?: string
  readonly publishedAt?: DateOrInstant
  /** BCP 47, e.g. `en` or `zh-Hant`. */
  readonly language?: string
  readonly direction: 'ltr' | 'rtl'
  /** A real sentence of the article, at most about 300 characters. */
  readonly excerpt: string
  /** Words as `Intl.Segmenter` counts them. */
  readonly wordCount: number
  /** At least 1. */
  readonly readingMinutes: number
}

/** Why a picture is not there. */
export type PictureProblem =
  | 'http'
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'article-limit'
  | 'not-a-picture'
  | 'too-many-pixels'
  | 'blocked'
  | 'truncated'
  | 'disk'
  | 'cancelled'
  /** The reader's settings say not to keep pictures. */
  | 'not-wanted'

/** A picture of the article that could not be kept. */
export interface MissingPicture {
  readonly url: string
  readonly problem: PictureProblem
  /** The HTTP status where `problem` is `http`. */
  readonly status?: number
}

/** The offline report: what is on this disk and what is not. */
export interface OfflineReport {
  readonly picturesKept: number
  readonly missing: readonly MissingPicture[]
  /** Bytes of everything the article has on disk, pictures and original included. */
  readonly bytes: number
}

/** How well cleaning went, as far as the cleaner can tell: 0 (a guess) to 1 (sure). */
export type Confidence = number

/** One row of the library: what the list shows. */
export interface ArticleSummary extends ArticleMetadata {
  readonly id: ArticleId
  /** The address as the reader may open it; for pasted text it may be absent. */
  readonly url?: string
  readonly source: ArticleSource
  readonly state: ArticleState
  readonly savedAt: Instant
  readonly updatedAt: Instant
  readonly tags: readonly string[]
  readonly favourite: boolean
  readonly archivedAt?: Instant
  /** In the trash since then. */
  readonly deletedAt?: Instant
  /** How far it was read, 0 to 1. */
  readonly progress: number
  readonly openedAt?: Instant
  readonly highlightCount: number
  readonly noteCount: number
  /** Relative to the article's folder, e.g. `images/ab12….jpg`. */
  readonly leadPicture?: string
  readonly offline: OfflineReport
  readonly confidence: Confidence
}

/** W3C Web Annotation TextQuoteSelector (https://www.w3.org/TR/annotation-model/#text-quote-selector). */
export interface QuoteSelector {
  readonly exact: string
  readonly prefix: string
  readonly suffix: string
}

/**
 * W3C TextPositionSelector over the article's text, but counted in UTF-16 units as the DOM does; exports convert
 * to the code points that the standard asks for. `end` is exclusive.
 */
export interface PositionSelector {
  readonly start: number
  readonly end: number
}

/** A stretch of an article's text in UTF-16 units, `end` exclusive. */
export type Passage = PositionSelector

/** How a passage is found again: the quote rules, the position is a hint. */
export interface Anchor {
  readonly quote: QuoteSelector
  readonly position: PositionSelector
}

/** A kept passage with a colour, and the words written on it. */
export interface Highlight extends Anchor {
  readonly id: HighlightId
  readonly colour: Colour
  /** Markdown; empty when there is none. */
  readonly note: string
  readonly tags: readonly string[]
  readonly createdAt: Instant
  readonly updatedAt: Instant
  /** The passage is not in the article's present text. The quote stays, and it can be attached again. */
  readonly lost: boolean
}

/** The words of a passage, and those around it as far as they are known. */
export type WantedQuote = Partial<QuoteSelector> & Pick<QuoteSelector, 'exact'>

/** What a highlight looks like and says from its beginning. */
export interface HighlightLook {
  readonly colour: Colour
  readonly note?: string
  readonly tags?: readonly string[]
}

/** What is asked for when a highlight is made. */
export interface HighlightDraft extends Anchor, HighlightLook {}

/** What can be changed of a highlight; `anchor` moves its ends or attaches a lost one again. */
export interface HighlightChange {
  readonly colour?: Colour
  readonly note?: string
  /** What the note was when it was begun to be written: words that came to stand there since then are kept beside it. */
  readonly noteBefore?: string
  readonly tags?: readonly string[]
  readonly anchor?: Anchor
}

/** Where reading stopped: a position in the text (UTF-16 units) of the first line on screen, and how far that is. */
export interface ReadingPosition {
  readonly offset: number
  /** 0 to 1. */
  readonly progress: number
}

/** An article opened for reading. Its HTML is fetched from `articleUrl` by the reader itself. */
export interface OpenArticle {
  readonly summary: ArticleSummary
  readonly highlights: readonly Highlight[]
  /** The note on the whole article, Markdown; empty when there is none. */
  readonly note: string
  readonly position: ReadingPosition
  /** Whether the reader corrected the cleaning, and whether it was found whole. */
  readonly cleaning?: { readonly repaired: boolean; readonly accepted: boolean }
}

/** The address at which the app serves a file of an article's folder to its own window. */
export function articleFileUrl(id: ArticleId, file: string): string {
  return `app://lectern/article/${id}/${file}`
}

/** The address at which the app serves the thumbnail of a picture with this SHA-256. */
export function thumbnailUrl(hash: string): string {
  return `app://lectern/thumbnail/${hash}`
}

/** A change of many articles at once. Absent members stay as they are. */
export interface ArticleChange {
  readonly archived?: boolean
  readonly favourite?: boolean
  readonly addTags?: readonly string[]
  readonly removeTags?: readonly string[]
  readonly title?: string
}
