import type { ArticleId, ArticleSummary, Colour, Highlight, HighlightId } from '../../../shared/model.ts'

export const ARTICLE_ID = '01jd7z3v5w8k2m4n6p8q0r2t4v' as ArticleId

/** A ready article; what a test is about is given. */
export function articleForTests(more: Partial<ArticleSummary> = {}): ArticleSummary {
  return {
    id: ARTICLE_ID,
    url: 'https://example.org/tides',
    source: { kind: 'address' },
    state: { kind: 'ready' },
    title: 'How tides turn',
    byline: 'Ada Moor',
    siteName: 'The Shore',
    publishedAt: '2026-03-02',
    language: 'en',
    direction: 'ltr',
    excerpt: 'The sea comes in twice a day.',
    wordCount: 420,
    readingMinutes: 2,
    savedAt: '2026-11-22T17:00:00.000Z',
    updatedAt: '2026-11-22T17:00:01.000Z',
    tags: ['deep sea', 'moon'],
    favourite: false,
    progress: 0,
    highlightCount: 0,
    noteCount: 0,
    offline: { picturesKept: 0, missing: [], bytes: 1234 },
    confidence: 1,
    ...more,
  }
}

let made = 0

/** A highlight of `exact` where it first stands in `text`. */
export function highlightForTests(text: string, exact: string, more: Partial<Highlight> = {}): Highlight {
  const start = text.indexOf(exact)
  made += 1
  return {
    id: `01jd7z3v5w8k2m4n6p8q0r${String(made).padStart(4, '0')}` as HighlightId,
    quote: { exact, prefix: text.slice(Math.max(0, start - 32), start), suffix: text.slice(start + exact.length).slice(0, 32) },
    position: { start, end: start + exact.length },
    colour: 'yellow' satisfies Colour,
    note: '',
    tags: [],
    createdAt: '2026-11-22T18:00:00.000Z',
    updatedAt: '2026-11-22T18:00:00.000Z',
    lost: false,
    ...more,
  }
}
