import type { DateOrInstant } from './model.ts'

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']

/** `2026-03-02`, also with a time, which then has its zone. */
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2}))?$/i
/** `2 March 2026`, `2nd Mar. 2026`, `Monday, 2 March 2026`. */
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th|\.)?\s+([a-z]{3,9})\.?,?\s+(\d{4})$/i
/** `March 2, 2026`. */
const MONTH_FIRST = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i
const WEEKDAY = /^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+/i

/**
 * The date that somebody typed: as ISO 8601, or as Lectern shows dates (`2 March 2026`), also with the month first or
 * shortened. Digits alone with slashes are no date: whether the day or the month is first, only their writer knows.
 * @returns a calendar date alone, or an instant in UTC where a time was given; `undefined` for what is no date
 */
export function readPublished(typed: string): DateOrInstant | undefined {
  const text = typed.trim().replace(/\s+/gu, ' ').replace(WEEKDAY, '')
  const iso = ISO.exec(text)
  if (iso?.[4] !== undefined) {
    const instant = new Date(text)
    return calendarDate(iso[1], iso[2], iso[3]) === undefined || Number.isNaN(instant.getTime()) ? undefined : instant.toISOString()
  }
  if (iso) return calendarDate(iso[1], iso[2], iso[3])
  const [dayFirst, monthFirst] = [DAY_FIRST.exec(text), MONTH_FIRST.exec(text)]
  if (dayFirst) return calendarDate(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1])
  return monthFirst ? calendarDate(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]) : undefined
}

/** The number of a month by its English name or the beginning of it. */
function monthOf(name = ''): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase())) + 1
}

/** A day that the calendar has. */
function calendarDate(year: string | undefined, month: string | number | undefined, day: string | undefined): string | undefined {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const isDay = date.getUTCFullYear() === Number(year) && date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return isDay ? date.toISOString().slice(0, 10) : undefined
}
