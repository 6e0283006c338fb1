import type { ArticleSummary, Highlight } from '../../shared/model.ts'

/** What an article is exported from. */
export interface ArticleToExport {
  readonly article: ArticleSummary
  readonly highlights: readonly Highlight[]
  /** The note on the whole article, Markdown; empty when there is none. */
  readonly note: string
  /** The whole stored `article.html`. */
  readonly html: string
}
