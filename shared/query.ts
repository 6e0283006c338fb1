import { Failure } from './errors.ts'
import { COLOURS, type Colour } from './model.ts'

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

/** A range of instants, `from` inclusive and `to` exclusive; ISO 8601. */
export interface InstantRange {
  readonly from?: string
  readonly to?: string
}

/** A range of whole numbers, both ends inclusive. */
export interface NumberRange {
  readonly least?: number
  readonly most?: number
}

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
interface Piece {
  /** Where it starts and ends in the search text, minus, operator and quotes included. */
  readonly start: number
  readonly end: number
  readonly negated: boolean
  readonly operator?: Operator
  readonly text: string
  readonly quoted: boolean
  /** Where `text` starts. */
  readonly position: number
  /** Ends where the search text ends: perhaps not typed out yet. */
  readonly last: boolean
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

/** A filter as it is typed; quotes around values that need them. */
export function filterText(operator: Operator, value: string, negated: boolean): string {
  const quotes = /[\s"]/.test(value) ? '"' : ''
  return `${negated ? '-' : ''}${operator}:${quotes}${value.replaceAll('"', '')}${quotes}`
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
  if (text === '') throw invalid(piece, `${operator}: needs a value`)
  switch (operator) {
    case 'tag':
    case 'site':
    case 'author':
      return { negated, kind: operator, text }
    case 'lang':
      return { negated, kind: 'language', text }
    case 'is':
      return { negated, kind: 'is', flag: choice(piece, FLAGS, text === 'favorite' ? 'favourite' : text) }
    case 'has':
      return { negated, kind: 'has', part: choice(piece, PARTS, text.replace(/s$/i, '')) }
    case 'colour':
      return { negated, kind: 'colour', colour: choice(piece, COLOURS, text) }
    case 'before':
      return { negated, kind: 'dated', range: { to: dayRange(piece, text).from } }
    case 'after':
      return { negated, kind: 'dated', range: { from: dayRange(piece, text).to } }
    case 'saved':
    case 'published': {
      const range = rangeOf(piece, text, (value) => dayRange(piece, value))
      return range === undefined ? undefined : { negated, kind: operator, range: instantRange(range) }
    }
    case 'words': {
      const range = rangeOf(piece, text, (value) => wholeNumber(piece, value))
      return range === undefined ? undefined : { negated, kind: 'words', range: numberRange(range) }
    }
  }
}

function choice<T extends string>(piece: Piece, allowed: readonly T[], text: string): T {
  const lower = text.toLowerCase()
  const exact = allowed.find((one) => one === lower)
  if (exact !== undefined) return exact
  throw invalid(piece, `“${text}” is not one of ${allowed.join(', ')}`)
}

interface Day {
  readonly from: string
  /** The first instant after it. */
  readonly to: string
}

/** What a value with `<`, `>`, `..` asks for; each end is there or not. */
interface Ends<T> {
  readonly from?: { readonly value: T; readonly included: boolean }
  readonly to?: { readonly value: T; readonly included: boolean }
}

/** @returns `undefined` for a comparison at the end of the text whose value is not typed yet */
function rangeOf<T>(piece: Piece, text: string, read: (value: string) => T): Ends<T> | undefined {
  const comparison = /^(<=|>=|<|>|=)(.*)$/s.exec(text)
  if (comparison !== null) {
    const [, sign = '', rest = ''] = comparison
    if (rest.trim() === '' && piece.last) return undefined
    const value = read(rest.trim())
    if (sign === '=') return { from: { value, included: true }, to: { value, included: true } }
    const end = { value, included: sign.endsWith('=') }
    return sign.startsWith('<') ? { to: end } : { from: end }
  }
  const dots = text.indexOf('..')
  if (dots === -1) {
    const value = read(text)
    return { from: { value, included: true }, to: { value, included: true } }
  }
  const from = openEnd(text.slice(0, dots))
  const to = openEnd(text.slice(dots + 2))
  return {
    ...(from === undefined ? {} : { from: { value: read(from), included: true } }),
    ...(to === undefined ? {} : { to: { value: read(to), included: true } }),
  }
}

function openEnd(text: string): string | undefined {
  const trimmed = text.trim()
  return trimmed === '' || trimmed === '*' ? undefined : trimmed
}

function instantRange(ends: Ends<Day>): InstantRange {
  const { from, to } = ends
  return {
    ...(from === undefined ? {} : { from: from.included ? from.value.from : from.value.to }),
    ...(to === undefined ? {} : { to: to.included ? to.value.to : to.value.from }),
  }
}

function numberRange(ends: Ends<number>): NumberRange {
  const { from, to } = ends
  return {
    ...(from === undefined ? {} : { least: from.included ? from.value : from.value + 1 }),
    ...(to === undefined ? {} : { most: to.included ? to.value : to.value - 1 }),
  }
}

/** A year, month or day of the calendar in UTC, as the instants from its start to the next one's. */
function dayRange(piece: Piece, text: string): Day {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text)
  if (match === null) throw invalid(piece, `“${text}” is not a date like 2026, 2026-11 or 2026-11-22`)
  const year = Number(match[1])
  const month = match[2] === undefined ? undefined : Number(match[2])
  const day = match[3] === undefined ? undefined : Number(match[3])
  const from = utc(year, month ?? 1, day ?? 1)
  if (from === undefined) throw invalid(piece, `There is no day ${text}`)
  const next = new Date(from)
  if (day !== undefined) next.setUTCDate(next.getUTCDate() + 1)
  else if (month !== undefined) next.setUTCMonth(next.getUTCMonth() + 1)
  else next.setUTCFullYear(next.getUTCFullYear() + 1)
  return { from: from.toISOString(), to: next.getUTCFullYear() > 9999 ? '9999-12-31T23:59:59.999Z' : next.toISOString() }
}

function utc(year: number, month: number, day: number): Date | undefined {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined
}

function wholeNumber(piece: Piece, text: string): number {
  const thousands = /^(\d+(?:\.\d+)?)k$/i.exec(text)
  const value = thousands === null ? Number(/^\d+$/.test(text) ? text : NaN) : Math.round(Number(thousands[1]) * 1000)
  if (!Number.isSafeInteger(value)) throw invalid(piece, `“${text}” is not a whole number`)
  return value
}

function invalid(piece: Piece, problem: string): Failure {
  return new Failure({ code: 'invalid-query', problem, position: piece.position })
}
