import { useSyncExternalStore } from 'react'
import { VIEWS } from '../shared/list.ts'
import type { View } from '../shared/list.ts'
import type { ArticleId, HighlightId } from '../shared/model.ts'

/** What to show when an article opens; without any of it, where reading stopped. */
export interface Arrival {
  readonly highlight?: HighlightId
  /** The words of a search, marked, and the first of them from `at` on (UTF-16 units of the article's text). */
  readonly found?: { readonly text: string; readonly at: number }
  /** The note on the whole article. */
  readonly note?: true
}

/** Where the window is: a view of the library, perhaps narrowed by a tag, and perhaps an article open beside it. */
export interface Route extends Arrival {
  readonly view: View
  readonly tag?: string
  /** Id of the saved search that was chosen; the list asks what it says. */
  readonly search?: string
  readonly article?: ArticleId
}

/** `#/inbox/<article>?tag=…&highlight=…&found=…&at=…` as a route. What cannot be understood is the inbox: never throws. */
export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2)
  const [viewName, article] = path.split('/')
  const parameters = new URLSearchParams(search)
  const tag = parameters.get('tag')
  const saved = parameters.get('search')
  const highlight = parameters.get('highlight')
  const found = parameters.get('found')
  return {
    view: VIEWS.find((view) => view === viewName) ?? 'inbox',
    ...(tag ? { tag } : {}),
    ...(saved ? { search: saved } : {}),
    ...(article ? { article: article as ArticleId } : {}),
    ...(article && highlight ? { highlight: highlight as HighlightId } : {}),
    ...(article && found ? { found: { text: found, at: Math.max(0, Number(parameters.get('at')) || 0) } } : {}),
    ...(article && parameters.has('note') ? { note: true } : {}),
  }
}

/** The inverse of `parseRoute`. */
export function routeHash(route: Route): string {
  const parameters = new URLSearchParams()
  if (route.tag) parameters.set('tag', route.tag)
  if (route.search) parameters.set('search', route.search)
  if (route.article && route.highlight) parameters.set('highlight', route.highlight)
  if (route.article && route.found) {
    parameters.set('found', route.found.text)
    parameters.set('at', String(route.found.at))
  }
  if (route.article && route.note) parameters.set('note', '')
  const search = parameters.size > 0 ? `?${parameters}` : ''
  return `#/${route.view}${route.article ? `/${route.article}` : ''}${search}`
}

/** Where the window is now. */
export function currentRoute(): Route {
  return parseRoute(location.hash)
}

/** Goes there; `replace` leaves no step behind for the Back key. */
export function go(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = routeHash(route)
  if (hash === location.hash) return
  if (how === 'push') location.hash = hash
  else location.replace(hash)
}

/** Opens an article beside the list as it stands. */
export function goToArticle(article: ArticleId, arrival: Arrival = {}): void {
  go({ ...listOf(currentRoute()), article, ...arrival })
}

/** Closes the article and leaves the list. */
export function goToList(): void {
  go(listOf(currentRoute()))
}

/** The list of a route, without an article beside it. */
export function listOf({ view, tag, search }: Route): Route {
  return { view, ...(tag ? { tag } : {}), ...(search ? { search } : {}) }
}

/** The route, and again whenever it changes. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(listenToHash, () => location.hash)
  return parseRoute(hash)
}

function listenToHash(changed: () => void): () => void {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}
