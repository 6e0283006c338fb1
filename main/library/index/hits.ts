import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { ArticleSummary, HitField, Passage, SearchHit } from '../../../shared/model.ts'
import { findPassage, type FoundPassage, type Sought } from './passages.ts'
import { hostOf, type Rows } from './rows.ts'

/** What a hit is looked for in. */
export interface HitQuestion {
  readonly database: DatabaseSyncInstance
  readonly rows: Rows
  readonly n: number
  readonly article: ArticleSummary
  readonly sought: readonly Sought[]
  readonly score: number
}

interface Candidate {
  readonly field: HitField
  readonly found: FoundPassage
  readonly position?: Passage
}

/**
 * Where in an article the words were found: the field with most of them. Between equals the title goes before what the
 * reader wrote or marked, and that before the body, which has every highlighted word as well.
 */
export function bestHit(question: HitQuestion): SearchHit | undefined {
  const { article, sought, score } = question
  let best: Candidate | undefined
  const consider = (field: HitField, text: string, position?: (found: FoundPassage) => Passage) => {
    if (best?.found.count === sought.length) return
    const found = text === '' ? undefined : findPassage(text, sought)
    if (found === undefined || found.count <= (best?.found.count ?? 0)) return
    best = position === undefined ? { field, found } : { field, found, position: position(found) }
  }
  consider('title', article.title)
  for (const mark of marksOf(question)) {
    consider('note', mark.note)
    consider('highlight', mark.quote, () => ({ start: mark.first, end: mark.last }))
  }
  consider('body', best?.found.count === sought.length ? '' : question.rows.text(question.n), (found) => found.position)
  consider('byline', article.byline ?? '')
  consider('tag', article.tags.join(', '))
  consider('site', article.siteName ?? '')
  consider('site', hostOf(article.url))
  // Assigned in `consider`, which the compiler does not follow.
  const winner = best as Candidate | undefined
  if (winner === undefined) return undefined
  const { field, found, position } = winner
  return { field, passage: found.passage, marks: found.marks, ...(position === undefined ? {} : { position }), score }
}

interface Mark {
  readonly quote: string
  readonly note: string
  readonly first: number
  readonly last: number
}

function marksOf({ database, n }: HitQuestion): readonly Mark[] {
  return database.prepare('SELECT quote, note, first, last FROM marks WHERE n = ? ORDER BY m').all(n) as Mark[]
}
