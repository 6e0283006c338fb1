import { createStore, useStore } from 'zustand'
import type { SavedSearch, SearchDraft } from '../../shared/saved-search.ts'
import { api, errorOf, onEvent } from '../api.ts'
import { attempt } from '../attempt.ts'
import { carryOut } from '../history.ts'
import { currentRoute, go } from '../route.ts'
import type { Route } from '../route.ts'
import { openOverlay } from '../shell-store.ts'
import { whenIdle } from '../ui/when-idle.ts'
import { libraryStore } from './library-store.ts'
import { ask } from './list-question.ts'

const kept = createStore<{ readonly searches: readonly SavedSearch[] }>(() => ({ searches: [] }))

/** How often they were asked for. */
let asked = 0

/** The saved searches, by name. */
export function useSavedSearches(): readonly SavedSearch[] {
  return useStore(kept, (state) => state.searches)
}

/** The saved searches as they are now. */
export function savedSearches(): readonly SavedSearch[] {
  return kept.getState().searches
}

/** The saved search that is chosen, if one is. */
export function chosenSearch(): SavedSearch | undefined {
  const { search } = currentRoute()
  return kept.getState().searches.find(({ id }) => id === search)
}

/** Shows those of the last time until they are fetched. */
export function showSavedSearches(searches: readonly SavedSearch[]): void {
  kept.setState({ searches: searches.toSorted((a, b) => a.name.localeCompare(b.name)) })
}

/** Fetches them, and again when another machine or program changed them. Answers a function that stops. */
export function startSavedSearches(): () => void {
  const load = (): void => void refresh()
  const callOff = whenIdle(load)
  const stop = onEvent('lists-changed', load)
  window.addEventListener('focus', load)
  return () => {
    callOff()
    stop()
    window.removeEventListener('focus', load)
    asked++
    kept.setState({ searches: [] })
  }
}

/** Where a saved search leads. */
export function routeOfSearch({ id, view, tag }: SavedSearch): Route {
  return { view, ...(tag && { tag }), search: id }
}

/** Asks what a route asks for: its view and tag, and the text of its saved search. */
export function askOfRoute({ view, tag, search }: Route): void {
  const saved = kept.getState().searches.find(({ id }) => id === search)
  ask({ view, tag, text: saved?.text ?? '', sort: saved?.sort, descending: saved?.descending })
}

/** Whether what is asked now is worth a name: words, a tag, or an order of its own. */
export function isWorthSaving(): boolean {
  const { text, tag } = libraryStore.getState().query
  return text.trim() !== '' || tag !== undefined
}

/** Asks for a name, and keeps what the list asks now under it. */
export function askToSaveSearch(): void {
  const { view, tag, text, sort, descending } = libraryStore.getState().query
  const question = { view, text: text.trim(), ...(tag && { tag }), ...(sort && { sort }), ...(descending !== undefined && { descending }) }
  openOverlay({
    kind: 'name',
    title: 'Save this search',
    label: 'Name',
    value: '',
    suggestion: text.trim() || (tag ? `#${tag}` : ''),
    hint: 'It stands in the sidebar, and in the library’s folder, so that it travels with the library.',
    action: 'Save',
    run: (name) => void add({ name, ...question }),
  })
}

/** Asks for another name. */
export function askToRenameSearch(search: SavedSearch): void {
  openOverlay({ kind: 'name', title: 'Rename the saved search', label: 'Name', value: search.name, action: 'Rename', run: (name) => void rename(search, name) })
}

/** Removes a saved search; no article is touched. */
export function removeSearch(search: SavedSearch): Promise<void> {
  return attempt(() =>
    carryOut({
      label: `Removed the saved search “${search.name}”`,
      run: async () => {
        await api.removeSavedSearch(search.id)
        await refresh()
        const { view, tag, search: open } = currentRoute()
        if (open === search.id) go({ view, ...(tag && { tag }) }, 'replace')
      },
      undo: () => restore(search),
      toast: true,
    }),
  )
}

async function add(draft: SearchDraft): Promise<void> {
  let added: SavedSearch | undefined
  await attempt(() =>
    carryOut({
      label: `Saved the search “${draft.name}”`,
      run: async () => {
        added = await api.addSavedSearch(draft)
        await refresh()
        go(routeOfSearch(added))
      },
      undo: async () => {
        if (added) await api.removeSavedSearch(added.id)
        await refresh()
      },
      redo: async () => {
        if (added) await restore(added)
      },
      toast: true,
    }),
  )
}

function rename(search: SavedSearch, name: string): Promise<void> {
  const to = async (draft: SearchDraft): Promise<void> => {
    await api.changeSavedSearch(search.id, draft)
    await refresh()
  }
  return attempt(() =>
    carryOut({ label: `Renamed “${search.name}” to “${name}”`, run: () => to({ ...search, name }), undo: () => to(search), toast: true }),
  )
}

async function restore(search: SavedSearch): Promise<void> {
  await api.restoreSavedSearch(search)
  await refresh()
}

async function refresh(): Promise<void> {
  const mine = ++asked
  try {
    const searches = await api.savedSearches()
    // What was asked for since is newer, whichever is answered first.
    if (mine !== asked) return
    const before = chosenSearch()
    showSavedSearches(searches)
    // The window may have been opened on one before it was known.
    if (!before && chosenSearch()) askOfRoute(currentRoute())
  } catch (thrown) {
    // The list says what is wrong with the library; this need not say it twice.
    errorOf(thrown)
  }
}
