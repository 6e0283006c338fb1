import type { FirstScreen } from '../../shared/first-screen.ts'
import type { ArticlePage, LibraryQuery } from '../../shared/list.ts'
import { api, errorOf } from '../api.ts'
import { libraryStore, wholeQuery } from './library-store.ts'
import type { Place } from './list-memory.ts'
import { indexOf, nearPages, PAGE, pageOf, pagesOf, withoutFar } from './list-pages.ts'
import type { Pages } from './list-pages.ts'
import { noteRows, noteShown, placeNow, shownRows, standAt } from './list-place.ts'
import { stillSaving } from './saving-articles.ts'

/** Pages asked for at a time. What was scrolled past before its turn came is never asked for. */
const AT_ONCE = 2

/** The question that the rows answer, as text. */
let answered = ''
// Each new question makes the answers to older ones worthless: they are dropped when they come.
let generation = 0
/** Numbers of the pages that are on their way. */
const inFlight = new Set<number>()
/** The rows are those of the last time; the library's own are about to be fetched. */
let provisional = false

/** Tells which rows are on screen, so that what is near is fetched. */
export function wantRows(first: number, last: number): void {
  noteShown(first, last)
  fetchMissing()
}

/**
 * Fetches what is on screen again, or for the first time, without the counts: those do not depend on what is asked, and a
 * search is asked at every key. Resolves when the answer is there, whichever it is.
 */
export function reloadRows(): Promise<void> {
  provisional = false
  generation++
  inFlight.clear()
  return fetchVisible()
}

/** Shows the rows of the last time, as the answer to what is asked now; nothing more is fetched before `reloadRows`. */
export function showRowsOfLastTime({ query, rows, total, overview }: FirstScreen): void {
  provisional = true
  answered = question()
  libraryStore.setState({ pages: pagesOf(pageOf(query.offset), rows), total, overview })
}

/** Whether the rows that are shown answer what is asked now: those of the question before stay until the new ones come. */
export function isAnswered(): boolean {
  return answered === question()
}

function question(): string {
  return JSON.stringify(wholeQuery(0, 0))
}

/** What is on screen, anew. A list that is not at its top stays with the row it begins with, whatever changed above. */
async function fetchVisible(): Promise<void> {
  const mine = generation
  const before = placeNow()
  try {
    const { pages, total, place: after } = await fetchAround(before)
    if (mine !== generation) return
    answered = question()
    // It may have been scrolled on meanwhile.
    const moved = after.rows === before.rows ? undefined : { ...after, rows: Math.max(0, placeNow().rows + after.rows - before.rows) }
    if (moved) standAt(moved)
    const current = placeOfCurrent(pages, total)
    libraryStore.setState(({ saving }) => ({
      pages,
      total,
      error: undefined,
      current,
      saving: stillSaving(saving, pages),
      ...(moved && { stand: moved }),
    }))
    noteRows()
    fetchMissing()
  } catch (thrown) {
    if (mine !== generation) return
    libraryStore.setState({ pages: new Map(), total: 0, error: errorOf(thrown) })
  }
}

interface Around {
  readonly pages: Pages
  readonly total: number
  readonly place: Place
}

/** The rows around a place of the list as it was, and where that is in the list as it is now. */
async function fetchAround(at: Place): Promise<Around> {
  const found = await fetchRange(shownRows().first, shownRows().last)
  if (at.rows === 0 || at.id === undefined) return { ...found, place: within(at, found.total) }
  const index = indexOf(found.pages, at.id) ?? (await api.placeOfArticle(wholeQuery(0, 0), at.id))
  if (index === undefined) return { ...found, place: within(at, found.total) }
  const moved = { rows: index + (at.rows % 1), id: at.id }
  const wanted = shownRows()
  const height = wanted.last - wanted.first
  const first = Math.max(0, wanted.first + index - Math.floor(at.rows))
  const isThere = found.pages.has(pageOf(index)) && found.pages.has(pageOf(Math.min(found.total - 1, first + height)))
  return { ...(isThere ? found : await fetchRange(first, first + height)), place: moved }
}

/** The list may have become shorter than where it was scrolled to. */
function within(at: Place, total: number): Place {
  return at.rows < total ? at : { rows: Math.max(0, total - 1) }
}

/** The pages in which these rows stand; of a list that is shorter, its last ones. */
async function fetchRange(first: number, last: number): Promise<{ readonly pages: Pages; readonly total: number }> {
  const [from, to] = [pageOf(first), pageOf(last)]
  const { rows, total } = await askForRows(wholeQuery(from * PAGE, (to - from + 1) * PAGE))
  if (rows.length === 0 && total > 0 && from > 0) return fetchRange(Math.max(0, total - PAGE), total - 1)
  return { pages: pagesOf(from, rows), total }
}

/** Fetches the pages near the screen that are not there yet, the nearest first. */
function fetchMissing(): void {
  const { total, pages, current } = libraryStore.getState()
  if (total === undefined || provisional || inFlight.size >= AT_ONCE) return
  const page = nearPages(shownRows(), total, current).find((one) => !pages.has(one) && !inFlight.has(one))
  if (page === undefined) return
  void fetchPage(page).then(fetchMissing)
  fetchMissing()
}

async function fetchPage(page: number): Promise<void> {
  const mine = generation
  inFlight.add(page)
  try {
    const { rows, total } = await askForRows(wholeQuery(page * PAGE, PAGE))
    if (mine !== generation) return
    libraryStore.setState((before) => ({ pages: withoutFar(new Map(before.pages).set(page, rows), shownRows(), before.current), total }))
    noteRows()
  } catch (thrown) {
    if (mine === generation) libraryStore.setState({ error: errorOf(thrown) })
  } finally {
    if (mine === generation) inFlight.delete(page)
  }
}

/** A search may be given up for the next letter's; plain lists never wait behind one. */
function askForRows(query: LibraryQuery): Promise<ArticlePage> {
  return query.text.trim() === '' ? api.listArticles(query) : api.listNewest(query)
}

/** Where the current row is among the new ones: it stays the same article where that is still near. */
function placeOfCurrent(pages: Pages, total: number): number {
  const before = libraryStore.getState()
  const id = before.pages.get(pageOf(before.current))?.[before.current % PAGE]?.article.id
  const index = id && indexOf(pages, id)
  return index ?? Math.max(0, Math.min(before.current, total - 1))
}
