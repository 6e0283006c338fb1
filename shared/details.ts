import type { ArticleMetadata } from './model.ts'

/** What a page says of an article and the reader may know better. */
export const DETAIL_FIELDS = ['title', 'byline', 'siteName', 'publishedAt'] as const
export type DetailField = (typeof DETAIL_FIELDS)[number]

export type Details = Pick<ArticleMetadata, DetailField>

/** An article's details. */
export interface ArticleDetails {
  /** As they are everywhere: what the reader gave, else what the page says. */
  readonly shown: Details
  /** As the page says, also where the reader gave something else. */
  readonly own: Details
}

/**
 * A change of details. A text is given in place of the page's own, whatever a later cleaning finds; an empty one says that
 * there is none (never of the title); `null` goes back to the page's own. What is absent stays as it is.
 */
export type DetailsChange = { readonly [Field in DetailField]?: string | null }
