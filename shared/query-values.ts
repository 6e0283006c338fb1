import { Failure } from './errors.ts'

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

/** Where a value stands in the search text. */
export interface ValuePlace {
  /** Where it starts, UTF-16 units. */
  readonly position: number
  /** Ends where the search text ends: perhaps not typed out yet. */
  readonly last: boolean
}

/** The value as one of those allowed, in any case. @throws Failure invalid-query */
export function oneOf<T extends string>(place: ValuePlace, allowed: readonly T[], text: string): T {
  const lower = text.toLowerCase()
  const exact = allowed.find((one) => one === lower)
  if (exact !== undefined) return exact
  throw invalidValue(place, `“${text}” is not one of ${allowed.join(', ')}`)
}

/** A year, month or day, as instants. ISO 8601. */
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

/**
 * Days, compared with `<`, `<=`, `>`, `>=`, `=`, from one `..` to another, or one alone.
 * @returns `undefined` for a comparison at the end of the text whose value is not typed yet
 * @throws Failure invalid-query
 */
export function instantsOf(place: ValuePlace, text: string): InstantRange | undefined {
  const ends = endsOf(place, text, (end) => dayOf(place, end))
  const range = ends && instantRange(ends)
  return range?.from !== undefined && range.to !== undefined && range.from >= range.to ? backwards(place, text) : range
}

/** Whole numbers, as `instantsOf`; `2k` is 2,000. @throws Failure invalid-query */
export function numbersOf(place: ValuePlace, text: string): NumberRange | undefined {
  const ends = endsOf(place, text, (end) => wholeNumber(place, end))
  const range = ends && numberRange(ends)
  return range?.least !== undefined && range.most !== undefined && range.least > range.most ? backwards(place, text) : range
}

/** A range whose end lies before its start finds nothing; at the end of the text its end is not typed out yet (`500..1` of `500..1000`). */
function backwards(place: ValuePlace, text: string): undefined {
  if (!place.last) throw invalidValue(place, `${text} ends before it begins`)
}

/** @returns `undefined` for a comparison at the end of the text whose value is not typed yet */
function endsOf<T>(place: ValuePlace, text: string, read: (value: string) => T): Ends<T> | undefined {
  const comparison = /^(<=|>=|<|>|=)(.*)$/s.exec(text)
  if (comparison !== null) {
    const [, sign = '', rest = ''] = comparison
    if (rest.trim() === '' && place.last) return undefined
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

/** A year, month or day of the calendar in UTC, as the instants from its start to the next one's. @throws Failure invalid-query */
export function dayOf(place: ValuePlace, text: string): Day {
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(text)
  if (match === null) throw invalidValue(place, `“${text}” is not a date like 2026, 2026-11 or 2026-11-22`)
  const year = Number(match[1])
  const month = match[2] === undefined ? undefined : Number(match[2])
  const day = match[3] === undefined ? undefined : Number(match[3])
  const from = utc(year, month ?? 1, day ?? 1)
  if (from === undefined) throw invalidValue(place, `There is no day ${text}`)
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

function wholeNumber(place: ValuePlace, text: string): number {
  const thousands = /^(\d+(?:\.\d+)?)k$/i.exec(text)
  const value = thousands === null ? Number(/^\d+$/.test(text) ? text : NaN) : Math.round(Number(thousands[1]) * 1000)
  if (!Number.isSafeInteger(value)) throw invalidValue(place, `“${text}” is not a whole number`)
  return value
}

/** The failure of a value that cannot be understood, with its place. */
export function invalidValue(place: ValuePlace, problem: string): Failure {
  return new Failure({ code: 'invalid-query', problem, position: place.position })
}
