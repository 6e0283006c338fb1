import * as chrono from 'chrono-node'
import type { DateOrInstant } from '../../../shared/model.ts'

/** Nothing on the web was published before it, and nothing may be from the future but for clocks that differ. */
const EARLIEST = '1990-01-01'
const FUTURE_MS = 3 * 24 * 60 * 60 * 1000

/**
 * A machine-written date (ISO 8601, or what `Date` understands) as a date or an instant. A time without a zone is
 * dropped, for no instant is known; so is one whose day in UTC is not the day that the page shows.
 */
export function machineDate(value: string | undefined): DateOrInstant | undefined {
  const text = value?.trim() ?? ''
  const iso = /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ]+(\d{1,2}:?\d{2}(?::?\d{2}(?:[.,]\d+)?)?)\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?/i.exec(text)
  if (iso !== null) {
    const [whole, year, month, day, , zone] = iso
    const date = plausible(`${year}-${month}-${day}`)
    if (date === undefined || zone === undefined) return date
    const instant = new Date(whole.replace(/\s*(?:UTC|GMT)$/i, 'Z').replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00').replace(/\s/g, ''))
    return sameDayInstant(instant, date)
  }
  return textDate(text)
}

/** A date as people write it, in the languages chrono reads; only a whole date with day, month and year counts. */
export function textDate(text: string, language?: string): DateOrInstant | undefined {
  const numeric = eastAsianDate(text) ?? numericDate(text, language)
  if (numeric !== undefined) return numeric
  for (const parser of parsersFor(language)) {
    for (const found of parser.parse(text.slice(0, 200))) {
      const { start } = found
      if (start.isCertain('day') && start.isCertain('month') && start.isCertain('year')) {
        const iso = [start.get('year'), start.get('month'), start.get('day')].map((part) => String(part ?? 0).padStart(2, '0')).join('-')
        const date = plausible(iso)
        if (date !== undefined) return date
      }
    }
  }
  return undefined
}

/** The date in an address such as `/2024/06/05/title`. */
export function addressDate(url: string | undefined): DateOrInstant | undefined {
  const [, year, month, day] = /\/((?:19|20)\d{2})[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)/.exec(url ?? '') ?? []
  return year === undefined ? undefined : plausible(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`)
}

function parsersFor(language: string | undefined): readonly { parse: typeof chrono.parse }[] {
  const byLanguage: Readonly<Record<string, { parse: typeof chrono.parse }>> = {
    de: chrono.de, fr: chrono.fr, ja: chrono.ja, pt: chrono.pt, nl: chrono.nl, es: chrono.es, ru: chrono.ru, uk: chrono.uk, it: chrono.it,
  }
  const own = byLanguage[language?.slice(0, 2).toLowerCase() ?? '']
  return own === undefined ? [chrono.strict] : [own, chrono.strict]
}

function eastAsianDate(text: string): DateOrInstant | undefined {
  const [, year, month, day] = /(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?/.exec(text) ?? []
  return year === undefined ? undefined : plausible(`${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`)
}

/** `05.06.2024`, `05/06/2024`: day first but for American English, or where the numbers allow one reading only. */
function numericDate(text: string, language: string | undefined): DateOrInstant | undefined {
  const [, yearFirst, m, d] = /(?<!\d)(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?!\d)/.exec(text) ?? []
  if (yearFirst !== undefined) return plausible(`${yearFirst}-${m?.padStart(2, '0')}-${d?.padStart(2, '0')}`)
  const [, first, mark, second, year] = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/.exec(text) ?? []
  if (first === undefined || second === undefined || year === undefined) return undefined
  const american = mark !== '.' && (language === undefined || /^en(?:-US)?$/i.test(language))
  const monthFirst = Number(first) <= 12 && (american || Number(second) > 12)
  const [month, day] = monthFirst ? [first, second] : [second, first]
  return plausible(`${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

function sameDayInstant(instant: Date, date: string): DateOrInstant {
  if (Number.isNaN(instant.getTime())) return date
  const iso = instant.toISOString()
  return iso.startsWith(date) ? iso : date
}

function plausible(date: string): string | undefined {
  const time = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(time) || date < EARLIEST || time > Date.now() + FUTURE_MS) return undefined
  return new Date(time).toISOString().slice(0, 10) === date ? date : undefined
}
