import type { ArticleRecord } from '../article-record.ts'
import { searchText } from '../../../shared/search-text.ts'
import { latest, timeOfInstant } from './times.ts'

/** What describes the document, and so comes with the newer cleaning. The title does too, unless the reader gave it. */
const OF_DOCUMENT: ReadonlySet<string> = new Set([
  'byline', 'siteName', 'publishedAt', 'language', 'direction', 'excerpt', 'wordCount', 'readingMinutes', 'url', 'address',
  'leadPicture', 'pictures', 'bytes', 'confidence', 'state', 'cleanedAt',
])
/** What is merged by rules of its own. */
const OF_ITSELF: ReadonlySet<string> = new Set(['title', 'renamed', 'renamedAt', 'tags', 'updatedAt', 'savedAt'])
/** What is absent in the newer one was taken away; of other members only the newer one's value counts. */
const MAY_GO: readonly string[] = ['archivedAt', 'deletedAt']

/**
 * Merges two versions of an `article.json`, as two machines may make them. What the reader decides (favourite, archive)
 * is that of the newer one; tags of both stay, and so does the title that was given last; what describes the document is
 * that of the newer cleaning. The same on every machine, whatever the order and grouping.
 */
export function mergeRecords(one: ArticleRecord, other: ArticleRecord): ArticleRecord {
  const [newer, older] = byReader(one, other) >= 0 ? [one, other] : [other, one]
  const cleaned = byDocument(one, other) >= 0 ? one : other
  const titled = byTitle(one, other) >= 0 ? one : other
  const kept = pick(older, (name) => !OF_DOCUMENT.has(name) && !OF_ITSELF.has(name) && !MAY_GO.includes(name))
  const merged = {
    ...kept,
    ...pick(newer, (name) => !OF_DOCUMENT.has(name) && !OF_ITSELF.has(name)),
    ...pick(cleaned, (name) => OF_DOCUMENT.has(name)),
    ...pick(titled, (name) => name === 'title' || name === 'renamed' || name === 'renamedAt'),
    tags: mergeTags(newer.tags, older.tags),
    savedAt: one.savedAt < other.savedAt ? one.savedAt : other.savedAt,
    updatedAt: latest(one.updatedAt, other.updatedAt),
  }
  return merged as unknown as ArticleRecord
}

/** The tags of both. Of the same word with capitals and without, any spelling that all machines choose. */
function mergeTags(one: readonly string[], other: readonly string[]): readonly string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return one
  const spelled = new Map<string, string>()
  for (const tag of [...one, ...other].sort()) if (!spelled.has(searchText(tag))) spelled.set(searchText(tag), tag)
  return [...spelled].sort(([a], [b]) => compare(a, b)).map(([, tag]) => tag)
}

function byReader(one: ArticleRecord, other: ArticleRecord): number {
  const own = (record: ArticleRecord) => sorted(pick(record, (name) => !OF_DOCUMENT.has(name) && !OF_ITSELF.has(name)))
  return compare(timeOfInstant(one.updatedAt), timeOfInstant(other.updatedAt)) || compare(own(one), own(other))
}

function byDocument(one: ArticleRecord, other: ArticleRecord): number {
  const ready = (record: ArticleRecord) => (record.state.kind === 'ready' ? 1 : 0)
  const document = (record: ArticleRecord) => sorted(pick(record, (name) => OF_DOCUMENT.has(name)))
  return (
    compare(ready(one), ready(other)) ||
    compare(timeOfInstant(one.cleanedAt), timeOfInstant(other.cleanedAt)) ||
    compare(document(one), document(other))
  )
}

function byTitle(one: ArticleRecord, other: ArticleRecord): number {
  const [given, givenToo] = [one.renamed === true, other.renamed === true]
  if (given !== givenToo) return given ? 1 : -1
  const order = given ? compare(timeOfInstant(one.renamedAt), timeOfInstant(other.renamedAt)) : byDocument(one, other)
  return order || compare(one.title, other.title)
}

function pick(record: ArticleRecord, wanted: (name: string) => boolean): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => wanted(name)))
}

function sorted(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(members).sort(([a], [b]) => compare(a, b)))
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
