import { COMMAND_LIST, keysOf } from '../shared/commands.ts'
import type { CommandEntry, CommandId } from '../shared/commands.ts'
import type { ArticlesAbout } from '../shared/list.ts'
import type { ArticleId, ArticleSummary, Colour } from '../shared/model.ts'
import type { SavedSearch } from '../shared/saved-search.ts'
import { DEFAULT_SETTINGS } from '../shared/settings.ts'
import { api } from './api.ts'
import { attempt } from './attempt.ts'
import { becoming, redo, undo } from './history.ts'
import { isMac, matches } from './keys.ts'
import { moveCurrent, openCurrent, toggleCurrent } from './library/list-keys.ts'
import { deleteForGood, moveToTrash, restoreFromTrash, saveFiles, setArchived, setFavourite } from './library/library-actions.ts'
import { libraryStore, rowAt, select, shownArticle, targets } from './library/library-store.ts'
import { askToRenameSearch, askToSaveSearch, chosenSearch, isWorthSaving, removeSearch } from './library/saved-searches.ts'
import { askToRenameTag, removeTag } from './library/tag-actions.ts'
import { removeHighlight } from './notes/highlight-store.ts'
import { startFinding } from './reader/finding.ts'
import { toggleNotes } from './reader/notes-visibility.ts'
import { activeHighlight, canHighlight, highlight, stepHighlight, writeNote } from './reader/highlighting.ts'
import { currentReading, withReading } from './reader/current-reading.ts'
import { currentRoute, goToList } from './route.ts'
import { changeSettings, settingsStore } from './settings-store.ts'
import { openOverlay, shellStore, toggleSidebar } from './shell-store.ts'
import { showToast } from './ui/toast.tsx'
import { isWorking, stopNewestWork } from './work.ts'

/** What a command does, and whether it makes sense now; without `enabled`, always. */
export interface CommandAction {
  readonly enabled?: () => boolean
  readonly run: () => void
}

/** One thing that can be done, wherever it is asked for: by key, menu, palette or shortcut sheet. */
export interface Command extends CommandEntry, CommandAction {
  readonly id: CommandId
}

const ACTIONS: Readonly<Record<CommandId, CommandAction>> = {
  'save-article': { run: () => focusField('address-to-save') },
  'save-files': { run: () => void saveFiles() },
  'save-list': { run: () => void attempt(async () => (await manySaver()).chooseMany('list')) },
  'save-folder': { run: () => void attempt(async () => (await manySaver()).chooseMany('folder')) },
  batches: { run: () => openOverlay({ kind: 'batches' }) },
  'open-browser': { run: () => void attempt(() => api.openBrowser()) },
  search: { run: () => focusField('search-library') },
  'save-search': { enabled: isWorthSaving, run: askToSaveSearch },
  'rename-search': { enabled: () => listOwner() !== undefined, run: renameShown },
  'remove-search': { enabled: () => listOwner() !== undefined, run: removeShown },
  'next-article': { run: () => moveCurrent(1, isReading()) },
  'previous-article': { run: () => moveCurrent(-1, isReading()) },
  open: { enabled: () => acted() !== undefined, run: openCurrent },
  select: { enabled: () => acted() !== undefined, run: toggleCurrent },
  archive: { enabled: hasLiving, run: () => withTargets(archive) },
  favourite: { enabled: hasLiving, run: () => withTargets(favourite) },
  tags: { enabled: hasLiving, run: () => openOverlay({ kind: 'tags', ids: chosen() }) },
  'edit-details': { enabled: () => hasLiving() && chosen().length === 1, run: () => withFirst((id) => openOverlay({ kind: 'details', id })) },
  delete: { enabled: hasTarget, run: () => withTargets(remove) },
  restore: { enabled: () => hasTarget() && !hasLiving(), run: () => void restoreFromTrash(chosen()) },

  'back-to-library': { enabled: isReading, run: back },
  find: { enabled: isShown, run: () => withReading(startFinding) },
  'larger-type': { run: () => resize(1) },
  'smaller-type': { run: () => resize(-1) },
  'default-type': { run: () => changeSettings({ type: { size: DEFAULT_SETTINGS.type.size } }) },
  'article-details': { enabled: hasTarget, run: () => withFirst((id) => openOverlay({ kind: 'offline-report', id })) },
  'clean-again': { enabled: hasLiving, run: () => withFirst((id) => void attempt(async () => (await cleaning()).cleanAgain(id))) },
  repair: { enabled: isShown, run: () => withReading(({ article }) => openOverlay({ kind: 'repair', id: article })) },
  'render-again': { enabled: hasLiving, run: () => withFirstRow(renderFirst) },
  'save-version': { enabled: hasLiving, run: () => withFirstRow(saveVersionOfFirst) },
  versions: { enabled: hasTarget, run: () => withFirst((id) => openOverlay({ kind: 'versions', id })) },
  'restore-version': { enabled: hasLiving, run: () => withFirst((id) => void attempt(async () => (await versions()).restorePrevious(id))) },
  'open-original': { enabled: hasTarget, run: () => withFirstRow(openOriginal) },
  'browse-original': { enabled: hasTarget, run: () => withFirst((id) => void attempt(() => api.openBrowser({ article: id }))) },
  print: { enabled: isShown, run: () => void attempt(async () => (await import('./reader/print.ts')).printArticle()) },

  'highlight-yellow': highlightIn('yellow'),
  'highlight-green': highlightIn('green'),
  'highlight-blue': highlightIn('blue'),
  'highlight-pink': highlightIn('pink'),
  'highlight-purple': highlightIn('purple'),
  'add-note': { enabled: isShown, run: () => withReading((reading) => void writeNote(reading)) },
  'next-highlight': { enabled: isShown, run: () => withReading((reading) => stepHighlight(reading, 1)) },
  'previous-highlight': { enabled: isShown, run: () => withReading((reading) => stepHighlight(reading, -1)) },
  'delete-highlight': { enabled: () => activeHighlight() !== undefined, run: deleteActive },
  'toggle-notes': { enabled: isShown, run: toggleNotes },

  'command-palette': { run: () => openOverlay({ kind: 'palette' }) },
  undo: { run: () => void undo() },
  redo: { run: () => void redo() },
  'stop-work': { enabled: isWorking, run: stopNewestWork },
  'toggle-sidebar': { run: toggleSidebar },
  settings: { run: () => openOverlay({ kind: 'settings' }) },
  shortcuts: { run: () => openOverlay({ kind: 'shortcuts' }) },
} // prettier-ignore

/** Everything that can be done: the shared list, and here what each does. */
export const COMMANDS: readonly Command[] = COMMAND_LIST.map((entry) => ({ ...entry, ...ACTIONS[entry.id] }))

/** Runs a command that the menu was asked for, if it makes sense now: what lies over the window is the window's whole concern. */
export function runFromMenu(id: CommandId): void {
  if (shellStore.getState().overlay) return
  // The menu of a Mac has its keys to itself: in a field, undo is the field's own.
  if ((id === 'undo' || id === 'redo') && isField(document.activeElement)) return void document.execCommand(id)
  const { enabled, run } = ACTIONS[id]
  if (enabled?.() ?? true) run()
}

/** The command that a key press means now, if any. Which keys hold where is the list's business; see `context`. */
export function commandOfKey(event: KeyboardEvent, commands: readonly Command[] = COMMANDS): Command | undefined {
  const typing = isField(event.target)
  const fits = (command: Command): boolean =>
    keysOf(command, isMac).some((keys) => matches(keys, event)) &&
    !(typing && isForField(command, event)) &&
    (command.enabled?.() ?? true)
  const particular = inArticle() ? commands.find((one) => one.context === 'article' && fits(one)) : undefined
  return particular ?? commands.find((one) => one.context === undefined && fits(one))
}

/** In a field, plain keys are words, and undoing and deleting are the field's own. */
function isForField({ id }: Command, event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey) || id === 'undo' || id === 'redo' || id === 'delete'
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, [contenteditable]')
}

function highlightIn(colour: Colour): CommandAction {
  return {
    enabled: () => withReading(canHighlight) ?? false,
    run: () => withReading((reading) => void highlight(reading, colour)),
  }
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

/** What the list stands for that has a name of its own: a saved search, else a tag. */
function listOwner(): SavedSearch | string | undefined {
  return chosenSearch() ?? currentRoute().tag
}

function renameShown(): void {
  const owner = listOwner()
  if (typeof owner === 'string') askToRenameTag(owner)
  else if (owner) askToRenameSearch(owner)
}

function removeShown(): void {
  const owner = listOwner()
  if (typeof owner === 'string') void removeTag(owner)
  else if (owner) void removeSearch(owner)
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

function withFirstRow(act: (article: ArticleSummary) => unknown): void {
  withFirst((id) => {
    void attempt(async () => {
      const [article] = await api.getArticles([id])
      if (article) await act(article)
    })
  })
}

/** What is true of the articles that the command acts on: what it does depends on how they are. */
type About = Pick<ArticlesAbout, 'articles' | 'archived' | 'favourites' | 'trashed'>

function withTargets(act: (ids: readonly ArticleId[], about: About) => unknown): void {
  const ids = chosen()
  const shown = aboutShown(ids)
  void attempt(async () => {
    const about = shown ?? (await becoming(api.aboutArticles(ids)))
    if (about.articles > 0) await act(ids, about)
  })
}

/**
 * Of one article, what its row says: a key that is pressed once more before the row has gone means the same again, and not
 * its contrary.
 */
function aboutShown(ids: readonly ArticleId[]): About | undefined {
  const [id] = ids
  const article = ids.length === 1 && id ? shownArticle(id) : undefined
  if (!article) return undefined
  const { archivedAt, deletedAt, favourite: isFavourite } = article
  return { articles: 1, archived: archivedAt && !deletedAt ? 1 : 0, favourites: isFavourite ? 1 : 0, trashed: deletedAt ? 1 : 0 }
}

/** Archives them all; if all are archived already, brings them back. */
function archive(ids: readonly ArticleId[], { articles, archived }: About): Promise<void> {
  select([])
  return setArchived(ids, archived < articles)
}

function favourite(ids: readonly ArticleId[], { articles, favourites }: About): Promise<void> {
  return setFavourite(ids, favourites < articles)
}

function remove(ids: readonly ArticleId[], { articles, trashed }: About): unknown {
  return trashed === articles ? deleteForGood(ids) : moveToTrash(ids)
}

async function renderFirst(article: ArticleSummary): Promise<void> {
  if (article.source.kind === 'address') await (await cleaning()).renderAgain(article.id)
  else showToast('That article was not saved from an address.')
}

async function saveVersionOfFirst(article: ArticleSummary): Promise<void> {
  if (article.url) await (await import('./versions/save-version.ts')).saveVersion(article.id)
  else showToast('That article has no address to fetch again.')
}

async function openOriginal(article: ArticleSummary): Promise<void> {
  if (article.url) await api.openOutside(article.url)
}

function deleteActive(): void {
  const highlight = activeHighlight()
  if (highlight) void removeHighlight(highlight)
}

function resize(by: number): void {
  const { size } = settingsStore.getState().settings.type
  changeSettings({ type: { size: Math.max(14, Math.min(32, size + by)) } })
}

/** Loaded when it is asked for: the first frame does not need it. */
const manySaver = () => import('./batches/save-many.ts')
const cleaning = () => import('./reader/clean-again.ts')
const versions = () => import('./versions/restore-version.ts')

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
