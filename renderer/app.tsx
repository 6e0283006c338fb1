import { lazy, Suspense, useEffect, useRef } from 'react'
import type { ArticleSummary } from '../shared/model.ts'
import styles from './app.module.css'
import { startEarlyKeys } from './early-keys.ts'
import { startHearing } from './hearing.ts'
import { startLastWords } from './last-words.ts'
import { DropTarget } from './library/drop-target.tsx'
import { moveToTrash, restoreFromTrash, setArchived, setFavourite } from './library/library-actions.ts'
import { useLibrary } from './library/library-store.ts'
import { startLibrary } from './library/start-library.ts'
import { LibraryView } from './library/library-view.tsx'
import { focusCurrent } from './library/list-keys.ts'
import { askOfRoute, startSavedSearches } from './library/saved-searches.ts'
import { Sidebar } from './library/sidebar.tsx'
import { startHighlights } from './notes/highlight-store.ts'
import { Overlays } from './overlays.tsx'
import type { ReaderActions } from './reader/reader-toolbar.tsx'
import { goToList, useRoute } from './route.ts'
import { MEDIUM, openOverlay, shellStore, SMALL, toggleSidebar, useShell } from './shell-store.ts'
import { Announcer } from './ui/announcer.tsx'
import { StatePage } from './ui/state-page.tsx'
import { ToastRegion } from './ui/toast.tsx'
import { Tooltip } from './ui/tooltip.tsx'
import { useWindowWidth } from './ui/use-window-width.ts'
import { whenIdle } from './ui/when-idle.ts'
import { useKeys } from './use-keys.ts'
import { useWorks } from './work.ts'
import { startSavingVersions } from './versions/saving-version.ts'

// The list comes first; what an article needs is fetched while the reader looks at it.
const loadReader = () => import('./reader/reader-view.tsx')
const ReaderView = lazy(async () => ({ default: (await loadReader()).ReaderView }))

const WorkLine = lazy(async () => ({ default: (await import('./work-line.tsx')).WorkLine }))
const LibraryAway = lazy(async () => ({ default: (await import('./library/library-away.tsx')).LibraryAway }))

/** From here on the sidebar is whole even beside an open article, CSS pixels. */
const ROOMY = 1500

/** What fills the window: the library, or where it is to be looked for. */
export function App() {
  const away = useLibrary(({ error }) => (error?.code === 'library-away' && error.atStart ? error : undefined))
  if (!away?.atStart) return <LibraryWindow />
  return (
    <Suspense fallback={null}>
      <LibraryAway folder={away.folder} articles={away.atStart.articles} />
    </Suspense>
  )
}

/** Sidebar, list and reader, as many of them as fit. */
function LibraryWindow() {
  const route = useRoute()
  const shell = useShell()
  const width = useWindowWidth()
  const forwardKey = useKeys()
  const reading = route.article !== undefined
  const small = width < SMALL
  const listShown = !reading || width >= MEDIUM
  const readerShown = reading || width >= MEDIUM
  const fits = width >= ROOMY || (width >= 960 && !(reading && width < ROOMY)) ? 'full' : 'rail'
  const sidebar = shell.sidebar === 'auto' ? fits : shell.sidebar

  useEffect(() => askOfRoute({ view: route.view, ...(route.tag && { tag: route.tag }), ...(route.search && { search: route.search }) }), [route.view, route.tag, route.search])
  useStart()
  useFocusBackOnList(reading)

  const closeDrawer = (): void => shellStore.setState({ sidebarDrawer: false })

  return (
    <div className={styles['window']} data-small={small || undefined}>
      {!small && (
        <div className={styles['sidebar']} data-sidebar={sidebar}>
          <Sidebar layout={sidebar} onToggle={toggleSidebar} onChosen={() => undefined} />
        </div>
      )}
      {small && shell.sidebarDrawer && (
        <div className={styles['drawer']}>
          <button type="button" className={styles['scrim']} aria-label="Close sidebar" tabIndex={-1} onClick={closeDrawer} />
          <Sidebar layout="full" onToggle={closeDrawer} onChosen={closeDrawer} />
        </div>
      )}
      <main className={styles['panes']}>
        {listShown && (
          <div className={styles['list']} data-alone={!readerShown || undefined}>
            <LibraryView onShowSidebar={small ? toggleSidebar : undefined} />
          </div>
        )}
        {readerShown && (
          <div className={styles['reader']}>
            {route.article ? (
              <Suspense fallback={null}>
                <ReaderView
                  key={route.article}
                  article={route.article}
                  arrival={route}
                  forwardKey={forwardKey}
                  onClose={goToList}
                  actionsFor={actionsFor}
                />
              </Suspense>
            ) : (
              <NothingOpen />
            )}
          </div>
        )}
      </main>
      <DropTarget />
      <Overlays />
      <ToastRegion>
        <Working />
      </ToastRegion>
      <Tooltip />
      <Announcer />
    </div>
  )
}

/** Most of the time there is nothing under way, least of all at the start. */
function Working() {
  if (useWorks().length === 0) return null
  return (
    <Suspense fallback={null}>
      <WorkLine />
    </Suspense>
  )
}

function NothingOpen() {
  const empty = useLibrary((state) => state.overview?.counts.all === 0)
  return (
    <section className={styles['nothing']} aria-label="Reader">
      {empty ? (
        <StatePage icon="reading" title="A quiet place to read" text="Save an article, and it is here whenever you want it: on this disk, with no network." />
      ) : (
        <StatePage icon="reading" title="Choose an article" text="J and K move through the list, Enter opens. Press ? for all keys." />
      )}
    </section>
  )
}

/** Closing an article puts the keyboard back where it was opened from. */
function useFocusBackOnList(reading: boolean): void {
  const before = useRef(reading)
  useEffect(() => {
    if (before.current && !reading) focusCurrent()
    before.current = reading
  }, [reading])
}

function useStart(): void {
  useEffect(() => {
    const stops = [
      startLibrary(),
      startSavedSearches(),
      startHighlights(),
      startSavingVersions(),
      startLastWords(),
      startEarlyKeys(),
      startHearing(),
    ]
    let over = false
    const callOff = whenIdle(() => {
      void loadReader()
      void import('./menu-state.ts').then(({ startMenuState }) => over || stops.push(startMenuState()))
      void import('./notes/unkept-notes.ts').then(({ startUnkeptNotes }) => over || stops.push(startUnkeptNotes()))
    })
    return () => {
      over = true
      callOff()
      for (const stop of stops) stop()
    }
  }, [])
}

function actionsFor({ id }: ArticleSummary): ReaderActions {
  return {
    setArchived: (archived) => void setArchived([id], archived),
    setFavourite: (favourite) => void setFavourite([id], favourite),
    moveToTrash: () => void moveToTrash([id]),
    restore: () => void restoreFromTrash([id]),
    editTags: () => openOverlay({ kind: 'tags', ids: [id] }),
  }
}
