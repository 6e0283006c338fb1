import type { ArticleMetadata, ArticleSummary, MissingPicture } from '../../shared/model.ts'
import type { CleanedArticle } from '../library/library.ts'
import { articleDocument } from './article-document.ts'
import type { CleanedPage } from './clean.ts'
import type { PicturePlacement } from './pictures.ts'

/** What the library is given of a cleaned page, once its pictures are placed. */
export function cleanedArticle(
  page: CleanedPage,
  placements: readonly PicturePlacement[],
  about: { readonly url?: string; readonly savedAt: string },
): CleanedArticle {
  const lead = page.leadPicture === undefined ? undefined : placements[page.leadPicture]
  return {
    metadata: page.metadata,
    html: articleDocument(page, placements, about),
    ...(lead?.kind === 'kept' && { leadPicture: lead.path }),
    pictures: pictureCounts(placements),
    confidence: page.confidence,
  }
}

/** What a page said of itself, as the article's row has it. */
export function metadataOf(article: ArticleSummary): ArticleMetadata {
  const { title, byline, siteName, publishedAt, language, direction, excerpt, wordCount, readingMinutes } = article
  return {
    title,
    direction,
    excerpt,
    wordCount,
    readingMinutes,
    ...(byline !== undefined && { byline }),
    ...(siteName !== undefined && { siteName }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(language !== undefined && { language }),
  }
}

/** How many pictures are kept, and which are missing and why. */
export function pictureCounts(placements: readonly PicturePlacement[]): {
  readonly kept: number
  readonly missing: readonly MissingPicture[]
} {
  const missing = placements.flatMap((one) =>
    one.kind === 'missing'
      ? [{ url: one.url, problem: one.problem, ...(one.status !== undefined && { status: one.status }) }]
      : [],
  )
  return { kept: placements.filter((one) => one.kind === 'kept').length, missing }
}
