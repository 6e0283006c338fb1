import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { MenuState } from '../shared/commands.ts'
import type { AppEvents, EventName } from '../shared/ipc.ts'
import { menuTemplate } from './menu-template.ts'

type Tell = <K extends EventName>(name: K, payload: AppEvents[K]) => void

/** The application menu, kept as the window says it is. */
export interface AppMenu {
  show(state: MenuState): void
}

/** Sets the application menu; its items run the window's commands. */
export function setMenu(tell: Tell): AppMenu {
  // Electron 33 without a display server dies when a native menu is made (measured), so set-up may ask for none.
  if (process.env['LECTERN_NO_NATIVE_MENU'] === '1') {
    Menu.setApplicationMenu(null)
    return { show: () => undefined }
  }
  let shown: MenuState = { disabled: [], checked: [] }
  const build = (): void => {
    const template = menuTemplate({ mac: process.platform === 'darwin', state: shown, run: (id) => tell('command', { id }) })
    Menu.setApplicationMenu(Menu.buildFromTemplate([...template] as MenuItemConstructorOptions[]))
  }
  build()
  return {
    show(state) {
      const relabelled = state.undo !== shown.undo || state.redo !== shown.redo
      shown = state
      // Electron cannot change the words of an item that is there; the rest it can.
      if (relabelled) build()
      else mark(state)
    },
  }
}

function mark(state: MenuState): void {
  for (const { submenu } of Menu.getApplicationMenu()?.items ?? []) {
    for (const item of submenu?.items ?? []) {
      if (item.type === 'separator' || item.role) continue
      item.enabled = !state.disabled.some((id) => id === item.id)
      if (item.type === 'checkbox') item.checked = state.checked.some((id) => id === item.id)
    }
  }
}
