import { DETAIL_FIELDS } from '../../shared/details.ts'
import type { ArticleDetails, DetailField, DetailsChange } from '../../shared/details.ts'
import type { ArticleId } from '../../shared/model.ts'
import { readPublished } from '../../shared/published.ts'
import { api } from '../api.ts'
import { carryOut } from '../history.ts'
import { longDate } from '../ui/date-text.ts'

/** What stands in the fields. */
export type DetailTexts = Readonly<Record<DetailField, string>>

/** What each field is called. */
export const DETAIL_LABELS: DetailTexts = { title: 'Title', byline: 'Author', siteName: 'Site', publishedAt: 'Published' }

/** Details as a reader writes them; a date as it is shown everywhere. What is not known is empty. */
export function textsOf(details: ArticleDetails['shown']): DetailTexts {
  const { title, byline = '', siteName = '', publishedAt } = details
  return { title, byline, siteName, publishedAt: publishedAt === undefined ? '' : longDate(publishedAt) }
}

/** Why a field cannot be kept as it is, in words for the reader. */
export function problemOf(field: DetailField, text: string): string | undefined {
  const clean = tidy(text)
  if (field === 'title') return clean === '' ? 'An article needs a title.' : undefined
  if (field !== 'publishedAt' || clean === '' || readPublished(clean) !== undefined) return undefined
  return 'That is not a date. Write it as 2 March 2026 or 2026-03-02.'
}

/** The change that what was typed means; what still says what was shown or what the page says is not given anew. */
export function changeOf({ shown, own }: ArticleDetails, typed: DetailTexts): DetailsChange {
  const [before, page] = [textsOf(shown), textsOf(own)]
  const changed = DETAIL_FIELDS.filter((field) => tidy(typed[field]) !== before[field])
  return Object.fromEntries(
    changed.map((field) => {
      const text = tidy(typed[field])
      if (text === page[field]) return [field, null]
      return [field, field === 'publishedAt' ? (readPublished(text) ?? '') : text]
    }),
  )
}

/** Changes details of an article, in a way that can be taken back. Rejects with `Failure`. */
export async function editDetails(id: ArticleId, change: DetailsChange): Promise<void> {
  const [field, ...more] = DETAIL_FIELDS.filter((one) => change[one] !== undefined)
  if (field === undefined) return
  const what = more.length > 0 ? 'details' : { title: 'title', byline: 'author', siteName: 'site', publishedAt: 'date' }[field]
  let inverse: DetailsChange = {}
  await carryOut({
    label: `Changed the ${what}`,
    run: async () => void (inverse = await api.editDetails(id, change)),
    undo: () => api.editDetails(id, inverse),
    toast: true,
  })
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/gu, ' ')
}
