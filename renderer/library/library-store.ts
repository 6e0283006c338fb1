import { createStore, useStore } from 'zustand'
import type { AppError } from '../../shared/errors.ts'
import type { FirstScreen } from '../../shared/first-screen.ts'
import type { ArticleId, ArticleRow, ArticleSummary, LibraryOverview, LibraryQuery, Sort, View } from '../../shared/model.ts'
import { api, errorOf, onEvent } from '../api.ts'

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
  /** The rows that have been fetched, by their place in the list. */
  readonly rows: ReadonlyMap<number, ArticleRow>
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
}

/** Rows fetched at a time: about three screens. */
const PAGE = 60

/** Changes that come in a burst (a bulk archive, an import) are fetched once. */
const RELOAD_DELAY_MS = 40

/** The list, its counts and its selection. */
export const libraryStore = createStore<LibraryState>(() => ({
  query: { view: 'inbox', text: '' },
  rows: new Map(),
  total: undefined,
  error: undefined,
  overview: undefined,
  current: 0,
  selected: new Set(),
  saving: new Map(),
}))

// Each new question makes the answers to older ones worthless: they are dropped when they come.
let generation = 0
let wanted = { first: 0, last: PAGE - 1 }
const pending = new Set<number>()
let reloadTimer: number | undefined
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
  await Promise.all([fetchVisible(), fetchOverview()])
}

/**
 * Shows what the page brought along, if that is what the window is about to ask for; the library's own rows replace it as
 * soon as `reload` gets them. Answers whether it did.
 */
export function showFirstScreen({ view, rows, total, overview }: FirstScreen): boolean {
  const { query } = libraryStore.getState()
  if (!sameQuery(query, { view, text: '' })) return false
  askedAhead = true
  provisional = true
  libraryStore.setState({ rows: new Map(rows.map((row, index) => [index, row])), total, overview })
  return true
}

/** Listens for changes and, unless that was done, fetches the first rows. Answers a function that stops listening. */
export function startLibrary(): () => void {
  const stops = [
    onEvent('articles-changed', () => reloadSoon()),
    onEvent('article-saving', ({ article }) => noteSaving(article)),
  ]
  if (!askedAhead) reload()
  return () => {
    askedAhead = false
    for (const stop of stops) stop()
    window.clearTimeout(reloadTimer)
    reloadTimer = undefined
  }
}

/** Asks another question of the library. The old rows stay until the new ones are there. */
export function ask(change: Partial<ListQuery>): void {
  const before = libraryStore.getState().query
  const query = { ...before, ...change }
  if (sameQuery(before, query)) return
  wanted = { first: 0, last: PAGE - 1 }
  libraryStore.setState({ query, current: 0, selected: new Set() })
  reload()
}

/** Tells which rows are on screen, so that they are fetched. */
export function wantRows(first: number, last: number): void {
  wanted = { first, last }
  const { rows, total } = libraryStore.getState()
  if (total === undefined || provisional) return
  for (let page = Math.floor(first / PAGE); page <= Math.floor(Math.min(last, total - 1) / PAGE); page++) {
    const edge = Math.min((page + 1) * PAGE, total) - 1
    if (rows.has(page * PAGE) && rows.has(edge)) continue
    if (!pending.has(page)) void fetchPage(page)
  }
}

/** Fetches what is on screen again, and the counts. */
export function reload(): void {
  window.clearTimeout(reloadTimer)
  reloadTimer = undefined
  provisional = false
  generation++
  pending.clear()
  void fetchVisible()
  void fetchOverview()
}

/** The row at a place, if it has been fetched. */
export function rowAt(index: number): ArticleRow | undefined {
  return libraryStore.getState().rows.get(index)
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

function reloadSoon(): void {
  reloadTimer ??= window.setTimeout(reload, RELOAD_DELAY_MS)
}

async function fetchVisible(): Promise<void> {
  const mine = generation
  const offset = Math.floor(wanted.first / PAGE) * PAGE
  const limit = (Math.floor(wanted.last / PAGE) + 1) * PAGE - offset
  try {
    const page = await api.listArticles(wholeQuery(offset, limit))
    if (mine !== generation) return
    const rows = new Map(page.rows.map((row, index) => [offset + index, row]))
    libraryStore.setState((before) => ({
      rows,
      total: page.total,
      error: undefined,
      current: placeOfCurrent(before, rows, page.total),
      saving: stillSaving(before.saving, page.rows),
    }))
    // The list became shorter than where it was scrolled to.
    if (page.rows.length === 0 && page.total > 0 && offset > 0) wantRows(Math.max(0, page.total - PAGE), page.total - 1)
  } catch (thrown) {
    if (mine !== generation) return
    libraryStore.setState({ rows: new Map(), total: 0, error: errorOf(thrown) })
  }
}

async function fetchPage(page: number): Promise<void> {
  const mine = generation
  pending.add(page)
  try {
    const answer = await api.listArticles(wholeQuery(page * PAGE, PAGE))
    if (mine !== generation) return
    libraryStore.setState((before) => {
      const rows = new Map(before.rows)
      answer.rows.forEach((row, index) => rows.set(page * PAGE + index, row))
      return { rows, total: answer.total }
    })
  } catch (thrown) {
    if (mine === generation) libraryStore.setState({ error: errorOf(thrown) })
  } finally {
    if (mine === generation) pending.delete(page)
  }
}

async function fetchOverview(): Promise<void> {
  const mine = generation
  try {
    const overview = await api.overview()
    if (mine === generation) libraryStore.setState({ overview })
  } catch (thrown) {
    // The list says what is wrong with the library; its counts need not say it twice.
    errorOf(thrown)
  }
}

function wholeQuery(offset: number, limit: number): LibraryQuery {
  const { view, tag, text, sort, descending } = libraryStore.getState().query
  return {
    view,
    text,
    ...(tag === undefined ? {} : { tag }),
    ...(sort === undefined ? {} : { sort }),
    ...(descending === undefined ? {} : { descending }),
    offset,
    limit,
  }
}

function noteSaving(article: ArticleSummary): void {
  libraryStore.setState((before) => {
    const saving = new Map(before.saving)
    if (article.state.kind === 'saving') saving.set(article.id, article)
    else saving.delete(article.id)
    const place = [...before.rows].find(([, row]) => row.article.id === article.id)
    if (!place) return { saving }
    return { saving, rows: new Map(before.rows).set(place[0], { ...place[1], article }) }
  })
}

function stillSaving(
  saving: ReadonlyMap<ArticleId, ArticleSummary>,
  rows: readonly ArticleRow[],
): ReadonlyMap<ArticleId, ArticleSummary> {
  const next = new Map(saving)
  for (const { article } of rows) {
    if (article.state.kind === 'saving') next.set(article.id, article)
    else next.delete(article.id)
  }
  return next
}

/** The current row stays the same article where that is still on screen. */
function placeOfCurrent(before: LibraryState, rows: ReadonlyMap<number, ArticleRow>, total: number): number {
  const id = before.rows.get(before.current)?.article.id
  const place = [...rows].find(([, row]) => row.article.id === id)?.[0]
  return place ?? Math.max(0, Math.min(before.current, total - 1))
}

function sameQuery(a: ListQuery, b: ListQuery): boolean {
  return a.view === b.view && a.tag === b.tag && a.text === b.text && a.sort === b.sort && a.descending === b.descending
}
