import { currentRoute } from '../route.ts'
import { libraryStore, rowAt } from './library-store.ts'
import { rememberListSoon } from './list-memory.ts'
import type { LastList, Place } from './list-memory.ts'
import { PAGE } from './list-pages.ts'
import type { ShownRows } from './list-pages.ts'

/** Rows a second, and milliseconds without scrolling after which none passes. */
const FLYING = 60
const STANDS_AFTER_MS = 100

/** Where a list begins that was never scrolled. */
export const TOP: Place = { rows: 0 }

/** Where the list stands, as scrolling has it. */
let place: Place = TOP
let placedAt = 0
let flying = false
let shown: ShownRows = { first: 0, last: PAGE - 1, down: true }

/** Where the list stands now. */
export function placeNow(): Place {
  return place.id === undefined ? withId(place) : place
}

/** Which rows are on screen, as far as that is known. */
export function shownRows(): ShownRows {
  return shown
}

/** Tells where the list was scrolled to. */
export function notePlace(rows: number): void {
  const now = performance.now()
  flying = Math.abs(rows - place.rows) > ((now - placedAt) / 1000) * FLYING
  placedAt = now
  place = withId({ rows })
  rememberListSoon(shownList)
}

/**
 * Tells that rows have come. The one at which the list stands may be known only now; it is held from here on, for an answer
 * from before the scrolling may take its row away again.
 */
export function noteRows(): void {
  if (place.id !== undefined) return
  place = withId(place)
  if (place.id !== undefined) rememberListSoon(shownList)
}

/** Tells which rows are on screen. */
export function noteShown(first: number, last: number): void {
  shown = { first, last, down: first === shown.first ? shown.down : first > shown.first }
}

/** The list is about to stand there; what is on screen is told when it does. */
export function standAt(at: Place): void {
  place = at
  const first = Math.floor(at.rows)
  shown = { first, last: first + PAGE - 1, down: true }
}

/** Whether rows pass faster than anybody sees a picture in them. */
export function isFlying(): boolean {
  return flying && performance.now() - placedAt < STANDS_AFTER_MS
}

/** Which list is shown and where it stands, for the next start. A search that is only typed is not kept. */
export function shownList(): LastList {
  const { view, tag, text } = libraryStore.getState().query
  const { search } = currentRoute()
  return { view, ...(tag && { tag }), ...(search && { search }), place: text.trim() === '' ? placeNow() : TOP }
}

/** The row there may not have been fetched yet when it was scrolled to. */
function withId({ rows }: Place): Place {
  const id = rowAt(Math.floor(rows))?.article.id
  return { rows, ...(id && { id }) }
}
