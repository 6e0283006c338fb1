import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import { databaseVersion } from './database-version.ts'
import type { Sought } from '../../../shared/sought.ts'

/** Numbers of articles (`n` of `schema.ts`), none of them twice unless said otherwise. */
export type ArticleSet = readonly number[]

/** How many sets are remembered: those of a few words and filters, while a query is typed. */
const MOST_REMEMBERED = 48

/**
 * Sets of articles, asked of the database as one text of JSON: fifty thousand numbers take 3 ms so, and 60 as rows
 * (measured). They are remembered until something is written, because each key typed asks for most of them again.
 */
export class ArticleSets {
  readonly #database: DatabaseSyncInstance
  readonly #version: () => string
  readonly #statements = new Map<string, StatementSyncInstance>()
  readonly #sets = new Map<string, ArticleSet>()
  #known = ''

  constructor(database: DatabaseSyncInstance) {
    this.#database = database
    this.#version = databaseVersion(database)
  }

  /** Forgets what is out of date; answers a name for what the database holds now. */
  refresh(): string {
    const version = this.#version()
    if (version !== this.#known) this.#sets.clear()
    this.#known = version
    return version
  }

  /** The set that a query answers in a column named `n`, in the query's order. */
  of(sql: string, ...values: readonly (string | number)[]): ArticleSet {
    const key = `${sql}\n${JSON.stringify(values)}`
    let set = this.#sets.get(key)
    if (set === undefined) {
      const row = this.prepared(`SELECT json_group_array(n) AS ns FROM (${sql})`).get(...values) as { ns: string }
      set = JSON.parse(row.ns) as ArticleSet
    }
    // The one used longest ago stands first, and goes first.
    this.#sets.delete(key)
    this.#sets.set(key, set)
    for (const oldest of this.#sets.keys()) {
      if (this.#sets.size <= MOST_REMEMBERED) break
      this.#sets.delete(oldest)
    }
    return set
  }

  /** Articles in which an FTS5 expression holds. */
  matching(table: 'words' | 'terms' | 'heads' | 'mark_words', expression: string): ArticleSet {
    return this.of(`SELECT rowid AS n FROM ${table} WHERE ${table} MATCH ?`, expression)
  }

  /** Articles with a word or phrase in their text, short fields, highlights or notes; as several sets that may overlap. */
  having(word: Sought): readonly ArticleSet[] {
    const match = matchOf(word)
    return [this.inText(word), this.matching('heads', match), this.matching('mark_words', match)]
  }

  /** Articles with a word or phrase in their text. */
  inText(word: Sought): ArticleSet {
    if (word.tokens.length === 1) return this.matching('terms', matchOf(word))
    if (!word.prefix) return this.matching('words', matchOf(word))
    // The places of every word with a common beginning would have to be merged: while it is so short, the beginning may
    // stand anywhere.
    const begun = this.matching('terms', matchOf({ tokens: word.tokens.slice(-1), prefix: true }))
    if (begun.length <= MOST_BEGUN) return this.matching('words', matchOf(word))
    const rest = new Set(this.inText({ tokens: word.tokens.slice(0, -1), prefix: false }))
    return begun.filter((n) => rest.has(n))
  }

  /** A statement of this database, prepared once. */
  prepared(sql: string): StatementSyncInstance {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.#database.prepare(sql)
      this.#statements.set(sql, statement)
      const [oldest = ''] = this.#statements.keys()
      if (this.#statements.size > 2 * MOST_REMEMBERED) this.#statements.delete(oldest)
    }
    return statement
  }
}

/** Articles with a word that goes on, up to which a phrase that ends with it is looked for exactly. */
const MOST_BEGUN = 3000

/** The FTS5 expression for a word or phrase. Tokens hold no quotes: folding leaves letters, digits and marks. */
export function matchOf(word: Sought): string {
  return `"${word.tokens.join(' ')}"${word.prefix ? '*' : ''}`
}
