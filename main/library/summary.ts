import type { ArticleSummary } from '../../shared/model.ts'
import type { Annotations } from './annotation-file.ts'
import type { ArticleRecord } from './article-record.ts'
import { optional } from './json-members.ts'
import type { Progress } from './progress-file.ts'

/** An article's row, from its files. */
export function summaryOf(
  record: ArticleRecord,
  annotations: Annotations,
  progress: Progress,
  inTrash: boolean,
): ArticleSummary {
  return {
    id: record.id,
    ...optional('url', record.url),
    source: record.source,
    state: record.state.kind === 'saving' ? { kind: 'saving', step: { kind: 'queued' } } : record.state,
    title: record.title,
    ...optional('byline', record.byline),
    ...optional('siteName', record.siteName),
    ...optional('publishedAt', record.publishedAt),
    ...optional('language', record.language),
    direction: record.direction,
    excerpt: record.excerpt,
    wordCount: record.wordCount,
    readingMinutes: record.readingMinutes,
    savedAt: record.savedAt,
    updatedAt: record.updatedAt,
    tags: record.tags,
    favourite: record.favourite,
    ...optional('archivedAt', record.archivedAt),
    // The place rules: a folder that a synchroniser brought into the trash is in the trash, whatever its file says.
    ...optional('deletedAt', inTrash ? (record.deletedAt ?? record.updatedAt) : undefined),
    progress: progress.progress,
    ...optional('openedAt', progress.openedAt),
    highlightCount: annotations.highlights.length,
    noteCount: annotations.highlights.filter((one) => one.note !== '').length + (annotations.note === '' ? 0 : 1),
    ...optional('leadPicture', record.leadPicture),
    offline: { picturesKept: record.pictures.kept, missing: record.pictures.missing, bytes: record.bytes },
    confidence: record.confidence,
  }
}
