import { createStore, useStore } from 'zustand'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleRow, LibraryOverview, LibraryQuery, Sort, View } from '../../shared/list.ts'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import type { Place } from './list-memory.ts'
import { indexOf, PAGE } from './list-pages.ts'
import type { Pages } from './list-pages.ts'

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

/** More articles than any library has. */
export const EVERY = 100_000

/**
 * The list, its counts and its selection. What is asked of it is in `list-question.ts`, where it stands in `list-place.ts`;
 * `list-rows.ts` fetches its rows, `reload.ts` fetches them again when the library changes, `saving-articles.ts` shows the
 * steps of saving, and `start-library.ts` begins all that.
 */
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
  stand: { rows: 0 },
}))

/** The library's state, or a part of it, and again whenever that part changes. */
export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(libraryStore, select)
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
