import type { FirstScreen } from '../../shared/first-screen.ts'
import type { LibraryQuery } from '../../shared/list.ts'
import { beforeClosing } from '../last-words.ts'
import { libraryStore } from './library-store.ts'
import type { ListQuery } from './library-store.ts'
import { orderOf, rememberListNow } from './list-memory.ts'
import type { Place } from './list-memory.ts'
import { PAGE, pageOf } from './list-pages.ts'
import { placeNow, shownList, standAt, TOP } from './list-place.ts'
import { isSameQuery, withOrder } from './list-question.ts'
import { showRowsOfLastTime } from './list-rows.ts'
import { fetchRowsAndCounts, followChanges, reload } from './reload.ts'
import { followSaving } from './saving-articles.ts'
import { watchChanges } from './watch-changes.ts'

/** Rows kept for the next start from the first one on screen: more than most windows show. */
const START_ROWS = 30

/** Rows are there, or on their way, before the window was drawn. */
let begunAhead = false
/** Listens while the first rows are asked for ahead of the window. */
let changedAhead: (() => boolean) | undefined

/** Begins with another list than the inbox, and where it stood. Before anything is asked for. */
export function beginWith(query: Pick<ListQuery, 'view' | 'tag'>, at: Place): void {
  libraryStore.setState({ query: withOrder({ ...query, text: '' }), stand: at, current: Math.ceil(at.rows) })
  standAt(at)
}

/**
 * Shows what the page brought along, if that is what the window is about to ask for; the library's own rows replace it as
 * soon as `reload` gets them. Answers whether it did.
 */
export function showFirstScreen(screen: FirstScreen): boolean {
  const { query, rows } = screen
  const first = Math.floor(placeNow().rows)
  const isThere = first >= query.offset && first < query.offset + Math.max(1, rows.length) && query.offset % PAGE === 0
  if (!isThere || !isSameQuery(libraryStore.getState().query, query)) return false
  begunAhead = true
  showRowsOfLastTime(screen)
  return true
}

/** Asks for the first rows and the counts before anything is drawn, so that they are in the first frame. */
export async function fetchFirstRows(): Promise<void> {
  begunAhead = true
  changedAhead = watchChanges()
  await fetchRowsAndCounts()
}

/** Listens for changes and, unless that was done, fetches the first rows. Answers a function that stops listening. */
export function startLibrary(): () => void {
  const stops = [followChanges(), followSaving(), beforeClosing(rememberListNow), () => void rememberListNow()]
  // What changes before this listens is in no answer that was asked for before.
  const isOutdated = changedAhead?.() ?? false
  changedAhead = undefined
  if (!begunAhead || isOutdated) reload()
  return () => {
    begunAhead = false
    for (const stop of stops) stop()
    standAt(TOP)
  }
}

/** The rows with which the next start will begin: the list as it is remembered, from the page in which it stands. */
export function startQuery(): LibraryQuery {
  const { view, tag, place } = shownList()
  const first = Math.floor(place.rows)
  const offset = pageOf(first) * PAGE
  return { view, text: '', ...(tag && { tag }), ...orderOf(view), offset, limit: first - offset + START_ROWS }
}
