/**
 * Keys as this list writes them: `Mod+Shift+K`, `/`, `j`, `Delete`. `Mod` is Ctrl, or Command on a Mac. A single
 * character stands for what is typed, whatever keys that takes on this keyboard.
 */
export type Keys = string

/** The headings that commands stand under in palette and shortcut sheet, in their order. */
export const COMMAND_GROUPS = ['Library', 'Reading', 'Highlights and notes', 'Lectern'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

/** One thing that can be done, as every place that offers it shows it. What it does is in the renderer's `commands.ts`. */
export interface CommandEntry {
  readonly id: string
  readonly label: string
  /** Its words in the menu, where those differ. */
  readonly menuLabel?: string
  readonly group: CommandGroup
  /** The first is the one that menu and palette show. */
  readonly keys: readonly Keys[]
  /** Its keys on a Mac, where those differ. */
  readonly macKeys?: readonly Keys[]
  /** `article`: its keys hold while the keyboard is in the reading pane, and there before all others. */
  readonly context?: 'article'
}

/**
 * Everything that can be done by hand. Menu, keys, command palette and shortcut sheet all read this list; the renderer has
 * an action for each id, or does not compile. Within a context no two share a key.
 */
export const COMMAND_LIST = [
  { id: 'save-article', label: 'Save an address', menuLabel: 'Save Article…', group: 'Library', keys: ['Mod+N'] },
  { id: 'save-files', label: 'Save files…', menuLabel: 'Save Files…', group: 'Library', keys: ['Mod+O'] },
  { id: 'save-list', label: 'Save a list of addresses…', menuLabel: 'Save List of Addresses…', group: 'Library', keys: ['Mod+Shift+N'] },
  { id: 'save-folder', label: 'Save the files of a folder…', menuLabel: 'Save Folder…', group: 'Library', keys: [] },
  { id: 'batches', label: 'Show what is being saved in bulk', menuLabel: 'Saving in Bulk…', group: 'Library', keys: ['Mod+J'] },
  { id: 'open-browser', label: 'Open Lectern’s browser…', menuLabel: 'Open Lectern’s Browser…', group: 'Library', keys: [] },
  { id: 'search', label: 'Search the library', menuLabel: 'Search Library', group: 'Library', keys: ['Mod+F', '/', 'Mod+Shift+F'] },
  { id: 'save-search', label: 'Save this search…', menuLabel: 'Save Search…', group: 'Library', keys: ['Mod+D'] },
  { id: 'rename-search', label: 'Rename the saved search or tag…', menuLabel: 'Rename Search or Tag…', group: 'Library', keys: ['F2'] },
  { id: 'remove-search', label: 'Remove the saved search, or the tag from all articles', menuLabel: 'Remove Search or Tag', group: 'Library', keys: [] },
  { id: 'next-article', label: 'Next article', menuLabel: 'Next Article', group: 'Library', keys: ['j'] },
  { id: 'previous-article', label: 'Previous article', menuLabel: 'Previous Article', group: 'Library', keys: ['k'] },
  { id: 'open', label: 'Open', group: 'Library', keys: ['o'] },
  { id: 'select', label: 'Select', group: 'Library', keys: ['x'] },
  { id: 'archive', label: 'Archive, or move to inbox', menuLabel: 'Archive', group: 'Library', keys: ['e'] },
  { id: 'favourite', label: 'Add to favourites, or remove', menuLabel: 'Favourite', group: 'Library', keys: ['s'] },
  { id: 'tags', label: 'Tags…', group: 'Library', keys: ['t'] },
  { id: 'edit-details', label: 'Edit title, author, site and date…', menuLabel: 'Edit Details…', group: 'Library', keys: ['d'] },
  { id: 'delete', label: 'Move to trash, or delete for good', menuLabel: 'Move to Trash', group: 'Library', keys: ['Delete', '#'], macKeys: ['Mod+Backspace', 'Delete', '#'] },
  { id: 'restore', label: 'Restore from trash', menuLabel: 'Restore from Trash', group: 'Library', keys: [] },

  { id: 'back-to-library', label: 'Back to the library', menuLabel: 'Back to Library', group: 'Reading', keys: ['Escape', 'u'] },
  { id: 'find', label: 'Find in article', menuLabel: 'Find in Article', group: 'Reading', keys: ['Mod+F', '/'], context: 'article' },
  { id: 'larger-type', label: 'Larger type', menuLabel: 'Larger Type', group: 'Reading', keys: ['Mod++', 'Mod+='] },
  { id: 'smaller-type', label: 'Smaller type', menuLabel: 'Smaller Type', group: 'Reading', keys: ['Mod+-'] },
  { id: 'default-type', label: 'Default type size', menuLabel: 'Default Type', group: 'Reading', keys: ['Mod+0'] },
  { id: 'article-details', label: 'Offline report', menuLabel: 'Offline Report…', group: 'Reading', keys: ['i'] },
  { id: 'clean-again', label: 'Clean again', menuLabel: 'Clean Again', group: 'Reading', keys: [] },
  { id: 'repair', label: 'Repair cleaning…', menuLabel: 'Repair Cleaning…', group: 'Reading', keys: ['r'] },
  { id: 'render-again', label: 'Save again with the page’s scripts', menuLabel: 'Save Again with Scripts', group: 'Reading', keys: [] },
  { id: 'save-version', label: 'Save a new version', menuLabel: 'Save a New Version', group: 'Reading', keys: [] },
  { id: 'versions', label: 'Versions…', group: 'Reading', keys: ['v'] },
  { id: 'restore-version', label: 'Go back to the version before', menuLabel: 'Go Back to the Version Before', group: 'Reading', keys: [] },
  { id: 'open-original', label: 'Open the original in the browser', menuLabel: 'Open Original Page', group: 'Reading', keys: ['Mod+Shift+O'] },
  { id: 'browse-original', label: 'Open in Lectern’s browser, to log in and save', menuLabel: 'Open in Lectern’s Browser…', group: 'Reading', keys: [] },
  { id: 'print', label: 'Print…', group: 'Reading', keys: ['Mod+P'] },

  { id: 'highlight-yellow', label: 'Highlight in yellow', group: 'Highlights and notes', keys: ['1'] },
  { id: 'highlight-green', label: 'Highlight in green', group: 'Highlights and notes', keys: ['2'] },
  { id: 'highlight-blue', label: 'Highlight in blue', group: 'Highlights and notes', keys: ['3'] },
  { id: 'highlight-pink', label: 'Highlight in pink', group: 'Highlights and notes', keys: ['4'] },
  { id: 'highlight-purple', label: 'Highlight in purple', group: 'Highlights and notes', keys: ['5'] },
  { id: 'add-note', label: 'Write a note', menuLabel: 'Write a Note', group: 'Highlights and notes', keys: ['n'] },
  { id: 'next-highlight', label: 'Next highlight', menuLabel: 'Next Highlight', group: 'Highlights and notes', keys: [']'] },
  { id: 'previous-highlight', label: 'Previous highlight', menuLabel: 'Previous Highlight', group: 'Highlights and notes', keys: ['['] },
  { id: 'delete-highlight', label: 'Delete the highlight', menuLabel: 'Delete Highlight', group: 'Highlights and notes', keys: ['Backspace'] },
  { id: 'toggle-notes', label: 'Show or hide highlights and notes', menuLabel: 'Highlights and Notes', group: 'Highlights and notes', keys: ['h'] },

  { id: 'command-palette', label: 'Commands', menuLabel: 'Commands…', group: 'Lectern', keys: ['Mod+K'] },
  { id: 'undo', label: 'Undo', group: 'Lectern', keys: ['Mod+Z'] },
  { id: 'redo', label: 'Redo', group: 'Lectern', keys: ['Mod+Shift+Z', 'Mod+Y'], macKeys: ['Mod+Shift+Z'] },
  { id: 'stop-work', label: 'Stop what is under way', menuLabel: 'Stop', group: 'Lectern', keys: ['Mod+.'] },
  { id: 'toggle-sidebar', label: 'Show or hide the sidebar', menuLabel: 'Sidebar', group: 'Lectern', keys: ['Mod+B'] },
  { id: 'settings', label: 'Settings', menuLabel: 'Settings…', group: 'Lectern', keys: ['Mod+,'] },
  { id: 'shortcuts', label: 'Keyboard shortcuts', menuLabel: 'Keyboard Shortcuts', group: 'Lectern', keys: ['?'] },
] as const satisfies readonly CommandEntry[] // prettier-ignore

export type CommandId = (typeof COMMAND_LIST)[number]['id']

/** What the window tells the menu: what cannot be done now, what is ticked, and what undo and redo would do. */
export interface MenuState {
  readonly disabled: readonly CommandId[]
  readonly checked: readonly CommandId[]
  /** The deed that would be taken back, in the past tense: `Archived 3 articles`. */
  readonly undo?: string
  readonly redo?: string
}

/** The keys of a command on this kind of system. */
export function keysOf(entry: CommandEntry, mac: boolean): readonly Keys[] {
  return (mac ? entry.macKeys : undefined) ?? entry.keys
}

const MAC_NAMES: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Delete: '⌦', Backspace: '⌫', Escape: 'esc' }
const OTHER_NAMES: Readonly<Record<string, string>> = { Mod: 'Ctrl', Delete: 'Del', Escape: 'Esc' }
/** The order in which Apple's menus write what is held down. */
const MAC_ORDER: readonly string[] = ['Alt', 'Shift', 'Mod']

/** Keys as this kind of system writes them: `Ctrl+Shift+K`, or `⇧⌘K` on a Mac. */
export function keysText(keys: Keys, mac: boolean): string {
  const parts = keyParts(keys)
  const names = mac ? MAC_NAMES : OTHER_NAMES
  const written = (part: string): string => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)
  if (!mac) return parts.map(written).join('+')
  const held = MAC_ORDER.filter((part) => parts.includes(part))
  return [...held, parts.at(-1) ?? ''].map(written).join('')
}

/** What is held down, and the key itself as the last. `Mod++` is Mod and `+`. */
export function keyParts(keys: Keys): readonly string[] {
  if (keys === '+') return ['+']
  return keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+')
}
