import { inflateRawSync } from 'node:zlib'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { FoundWords, HitField, SearchHit } from '../../../shared/list.ts'
import type { ArticleSummary, HighlightId } from '../../../shared/model.ts'
import { foundPlaces } from '../../../shared/found-places.ts'
import { searchTextWithMap, type SearchText } from '../../../shared/search-text.ts'
import type { Sought } from '../../../shared/sought.ts'
import { findPassage, type FoundPassage } from './passages.ts'
import { hostOf } from './rows.ts'

/** What a hit is looked for in. */
export interface HitQuestion {
  readonly n: number
  readonly article: ArticleSummary
  readonly words: readonly Sought[]
  readonly score: number
}

/** Finds where in an article some words stand. */
export interface HitFinder {
  /**
   * The field with most of the words. Between equals the title goes before what the reader wrote or marked, and that
   * before the text, which has every highlighted word as well.
   */
  bestHit(question: HitQuestion): SearchHit | undefined
  /** Forgets texts that were read when the database held something else. */
  refresh(version: string): void
}

/** Units of text kept folded: while a query is typed, the same articles are looked at for each key. */
const MOST_KEPT = 1_000_000

interface KeptText {
  readonly text: string
  readonly folded: SearchText
}

interface Candidate {
  readonly field: HitField
  readonly found: FoundPassage
  readonly highlight?: HighlightId
}

/** A finder in a database with the tables of `schema.ts`. */
export function hitFinder(database: DatabaseSyncInstance): HitFinder {
  const selectText = database.prepare('SELECT text FROM texts WHERE n = ?')
  const selectMarks = database.prepare('SELECT id, quote, note, first, last, lost FROM marks WHERE n = ? ORDER BY m')
  const kept = new Map<number, KeptText>()
  let size = 0
  let known = ''

  const textOf = (n: number): KeptText => {
    const before = kept.get(n)
    if (before !== undefined) return before
    const row = selectText.get(n) as { text: Uint8Array } | undefined
    const text = row === undefined ? '' : inflateRawSync(row.text).toString('utf8')
    const fresh = { text, folded: searchTextWithMap(text) }
    if (size + text.length > MOST_KEPT) {
      kept.clear()
      size = 0
    }
    kept.set(n, fresh)
    size += text.length
    return fresh
  }

  const inText = (n: number, words: readonly Sought[]): FoundPassage | undefined => {
    const { text, folded } = textOf(n)
    return text === '' ? undefined : findPassage(text, words, folded)
  }

  const bestHit = ({ n, article, words, score }: HitQuestion): SearchHit | undefined => {
    let best: Candidate | undefined
    const consider = (field: HitField, found: FoundPassage | undefined, more: Partial<Candidate> = {}) => {
      if (found !== undefined && found.count > (best?.found.count ?? 0)) best = { field, found, ...more }
    }
    const isWhole = () => best?.found.count === words.length
    const inTitle = findPassage(article.title, words)
    consider('title', inTitle)
    if (!isWhole() && article.highlightCount + article.noteCount > 0) {
      for (const mark of selectMarks.all(n) as readonly Mark[]) {
        const highlight = mark.id === '' ? {} : { highlight: mark.id as HighlightId }
        const place = mark.lost === 1 || mark.id === '' ? undefined : { start: mark.first, end: mark.last }
        consider('note', found(mark.note, words, place), highlight)
        consider('highlight', found(mark.quote, words, place), highlight)
        if (isWhole()) break
      }
    }
    const body = isWhole() && best?.field !== 'title' ? undefined : inText(n, words)
    consider('body', body)
    if (!isWhole()) {
      consider('byline', found(article.byline ?? '', words))
      consider('tag', found(article.tags.join(', '), words))
      consider('site', found(article.siteName ?? '', words))
      consider('site', found(hostOf(article.url), words))
    }
    // Assigned in `consider`, which the compiler does not follow.
    const winner = best as Candidate | undefined
    if (winner === undefined) return undefined
    const { field, found: { passage, marks, position }, highlight } = winner
    return {
      field,
      passage,
      marks,
      score,
      ...(HAS_PLACE.includes(field) && position.end > position.start && { position }),
      ...(highlight !== undefined && { highlight }),
      ...(field === 'title' && body !== undefined && { inText: foundWords(body) }),
      ...(inTitle !== undefined && { titleMarks: foundPlaces(article.title, words) }),
    }
  }

  return {
    bestHit,
    refresh(version) {
      if (version === known) return
      known = version
      kept.clear()
      size = 0
    },
  }
}

/** Fields whose `position` is one of the article's text. */
const HAS_PLACE: readonly HitField[] = ['body', 'highlight', 'note']
const NOWHERE = { start: 0, end: 0 }

interface Mark {
  readonly id: string
  readonly quote: string
  readonly note: string
  readonly first: number
  readonly last: number
  readonly lost: number
}

/** Words found in a text that is not the article's; `place` is where it belongs in that. */
function found(text: string, words: readonly Sought[], place: FoundPassage['position'] = NOWHERE): FoundPassage | undefined {
  const passage = text === '' ? undefined : findPassage(text, words)
  return passage === undefined ? undefined : { ...passage, position: place }
}

function foundWords({ passage, marks, position }: FoundPassage): FoundWords {
  return { passage, marks, position }
}
