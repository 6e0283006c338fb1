import { lazy, Suspense, useEffect, useState } from 'react'
import { SORTS } from '../../shared/list.ts'
import type { LibraryOverview, Sort } from '../../shared/list.ts'
import { errorOf } from '../api.ts'
import { shownKeys } from '../keys.ts'
import { useRoute } from '../route.ts'
import { changeSettings, useSettings } from '../settings-store.ts'
import { openOverlay } from '../shell-store.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useIdle } from '../ui/use-idle.ts'
import type { MenuEntry } from '../ui/menu.tsx'
import type { Early } from '../ui/popover.tsx'
import { ArticleList } from './article-list.tsx'
import { deleteForGood, moveToTrash, restoreFromTrash, setArchived, setFavourite } from './library-actions.ts'
import { EmptyList } from './empty-list.tsx'
import { select, useLibrary } from './library-store.ts'
import { setOrder } from './list-question.ts'
import styles from './library.module.css'
import { SaveBox, SavingStatus } from './save-box.tsx'
import { SearchBox } from './search-box.tsx'
import { askToSaveSearch, useSavedSearches } from './saved-searches.ts'
import { SORT_LABELS, VIEW_LABELS } from './view-labels.ts'

interface Props {
  /** Where the sidebar is not on screen, the button that shows it. */
  readonly onShowSidebar: (() => void) | undefined
}

const BatchStatus = lazy(async () => ({ default: (await import('../batches/batch-status.tsx')).BatchStatus }))

const QueryFault = lazy(async () => ({ default: (await import('./query-fault.tsx')).QueryFault }))
const FilterChips = lazy(async () => ({ default: (await import('./filter-chips.tsx')).FilterChips }))

/** The list pane: saving, searching, and the articles of the chosen view. */
export function LibraryView({ onShowSidebar }: Props) {
  const total = useLibrary((state) => state.total)
  const error = useLibrary((state) => state.error)
  const selecting = useLibrary((state) => state.selected.size > 0)
  const isSearch = useLibrary((state) => state.query.text.trim() !== '')
  return (
    <section className={styles['library']} aria-label="Library">
      <div className={styles['head']}>
        {onShowSidebar && <IconButton icon="sidebar" label="Show sidebar" onClick={onShowSidebar} />}
        <SearchBox />
        <ViewMenu />
      </div>
      {isSearch && (
        <Suspense>
          <QueryFault />
          <FilterChips />
        </Suspense>
      )}
      <div className={styles['save']}>
        <SaveBox />
      </div>
      <div className={styles['title']} data-selecting={selecting || undefined}>
        {selecting ? <SelectionTools /> : <ListTitle />}
        <SavingStatus short={isSearch} />
      </div>
      <Batches />
      <Notices />
      {total === undefined ? <Loading /> : total === 0 || error ? <EmptyList /> : <ArticleList />}
    </section>
  )
}

/** What is saved in bulk goes on without being looked at: the first frame does not wait for it. */
function Batches() {
  if (!useIdle()) return null
  return (
    <Suspense fallback={null}>
      <BatchStatus />
    </Suspense>
  )
}

function ListTitle() {
  const { view, tag, text } = useLibrary((state) => state.query)
  const total = useLibrary((state) => state.total)
  const { search } = useRoute()
  const saved = useSavedSearches().find((one) => one.id === search && one.text === text.trim())
  return (
    <>
      <h1>{saved?.name ?? (tag ? `#${tag}` : VIEW_LABELS[view].label)}</h1>
      {total !== undefined && total > 0 && (
        <span className={styles['count']}>
          {text.trim() ? `${total.toLocaleString('en')} found` : total.toLocaleString('en')}
        </span>
      )}
      {text.trim() !== '' && !saved && (
        <IconButton icon="bookmark" label="Save search" keys={shownKeys('save-search')} size="small" onClick={askToSaveSearch} />
      )}
    </>
  )
}

/**
 * The menu's library is large and the list does not wait for it: until it is there, its button merely looks the same. It is
 * fetched at once when it is asked for, and the menu opens when it is there; the keyboard stays where it was.
 */
function ViewMenu() {
  const idle = useIdle()
  const [early, setEarly] = useState<Early>()
  const [loaded, setLoaded] = useState<typeof import('../ui/menu.tsx')>()
  const isWanted = idle || early === 'pressed'
  useEffect(() => {
    if (isWanted) import('../ui/menu.tsx').then(setLoaded, errorOf)
  }, [isWanted])
  const { sort, descending, text } = useLibrary((state) => state.query)
  const { list } = useSettings()
  const chosen: Sort = sort ?? (text.trim() ? 'relevance' : 'saved')
  const down = descending ?? SORT_LABELS[chosen].descending
  const entries: MenuEntry[] = [
    ...SORTS.filter((one) => one !== 'relevance' || text.trim() !== '').map((one) => ({
      id: one,
      label: SORT_LABELS[one].label,
      chosen: one === chosen,
      run: () => setOrder(one, SORT_LABELS[one].descending),
    })),
    'separator',
    { id: 'down', label: 'Descending', chosen: down, run: () => setOrder(chosen, true) },
    { id: 'up', label: 'Ascending', chosen: !down, run: () => setOrder(chosen, false) },
    'separator',
    ...(['comfortable', 'compact'] as const).map((density) => ({
      id: density,
      label: density === 'comfortable' ? 'Comfortable rows' : 'Compact rows',
      chosen: list.density === density,
      run: () => changeSettings({ list: { density } }),
    })),
  ]
  if (loaded) return <loaded.MenuButton icon="sort" label="Sort and density" entries={entries} early={early} />
  return (
    <IconButton
      icon="sort"
      label="Sort and density"
      aria-haspopup="menu"
      aria-expanded={false}
      onFocus={() => setEarly('focused')}
      onBlur={() => setEarly(undefined)}
      onClick={() => setEarly('pressed')}
    />
  )
}

function SelectionTools() {
  const selected = useLibrary((state) => state.selected)
  const view = useLibrary((state) => state.query.view)
  const ids = [...selected]
  return (
    <div className={styles['tools']} role="toolbar" aria-label="Selected articles">
      <span className={styles['chosen']}>{ids.length.toLocaleString('en')} selected</span>
      {view === 'trash' ? (
        <>
          <IconButton icon="restore" label="Restore" size="small" onClick={() => void restoreFromTrash(ids)} />
          <IconButton icon="trash" label="Delete for good" size="small" onClick={() => deleteForGood(ids)} />
        </>
      ) : (
        <>
          <IconButton
            icon="archive"
            label={view === 'archive' ? 'Move to inbox' : 'Archive'}
            size="small"
            onClick={() => {
              select([])
              void setArchived(ids, view !== 'archive')
            }}
          />
          <IconButton icon="star" label="Add to favourites" size="small" onClick={() => void setFavourite(ids, true)} />
          <IconButton icon="tag" label="Tags" size="small" onClick={() => openOverlay({ kind: 'tags', ids })} />
          <IconButton icon="trash" label="Move to trash" size="small" onClick={() => void moveToTrash(ids)} />
        </>
      )}
      <IconButton icon="close" label="Select nothing" keys="Esc" size="small" onClick={() => select([])} />
    </div>
  )
}

const AWAY: Readonly<Record<LibraryOverview['away'] & string, string>> = {
  missing: 'The library’s folder is not there just now. When its disk is connected again, everything goes on by itself.',
  'other-library': 'Another library lies in the place of this one now. Connect its disk again, or close Lectern and open it to see the other one.',
}

/** What is the matter with the library as a whole. */
function Notices() {
  const overview = useLibrary((state) => state.overview)
  if (!overview) return null
  const { rebuilding, damaged, readOnly, arriving, away } = overview
  return (
    <>
      {away && (
        <p className={styles['notice']} role="status">
          <Icon name="info" size={16} />
          <span>{AWAY[away]}</span>
        </p>
      )}
      {arriving !== undefined && !rebuilding && (
        <p className={styles['notice']} role="status" aria-label="Arriving">
          <Icon name="retry" size={16} />
          <span>
            Another program is changing the library’s folder:{' '}
            {arriving === 1 ? 'one article is' : `${arriving.toLocaleString('en')} articles are`} being taken in.
          </span>
        </p>
      )}
      {readOnly && (
        <p className={styles['notice']} role="status">
          <Icon name="info" size={16} />
          <span>This library can be read but not changed. Check the permissions of its folder.</span>
        </p>
      )}
      {rebuilding && (
        <p className={styles['notice']} role="status" aria-label="Rebuilding">
          <Icon name="retry" size={16} />
          <span>
            Reading the library anew: {rebuilding.done.toLocaleString('en')} of {rebuilding.total.toLocaleString('en')} articles. Lists are not
            complete yet.
          </span>
        </p>
      )}
      {damaged.length > 0 && <DamagedNotice files={damaged} />}
    </>
  )
}

function DamagedNotice({ files }: { readonly files: readonly string[] }) {
  return (
    <details className={styles['notice']} data-kind="warning">
      <summary>
        <Icon name="warning" size={16} />
        <span>
          {files.length === 1 ? 'One article has a damaged file.' : `${files.length} articles have damaged files.`} They are kept as they are.
        </span>
      </summary>
      <ul>
        {files.map((file) => (
          <li key={file}>{file}</li>
        ))}
      </ul>
    </details>
  )
}

function Loading() {
  return (
    <div className={styles['loading']} role="status" aria-label="Loading">
      <span className="visually-hidden">Loading articles</span>
    </div>
  )
}

