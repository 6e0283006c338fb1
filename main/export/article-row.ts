import type { ArticleSummary } from '../../shared/model.ts'

/** Where an article stands, in one word. */
export type ArticleStanding = 'trash' | 'saving' | 'failed' | 'archived' | 'reading' | 'unread'

/** The first of these that holds: in the trash, being saved, failed, archived, begun; else unread. */
export function standing(article: ArticleSummary): ArticleStanding {
  if (article.deletedAt !== undefined) return 'trash'
  if (article.state.kind !== 'ready') return article.state.kind
  if (article.archivedAt !== undefined) return 'archived'
  return article.progress > 0 ? 'reading' : 'unread'
}

/** An article as one line of JSON in lists; what is not known is null, so that every line has the same keys. */
export function articleRow(article: ArticleSummary) {
  return {
    id: article.id,
    title: article.title,
    url: article.url ?? null,
    siteName: article.siteName ?? null,
    byline: article.byline ?? null,
    publishedAt: article.publishedAt ?? null,
    savedAt: article.savedAt,
    tags: article.tags,
    state: standing(article),
    favourite: article.favourite,
    wordCount: article.wordCount,
    highlightCount: article.highlightCount,
  }
}
