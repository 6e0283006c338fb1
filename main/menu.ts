import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { AppEvents, CommandId, EventName } from '../shared/ipc.ts'

type Tell = <K extends EventName>(name: K, payload: AppEvents[K]) => void
type Item = MenuItemConstructorOptions

/** Sets the application menu; its items run the window's commands. */
export function setMenu(tell: Tell): void {
  // Electron 33 without a display server dies when a native menu is made (measured), so set-up may ask for none.
  if (process.env['LECTERN_NO_NATIVE_MENU'] === '1') {
    Menu.setApplicationMenu(null)
    return
  }
  const run = (label: string, id: CommandId, accelerator?: string): Item => ({
    label,
    click: () => tell('command', { id }),
    // The window handles its keys itself, also those typed in the article's frame: the menu only shows them.
    ...(accelerator !== undefined && { accelerator, registerAccelerator: false }),
  })
  const line: Item = { type: 'separator' }
  const mac = process.platform === 'darwin'
  const file = [
    run('Save Article…', 'save-article', 'CmdOrCtrl+N'),
    run('Save Files…', 'save-files', 'CmdOrCtrl+O'),
    run('Open Lectern’s Browser…', 'open-browser'),
    line,
    run('Print…', 'print', 'CmdOrCtrl+P'),
    line,
    { role: mac ? 'close' : 'quit' } satisfies Item,
  ]
  const edit: Item[] = [
    run('Undo', 'undo', 'CmdOrCtrl+Z'),
    run('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
    line,
    run('Search Library', 'search', 'CmdOrCtrl+F'),
    run('Settings…', 'settings', 'CmdOrCtrl+,'),
  ]
  const article = [
    run('Archive', 'archive', 'E'),
    run('Favourite', 'favourite', 'S'),
    run('Tags…', 'tags', 'T'),
    run('Save a New Version', 'save-version'),
    run('Versions…', 'versions', 'V'),
    run('Repair Cleaning…', 'repair'),
    run('Clean Again', 'clean-again'),
    run('Save Again with Scripts', 'render-again'),
    run('Offline Report…', 'article-details', 'I'),
    run('Open Original Page', 'open-original', 'O'),
    run('Open in Lectern’s Browser…', 'browse-original'),
    line,
    run('Move to Trash', 'delete', 'Delete'),
  ]
  const view: Item[] = [
    run('Back to Library', 'back-to-library'),
    run('Next Article', 'next-article', 'J'),
    run('Previous Article', 'previous-article', 'K'),
    line,
    run('Larger Type', 'larger-type', 'CmdOrCtrl+Plus'),
    run('Smaller Type', 'smaller-type', 'CmdOrCtrl+-'),
    run('Default Type', 'default-type', 'CmdOrCtrl+0'),
    line,
    run('Highlights and Notes', 'toggle-notes'),
    run('Sidebar', 'toggle-sidebar'),
    line,
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ]
  const help = [run('Commands…', 'command-palette', 'CmdOrCtrl+K'), run('Keyboard Shortcuts', 'shortcuts', '?')]
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(mac ? [{ role: 'appMenu' } satisfies Item] : []),
      { label: 'File', submenu: file },
      { label: 'Edit', submenu: edit },
      { label: 'View', submenu: view },
      { label: 'Article', submenu: article },
      { label: 'Help', submenu: help },
    ]),
  )
}
