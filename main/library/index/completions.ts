import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { Completion, CompletionField } from '../../../shared/list.ts'
import type { ArticleSummary } from '../../../shared/model.ts'
import { searchText } from '../../../shared/search-text.ts'
import { signsOf } from '../../../shared/tag-key.ts'
import { databaseVersion } from './database-version.ts'
import { hostOf } from './rows.ts'
import { PLACE } from './schema.ts'

/** What a reader may mean by the beginning of a value. */
export interface Completions {
  /** The values of a field that begin so, or have a word that does; those of most articles first. */
  of(field: CompletionField, begun: string): readonly Completion[]
}

/** How many completions are offered: as many as are read at a glance. */
const MOST_OFFERED = 8

interface Known {
  readonly folded: string
  readonly count: number
  /** A tag or language as it is written; for the others an article that has it. */
  readonly written: string | number
}

/** The trash has its own view and offers nothing. */
const ASKING: Readonly<Record<CompletionField, string>> = {
  tag: 'SELECT folded, count(*) AS count, min(tag) AS written FROM tags WHERE live = 1 GROUP BY folded',
  site: valuesOf('site'),
  author: valuesOf('byline'),
  language: `SELECT language AS folded, count(*) AS count, language AS written FROM articles
    WHERE place < ${PLACE.trash} AND language <> '' GROUP BY language`,
}

function valuesOf(column: 'site' | 'byline'): string {
  return `SELECT ${column} AS folded, count(*) AS count, max(n) AS written FROM articles
    WHERE place < ${PLACE.trash} AND trim(${column}, ' ,') <> '' GROUP BY ${column}`
}

/** Completions from a database with the tables of `schema.ts`. Values are remembered until something is written. */
export function completionsOf(database: DatabaseSyncInstance): Completions {
  const version = databaseVersion(database)
  const summary = database.prepare('SELECT summary FROM articles WHERE n = ?')
  const remembered = new Map<CompletionField, readonly Known[]>()
  let known = ''

  const valuesFor = (field: CompletionField): readonly Known[] => {
    const now = version()
    if (now !== known) remembered.clear()
    known = now
    let values = remembered.get(field)
    if (values === undefined) {
      values = (database.prepare(ASKING[field]).all() as unknown as readonly Known[]).toSorted((a, b) => b.count - a.count)
      remembered.set(field, values)
    }
    return values
  }

  const completionOf = (field: CompletionField, { written, count }: Known): Completion => {
    if (typeof written === 'string') return { value: written, count }
    const article = JSON.parse((summary.get(written) as { summary: string }).summary) as ArticleSummary
    if (field === 'author') return { value: article.byline ?? '', count }
    const host = hostOf(article.url)
    const name = article.siteName ?? ''
    return { value: host || name, count, ...(name !== '' && host !== '' && name !== host && { label: name }) }
  }

  return {
    of(field, begun) {
      const wanted = searchText(begun).trim()
      const signs = field === 'tag' ? signsOf(begun) : []
      const atStart: Known[] = []
      const atWord: Known[] = []
      for (const value of valuesFor(field)) {
        if (!signs.every((sign) => value.folded.includes(sign))) continue
        if (value.folded.startsWith(wanted)) atStart.push(value)
        else if (atWord.length < MOST_OFFERED && beginsWord(value.folded, wanted)) atWord.push(value)
        if (atStart.length === MOST_OFFERED) break
      }
      return [...atStart, ...atWord].slice(0, MOST_OFFERED).map((value) => completionOf(field, value))
    },
  }
}

function beginsWord(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) if (at === 0 || /[\s.\u200b-]/.test(text[at - 1] ?? '')) return true
  return false
}
