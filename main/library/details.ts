import type { ArticleDetails, DetailField, Details, DetailsChange } from '../../shared/details.ts'
import { DETAIL_FIELDS } from '../../shared/details.ts'
import { Failure } from '../../shared/errors.ts'
import type { ArticleId, Instant } from '../../shared/model.ts'
import path from 'node:path'
import { writeRecord, type ArticleRecord } from './article-record.ts'
import { writeDurably } from './files.ts'
import { ARTICLE_FILE } from './layout.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { changedAt } from './outside/times.ts'

/** That the reader gave a detail, or went back to the page's own, and when. */
export interface DetailEdit {
  /** Empty where an older Lectern did not note it. */
  readonly at: Instant
  readonly given: boolean
}

/** What the reader decided of a detail, if anything. */
export function editOf(record: ArticleRecord, field: DetailField): DetailEdit | undefined {
  if (field === 'title') {
    const { renamed, renamedAt } = record
    return renamed === true || renamedAt !== undefined ? { at: renamedAt ?? '', given: renamed === true } : undefined
  }
  const edit = record.edited?.[field]
  return edit && { at: edit.at, given: edit.back !== true }
}

/** What the article's page says of itself, whatever the reader gave instead. */
export function ownDetails(record: ArticleRecord): Details {
  const own = (field: DetailField) => (editOf(record, field)?.given === true ? record.own?.[field] : record[field])
  return shownDetails({ ...fieldsOf(own), title: own('title') ?? record.title })
}

/** The record with these details of its page, and what the reader gave (`given`, as `edits` says) in their place. */
export function withDetails(record: ArticleRecord, own: Details, edits: Readonly<Partial<Record<DetailField, DetailEdit>>>, given: Partial<Details>): ArticleRecord {
  const { byline: _byline, siteName: _site, publishedAt: _published, renamed: _renamed, renamedAt: _at, own: _own, edited: _edited, ...rest } = record
  const isGiven = (field: DetailField) => edits[field]?.given === true
  const shown = fieldsOf((field) => (isGiven(field) ? given[field] : own[field]))
  // Absent means that the page says nothing; a title is always there, so that it is absent where it is the same.
  const covered = fieldsOf((field) => (isGiven(field) && !(field === 'title' && own.title === shown.title) ? own[field] : undefined))
  const edited = Object.fromEntries(
    DETAIL_FIELDS.flatMap((field) => {
      const edit = field === 'title' ? undefined : edits[field]
      return edit === undefined ? [] : [[field, { at: edit.at, ...(!edit.given && { back: true as const }) }]]
    }),
  )
  const { title } = edits
  return {
    ...rest,
    ...shown,
    title: shown.title ?? own.title,
    ...(title?.given === true && { renamed: true as const }),
    ...(title !== undefined && title.at !== '' && { renamedAt: title.at }),
    ...(Object.keys(covered).length > 0 && { own: covered }),
    ...(Object.keys(edited).length > 0 && { edited }),
  }
}

/** What the reader decided of all details. */
export function editsOf(record: ArticleRecord): Readonly<Partial<Record<DetailField, DetailEdit>>> {
  return Object.fromEntries(DETAIL_FIELDS.flatMap((field) => { const edit = editOf(record, field); return edit ? [[field, edit]] : [] })) // prettier-ignore
}

/** The record after a change of details; the very same one when it changes nothing. What the page says already is no edit. */
export function changedDetails(record: ArticleRecord, change: DetailsChange, now: Instant): ArticleRecord {
  const own = ownDetails(record)
  const edits: Partial<Record<DetailField, DetailEdit>> = { ...editsOf(record) }
  const given: Partial<Record<DetailField, string>> = { ...shownDetails(record) }
  for (const field of DETAIL_FIELDS) {
    const wanted = change[field]
    if (wanted === undefined) continue
    const value = wanted === null ? own[field] : wanted === '' ? undefined : wanted
    const isOwn = value === own[field]
    if (value === record[field] && isOwn !== (edits[field]?.given === true)) continue
    edits[field] = { at: now, given: !isOwn }
    if (value === undefined) delete given[field]
    else given[field] = value
  }
  const next = withDetails(record, own, edits, given)
  return JSON.stringify(editsOf(next)) === JSON.stringify(editsOf(record)) ? record : { ...next, updatedAt: now }
}

export type LibraryDetails = ReturnType<typeof detailsOf>

/** The details of a library's articles. */
export function detailsOf(context: LibraryContext) {
  return {
    of: (id: ArticleId) => articleDetails(context, id),
    edit: (id: ArticleId, change: DetailsChange) => editDetails(context, id, change),
  }
}

/** An article's details as they are shown, and what its page says. @throws Failure not-found, damaged, newer-version */
async function articleDetails(context: LibraryContext, id: ArticleId): Promise<ArticleDetails> {
  const { record } = await loadRecord(context.layout, id)
  return { shown: shownDetails(record), own: ownDetails(record) }
}

/**
 * Gives details in place of the page's own, or goes back to these.
 * @returns the change that takes this one back; empty when nothing changed
 * @throws Failure not-found, invalid-argument for an empty title, disk-full, read-only
 */
async function editDetails(context: LibraryContext, id: ArticleId, change: DetailsChange): Promise<DetailsChange> {
  if (change.title === '') throw new Failure({ code: 'invalid-argument', problem: 'An article has a title' })
  return await context.changing(id, async () => {
    const { record, folder } = await loadRecord(context.layout, id)
    const next = changedDetails(record, change, changedAt(context.now(), record.updatedAt, ...DETAIL_FIELDS.map((field) => editOf(record, field)?.at)))
    if (next === record) return {}
    await writeDurably(path.join(folder, ARTICLE_FILE), writeRecord(next), context.layout.tmp)
    const changed = DETAIL_FIELDS.filter((field) => change[field] !== undefined)
    return Object.fromEntries(changed.map((field) => [field, editOf(record, field)?.given === true ? (record[field] ?? '') : null]))
  })
}

function shownDetails({ title, ...rest }: Details): Details {
  return { title, ...fieldsOf((field) => (field === 'title' ? undefined : rest[field])) }
}

/** The fields that have a value. */
function fieldsOf(value: (field: DetailField) => string | undefined): Partial<Record<DetailField, string>> {
  return Object.fromEntries(DETAIL_FIELDS.flatMap((field) => { const found = value(field); return found === undefined ? [] : [[field, found]] })) // prettier-ignore
}
