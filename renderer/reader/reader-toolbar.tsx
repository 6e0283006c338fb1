import type { ArticleSummary } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { shownKeys } from '../keys.ts'
import { useHighlights } from '../notes/highlight-store.ts'
import { openOverlay } from '../shell-store.ts'
import { IconButton } from '../ui/button.tsx'
import { MenuButton } from '../ui/menu.tsx'
import type { MenuEntry } from '../ui/menu.tsx'
import { PopoverButton } from '../ui/popover.tsx'
import { toggleNotes, useNotesShown } from './notes-visibility.ts'
import { saveVersion } from '../versions/save-version.ts'
import { cleanAgain, renderAgain } from './clean-again.ts'
import { startFinding } from './finding.ts'
import { OutlineList } from './outline-list.tsx'
import { printArticle } from './print.ts'
import { withReading } from './current-reading.ts'
import { useReading } from './reading-store.ts'
import styles from './reader.module.css'
import { Typography } from './typography.tsx'

interface Props {
  readonly summary: ArticleSummary | undefined
  /** The article is on screen, not merely known. */
  readonly readable: boolean
  readonly onClose: () => void
  readonly actions: ReaderActions | undefined
}

/** What the reader's toolbar can do to the library; given from above, because reader and library do not know each other. */
export interface ReaderActions {
  readonly setArchived: (archived: boolean) => void
  readonly setFavourite: (favourite: boolean) => void
  readonly moveToTrash: () => void
  readonly restore: () => void
  readonly editTags: () => void
}

/** The bar over the article. */
export function ReaderToolbar({ summary, readable, onClose, actions }: Props) {
  const notesShown = useNotesShown()
  const highlights = useHighlights((state) => state.highlights.length)
  const outline = useReading((state) => state.outline.length)
  return (
    <header className={styles['toolbar']}>
      <IconButton icon="back" label="Back to library" keys={shownKeys('back-to-library')} onClick={onClose} />
      <TimeLeft minutes={readable ? summary?.readingMinutes : undefined} />
      <div className={styles['actions']}>
        {summary && actions && !summary.deletedAt && <RowActions summary={summary} actions={actions} />}
        {summary?.deletedAt && actions && <IconButton icon="restore" label="Restore from trash" onClick={actions.restore} />}
        {readable && summary && actions && (
          <>
            <span className={styles['divider']} />
            {outline > 1 && <PopoverButton icon="outline" label="Outline">{(close) => <OutlineList onChosen={close} />}</PopoverButton>}
            <PopoverButton icon="type" label="Type and theme">{() => <Typography />}</PopoverButton>
            <IconButton
              icon="notes"
              label={highlights > 0 ? `Highlights and notes, ${highlights}` : 'Highlights and notes'}
              keys={shownKeys('toggle-notes')}
              pressed={notesShown}
              onClick={toggleNotes}
            />
            <MenuButton icon="more" label="More" entries={moreEntries(summary, actions)} />
          </>
        )}
      </div>
    </header>
  )
}

function RowActions({ summary, actions }: { readonly summary: ArticleSummary; readonly actions: ReaderActions }) {
  const archived = summary.archivedAt !== undefined
  return (
    <>
      <IconButton
        icon="archive"
        label={archived ? 'Move to inbox' : 'Archive'}
        keys={shownKeys('archive')}
        pressed={archived}
        onClick={() => actions.setArchived(!archived)}
      />
      <IconButton
        icon={summary.favourite ? 'star-filled' : 'star'}
        label={summary.favourite ? 'Remove from favourites' : 'Add to favourites'}
        keys={shownKeys('favourite')}
        pressed={summary.favourite}
        onClick={() => actions.setFavourite(!summary.favourite)}
      />
      <IconButton icon="tag" label="Tags" keys={shownKeys('tags')} onClick={actions.editTags} />
    </>
  )
}

function TimeLeft({ minutes }: { readonly minutes: number | undefined }) {
  const progress = useReading((state) => state.progress)
  if (minutes === undefined) return null
  const left = Math.ceil(minutes * (1 - progress))
  return <span className={styles['time-left']}>{progress >= 0.995 || left === 0 ? 'Read' : `${left} min left`}</span>
}

function moreEntries(summary: ArticleSummary, actions: ReaderActions): readonly MenuEntry[] {
  const { id, url, offline } = summary
  const missing = offline.missing.length
  return [
    { id: 'find', label: 'Find in article', icon: 'search', keys: '/', run: () => withReading(startFinding) },
    { id: 'print', label: 'Print…', icon: 'print', run: () => void attempt(printArticle) },
    'separator',
    { id: 'details', label: 'Edit details…', icon: 'rename', keys: 'D', disabled: summary.deletedAt !== undefined, run: () => openOverlay({ kind: 'details', id }) },
    {
      id: 'offline',
      label: missing > 0 ? `Offline report: ${missing} missing` : 'Offline report',
      icon: 'offline',
      keys: 'I',
      run: () => openOverlay({ kind: 'offline-report', id }),
    },
    { id: 'repair', label: 'Repair cleaning…', icon: 'compare', keys: 'R', run: () => openOverlay({ kind: 'repair', id }) },
    { id: 'clean', label: 'Clean again', icon: 'broom', run: () => void attempt(() => cleanAgain(id)) },
    {
      id: 'render',
      label: 'Save again with the page’s scripts',
      icon: 'retry',
      disabled: summary.source.kind !== 'address',
      run: () => void attempt(() => renderAgain(id)),
    },
    { id: 'save-version', label: 'Save a new version', icon: 'plus', disabled: !url || summary.deletedAt !== undefined, run: () => void saveVersion(id) },
    { id: 'versions', label: 'Versions…', icon: 'versions', run: () => openOverlay({ kind: 'versions', id }) },
    { id: 'outside', label: 'Open original in browser', icon: 'outside', disabled: !url, run: () => void attempt(async () => url && api.openOutside(url)) },
    { id: 'browse', label: 'Open in Lectern’s browser…', icon: 'lock', disabled: !url, run: () => void attempt(() => api.openBrowser({ article: id })) },
    { id: 'folder', label: 'Show its files', icon: 'folder', run: () => void attempt(() => api.showFolder(id)) },
    'separator',
    { id: 'delete', label: 'Move to trash', icon: 'trash', keys: 'Del', danger: true, run: actions.moveToTrash },
  ]
}
