import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { EVERY, libraryStore, rowAt, select, wholeQuery } from './library-store.ts'
import { isAnswered } from './list-rows.ts'

/** The row from which Shift extends the selection. */
let anchor = 0
/** Only the newest range that was asked for is selected. */
let asked = 0

/** Lets the next Shift extend the selection from this row. */
export function anchorAt(index: number): void {
  anchor = index
}

/** Selects from the anchor to a row, those in between that were never fetched as well. */
export function selectTo(index: number): void {
  selectRange(Math.min(anchor, index), Math.max(anchor, index))
}

/** Selects every row of the list: of the one that is asked for, where the one on screen still answers the question before. */
export function selectAll(): void {
  const { total = 0 } = libraryStore.getState()
  if (!isAnswered()) whenAsked(0, select, EVERY)
  else if (total > 0) whenFetched(0, total - 1, select, EVERY)
}

/** Selects a row, or takes it out of the selection. */
export function toggle(index: number): void {
  anchor = index
  whenFetched(index, index, ([id]) => {
    const next = new Set(libraryStore.getState().selected)
    if (id && !next.delete(id)) next.add(id)
    select(next)
  })
}

function selectRange(first: number, last: number): void {
  whenFetched(first, last, select)
}

/**
 * Acts on the ids of these rows: at once where the rows are there, else when their ids have come and nothing newer was asked.
 * @param most how many to ask for
 */
function whenFetched(first: number, last: number, act: (ids: readonly ArticleId[]) => void, most = last - first + 1): void {
  const ids = fetchedIds(first, last)
  if (!ids) return whenAsked(first, act, most)
  asked++
  act(ids)
}

function whenAsked(first: number, act: (ids: readonly ArticleId[]) => void, most: number): void {
  const mine = ++asked
  const { query } = libraryStore.getState()
  void attempt(async () => {
    const all = await api.articleIds(wholeQuery(first, most))
    if (mine === asked && query === libraryStore.getState().query) act(all)
  })
}

/** The ids of these rows, if each has been fetched. */
function fetchedIds(first: number, last: number): readonly ArticleId[] | undefined {
  const ids: ArticleId[] = []
  for (let index = first; index <= last; index++) {
    const id = rowAt(index)?.article.id
    if (!id) return undefined
    ids.push(id)
  }
  return ids
}
