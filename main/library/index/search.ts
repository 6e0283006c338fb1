import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { ArticleId, ArticlePage, ArticleRow, ArticleSummary, LibraryQuery, SearchHit, Sort } from '../../../shared/model.ts'
import { conditionsOf, type Conditions } from './conditions.ts'
import { bestHit } from './hits.ts'
import { soughtOf, type Sought } from './passages.ts'
import { hasWords, parseQuery, type ParsedQuery } from './query.ts'
import type { Rows } from './rows.ts'

/**
 * How much a word counts by where it stands: bm25 weights for title, body, byline, site and tags. A title is a
 * statement of what the article is about, a body has room for everything.
 */
const FIELD_WEIGHTS = '10.0, 1.0, 4.0, 2.0, 4.0'
/** Added when all words stand in the title, when they stand side by side, and when the last one is whole. */
const TITLE_BONUS = 1000
const PHRASE_BONUS = 100
const WHOLE_BONUS = 10
/** A highlight or note is the reader's own choice of what matters. */
const MARK_BONUS = 5

/** Answers the list's questions from the index. */
export interface Search {
  /** @throws Failure invalid-query */
  list(query: LibraryQuery): ArticlePage
  /** The ids of `list`, in its order, without reading any row. @throws Failure invalid-query */
  ids(query: LibraryQuery): readonly ArticleId[]
}

interface Ranked {
  readonly n: number
  score: number
}

/** Lists and searches of a database with the tables of `schema.ts`. */
export function searchOf(database: DatabaseSyncInstance, rows: Rows): Search {
  const all = (sql: string, ...values: readonly (string | number)[]) =>
    database.prepare(sql).all(...values) as readonly Record<string, number | string>[]
  const summaries = (ns: readonly number[]): ReadonlyMap<number, ArticleSummary> =>
    new Map(
      all(`SELECT n, summary FROM articles WHERE n IN (SELECT value FROM json_each(?))`, JSON.stringify(ns)).map((row) => [
        Number(row['n']),
        JSON.parse(String(row['summary'])) as ArticleSummary,
      ]),
    )

  const plainList = (query: LibraryQuery, conditions: Conditions): ArticlePage => {
    const { order, direction } = ordering(query)
    const total = Number(all(`SELECT count(*) AS total FROM articles WHERE ${conditions.sql}`, ...conditions.values)[0]?.['total'] ?? 0)
    const found = all(
      `SELECT n FROM articles WHERE ${conditions.sql} ORDER BY ${order} ${direction}, n ${direction} LIMIT ? OFFSET ?`,
      ...conditions.values,
      query.limit,
      query.offset,
    ).map((row) => Number(row['n']))
    const byNumber = summaries(found)
    return { total, rows: found.flatMap((n) => rowOf(byNumber.get(n))) }
  }

  const wordList = (query: LibraryQuery, parsed: ParsedQuery, conditions: Conditions): ArticlePage => {
    const words = wordsOf(parsed)
    if (words.length === 0) return { total: 0, rows: [] }
    const ordered = ranking(query, words, conditions)
    const page = ordered.slice(query.offset, query.offset + query.limit)
    const byNumber = summaries(page.map((one) => one.n))
    return {
      total: ordered.length,
      rows: page.flatMap(({ n, score }) => {
        const article = byNumber.get(n)
        return article === undefined ? [] : rowOf(article, bestHit({ database, rows, n, article, sought: words, score }))
      }),
    }
  }

  const ranking = (query: LibraryQuery, words: readonly Sought[], conditions: Conditions): readonly Ranked[] => {
    const ranked = rank(words, conditions)
    if (query.sort !== undefined && query.sort !== 'relevance') return sortedBy(query, ranked)
    return ranked.sort((a, b) => b.score - a.score || b.n - a.n)
  }

  /** Every article with all the words, those in its highlights and notes counting as well. */
  const rank = (words: readonly Sought[], conditions: Conditions): Ranked[] => {
    const found = new Map<number, Ranked>()
    const where = conditions.sql
    const everyWord = words.map(matchOf).join(' AND ')
    for (const row of all(
      `SELECT words.rowid AS n, bm25(words, ${FIELD_WEIGHTS}) AS score FROM words CROSS JOIN articles ON articles.n = words.rowid
       WHERE words MATCH ? AND ${where}`,
      everyWord,
      ...conditions.values,
    )) {
      found.set(Number(row['n']), { n: Number(row['n']), score: -Number(row['score']) })
    }
    addMarked(words, conditions, found)
    const bonus = (match: string, points: number) => {
      for (const row of all('SELECT rowid AS n FROM words WHERE words MATCH ?', match)) {
        const one = found.get(Number(row['n']))
        if (one !== undefined) one.score += points
      }
    }
    bonus(`title : (${everyWord})`, TITLE_BONUS)
    if (words.length > 1) bonus(phraseOf(words), PHRASE_BONUS)
    if (words.some((word) => word.prefix)) bonus(words.map((word) => matchOf({ ...word, prefix: false })).join(' AND '), WHOLE_BONUS)
    return [...found.values()]
  }

  const addMarked = (words: readonly Sought[], conditions: Conditions, found: Map<number, Ranked>) => {
    const marked = words.map(
      (word) =>
        new Set(
          all(
            `SELECT DISTINCT marks.n FROM mark_words JOIN marks ON marks.m = mark_words.rowid JOIN articles ON articles.n = marks.n
             WHERE mark_words MATCH ? AND ${conditions.sql}`,
            matchOf(word),
            ...conditions.values,
          ).map((row) => Number(row['n'])),
        ),
    )
    // Numbers are bound as REAL, and FTS5 overlooks `rowid = <real>` beside a MATCH: every row would do.
    const inArticle = database.prepare('SELECT 1 FROM words WHERE words MATCH ? AND rowid = CAST(? AS INTEGER)')
    for (const n of new Set(marked.flatMap((set) => [...set]))) {
      const known = found.get(n)
      const whole = known !== undefined || words.every((word, at) => marked[at]?.has(n) === true || inArticle.get(matchOf(word), n) !== undefined)
      if (!whole) continue
      const one = known ?? { n, score: 0 }
      one.score += MARK_BONUS
      found.set(n, one)
    }
  }

  const sortedBy = (query: LibraryQuery, ranked: readonly Ranked[]): readonly Ranked[] => {
    const { order, direction } = ordering(query)
    const byNumber = new Map(ranked.map((one) => [one.n, one]))
    return all(
      `SELECT n FROM articles WHERE n IN (SELECT value FROM json_each(?)) ORDER BY ${order} ${direction}, n ${direction}`,
      JSON.stringify([...byNumber.keys()]),
    ).flatMap((row) => byNumber.get(Number(row['n'])) ?? [])
  }

  const plainIds = (query: LibraryQuery, conditions: Conditions): readonly ArticleId[] => {
    const { order, direction } = ordering(query)
    const sql = `SELECT id FROM articles WHERE ${conditions.sql} ORDER BY ${order} ${direction}, n ${direction} LIMIT ? OFFSET ?`
    return all(sql, ...conditions.values, query.limit, query.offset).map((row) => row['id'] as ArticleId)
  }

  const wordIds = (query: LibraryQuery, parsed: ParsedQuery, conditions: Conditions): readonly ArticleId[] => {
    const words = wordsOf(parsed)
    if (words.length === 0) return []
    const page = ranking(query, words, conditions).slice(query.offset, query.offset + query.limit)
    const found = all('SELECT n, id FROM articles WHERE n IN (SELECT value FROM json_each(?))', JSON.stringify(page.map(({ n }) => n)))
    const ids = new Map(found.map((row) => [Number(row['n']), row['id'] as ArticleId]))
    return page.flatMap(({ n }) => ids.get(n) ?? [])
  }

  return {
    ids(query) {
      const parsed = parseQuery(query.text)
      const conditions = conditionsOf(query, parsed)
      return hasWords(parsed) ? wordIds(query, parsed, conditions) : plainIds(query, conditions)
    },
    list(query) {
      const parsed = parseQuery(query.text)
      const conditions = conditionsOf(query, parsed)
      return hasWords(parsed) ? wordList(query, parsed, conditions) : plainList(query, conditions)
    },
  }
}

function wordsOf(parsed: ParsedQuery): readonly Sought[] {
  const sought = parsed.terms.filter((term) => !term.negated).map((term) => soughtOf(term.text, mayGoOn(term.text, term.prefix)))
  return sought.filter((one) => one !== undefined)
}

function rowOf(article: ArticleSummary | undefined, hit?: SearchHit): readonly ArticleRow[] {
  if (article === undefined) return []
  return [hit === undefined ? { article } : { article, hit }]
}

/** A single letter stands for too many words to mean their beginning; a single Chinese character does not. */
function mayGoOn(text: string, prefix: boolean): boolean {
  return prefix && !/^\s*[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]\s*$/u.test(text)
}

/** The FTS5 expression for a word or phrase. Tokens hold no quotes: folding leaves letters, digits and marks. */
export function matchOf(word: Sought): string {
  return `"${word.tokens.join(' ')}"${word.prefix ? '*' : ''}`
}

function phraseOf(words: readonly Sought[]): string {
  return matchOf({ tokens: words.flatMap((word) => word.tokens), prefix: words.at(-1)?.prefix ?? false })
}

const ORDERS: Readonly<Record<Exclude<Sort, 'relevance'>, { readonly order: string; readonly descending: boolean }>> = {
  saved: { order: 'saved', descending: true },
  published: { order: 'published', descending: true },
  title: { order: 'title', descending: false },
  length: { order: 'word_count', descending: false },
  progress: { order: 'progress', descending: true },
}

function ordering(query: LibraryQuery): { readonly order: string; readonly direction: 'ASC' | 'DESC' } {
  const sort = ORDERS[query.sort === undefined || query.sort === 'relevance' ? 'saved' : query.sort]
  return { order: sort.order, direction: (query.descending ?? sort.descending) ? 'DESC' : 'ASC' }
}
