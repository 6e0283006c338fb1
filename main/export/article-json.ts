import { inTextOrder } from './annotated-article.ts'
import { articleRow } from './article-row.ts'
import type { ArticleToExport } from './article-to-export.ts'
import { bodyText } from './text.ts'

/**
 * Everything Lectern knows of an article: the keys of a list's row first, then the rest, its note, its highlights
 * (positions in UTF-16 units of the article's text) and its body as text. Indented JSON.
 */
export function articleJson({ article, highlights, note, html }: ArticleToExport): string {
  const { offline } = article
  const everything = {
    ...articleRow(article),
    language: article.language ?? null,
    direction: article.direction,
    excerpt: article.excerpt,
    readingMinutes: article.readingMinutes,
    source: article.source,
    updatedAt: article.updatedAt,
    openedAt: article.openedAt ?? null,
    archivedAt: article.archivedAt ?? null,
    deletedAt: article.deletedAt ?? null,
    progress: article.progress,
    confidence: article.confidence,
    images: { kept: offline.picturesKept, failed: offline.missing.length, missing: offline.missing },
    bytes: offline.bytes,
    note,
    highlights: inTextOrder(highlights),
    text: bodyText(html),
  }
  return JSON.stringify(everything, null, 2)
}
