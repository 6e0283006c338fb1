import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import { parseQuery } from '../../../shared/query.ts'
import { soughtOf, type Sought } from '../../../shared/sought.ts'
import type { ArticlePage, LibraryQuery, Sort } from '../../../shared/list.ts'
import type { ArticleId, ArticleSummary } from '../../../shared/model.ts'
import { ArticleSets, type ArticleSet } from './article-sets.ts'
import { conditionsOf } from './conditions.ts'
import { hitFinder } from './hits.ts'
import { ranked } from './ranking.ts'
import { PLACE } from './schema.ts'

/** Answers the list's questions from the index. */
export interface Search {
  /**
   * A page of a view or search.
   * @param alive throws when nobody waits for the answer any more; asked every few milliseconds
   * @throws Failure invalid-query
   */
  list(query: LibraryQuery, alive?: () => void): ArticlePage
  /** The ids of `list`, in its order, without reading any row. @throws Failure invalid-query */
  ids(query: LibraryQuery): readonly ArticleId[]
  /** Where an article stands in the whole of `list`; `undefined` when it does not. @throws Failure invalid-query */
  placeOf(query: LibraryQuery, id: ArticleId): number | undefined
}

/** Everything found for a question, in its order: of which pages are cut. */
interface Answer {
  readonly question: string
  readonly order: ArticleSet
  readonly words: readonly Sought[]
  readonly scores?: Float64Array
}

/** Lists and searches of a database with the tables of `schema.ts`. */
export function searchOf(database: DatabaseSyncInstance): Search {
  const sets = new ArticleSets(database)
  const hits = hitFinder(database)
  let last: Answer | undefined

  const summaries = (ns: ArticleSet): ReadonlyMap<number, ArticleSummary> =>
    new Map(
      (
        sets.prepared('SELECT n, summary FROM articles WHERE n IN (SELECT value FROM json_each(?))').all(JSON.stringify(ns)) as readonly {
          n: number
          summary: string
        }[]
      ).map(({ n, summary }) => [n, JSON.parse(summary) as ArticleSummary]),
    )

  const answerTo = (query: LibraryQuery, version: string, alive: () => void): Answer => {
    const { view, text, tag, sort, descending } = query
    const question = JSON.stringify([version, view, text, tag, sort, descending])
    if (last?.question === question) return last
    const { terms, filters } = parseQuery(text)
    const words = terms.flatMap((term) => (term.negated ? [] : [soughtOf(term.text, mayGoOn(term.text, term.prefix))]))
    const sought = words.filter((word) => word !== undefined)
    const { most } = sets.prepared('SELECT coalesce(max(n), 0) AS most FROM articles').get() as { most: number }
    const funnel = new Funnel(most)
    for (const { sql, values } of conditionsOf(query, filters)) {
      alive()
      funnel.keep([sets.of(`SELECT n FROM articles WHERE ${sql}`, ...values)])
    }
    for (const word of sought) {
      alive()
      funnel.keep(sets.having(word))
    }
    for (const term of terms) {
      const unwanted = term.negated ? soughtOf(term.text, false) : undefined
      if (unwanted !== undefined) funnel.drop(sets.having(unwanted))
    }
    // Words of nothing but signs can stand nowhere.
    const impossible = words.length > 0 && sought.length === 0
    const ordered = impossible ? [] : funnel.inOrder(sets.of(orderOf(query)))
    const byRank = sought.length > 0 && (sort === undefined || sort === 'relevance')
    const ranking = byRank ? ranked(sets, sought, ordered, most, alive) : undefined
    last = { question, order: ranking?.order ?? ordered, words: sought, ...(ranking !== undefined && { scores: ranking.scores }) }
    return last
  }

  const pageOf = (query: LibraryQuery, answer: Answer, alive: () => void): ArticlePage => {
    const { order, words, scores } = answer
    const page = order.slice(query.offset, query.offset + query.limit)
    const byNumber = summaries(page)
    const rows = page.flatMap((n) => {
      const article = byNumber.get(n)
      if (article === undefined) return []
      if (words.length === 0) return [{ article }]
      alive()
      const hit = hits.bestHit({ n, article, words, score: scores?.[n] ?? 0 })
      return [hit === undefined ? { article } : { article, hit }]
    })
    return { total: order.length, rows }
  }

  /** A view with nothing to narrow it: two look-ups in an index that has the order already. */
  const plainPage = (query: LibraryQuery): ArticlePage => {
    const where = conditionsOf(query, []).map(({ sql }) => `(${sql})`).join(' AND ')
    const { total } = sets.prepared(`SELECT count(*) AS total FROM articles WHERE ${where}`).get() as { total: number }
    const found = sets.prepared(`SELECT n FROM articles WHERE ${where} ${orderClause(query)} LIMIT ? OFFSET ?`).all(query.limit, query.offset)
    const page = (found as readonly { n: number }[]).map(({ n }) => n)
    const byNumber = summaries(page)
    return { total, rows: page.flatMap((n) => byNumber.get(n) ?? []).map((article) => ({ article })) }
  }

  const answer = (query: LibraryQuery, alive: () => void): Answer => {
    const version = sets.refresh()
    hits.refresh(version)
    return answerTo(query, version, alive)
  }

  return {
    list(query, alive = () => undefined) {
      if (query.text.trim() === '' && query.tag === undefined) return plainPage(query)
      return pageOf(query, answer(query, alive), alive)
    },
    placeOf(query, id) {
      const row = sets.prepared('SELECT n FROM articles WHERE id = ?').get(id) as { n: number } | undefined
      const place = row === undefined ? -1 : answer(query, () => undefined).order.indexOf(row.n)
      return place === -1 ? undefined : place
    },
    ids(query) {
      const page = JSON.stringify(answer(query, () => undefined).order.slice(query.offset, query.offset + query.limit))
      const found = sets.prepared('SELECT n, id FROM articles WHERE n IN (SELECT value FROM json_each(?))').all(page)
      const ids = new Map((found as readonly { n: number; id: ArticleId }[]).map(({ n, id }) => [n, id]))
      return (JSON.parse(page) as ArticleSet).flatMap((n) => ids.get(n) ?? [])
    },
  }
}

/** Articles that are narrowed down by one set after another. */
class Funnel {
  /** How many of the sets each article was in; `OUT` when it must not be found. */
  readonly #counts: Uint16Array
  #kept = 0

  constructor(most: number) {
    this.#counts = new Uint16Array(most + 1)
  }

  /** Keeps articles that are in one of these sets. */
  keep(either: readonly ArticleSet[]): void {
    const before = this.#kept++
    for (const set of either) for (const n of set) if (this.#counts[n] === before) this.#counts[n] = before + 1
  }

  /** Leaves out the articles of these sets. */
  drop(either: readonly ArticleSet[]): void {
    for (const set of either) for (const n of set) this.#counts[n] = OUT
  }

  inOrder(order: ArticleSet): number[] {
    return order.filter((n) => this.#counts[n] === this.#kept)
  }
}

/** More than a search text of the longest allowed length has words. */
const OUT = 0xffff

/** A single letter stands for too many words to mean their beginning; a single Chinese character does not. */
function mayGoOn(text: string, prefix: boolean): boolean {
  return prefix && !/^\s*[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]\s*$/u.test(text)
}

const ORDERS: Readonly<Record<Exclude<Sort, 'relevance'>, { readonly order: string; readonly descending: boolean }>> = {
  saved: { order: 'saved', descending: true },
  published: { order: 'published', descending: true },
  title: { order: 'title', descending: false },
  length: { order: 'word_count', descending: false },
  progress: { order: 'progress', descending: true },
}

function orderOf(query: LibraryQuery): string {
  return `SELECT n FROM articles ${query.view === 'trash' ? `WHERE place = ${PLACE.trash} ` : ''}${orderClause(query)}`
}

function orderClause(query: LibraryQuery): string {
  const sort = ORDERS[query.sort === undefined || query.sort === 'relevance' ? 'saved' : query.sort]
  const relevance = query.sort === 'relevance'
  const direction = ((relevance ? undefined : query.descending) ?? sort.descending) ? 'DESC' : 'ASC'
  return `ORDER BY ${sort.order} ${direction}, n ${direction}`
}
