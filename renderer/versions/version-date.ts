import type { ArticleVersion } from '../../shared/versions.ts'

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' })
const exact = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** When a version was fetched, as exactly as tells it from the others: `3 May 2026`, `3 May 2026 at 10:15`. */
export function versionDate(version: ArticleVersion, all: readonly ArticleVersion[]): string {
  const date = new Date(version.fetchedAt)
  const others = all.filter(({ id }) => id !== version.id).map(({ fetchedAt }) => new Date(fetchedAt))
  const format = [day, moment].find((one) => others.every((other) => one.format(other) !== one.format(date))) ?? exact
  return format.format(date)
}
