import type { Sort } from '../../shared/list.ts'
import { queryParts } from '../../shared/query.ts'
import { libraryStore } from './library-store.ts'
import type { ListQuery } from './library-store.ts'
import { orderOf, rememberOrder } from './list-memory.ts'
import { standAt, TOP } from './list-place.ts'
import { reloadRows } from './list-rows.ts'

/** Asks another question of the library, in the order that its view has. The old rows stay until the new ones are there. */
export function ask(change: Partial<ListQuery>): void {
  const { query: before, searched } = libraryStore.getState()
  const isOrdered = change.sort !== undefined
  const query = isOrdered ? { ...before, ...change } : withOrder({ ...before, ...change })
  if (isSameQuery(before, query) && searched === query.text) return
  // What cannot be understood is said at the field; the list stays as it was.
  if (!isUnderstood(query.text)) return libraryStore.setState({ query })
  standAt(TOP)
  libraryStore.setState({ query, searched: query.text, current: 0, selected: new Set(), stand: { ...TOP } })
  void reloadRows()
}

/** Shows a search text in its field without asking for it: an input method is still composing it. */
export function showText(text: string): void {
  libraryStore.setState(({ query }) => ({ query: { ...query, text } }))
}

/** Puts the list into another order; the view keeps it, a search does not. */
export function setOrder(sort: Sort, descending: boolean): void {
  const { view, text } = libraryStore.getState().query
  if (text.trim() === '') rememberOrder(view, { sort, descending })
  ask({ sort, descending })
}

/** The question in the order that the reader chose for its view; a search has its own. */
export function withOrder(query: ListQuery): ListQuery {
  const order = query.text.trim() === '' ? orderOf(query.view) : undefined
  return { ...query, sort: order?.sort, descending: order?.descending }
}

/** Whether two questions have the same answer. */
export function isSameQuery(a: ListQuery, b: ListQuery): boolean {
  return a.view === b.view && a.tag === b.tag && a.text === b.text && a.sort === b.sort && a.descending === b.descending
}

function isUnderstood(text: string): boolean {
  return queryParts(text).every((part) => part.kind !== 'fault')
}
