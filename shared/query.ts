import { Failure } from './errors.ts'
import { COLOURS, type Colour } from './model.ts'
import { dayOf, instantsOf, invalidValue, numbersOf, oneOf } from './query-values.ts'
import type { InstantRange, NumberRange, ValuePlace } from './query-values.ts'

/** A word or phrase that must (or must not) stand in the article, its highlights or its notes. */
export interface Term {
  readonly kind: 'word' | 'phrase'
  readonly text: string
  readonly negated: boolean
  /** The word may go on: it is the last one and still being typed. */
  readonly prefix: boolean
}

/** The flags of `is:`. `unread`: reading has not begun. `offline`: readable with every picture kept. */
export const FLAGS = ['unread', 'archived', 'favourite', 'annotated', 'offline'] as const
/** What `has:` asks for. */
export const PARTS = ['note', 'highlight'] as const

/** A condition besides words. */
export type Filter = { readonly negated: boolean } & (
  | { readonly kind: 'tag' | 'site' | 'author' | 'language'; readonly text: string }
  | { readonly kind: 'is'; readonly flag: (typeof FLAGS)[number] }
  | { readonly kind: 'has'; readonly part: (typeof PARTS)[number] }
  | { readonly kind: 'colour'; readonly colour: Colour }
  /** `dated`: by publication, or by saving where the page does not say. */
  | { readonly kind: 'dated' | 'saved' | 'published'; readonly range: InstantRange }
  | { readonly kind: 'words'; readonly range: NumberRange }
)

/** A search text, understood. */
export interface ParsedQuery {
  readonly terms: readonly Term[]
  readonly filters: readonly Filter[]
}

/** The operators of the query language, for completion. */
export const OPERATORS = [
  'tag', 'site', 'author', 'is', 'has', 'colour', 'before', 'after', 'saved', 'published', 'lang', 'words',
] as const
export type Operator = (typeof OPERATORS)[number]

const SYNONYMS: Readonly<Record<string, Operator>> = { color: 'colour', by: 'author', language: 'lang' }

/** One stretch of the search text between spaces; quotes hold spaces together. */
interface Piece extends ValuePlace {
  /** Where it starts and ends in the search text, minus, operator and quotes included. */
  readonly start: number
  readonly end: number
  readonly negated: boolean
  readonly operator?: Operator
  readonly text: string
  readonly quoted: boolean
}

/** A stretch of the search text and what it means. Places are UTF-16 units of the search text. */
export type QueryPart = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'filter'; readonly filter: Filter; readonly operator: Operator; readonly value: string }
  /** An operator whose value is not typed out yet, or an empty quote: asks for nothing. */
  | { readonly kind: 'unfinished' }
  /** A value that cannot be understood; it starts at `position`. */
  | { readonly kind: 'fault'; readonly problem: string; readonly position: number }
)

/**
 * Understands a search text:
 *
 * - `word`, `"a phrase"`, `-word`, `-"a phrase"`; all must hold. The last word matches words that begin with it, unless
 *   a space follows.
 * - `tag:x`, `site:x`, `author:x`, `lang:x` (`"…"` around values with spaces), `is:unread`, `has:note`, `colour:yellow`
 * - `before:`, `after:`, `saved:`, `published:` with `2026`, `2026-11` or `2026-11-22` (UTC); the latter two also with
 *   `<`, `<=`, `>`, `>=` before, or `from..to`. `words:` with numbers likewise.
 * - `-` before any of them turns it around.
 *
 * An unknown `name:` is an ordinary word, and so is a lone `-`. An unclosed quote, and an operator at the very end whose
 * value is missing or could still become one (`is:unr`, `before:202`), are taken as not typed out yet.
 * @throws Failure invalid-query, with the position of the value that cannot be understood
 */
export function parseQuery(text: string): ParsedQuery {
  const terms: Term[] = []
  const filters: Filter[] = []
  for (const part of queryParts(text)) {
    if (part.kind === 'fault') throw new Failure({ code: 'invalid-query', problem: part.problem, position: part.position })
    if (part.kind === 'term') terms.push(part.term)
    if (part.kind === 'filter') filters.push(part.filter)
  }
  return { terms, filters }
}

/** The stretches of a search text in their order, each understood by itself as `parseQuery` does; never throws. */
export function queryParts(text: string): readonly QueryPart[] {
  return piecesOf(text).map((piece) => {
    const { start, end } = piece
    try {
      return { start, end, ...meaningOf(piece, text) }
    } catch (error) {
      if (!(error instanceof Failure) || error.error.code !== 'invalid-query') throw error
      return { start, end, kind: 'fault', problem: error.error.problem, position: error.error.position }
    }
  })
}

/** What is being typed at the end of a text, for completing it. */
export interface Unfinished {
  /** Where it starts, its minus included. */
  readonly start: number
  readonly negated: boolean
  /** Absent for a word, which may become an operator. */
  readonly operator?: Operator
  /** The value, or the word. */
  readonly begun: string
}

/** What is being typed at the end of a text; `undefined` in a phrase, after a finished value and where nothing is begun. */
export function unfinishedAt(text: string): Unfinished | undefined {
  const piece = piecesOf(text).at(-1)
  if (piece === undefined || !piece.last || endsQuoted(text, piece)) return undefined
  if (piece.operator === undefined && (piece.quoted || !/^\p{L}+$/u.test(piece.text))) return undefined
  const { start, negated, operator } = piece
  return { start, negated, begun: piece.text, ...(operator !== undefined && { operator }) }
}

/** A filter as it is typed; quotes around values that need them. Quotes of its own end words like a space, which can be written. */
export function filterText(operator: Operator, value: string, negated: boolean): string {
  const quotes = /[\s"]/.test(value) ? '"' : ''
  return `${negated ? '-' : ''}${operator}:${quotes}${value.replaceAll('"', ' ')}${quotes}`
}

type Meaning =
  | { readonly kind: 'term'; readonly term: Term }
  | { readonly kind: 'filter'; readonly filter: Filter; readonly operator: Operator; readonly value: string }
  | { readonly kind: 'unfinished' }

function meaningOf(piece: Piece, text: string): Meaning {
  const { operator, last, negated, quoted } = piece
  if (operator === undefined) {
    if (piece.text.trim() === '') return { kind: 'unfinished' }
    const prefix = last && !negated && !endsQuoted(text, piece)
    return { kind: 'term', term: { kind: quoted ? 'phrase' : 'word', text: piece.text, negated, prefix } }
  }
  if (last && (piece.text.trim() === '' || (!quoted && mayBecome(operator, piece.text)))) return { kind: 'unfinished' }
  const filter = filterOf(piece, operator)
  return filter === undefined ? { kind: 'unfinished' } : { kind: 'filter', filter, operator, value: piece.text.trim() }
}

/** Values that are no date, and no comparison or range of dates, but begin one: `202`, `2024-`, `>2024-1`, `2023..20`. */
const BEGUN_DATE = /^(?:[<>]=?|=|.*\.\.)?(?:\d{1,3}|\d{4}-0?|\d{4}-\d{1,2}-0?|\d{4}\.|\d{4}(?:-\d{1,2}){1,2}\.)$/

/** Whether typing on could make a value of this operator of a text that is none yet. */
function mayBecome(operator: Operator, text: string): boolean {
  const begins = (values: readonly string[]) => values.some((value) => value.startsWith(text.toLowerCase()) && value !== text.toLowerCase())
  switch (operator) {
    case 'is':
      return begins([...FLAGS, 'favorite'])
    case 'has':
      return begins(PARTS)
    case 'colour':
      return begins(COLOURS)
    case 'before':
    case 'after':
    case 'saved':
    case 'published':
      return BEGUN_DATE.test(text)
    case 'words':
      return /^\d+k?\.$/i.test(text)
    default:
      return false
  }
}

/** Whether the search text has words, so that its answer is ranked and has passages. */
export function hasWords(query: ParsedQuery): boolean {
  return query.terms.some((term) => !term.negated)
}

function endsQuoted(text: string, piece: Piece): boolean {
  return piece.quoted && text.endsWith('"') && text.length > piece.position
}

const PIECE = /(-?)(?:(\p{L}+):)?(?:"([^"]*)(?:"|$)|(\S+))/gu
const NAME_ALONE = /^(\p{L}+):$/u

function piecesOf(text: string): readonly Piece[] {
  return Array.from(text.matchAll(PIECE), (match) => {
    const [whole, minus = '', named, quoted, bare = ''] = match
    const alone = named === undefined && quoted === undefined ? NAME_ALONE.exec(bare)?.[1] : undefined
    const name = named ?? alone
    const operator = name === undefined ? undefined : operatorOf(name)
    const value = alone === undefined ? (quoted ?? bare) : ''
    const start = match.index + minus.length
    const end = match.index + whole.length
    const common = { start: match.index, end, negated: minus === '-', quoted: quoted !== undefined, last: end === text.length }
    const beforeValue = (name === undefined ? 0 : name.length + 1) + (quoted === undefined ? 0 : 1)
    if (operator !== undefined) return { ...common, operator, text: value, position: start + beforeValue }
    // Not an operator: `http://…`, `12:30`, `C:\\` are words as they stand.
    if (name === undefined) return { ...common, text: value, position: start + beforeValue }
    return { ...common, text: `${name}:${value}`, position: start }
  })
}

function operatorOf(name: string): Operator | undefined {
  const lower = name.toLowerCase()
  return OPERATORS.find((operator) => operator === lower) ?? (Object.hasOwn(SYNONYMS, lower) ? SYNONYMS[lower] : undefined)
}

function filterOf(piece: Piece, operator: Operator): Filter | undefined {
  const { negated } = piece
  const text = piece.text.trim()
  if (text === '') throw invalidValue(piece, `${operator}: needs a value`)
  switch (operator) {
    case 'tag':
    case 'site':
    case 'author':
      return { negated, kind: operator, text }
    case 'lang':
      return { negated, kind: 'language', text }
    case 'is':
      return { negated, kind: 'is', flag: oneOf(piece, FLAGS, text === 'favorite' ? 'favourite' : text) }
    case 'has':
      return { negated, kind: 'has', part: oneOf(piece, PARTS, text.replace(/s$/i, '')) }
    case 'colour':
      return { negated, kind: 'colour', colour: oneOf(piece, COLOURS, text) }
    case 'before':
      return { negated, kind: 'dated', range: { to: dayOf(piece, text).from } }
    case 'after':
      return { negated, kind: 'dated', range: { from: dayOf(piece, text).to } }
    case 'saved':
    case 'published': {
      const range = instantsOf(piece, text)
      return range === undefined ? undefined : { negated, kind: operator, range }
    }
    case 'words': {
      const range = numbersOf(piece, text)
      return range === undefined ? undefined : { negated, kind: 'words', range }
    }
  }
}
