import type { LibraryQuery, View } from '../../../shared/list.ts'
import type { Filter } from '../../../shared/query.ts'
import { PLACE } from './schema.ts'
import { searchText } from '../../../shared/search-text.ts'
import { tagKey } from '../../../shared/tag-key.ts'

/** A part of a WHERE clause over `articles`, and the values of its question marks. */
export interface Conditions {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

/**
 * The places that each view shows; see `rows.ts`. An article stays in the inbox until it is archived, begun or not:
 * reading a paragraph must not make it vanish from the list. `reading` is the begun part of the inbox.
 */
const VIEW_CONDITIONS: Readonly<Record<View, string>> = {
  inbox: `articles.place < ${PLACE.archive}`,
  reading: `articles.place = ${PLACE.reading}`,
  archive: `articles.place = ${PLACE.archive}`,
  favourites: `articles.place < ${PLACE.trash} AND articles.favourite = 1`,
  all: `articles.place < ${PLACE.trash}`,
  trash: `articles.place = ${PLACE.trash}`,
}

/** Everything a query asks for besides words; all of it must hold. */
export function conditionsOf(query: LibraryQuery, filters: readonly Filter[]): readonly Conditions[] {
  const parts: Conditions[] = [{ sql: VIEW_CONDITIONS[query.view], values: [] }]
  if (query.tag !== undefined) parts.push(tagged(query.tag))
  for (const filter of filters) {
    const part = conditionOf(filter)
    // A member that the article does not have makes a comparison NULL, which NOT would keep.
    parts.push(filter.negated ? { sql: `NOT coalesce(${part.sql}, 0)`, values: part.values } : part)
  }
  return parts
}

function conditionOf(filter: Filter): Conditions {
  switch (filter.kind) {
    case 'tag':
      return tagged(filter.text)
    case 'site':
      return contains('site', filter.text)
    case 'author':
      return contains('byline', filter.text)
    case 'language':
      return languageOf(filter.text)
    case 'is':
      return { sql: IS_CONDITIONS[filter.flag], values: [] }
    case 'has':
      return { sql: filter.part === 'note' ? 'articles.notes > 0' : 'articles.highlights > 0', values: [] }
    case 'colour':
      return { sql: 'articles.n IN (SELECT n FROM marks WHERE colour = ?)', values: [filter.colour] }
    case 'dated':
      return between('coalesce(articles.published, articles.saved)', filter.range.from, filter.range.to)
    case 'saved':
      return between('articles.saved', filter.range.from, filter.range.to)
    case 'published':
      return between('articles.published', filter.range.from, filter.range.to)
    case 'words':
      return numbers('articles.word_count', filter.range.least, filter.range.most)
  }
}

const IS_CONDITIONS = {
  unread: 'articles.progress = 0',
  archived: `articles.place = ${PLACE.archive}`,
  favourite: 'articles.favourite = 1',
  annotated: '(articles.highlights > 0 OR articles.notes > 0)',
  offline: "(articles.state = 'ready' AND articles.missing = 0)",
} as const

function tagged(tag: string): Conditions {
  return { sql: 'articles.n IN (SELECT n FROM tags WHERE folded = ?)', values: [tagKey(tag)] }
}

function contains(column: 'site' | 'byline', text: string): Conditions {
  const folded = searchText(text.replace(/^(?:https?:\/\/)?(?:www\.)?/i, '')).trim()
  // Nothing but signs, which stand in no name that is indexed.
  if (folded === '') return { sql: '0', values: [] }
  return { sql: `instr(articles.${column}, ?) > 0`, values: [folded] }
}

/** `en` finds `en` and `en-GB`, `en-GB` only itself. */
function languageOf(text: string): Conditions {
  const language = text.toLowerCase()
  return { sql: '(articles.language = ? OR substr(articles.language, 1, ?) = ?)', values: [language, language.length + 1, `${language}-`] }
}

/**
 * Instants and plain dates compare as texts: `2026-11-22` stands before `2026-11-22T…` of the same day, so that the
 * bounds, which are instants at midnight, are cut to the day to let it in.
 */
function between(column: string, from: string | undefined, to: string | undefined): Conditions {
  const parts: string[] = [`${column} IS NOT NULL`]
  const values: string[] = []
  if (from !== undefined) {
    parts.push(`${column} >= ?`)
    values.push(from.slice(0, 10))
  }
  if (to !== undefined) {
    parts.push(`${column} < ?`)
    values.push(to.length > 10 && to.endsWith('T00:00:00.000Z') ? to.slice(0, 10) : to)
  }
  return { sql: `(${parts.join(' AND ')})`, values }
}

function numbers(column: string, least: number | undefined, most: number | undefined): Conditions {
  return { sql: `${column} BETWEEN ? AND ?`, values: [least ?? 0, most ?? Number.MAX_SAFE_INTEGER] }
}
