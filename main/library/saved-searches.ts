import { Failure } from '../../shared/errors.ts'
import { SORTS, VIEWS } from '../../shared/list.ts'
import { LONGEST_SEARCH_NAME, type SavedSearch, type SearchDraft } from '../../shared/saved-search.ts'
import { newId } from './ids.ts'
import { instantOr, memberOf, optional } from './json-members.ts'
import { SAVED_SEARCHES_FILE, type Layout } from './layout.ts'
import { listFile, type ListFile } from './list-file.ts'
import { changedAt } from './outside/times.ts'
import { SAVED_SEARCHES_FORMAT } from './upgrade.ts'

/** Longest text of a search, as the list itself takes it. UTF-16 units. */
const LONGEST_TEXT = 2000

/** The searches that the reader gave names, in a file of the library that a synchroniser carries along. */
export interface SavedSearches extends Pick<ListFile<SavedSearch>, 'list' | 'restore' | 'remove' | 'merge'> {
  /** @throws Failure disk-full, read-only, newer-version */
  add(draft: SearchDraft): Promise<SavedSearch>
  /** Gives one another name or question. @throws Failure not-found, and as `add` */
  replace(id: string, draft: SearchDraft): Promise<SavedSearch>
}

/** Opens a library's saved searches. */
export function savedSearchesOf(o: { readonly layout: Layout; readonly readOnly: boolean; readonly now: () => Date }): SavedSearches {
  const { list, restore, remove, merge, change } = listFile<SavedSearch>({
    ...o,
    file: SAVED_SEARCHES_FILE,
    format: SAVED_SEARCHES_FORMAT,
    member: 'searches',
    read: readSavedSearch,
  })
  return {
    list,
    restore,
    remove,
    merge,
    async add(draft) {
      const now = o.now()
      const search: SavedSearch = { id: newId(now), ...draft, createdAt: now.toISOString() }
      await change(({ entries, removed }) => ({ entries: [...entries, search], removed }))
      return search
    },
    async replace(id, draft) {
      let replaced: SavedSearch | undefined
      await change(({ entries, removed }) => {
        const before = entries.find((one) => one.id === id)
        if (before === undefined) return { entries, removed }
        const { createdAt } = before
        const after: SavedSearch = { id, ...draft, createdAt, updatedAt: changedAt(o.now(), createdAt, before.updatedAt) }
        replaced = after
        return { entries: entries.map((one) => (one === before ? after : one)), removed }
      })
      if (replaced === undefined) throw new Failure({ code: 'not-found', what: 'search' })
      return replaced
    },
  }
}

/** A saved search of stored or foreign JSON; `undefined` when it is none. */
export function readSavedSearch(value: unknown): SavedSearch | undefined {
  const draft = readSearchDraft(value)
  const id = memberOf(value, 'id')
  if (draft === undefined || typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) return undefined
  const createdAt = instantOr(memberOf(value, 'createdAt'), new Date(0).toISOString())
  return { id, ...draft, createdAt, ...optional('updatedAt', instantOr(memberOf(value, 'updatedAt'), undefined)) }
}

/** What a saved search asks for, from foreign JSON; `undefined` when it is none. A view or order that is not known is the usual one. */
export function readSearchDraft(value: unknown): SearchDraft | undefined {
  const [name, text, tag] = [memberOf(value, 'name'), memberOf(value, 'text'), memberOf(value, 'tag')]
  if (typeof name !== 'string' || typeof text !== 'string' || text.length > LONGEST_TEXT) return undefined
  const clean = name.toWellFormed().replace(/\s+/gu, ' ').trim().slice(0, LONGEST_SEARCH_NAME)
  if (clean === '') return undefined
  const descending = memberOf(value, 'descending')
  return {
    name: clean,
    view: VIEWS.find((one) => one === memberOf(value, 'view')) ?? 'all',
    ...optional('tag', typeof tag === 'string' && tag !== '' && tag.length <= LONGEST_SEARCH_NAME ? tag : undefined),
    text: text.toWellFormed(),
    ...optional('sort', SORTS.find((one) => one === memberOf(value, 'sort'))),
    ...optional('descending', typeof descending === 'boolean' ? descending : undefined),
  }
}
