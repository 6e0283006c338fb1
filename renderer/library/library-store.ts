import { createStore, useStore } from 'zustand'
import type { AppError } from '../../shared/errors.ts'
import type { FirstScreen } from '../../shared/first-screen.ts'
import type { ArticleId, ArticlePage, ArticleRow, ArticleSummary, LibraryOverview, LibraryQuery, Sort, View } from '../../shared/model.ts'
import { queryParts } from '../../shared/query.ts'
import { api, errorOf, onEvent } from '../api.ts'
import { savingInBulk } from '../batches/batch-store.ts'
import { beforeClosing } from '../last-words.ts'
import { currentRoute } from '../route.ts'
import { orderOf, rememberListNow, rememberListSoon, rememberOrder } from './list-memory.ts'
import type { LastList, Place } from './list-memory.ts'
import { indexOf, nearPages, PAGE, pageOf, pagesOf, withArticle, withoutFar } from './list-pages.ts'
import type { Pages, Window } from './list-pages.ts'
import { watchChanges } from './watch-changes.ts'

/** What the list shows: a `LibraryQuery` without its page. */
export interface ListQuery {
  readonly view: View
  readonly tag?: string | undefined
  readonly text: string
  readonly sort?: Sort | undefined
  readonly descending?: boolean | undefined
}

interface LibraryState {
  readonly query: ListQuery
  /** The search text that the list answers: what is typed may not be understood yet. */
  readonly searched: string
  readonly pages: Pages
  /** Unknown until the first answer. */
  readonly total: number | undefined
  /** Why there is no list: a search text that cannot be understood, a library that cannot be read. */
  readonly error: AppError | undefined
  readonly overview: LibraryOverview | undefined
  /** Place of the row that the keys act on. */
  readonly current: number
  readonly selected: ReadonlySet<ArticleId>
  /** Articles being saved, for the status line. */
  readonly saving: ReadonlyMap<ArticleId, ArticleSummary>
  /** Where the list is to stand from now on; another object each time that is decided here and not by scrolling. */
  readonly stand: Place
}

/** Pages asked for at a time. What was scrolled past before its turn came is never asked for. */
const AT_ONCE = 2

/** Changes that come in a burst (a bulk archive, an import) are fetched once. */
const RELOAD_DELAY_MS = 40
/** More articles than any library has. */
export const EVERY = 100_000
/** While changes never end, because thousands are being saved, the list is fetched so often. */
const RELOAD_EVERY_MS = 400
/** Steps of saving are shown together, so often. */
const NOTE_EVERY_MS = 80

/** Rows kept for the next start from the first one on screen: more than most windows show. */
const START_ROWS = 30

/** Rows a second, and milliseconds without scrolling after which none passes. */
const FLYING = 60
const STANDS_AFTER_MS = 100

const TOP: Place = { rows: 0 }

/** The list, its counts and its selection. */
export const libraryStore = createStore<LibraryState>(() => ({
  query: { view: 'inbox', text: '' },
  searched: '',
  pages: new Map(),
  total: undefined,
  error: undefined,
  overview: undefined,
  current: 0,
  selected: new Set(),
  saving: new Map(),
  stand: TOP,
}))

/** The question that the rows answer, as text. */
let answered = ''
/** Listens while the first rows are asked for ahead of the window. */
let changedAhead: (() => boolean) | undefined
// Each new question makes the answers to older ones worthless: they are dropped when they come.
let generation = 0
let overviewTurn = 0
let wanted: Window = { first: 0, last: PAGE - 1, down: true }
/** Where the list stands, as scrolling has it. */
let place: Place = TOP
let placedAt = 0
let flying = false
const inFlight = new Set<number>()
let reloadTimer: number | undefined
let reloadedAt = -Infinity
let noteTimer: number | undefined
const noted = new Map<ArticleId, ArticleSummary>()
/** The first rows were asked for before the window was drawn. */
let askedAhead = false
/** The rows are those of the last time; `reload` is about to fetch the library's own. */
let provisional = false

/** The library's state, or a part of it, and again whenever that part changes. */
export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(libraryStore, select)
}

/** Asks for the first rows and the counts before anything is drawn, so that they are in the first frame. */
export async function fetchFirstRows(): Promise<void> {
  generation++
  askedAhead = true
  changedAhead = watchChanges()
  await Promise.all([fetchVisible(), fetchOverview()])
}

/**
 * Shows what the page brought along, if that is what the window is about to ask for; the library's own rows replace it as
 * soon as `reload` gets them. Answers whether it did.
 */
export function showFirstScreen({ query, rows, total, overview }: FirstScreen): boolean {
  const first = Math.floor(place.rows)
  const isThere = first >= query.offset && first < query.offset + Math.max(1, rows.length) && query.offset % PAGE === 0
  if (!isThere || !sameQuery(libraryStore.getState().query, query)) return false
  askedAhead = true
  provisional = true
  answered = question()
  libraryStore.setState({ pages: pagesOf(pageOf(query.offset), rows), total, overview })
  return true
}

/** The rows with which the next start will begin: the list as it is remembered, from the page in which it stands. */
export function startQuery(): LibraryQuery {
  const { view, tag, place: at } = shownList()
  const first = Math.floor(at.rows)
  const offset = pageOf(first) * PAGE
  return { view, text: '', ...(tag && { tag }), ...orderOf(view), offset, limit: first - offset + START_ROWS }
}

/** Begins with another list than the inbox, and where it stood. Before anything is asked for. */
export function beginWith(query: Pick<ListQuery, 'view' | 'tag'>, at: Place): void {
  libraryStore.setState({ query: withOrder({ ...query, text: '' }), stand: at, current: Math.ceil(at.rows) })
  stayAt(at)
}

/** Listens for changes and, unless that was done, fetches the first rows. Answers a function that stops listening. */
export function startLibrary(): () => void {
  const stops = [
    onEvent('articles-changed', () => reloadSoon()),
    onEvent('article-saving', ({ article }) => noteSaving(article)),
    beforeClosing(rememberListNow),
    () => void rememberListNow(),
  ]
  // What changes before this listens is in no answer that was asked for before.
  const isOutdated = changedAhead?.() ?? false
  changedAhead = undefined
  if (!askedAhead || isOutdated) reload()
  return () => {
    askedAhead = false
    for (const stop of stops) stop()
    stayAt(TOP)
    window.clearTimeout(reloadTimer)
    window.clearTimeout(noteTimer)
    reloadTimer = undefined
    noteTimer = undefined
    reloadedAt = -Infinity
    noted.clear()
  }
}

/** Asks another question of the library, in the order that its view has. The old rows stay until the new ones are there. */
export function ask(change: Partial<ListQuery>): void {
  const before = libraryStore.getState().query
  const isOrdered = change.sort !== undefined
  const query = isOrdered ? { ...before, ...change } : withOrder({ ...before, ...change })
  if (sameQuery(before, query) && libraryStore.getState().searched === query.text) return
  // What cannot be understood is said at the field; the list stays as it was.
  if (!isUnderstood(query.text)) return libraryStore.setState({ query })
  stayAt(TOP)
  libraryStore.setState({ query, searched: query.text, current: 0, selected: new Set(), stand: { ...TOP } })
  reloadRows()
}

function isUnderstood(text: string): boolean {
  return queryParts(text).every((part) => part.kind !== 'fault')
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

/** Tells which rows are on screen, and where the list stands, so that what is near is fetched and the place is kept. */
export function wantRows(first: number, last: number): void {
  wanted = { first, last, down: first === wanted.first ? wanted.down : first > wanted.first }
  fetchMissing()
}

/** Tells where the list was scrolled to. */
export function notePlace(rows: number): void {
  const now = performance.now()
  flying = Math.abs(rows - place.rows) > ((now - placedAt) / 1000) * FLYING
  placedAt = now
  place = withId({ rows })
  rememberListSoon(shownList)
}

/** Which list is shown and where it stands, for the next start. A search that is only typed is not kept. */
function shownList(): LastList {
  const { view, tag, text } = libraryStore.getState().query
  const { search } = currentRoute()
  return { view, ...(tag && { tag }), ...(search && { search }), place: text.trim() === '' ? placeNow() : TOP }
}

/** Whether rows pass faster than anybody sees a picture in them. */
export function isFlying(): boolean {
  return flying && performance.now() - placedAt < STANDS_AFTER_MS
}

/** Where the list stands now. */
export function placeNow(): Place {
  return place.id === undefined ? withId(place) : place
}

/** The row there may not have been fetched yet when it was scrolled to. */
function withId({ rows }: Place): Place {
  const id = rowAt(Math.floor(rows))?.article.id
  return { rows, ...(id && { id }) }
}

/** Fetches what is on screen again, and the counts. */
export function reload(): void {
  reloadedAt = performance.now()
  window.clearTimeout(reloadTimer)
  reloadTimer = undefined
  reloadRows()
  void fetchOverview()
}

/** The counts do not depend on what is asked, and a search is asked at every key. */
function reloadRows(): void {
  provisional = false
  generation++
  inFlight.clear()
  void fetchVisible()
}

/** Whether the rows that are shown answer what is asked now: those of the question before stay until the new ones come. */
export function isAnswered(): boolean {
  return answered === question()
}

function question(): string {
  return JSON.stringify(wholeQuery(0, 0))
}

/** The row at a place, if it has been fetched. */
export function rowAt(index: number): ArticleRow | undefined {
  return libraryStore.getState().pages.get(Math.floor(index / PAGE))?.[index % PAGE]
}

/** An article as the list shows it, if its row has been fetched. */
export function shownArticle(id: ArticleId): ArticleSummary | undefined {
  const { pages } = libraryStore.getState()
  const index = indexOf(pages, id)
  return index === undefined ? undefined : rowAt(index)?.article
}

/** Makes a row the current one. */
export function setCurrent(index: number): void {
  const { total } = libraryStore.getState()
  libraryStore.setState({ current: Math.max(0, Math.min(index, (total ?? 1) - 1)) })
}

/** Selects exactly these. */
export function select(ids: Iterable<ArticleId>): void {
  libraryStore.setState({ selected: new Set(ids) })
}

/** What a command acts on: the selected articles, else the one given (the open or the current one). */
export function targets(otherwise: ArticleId | undefined): readonly ArticleId[] {
  const { selected } = libraryStore.getState()
  if (selected.size > 0) return [...selected]
  return otherwise ? [otherwise] : []
}

/** The list's question, for some of its rows. */
export function wholeQuery(offset: number, limit: number): LibraryQuery {
  const { query, searched } = libraryStore.getState()
  const { view, tag, sort, descending } = query
  return {
    view,
    text: searched,
    ...(tag === undefined ? {} : { tag }),
    ...(sort === undefined ? {} : { sort }),
    ...(descending === undefined ? {} : { descending }),
    offset,
    limit,
  }
}

function withOrder(query: ListQuery): ListQuery {
  const order = query.text.trim() === '' ? orderOf(query.view) : undefined
  return { ...query, sort: order?.sort, descending: order?.descending }
}

function stayAt(at: Place): void {
  place = at
  const first = Math.floor(at.rows)
  wanted = { first, last: first + PAGE - 1, down: true }
}

function reloadSoon(): void {
  const wait = savingInBulk() ? RELOAD_EVERY_MS - (performance.now() - reloadedAt) : 0
  reloadTimer ??= window.setTimeout(reload, Math.max(RELOAD_DELAY_MS, wait))
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
    const moved = after.rows === before.rows ? undefined : { ...after, rows: Math.max(0, place.rows + after.rows - before.rows) }
    if (moved) stayAt(moved)
    libraryStore.setState((state) => ({
      pages,
      total,
      error: undefined,
      current: placeOfCurrent(state, pages, total),
      saving: stillSaving(state.saving, pages),
      ...(moved && { stand: moved }),
    }))
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

async function fetchAround(at: Place): Promise<Around> {
  const found = await fetchRange(wanted.first, wanted.last)
  const fraction = at.rows % 1
  if (at.rows === 0 || at.id === undefined) return { ...found, place: within(at, found.total) }
  const index = indexOf(found.pages, at.id) ?? (await api.placeOfArticle(wholeQuery(0, 0), at.id))
  if (index === undefined) return { ...found, place: within(at, found.total) }
  const moved = { rows: index + fraction, id: at.id }
  const height = wanted.last - wanted.first
  const first = Math.max(0, wanted.first + index - Math.floor(at.rows))
  const isThere = found.pages.has(pageOf(index)) && found.pages.has(pageOf(Math.min(found.total - 1, first + height)))
  return { ...(isThere ? found : await fetchRange(first, first + height)), place: moved }
}

/** The list may have become shorter than where it was scrolled to. */
function within(at: Place, total: number): Place {
  return at.rows < total ? at : { rows: Math.max(0, total - 1) }
}

async function fetchRange(first: number, last: number): Promise<{ readonly pages: Pages; readonly total: number }> {
  const [from, to] = [pageOf(first), pageOf(last)]
  const { rows, total } = await askForRows(wholeQuery(from * PAGE, (to - from + 1) * PAGE))
  if (rows.length === 0 && total > 0 && from > 0) return fetchRange(Math.max(0, total - PAGE), total - 1)
  return { pages: pagesOf(from, rows), total }
}

function fetchMissing(): void {
  const { total, pages, current } = libraryStore.getState()
  if (total === undefined || provisional || inFlight.size >= AT_ONCE) return
  const page = nearPages(wanted, total, current).find((one) => !pages.has(one) && !inFlight.has(one))
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
    libraryStore.setState((before) => ({ pages: withoutFar(new Map(before.pages).set(page, rows), wanted, before.current), total }))
  } catch (thrown) {
    if (mine === generation) libraryStore.setState({ error: errorOf(thrown) })
  } finally {
    if (mine === generation) inFlight.delete(page)
  }
}

async function fetchOverview(): Promise<void> {
  const mine = ++overviewTurn
  try {
    const overview = await api.overview()
    if (mine === overviewTurn) libraryStore.setState({ overview })
  } catch (thrown) {
    // The list says what is wrong with the library; its counts need not say it twice.
    errorOf(thrown)
  }
}

/** A search may be given up for the next letter's; plain lists never wait behind one. */
function askForRows(query: LibraryQuery): Promise<ArticlePage> {
  return query.text.trim() === '' ? api.listArticles(query) : api.listNewest(query)
}

function noteSaving(article: ArticleSummary): void {
  noted.set(article.id, article)
  noteTimer ??= window.setTimeout(showNoted, NOTE_EVERY_MS)
}

function showNoted(): void {
  noteTimer = undefined
  const articles = [...noted.values()]
  noted.clear()
  libraryStore.setState((before) => {
    const saving = new Map(before.saving)
    for (const article of articles) {
      if (article.state.kind === 'saving') saving.set(article.id, article)
      else saving.delete(article.id)
    }
    return { saving, pages: articles.reduce(withArticle, before.pages) }
  })
}

function stillSaving(saving: ReadonlyMap<ArticleId, ArticleSummary>, pages: Pages): ReadonlyMap<ArticleId, ArticleSummary> {
  const next = new Map(saving)
  for (const { article } of [...pages.values()].flat()) {
    if (article.state.kind === 'saving') next.set(article.id, article)
    else next.delete(article.id)
  }
  return next
}

/** The current row stays the same article where that is still near. */
function placeOfCurrent(before: LibraryState, pages: Pages, total: number): number {
  const id = before.pages.get(pageOf(before.current))?.[before.current % PAGE]?.article.id
  const index = id && indexOf(pages, id)
  return index ?? Math.max(0, Math.min(before.current, total - 1))
}

function sameQuery(a: ListQuery, b: ListQuery): boolean {
  return a.view === b.view && a.tag === b.tag && a.text === b.text && a.sort === b.sort && a.descending === b.descending
}
