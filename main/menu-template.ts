import { COMMAND_LIST, keyParts, keysOf } from '../shared/commands.ts'
import type { CommandEntry, CommandId, MenuState } from '../shared/commands.ts'

/** One line of the menu; a part of Electron's `MenuItemConstructorOptions`, so that it is made and tested without Electron. */
export interface MenuLine {
  readonly id?: CommandId
  readonly label?: string
  readonly role?: 'about' | 'close' | 'copy' | 'cut' | 'hide' | 'hideOthers' | 'paste' | 'quit' | 'selectAll' | 'services' | 'togglefullscreen' | 'toggleDevTools' | 'unhide' | 'windowMenu' // prettier-ignore
  readonly type?: 'separator' | 'checkbox'
  readonly enabled?: boolean
  readonly checked?: boolean
  readonly accelerator?: string
  readonly registerAccelerator?: false
  readonly click?: () => void
  readonly submenu?: MenuLine[]
}

type Place = CommandId | '-' | { readonly role: NonNullable<MenuLine['role']> }

/** What has a tick that says whether it is shown. */
const TICKED: readonly CommandId[] = ['toggle-notes', 'toggle-sidebar']

const FILE: readonly Place[] = ['save-article', 'save-files', 'save-list', 'save-folder', 'batches', '-', 'open-browser', '-', 'print', '-']
const EDIT: readonly Place[] = [
  'undo', 'redo', 'stop-work', '-',
  { role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }, '-',
  'find', 'search', 'save-search', 'rename-search', 'remove-search',
] // prettier-ignore
const VIEW: readonly Place[] = [
  'back-to-library', 'next-article', 'previous-article', '-',
  'larger-type', 'smaller-type', 'default-type', '-',
  'toggle-notes', 'toggle-sidebar', '-',
  { role: 'togglefullscreen' }, { role: 'toggleDevTools' },
] // prettier-ignore
const ARTICLE: readonly Place[] = [
  'archive', 'favourite', 'tags', 'edit-details', '-',
  'add-note', 'next-highlight', 'previous-highlight', 'delete-highlight', '-',
  'save-version', 'versions', 'restore-version', 'repair', 'clean-again', 'render-again', 'article-details', '-',
  'open-original', 'browse-original', '-',
  'delete', 'restore',
] // prettier-ignore
const HELP: readonly Place[] = ['command-palette', 'shortcuts']

/** The application menu as this kind of system has it, from the list of commands; `state` as the window told it last. */
export function menuTemplate(o: { readonly mac: boolean; readonly state: MenuState; readonly run: (id: CommandId) => void }): readonly MenuLine[] {
  const lines = (places: readonly Place[]): MenuLine[] => places.map((place) => lineOf(place, o))
  const app: readonly Place[] = [
    { role: 'about' }, '-', 'settings', '-', { role: 'services' }, '-',
    { role: 'hide' }, { role: 'hideOthers' }, { role: 'unhide' }, '-', { role: 'quit' },
  ] // prettier-ignore
  return [
    ...(o.mac ? [{ label: 'Lectern', submenu: lines(app) }] : []),
    { label: 'File', submenu: lines([...FILE, { role: o.mac ? 'close' : 'quit' }]) },
    { label: 'Edit', submenu: lines(o.mac ? EDIT : [...EDIT, '-', 'settings']) },
    { label: 'View', submenu: lines(VIEW) },
    { label: 'Article', submenu: lines(ARTICLE) },
    ...(o.mac ? [{ role: 'windowMenu' } satisfies MenuLine] : []),
    { label: 'Help', submenu: lines(HELP) },
  ]
}

function lineOf(place: Place, { mac, state, run }: Parameters<typeof menuTemplate>[0]): MenuLine {
  if (place === '-') return { type: 'separator' }
  if (typeof place === 'object') return place
  const entry: CommandEntry | undefined = COMMAND_LIST.find(({ id }) => id === place)
  const accelerator = entry && acceleratorOf(entry, mac)
  return {
    id: place,
    label: labelOf(place, entry, state),
    enabled: !state.disabled.includes(place),
    ...(TICKED.includes(place) && { type: 'checkbox', checked: state.checked.includes(place) }),
    // The window handles its keys itself, also those typed in the article's frame: the menu only shows them.
    ...(accelerator !== undefined && { accelerator, registerAccelerator: false }),
    click: () => run(place),
  }
}

function labelOf(id: CommandId, entry: CommandEntry | undefined, state: MenuState): string {
  const deed = id === 'undo' ? state.undo : id === 'redo' ? state.redo : undefined
  const label = entry?.menuLabel ?? entry?.label ?? id
  return deed === undefined ? label : `${label}: ${deed.slice(0, 60)}`
}

/**
 * The first key as Electron writes it. A Mac's menu takes the keys it shows, whatever `registerAccelerator` says: there
 * only those with Command are shown, or a letter typed into a field would run a command.
 */
function acceleratorOf(entry: CommandEntry, mac: boolean): string | undefined {
  const [keys] = keysOf(entry, mac)
  if (keys === undefined || (mac && !keys.startsWith('Mod+'))) return undefined
  const names: Readonly<Record<string, string>> = { Mod: 'CmdOrCtrl', '+': 'Plus', Escape: 'Esc' }
  return keyParts(keys).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join('+') // prettier-ignore
}
