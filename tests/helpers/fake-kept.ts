import { describe } from '../../shared/anchor.ts'
import type { Details } from '../../shared/details.ts'
import type { Anchor, ArticleChange, ArticleSummary, Highlight, HighlightId, ReadingPosition } from '../../shared/model.ts'
import { FAKE_NOW, fakeDocument } from './fake-articles.ts'
import type { FakeArticle } from './fake-articles.ts'

/** An article as the fake library keeps it. */
export interface Kept {
  summary: ArticleSummary
  readonly text: string
  highlights: Highlight[]
  readonly tombstones: Map<HighlightId, Highlight>
  note: string
  position: ReadingPosition
  accepted?: boolean
  /** What the page says, once the reader gave something else. */
  own?: Details
}

/** Takes an article in, its highlights anchored in its text. */
export function keep(article: FakeArticle): Kept {
  const text = new DOMParser().parseFromString(fakeDocument(article), 'text/html').querySelector('main')?.textContent ?? ''
  const highlights = article.highlights.map(({ exact, colour, note = '', lost = false }, index): Highlight => {
    const start = text.indexOf(exact)
    const anchor: Anchor = lost ? { quote: { exact, prefix: '', suffix: '' }, position: { start: 40, end: 40 + exact.length } } : describe(text, { start, end: start + exact.length })
    const at = new Date(FAKE_NOW.getTime() + index * 60_000).toISOString()
    return { ...anchor, id: `seed-${index}` as HighlightId, colour, note, tags: [], createdAt: at, updatedAt: at, lost }
  })
  return { summary: article.summary, text, highlights, tombstones: new Map(), note: article.note, position: { offset: 0, progress: article.summary.progress } }
}

/** An article after a change of many, as main makes it. */
export function changedSummary(summary: ArticleSummary, change: ArticleChange): ArticleSummary {
  const { archivedAt: _before, ...bare } = summary
  const archived = change.archived ?? summary.archivedAt !== undefined
  const tags = [...new Set([...summary.tags, ...(change.addTags ?? [])])].filter((tag) => !change.removeTags?.includes(tag))
  return {
    ...bare,
    tags,
    favourite: change.favourite ?? summary.favourite,
    title: change.title ?? summary.title,
    ...(archived ? { archivedAt: summary.archivedAt ?? new Date().toISOString() } : {}),
  }
}

/** What an article shows of its details. */
export function detailsIn({ title, byline, siteName, publishedAt }: ArticleSummary): Details {
  return { title, ...(byline !== undefined && { byline }), ...(siteName !== undefined && { siteName }), ...(publishedAt !== undefined && { publishedAt }) }
}
