import type { CommandId } from '../shared/ipc.ts'
import { COLOURS } from '../shared/model.ts'
import type { ArticleId, ArticleSummary, Colour } from '../shared/model.ts'
import { DEFAULT_SETTINGS } from '../shared/settings.ts'
import { api } from './api.ts'
import { attempt } from './attempt.ts'
import { redo, undo } from './history.ts'
import type { Keys } from './keys.ts'
import { moveCurrent, openCurrent, toggleCurrent } from './library/article-list.tsx'
import { deleteForGood, moveToTrash, restoreFromTrash, saveFiles, setArchived, setFavourite } from './library/library-actions.ts'
import { libraryStore, rowAt, select, targets } from './library/library-store.ts'
import { removeHighlight } from './notes/highlight-store.ts'
import { cleanAgain, renderAgain } from './reader/clean-again.ts'
import { findWords } from './reader/finding.ts'
import { toggleNotes } from './reader/notes-visibility.ts'
import { printArticle } from './reader/print.ts'
import { activeHighlight, canHighlight, highlight, stepHighlight, writeNote } from './reader/highlighting.ts'
import { currentReading, withReading } from './reader/reading.ts'
import { currentRoute, goToList } from './route.ts'
import { changeSettings, settingsStore } from './settings-store.ts'
import { openOverlay, toggleSidebar } from './shell-store.ts'
import { showToast } from './ui/toast.tsx'
import { saveVersion } from './versions/saving-version.ts'

/** Every command's id: those the menu may send, and those of keys and palette alone. */
export type WindowCommandId =
  | CommandId
  | `highlight-${Colour}`
  | 'add-note'
  | 'delete-highlight'
  | 'next-highlight'
  | 'previous-highlight'
  | 'find'
  | 'open'
  | 'select'
  | 'restore'

/** One thing that can be done, wherever it is asked for: by key, menu, palette or shortcut sheet. */
export interface Command {
  readonly id: WindowCommandId
  readonly label: string
  /** Where it stands in the shortcut sheet. */
  readonly group: 'Library' | 'Reading' | 'Highlights and notes' | 'Lectern'
  readonly keys: readonly Keys[]
  /** Whether it makes sense now; without it, always. */
  readonly enabled?: () => boolean
  readonly run: () => void
}

const highlightCommands: readonly Command[] = COLOURS.map((colour, index) => ({
  id: `highlight-${colour}`,
  label: `Highlight in ${colour}`,
  group: 'Highlights and notes',
  keys: [`${index + 1}`],
  enabled: () => withReading(canHighlight) ?? false,
  run: () => withReading((reading) => void highlight(reading, colour)),
}))

/** Everything that can be done. Keys, menu events, the command palette and the shortcut sheet all read this list. */
export const COMMANDS: readonly Command[] = [
  { id: 'save-article', label: 'Save an address', group: 'Library', keys: ['Mod+N'], run: () => focusField('address-to-save') },
  { id: 'save-files', label: 'Save files…', group: 'Library', keys: ['Mod+O'], run: () => void saveFiles() },
  { id: 'open-browser', label: 'Open Lectern’s browser…', group: 'Library', keys: [], run: () => void attempt(() => api.openBrowser()) },
  { id: 'search', label: 'Search the library', group: 'Library', keys: ['/', 'Mod+F', 'Mod+Shift+F'], run: () => focusField('search-library') },
  { id: 'next-article', label: 'Next article', group: 'Library', keys: ['j'], run: () => moveCurrent(1, isReading()) },
  { id: 'previous-article', label: 'Previous article', group: 'Library', keys: ['k'], run: () => moveCurrent(-1, isReading()) },
  { id: 'open', label: 'Open', group: 'Library', keys: ['o'], enabled: () => acted() !== undefined, run: openCurrent },
  { id: 'select', label: 'Select', group: 'Library', keys: ['x'], enabled: () => acted() !== undefined, run: toggleCurrent },
  { id: 'archive', label: 'Archive, or move to inbox', group: 'Library', keys: ['e'], enabled: hasLiving, run: () => withTargets(archive) },
  { id: 'favourite', label: 'Add to favourites, or remove', group: 'Library', keys: ['s'], enabled: hasLiving, run: () => withTargets(favourite) },
  { id: 'tags', label: 'Tags…', group: 'Library', keys: ['t'], enabled: hasLiving, run: () => openOverlay({ kind: 'tags', ids: chosen() }) },
  { id: 'delete', label: 'Move to trash, or delete for good', group: 'Library', keys: ['Delete', '#'], enabled: hasTarget, run: () => withTargets(remove) },
  { id: 'restore', label: 'Restore from trash', group: 'Library', keys: [], enabled: () => hasTarget() && !hasLiving(), run: () => void restoreFromTrash(chosen()) },

  { id: 'back-to-library', label: 'Back to the library', group: 'Reading', keys: ['Escape', 'u'], enabled: isReading, run: back },
  { id: 'find', label: 'Find in article', group: 'Reading', keys: ['/', 'Mod+F'], enabled: inArticle, run: () => withReading((reading) => findWords(reading, '')) },
  { id: 'larger-type', label: 'Larger type', group: 'Reading', keys: ['Mod+=', 'Mod++'], run: () => resize(1) },
  { id: 'smaller-type', label: 'Smaller type', group: 'Reading', keys: ['Mod+-'], run: () => resize(-1) },
  { id: 'default-type', label: 'Default type size', group: 'Reading', keys: ['Mod+0'], run: () => changeSettings({ type: { size: DEFAULT_SETTINGS.type.size } }) },
  { id: 'article-details', label: 'Offline report', group: 'Reading', keys: ['i'], enabled: hasTarget, run: () => withFirst((id) => openOverlay({ kind: 'offline-report', id })) },
  { id: 'clean-again', label: 'Clean again', group: 'Reading', keys: [], enabled: hasLiving, run: () => withFirst((id) => void attempt(() => cleanAgain(id))) },
  { id: 'repair', label: 'Repair cleaning…', group: 'Reading', keys: ['r'], enabled: isShown, run: () => withReading(({ article }) => openOverlay({ kind: 'repair', id: article })) },
  { id: 'render-again', label: 'Save again with the page’s scripts', group: 'Reading', keys: [], enabled: hasLiving, run: () => withTargets(renderFirst) },
  { id: 'save-version', label: 'Save a new version', group: 'Reading', keys: [], enabled: hasLiving, run: () => withTargets(saveVersionOfFirst) },
  { id: 'versions', label: 'Versions…', group: 'Reading', keys: ['v'], enabled: hasTarget, run: () => withFirst((id) => openOverlay({ kind: 'versions', id })) },
  { id: 'open-original', label: 'Open the original in the browser', group: 'Reading', keys: ['Mod+Shift+O'], enabled: hasTarget, run: () => withTargets(openOriginal) },
  { id: 'browse-original', label: 'Open in Lectern’s browser, to log in and save', group: 'Reading', keys: [], enabled: hasTarget, run: () => withFirst((id) => void attempt(() => api.openBrowser({ article: id }))) },
  { id: 'print', label: 'Print…', group: 'Reading', keys: ['Mod+P'], enabled: isShown, run: () => void attempt(printArticle) },

  ...highlightCommands,
  { id: 'add-note', label: 'Write a note', group: 'Highlights and notes', keys: ['n'], enabled: isShown, run: () => withReading((reading) => void writeNote(reading)) },
  { id: 'next-highlight', label: 'Next highlight', group: 'Highlights and notes', keys: [']'], enabled: isShown, run: () => withReading((reading) => stepHighlight(reading, 1)) },
  { id: 'previous-highlight', label: 'Previous highlight', group: 'Highlights and notes', keys: ['['], enabled: isShown, run: () => withReading((reading) => stepHighlight(reading, -1)) },
  { id: 'delete-highlight', label: 'Delete the highlight', group: 'Highlights and notes', keys: ['Backspace'], enabled: () => activeHighlight() !== undefined, run: deleteActive },
  { id: 'toggle-notes', label: 'Show or hide highlights and notes', group: 'Highlights and notes', keys: ['h'], enabled: isShown, run: toggleNotes },

  { id: 'command-palette', label: 'Commands', group: 'Lectern', keys: ['Mod+K'], run: () => openOverlay({ kind: 'palette' }) },
  { id: 'undo', label: 'Undo', group: 'Lectern', keys: ['Mod+Z'], run: () => void undo() },
  { id: 'redo', label: 'Redo', group: 'Lectern', keys: ['Mod+Shift+Z', 'Mod+Y'], run: () => void redo() },
  { id: 'toggle-sidebar', label: 'Show or hide the sidebar', group: 'Lectern', keys: ['Mod+B'], run: toggleSidebar },
  { id: 'settings', label: 'Settings', group: 'Lectern', keys: ['Mod+,'], run: () => openOverlay({ kind: 'settings' }) },
  { id: 'shortcuts', label: 'Keyboard shortcuts', group: 'Lectern', keys: ['?'], run: () => openOverlay({ kind: 'shortcuts' }) },
] // prettier-ignore

/** Runs a command by its id, if it makes sense now. */
export function runCommand(id: WindowCommandId): void {
  const command = COMMANDS.find((one) => one.id === id)
  if (command && (command.enabled?.() ?? true)) command.run()
}

/** The article a command acts on when nothing is selected: the open one, else the current row. */
function acted(): ArticleId | undefined {
  return currentRoute().article ?? rowAt(libraryStore.getState().current)?.article.id
}

function chosen(): readonly ArticleId[] {
  return targets(acted())
}

function hasTarget(): boolean {
  return chosen().length > 0
}

function hasLiving(): boolean {
  return hasTarget() && currentRoute().view !== 'trash'
}

function isReading(): boolean {
  return currentRoute().article !== undefined
}

/** One step back: first what lies over the article goes, then the article. */
function back(): void {
  if (!currentReading()?.dismiss()) goToList()
}

/** An article is on screen, not merely on its way. */
function isShown(): boolean {
  return currentReading() !== undefined
}

/** The keyboard is in the reading pane, so that `/` means its words and not the library's. */
function inArticle(): boolean {
  const reading = currentReading()
  return reading !== undefined && (document.activeElement?.closest('[aria-label="Reader"]') ?? undefined) !== undefined
}

function withFirst(act: (id: ArticleId) => void): void {
  const [id] = chosen()
  if (id) act(id)
}

/** Fetches what the command acts on, because what it does depends on how the articles are now. */
function withTargets(act: (articles: readonly ArticleSummary[]) => unknown): void {
  void attempt(async () => {
    const articles = await api.getArticles(chosen())
    if (articles.length > 0) await act(articles)
  })
}

/** Archives them all; if all are archived already, brings them back. */
function archive(articles: readonly ArticleSummary[]): Promise<void> {
  select([])
  return setArchived(idsOf(articles), !articles.every(({ archivedAt }) => archivedAt))
}

function favourite(articles: readonly ArticleSummary[]): Promise<void> {
  return setFavourite(idsOf(articles), !articles.every((article) => article.favourite))
}

function remove(articles: readonly ArticleSummary[]): unknown {
  const ids = idsOf(articles)
  return articles.every(({ deletedAt }) => deletedAt) ? deleteForGood(ids) : moveToTrash(ids)
}

async function renderFirst([article]: readonly ArticleSummary[]): Promise<void> {
  if (article?.source.kind === 'address') await renderAgain(article.id)
  else showToast('That article was not saved from an address.')
}

async function saveVersionOfFirst([article]: readonly ArticleSummary[]): Promise<void> {
  if (article?.url) await saveVersion(article.id)
  else showToast('That article has no address to fetch again.')
}

async function openOriginal([article]: readonly ArticleSummary[]): Promise<void> {
  if (article?.url) await api.openOutside(article.url)
}

function idsOf(articles: readonly ArticleSummary[]): readonly ArticleId[] {
  return articles.map(({ id }) => id)
}

function deleteActive(): void {
  const highlight = activeHighlight()
  if (highlight) void removeHighlight(highlight)
}

function resize(by: number): void {
  const { size } = settingsStore.getState().settings.type
  changeSettings({ type: { size: Math.max(14, Math.min(32, size + by)) } })
}

function focusField(id: string): void {
  const show = (): void => {
    const field = document.getElementById(id)
    if (field instanceof HTMLInputElement) {
      field.focus()
      field.select()
    }
  }
  // In a small window the article lies over the list: the field is there once it has gone.
  if (document.getElementById(id)?.offsetParent) return show()
  goToList()
  requestAnimationFrame(() => requestAnimationFrame(show))
}
