import type { ArticleSummary, HighlightId, Passage } from './model.ts'

/** The views of the library. `failed` and `saving` rows stand in `inbox` and `all`. */
export const VIEWS = ['inbox', 'reading', 'archive', 'favourites', 'all', 'trash'] as const
export type View = (typeof VIEWS)[number]

/** The orders of a list. */
export const SORTS = ['saved', 'published', 'title', 'length', 'progress', 'relevance'] as const
export type Sort = (typeof SORTS)[number]

/** What the list asks for. */
export interface LibraryQuery {
  readonly view: View
  /** Search text in the query language; empty for all. With text, `view` narrows the search. */
  readonly text: string
  readonly tag?: string
  /** Default: `relevance` when `text` has words, else `saved`. */
  readonly sort?: Sort
  readonly descending?: boolean
  readonly offset: number
  readonly limit: number
}

/** Where words can be found. */
export type HitField = 'title' | 'body' | 'byline' | 'site' | 'tag' | 'highlight' | 'note'

/** Fields whose values the library can complete. */
export const COMPLETION_FIELDS = ['tag', 'site', 'author', 'language'] as const
export type CompletionField = (typeof COMPLETION_FIELDS)[number]

/** A value that a search can ask for. */
export interface Completion {
  readonly value: string
  /** What it is called, where that differs: the name of a site whose value is its host. */
  readonly label?: string
  /** Articles that have it, without those in the trash. */
  readonly count: number
}

/** Words found in an article's text. */
export interface FoundWords {
  /** About 160 characters around the words, plain text. */
  readonly passage: string
  /** Stretches of `passage` that matched. */
  readonly marks: readonly Passage[]
  /** Where the first of them stands in the article's text. */
  readonly position: Passage
}

/** Where a search found its words. */
export interface SearchHit {
  readonly field: HitField
  /** About 160 characters around the words, plain text. */
  readonly passage: string
  /** Stretches of `passage` that matched. */
  readonly marks: readonly Passage[]
  /** Where the hit stands in the article's text, when `field` is `body`, or `highlight` or `note` of one that is not lost. */
  readonly position?: Passage
  /** The highlight, when `field` is `highlight` or the `note` of one. */
  readonly highlight?: HighlightId
  /** Stretches of the article's title that matched. */
  readonly titleMarks?: readonly Passage[]
  /** For a hit in the title: where the text has the words as well. */
  readonly inText?: FoundWords
  /** Larger is better; comparable only within one answer. */
  readonly score: number
}

/** A line of the list. */
export interface ArticleRow {
  readonly article: ArticleSummary
  /** There when the query has words. */
  readonly hit?: SearchHit
}

/** Some rows of a list. */
export interface ArticlePage {
  readonly rows: readonly ArticleRow[]
  /** All that match, not just those of this page. */
  readonly total: number
}

/** Counts for the sidebar. */
export interface LibraryOverview {
  readonly counts: Readonly<Record<View, number>>
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
  /** The index is being rebuilt: lists are not complete yet. `done` of `total` articles are in. */
  readonly rebuilding?: { readonly done: number; readonly total: number }
  /** Articles that another program put into the library's folder and that are still being taken in; absent when there are none. */
  readonly arriving?: number
  /** The library's folder is not there just now, or is another library's; what is shown is what is known of it. */
  readonly away?: 'missing' | 'other-library'
  /** Articles whose files are damaged; relative paths. */
  readonly damaged: readonly string[]
  readonly readOnly: boolean
}

/** What is true of how many of some articles, so that nobody has to fetch them all to know. */
export interface ArticlesAbout {
  /** Those that exist. */
  readonly articles: number
  readonly archived: number
  readonly favourites: number
  readonly trashed: number
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
}
