import type { Sought } from '../../../shared/sought.ts'
import { matchOf, type ArticleSet, type ArticleSets } from './article-sets.ts'

/** Added when all words stand in the title, when they stand side by side, and when the last one is whole. */
const TITLE_BONUS = 1000
const PHRASE_BONUS = 100
const WHOLE_BONUS = 10
/** A highlight or note is the reader's own choice of what matters. */
const MARK_BONUS = 5
/**
 * How much a word counts by where it stands: bm25 weights for title, byline, site and tags; a text counts 1. A title is a
 * statement of what the article is about, a text has room for everything.
 */
const HEAD_WEIGHTS = '10.0, 4.0, 2.0, 4.0'
/** Articles whose words are weighed. Of more, words so common do not tell which is meant: the newest are taken. */
const MOST_WEIGHED = 2000
/** Best of the weighed that keep their weight; the others follow, newest first. */
const MOST_KEPT = 1000
/** Words that a beginning is weighed as: the most common of the library. */
const MOST_ENDINGS = 6
/** Beginnings shorter than this have too many endings to weigh. */
const SHORTEST_WEIGHED = 4

/** Articles in the order of a ranking, and what each is worth by its number: 0 where nothing tells it from others. */
export interface Ranking {
  readonly order: ArticleSet
  readonly scores: Float64Array
}

/**
 * Ranks the articles found for some words: title hits first, then those in which the words stand side by side, then by
 * bm25, and newest first where that tells nothing.
 * @param newest the articles found, newest first
 * @param most the highest number of an article
 * @param alive throws when nobody waits for the answer any more; asked between steps of some milliseconds
 */
export function ranked(sets: ArticleSets, words: readonly Sought[], newest: ArticleSet, most: number, alive: () => void): Ranking {
  const scores = new Float64Array(most + 1)
  // Place in `newest`, from 1; 0 for articles that were not found.
  const places = new Int32Array(most + 1)
  newest.forEach((n, place) => (places[n] = place + 1))
  const placeOf = (n: number) => places[n] ?? 0
  const add = (n: number, points: number) => {
    if (placeOf(n) > 0) scores[n] = (scores[n] ?? 0) + points
  }
  const bonus = (points: number, ...all: readonly ArticleSet[]) => {
    alive()
    const before = all.length > 1 ? new Uint8Array(most + 1) : undefined
    for (const set of all) {
      for (const n of set) {
        if (before?.[n] === 1) continue
        if (before !== undefined) before[n] = 1
        add(n, points)
      }
    }
  }
  bonus(TITLE_BONUS, sets.matching('heads', `title : (${words.map(matchOf).join(' AND ')})`))
  if (words.length > 1) {
    const phrase = { tokens: words.flatMap((word) => word.tokens), prefix: words.at(-1)?.prefix ?? false }
    bonus(PHRASE_BONUS, ...phrasesOf(sets, phrase), sets.matching('heads', matchOf(phrase)))
  }
  for (const word of words) if (word.prefix) bonus(WHOLE_BONUS, ...sets.having({ ...word, prefix: false }))
  bonus(MARK_BONUS, ...words.map((word) => sets.matching('mark_words', matchOf(word))))
  const better = newest.filter((n) => (scores[n] ?? 0) > 0)
  weigh(sets, words, newest.length <= MOST_WEIGHED ? newest : [...better, ...newest].slice(0, MOST_WEIGHED), add, alive)
  const told = newest.filter((n) => (scores[n] ?? 0) > 0)
  told.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || placeOf(a) - placeOf(b))
  return { order: told.length === newest.length ? told : [...told, ...newest.filter((n) => scores[n] === 0)], scores }
}

/** Adds bm25 of the texts and of the short fields. */
function weigh(
  sets: ArticleSets,
  words: readonly Sought[],
  weighed: ArticleSet,
  add: (n: number, points: number) => void,
  alive: () => void,
): void {
  const candidates = JSON.stringify(weighed)
  const addBest = (table: 'words' | 'heads', weights: string, expression: string) => {
    alive()
    const rows = sets
      .prepared(
        `SELECT rowid AS n, bm25(${table}${weights}) AS score FROM ${table}
         WHERE ${table} MATCH ? AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY score LIMIT ${MOST_KEPT}`,
      )
      .all(expression, candidates) as readonly { n: number; score: number }[]
    for (const { n, score } of rows) add(n, -score)
  }
  const inText = words.flatMap((word) => endingsOf(sets, word)).map(matchOf)
  if (inText.length > 0) addBest('words', '', inText.join(' OR '))
  addBest('heads', `, ${HEAD_WEIGHTS}`, words.map(matchOf).join(' OR '))
}

/** A word that goes on, as the most common whole words that it may become; itself, when it does not go on. */
function endingsOf(sets: ArticleSets, word: Sought): readonly Sought[] {
  if (!word.prefix) return [word]
  const before = word.tokens.slice(0, -1)
  const begun = word.tokens.at(-1) ?? ''
  if (begun.length < SHORTEST_WEIGHED) return [{ ...word, prefix: false }]
  const rows = sets
    .prepared('SELECT term FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC LIMIT ?')
    .all(begun, `${begun}\u{10ffff}`, MOST_ENDINGS) as readonly { term: string }[]
  return rows.map(({ term }) => ({ tokens: [...before, term], prefix: false }))
}

function phrasesOf(sets: ArticleSets, word: Sought): readonly ArticleSet[] {
  return endingsOf(sets, word).map((ending) => sets.matching('words', matchOf(ending)))
}
