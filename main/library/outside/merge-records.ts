import { DETAIL_FIELDS, type DetailField } from '../../../shared/details.ts'
import type { ArticleRecord } from '../article-record.ts'
import { editOf, ownDetails, withDetails } from '../details.ts'
import { tagKey } from '../../../shared/tag-key.ts'
import { latest, timeOfInstant } from './times.ts'

/** What describes the document, and so comes with the newer cleaning. The title does too, unless the reader gave it. */
const OF_DOCUMENT: ReadonlySet<string> = new Set([
  'byline', 'siteName', 'publishedAt', 'language', 'direction', 'excerpt', 'wordCount', 'readingMinutes', 'url', 'address',
  'leadPicture', 'pictures', 'bytes', 'confidence', 'state', 'cleanedAt',
])
/** What is merged by rules of its own. */
const OF_ITSELF: ReadonlySet<string> = new Set(['title', 'renamed', 'renamedAt', 'edited', 'own', 'tags', 'updatedAt', 'savedAt'])
/** What is absent in the newer one was taken away; of other members only the newer one's value counts. */
const MAY_GO: readonly string[] = ['archivedAt', 'deletedAt']

/**
 * Merges two versions of an `article.json`, as two machines may make them. What the reader decides (favourite, archive)
 * is that of the newer one; tags of both stay; what describes the document is that of the newer cleaning, but where the
 * reader gave a title, byline, site or date: of each of these what was decided last counts. The same on every machine,
 * whatever the order and grouping.
 */
export function mergeRecords(one: ArticleRecord, other: ArticleRecord): ArticleRecord {
  const [newer, older] = byReader(one, other) >= 0 ? [one, other] : [other, one]
  const cleaned = byDocument(one, other) >= 0 ? one : other
  const kept = pick(older, (name) => !OF_DOCUMENT.has(name) && !OF_ITSELF.has(name) && !MAY_GO.includes(name))
  const merged = {
    ...kept,
    ...pick(newer, (name) => !OF_DOCUMENT.has(name) && !OF_ITSELF.has(name)),
    ...pick(cleaned, (name) => OF_DOCUMENT.has(name)),
    title: cleaned.title,
    tags: mergeTags(newer.tags, older.tags),
    savedAt: one.savedAt < other.savedAt ? one.savedAt : other.savedAt,
    updatedAt: latest(one.updatedAt, other.updatedAt),
  }
  const decided = DETAIL_FIELDS.map((field) => [field, byEdit(one, other, field) >= 0 ? one : other] as const)
  return withDetails(
    merged as unknown as ArticleRecord,
    ownDetails(cleaned),
    Object.fromEntries(decided.flatMap(([field, record]) => { const edit = editOf(record, field); return edit ? [[field, edit]] : [] })),
    Object.fromEntries(decided.map(([field, record]) => [field, record[field]])),
  ) // prettier-ignore
}

/** The tags of both. Of the same word with capitals and without, any spelling that all machines choose. */
function mergeTags(one: readonly string[], other: readonly string[]): readonly string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return one
  const spelled = new Map<string, string>()
  for (const tag of [...one, ...other].sort()) if (!spelled.has(tagKey(tag))) spelled.set(tagKey(tag), tag)
  return [...spelled].sort(([a], [b]) => compare(a, b)).map(([, tag]) => tag)
}

function byReader(one: ArticleRecord, other: ArticleRecord): number {
  const own = (record: ArticleRecord) => sorted(pick(record, (name) => !OF_DOCUMENT.has(name) && !OF_ITSELF.has(name)))
  return compare(timeOfInstant(one.updatedAt), timeOfInstant(other.updatedAt)) || compare(own(one), own(other))
}

function byDocument(one: ArticleRecord, other: ArticleRecord): number {
  const ready = (record: ArticleRecord) => (record.state.kind === 'ready' ? 1 : 0)
  const document = (record: ArticleRecord) => sorted({ ...pick(record, (name) => OF_DOCUMENT.has(name) && !isDetail(name)), ...ownDetails(record) })
  return (
    compare(ready(one), ready(other)) ||
    compare(timeOfInstant(one.cleanedAt), timeOfInstant(other.cleanedAt)) ||
    compare(document(one), document(other))
  )
}

/** Which of two decided last of a detail; who decided something counts more than who did not. */
function byEdit(one: ArticleRecord, other: ArticleRecord, field: DetailField): number {
  const [mine, theirs] = [editOf(one, field), editOf(other, field)]
  if (mine === undefined || theirs === undefined) return Number(mine !== undefined) - Number(theirs !== undefined)
  return (
    compare(timeOfInstant(mine.at), timeOfInstant(theirs.at)) ||
    compare(Number(mine.given), Number(theirs.given)) ||
    (mine.given ? compare(one[field] ?? '', other[field] ?? '') : 0) ||
    compare(mine.at, theirs.at)
  )
}

function isDetail(name: string): boolean {
  return DETAIL_FIELDS.some((field) => field === name)
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
