import { DETAIL_FIELDS } from '../../shared/details.ts'
import type { DetailField } from '../../shared/details.ts'
import { readPublished } from '../../shared/published.ts'
import { readIds, UsageError, type Command } from './command.ts'
import { singleLine } from './table.ts'

/** The options by which each detail goes. */
const NAMES: Readonly<Record<DetailField, string>> = { title: 'title', byline: 'author', siteName: 'site', publishedAt: 'date' }

export const editCommand: Command = {
  name: 'edit',
  operands: '<id>',
  summary: 'Give an article another title, author, site or date than its page says',
  options: {
    title: { value: 'text', help: 'the title' },
    author: { value: 'text', help: 'who wrote it; empty for nobody' },
    site: { value: 'text', help: 'where it appeared; empty for nowhere' },
    date: { value: 'date', help: 'when, such as 2026-03-02; empty for no date' },
    own: { value: 'what', repeatable: true, help: 'title, author, site or date: go back to what the page says' },
  },
  prepare(words, options) {
    const [id, ...more] = readIds(words)
    if (id === undefined || more.length > 0) throw new UsageError('name one article')
    const own = options.texts('own')
    const unknown = own.find((name) => !Object.values(NAMES).includes(name))
    if (unknown !== undefined) throw new UsageError('--own is title, author, site or date')
    const given = DETAIL_FIELDS.flatMap((field) => {
      const value = own.includes(NAMES[field]) ? null : options.text(NAMES[field])
      return value === undefined ? [] : [[field, value] as const]
    })
    if (given.length === 0) throw new UsageError('--title, --author, --site, --date or --own says what to change')
    const change = Object.fromEntries(given)
    if (change['title']?.trim() === '') throw new UsageError('an article has a title')
    const date = change['publishedAt']
    if (date && readPublished(date) === undefined) throw new UsageError('--date is a date such as 2026-03-02')
    return async (at) => {
      await at.api.editDetails(id, change)
      const { title, byline, siteName, publishedAt } = (await at.api.articleDetails(id)).shown
      at.print(
        { id, status: 'edited', title, byline: byline ?? null, siteName: siteName ?? null, publishedAt: publishedAt ?? null },
        `edited  ${id}  ${singleLine([title, byline, siteName, publishedAt].filter(Boolean).join(' · '))}`,
      )
      return true
    }
  },
}
