import type { DateOrInstant, Instant } from '../../shared/model.ts'

const DAY_MS = 86_400_000

const sameYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const otherYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const longUtc = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long' })

/** When something was done, as a list shows it: `Today`, `Yesterday`, `Tuesday`, `4 Mar`, `4 Mar 2024`. */
export function shortDate(instant: Instant, now: Date = new Date()): string {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return ''
  const days = Math.round((startOfDay(now) - startOfDay(date)) / DAY_MS)
  if (days === 0) return 'Today'
  if (days === 1) return 'Yesterday'
  if (days > 1 && days < 7) return weekday.format(date)
  return date.getFullYear() === now.getFullYear() ? sameYear.format(date) : otherYear.format(date)
}

/** The day an article was published: `4 March 2024`. A calendar date alone is shown as it stands, in no time zone. */
export function longDate(date: DateOrInstant): string {
  const parsed = new Date(date)
  if (Number.isNaN(parsed.getTime())) return ''
  return (date.length === 10 ? longUtc : long).format(parsed)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
