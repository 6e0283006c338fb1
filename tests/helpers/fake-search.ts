import { Failure } from '../../shared/errors.ts'
import { SORTS } from '../../shared/list.ts'
import type { ArticleRow, CompletionField, LibraryQuery, SearchHit, Sort, View } from '../../shared/list.ts'
import type { ArticleSummary } from '../../shared/model.ts'
import { parseQuery } from '../../shared/query.ts'
import type { Kept } from './fake-kept.ts'

/** Whether a view shows an article. */
export function inView(article: ArticleSummary, view: View): boolean {
  if (view === 'trash') return article.deletedAt !== undefined
  if (article.deletedAt) return false
  if (view === 'inbox') return !article.archivedAt
  if (view === 'reading') return !article.archivedAt && article.progress > 0.01 && article.progress < 0.98
  if (view === 'archive') return article.archivedAt !== undefined
  return view === 'all' || article.favourite
}

/** The rows that answer a question, in its order: plain words and tags are understood, and nothing else. */
export function search(articles: readonly Kept[], query: LibraryQuery): readonly ArticleRow[] {
  const { terms, filters } = parseQuery(query.text)
  const words = terms.map((term) => term.text).join(' ').toLowerCase()
  const rows = articles.flatMap((one): ArticleRow[] => {
    const { summary } = one
    if (filters.some((filter) => filter.kind === 'tag' && summary.tags.includes(filter.text) === filter.negated)) return []
    if (!inView(summary, query.view) || (query.tag && !summary.tags.includes(query.tag))) return []
    if (!words) return [{ article: summary }]
    const hit = hitIn(one, words)
    return hit ? [{ article: summary, hit }] : []
  })
  const sort: Sort = query.sort ?? (words ? 'relevance' : 'saved')
  if (!SORTS.includes(sort)) throw new Failure({ code: 'invalid-argument', problem: 'sort' })
  const key = ({ article, hit }: ArticleRow): string | number =>
    ({ saved: article.savedAt, published: article.publishedAt ?? '', title: article.title.toLowerCase(), length: article.wordCount, progress: article.progress, relevance: hit?.score ?? 0 })[sort] // prettier-ignore
  const direction = (query.descending ?? !['title', 'length'].includes(sort)) ? -1 : 1
  return rows.toSorted((a, b) => direction * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

function hitIn({ summary, text, highlights }: Kept, words: string): SearchHit | undefined {
  const noted = highlights.find(({ note }) => note.toLowerCase().includes(words))
  if (words === '') return undefined
  const places: readonly (readonly [SearchHit['field'], string, number])[] = [['title', summary.title, 9], ['note', noted?.note ?? '', 5], ['body', text, 3], ['byline', summary.byline ?? '', 2]] // prettier-ignore
  for (const [field, content, score] of places) {
    const at = content.toLowerCase().indexOf(words)
    if (at < 0) continue
    const from = Math.max(0, at - 60)
    const passage = content.slice(from, from + 160).replace(/\s/g, ' ')
    return { field, passage, marks: [{ start: at - from, end: at - from + words.length }], score, ...(field === 'note' && noted ? { highlight: noted.id } : {}), ...(field === 'body' ? { position: { start: at, end: at + words.length } } : {}) }
  }
  return undefined
}

/** What an article has in a field that can be completed. */
export function fakeValues({ tags, url, byline, language }: ArticleSummary, field: CompletionField): readonly string[] {
  switch (field) {
    case 'tag':
      return tags
    case 'site':
      return url ? [new URL(url).hostname] : []
    case 'author':
      return byline ? [byline] : []
    case 'language':
      return language ? [language] : []
  }
}
