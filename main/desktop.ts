import { dialog, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Desktop } from './api.ts'
import { SAVABLE_ENDINGS } from './save/batch/read-folder.ts'

const ALL_FILES = { name: 'All files', extensions: ['*'] }

/** What is asked of the system's dialog. */
const CHOICES: Readonly<Record<Parameters<Desktop['choose']>[0], Electron.OpenDialogOptions>> = {
  files: {
    title: 'Save files as articles',
    buttonLabel: 'Save',
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: 'Pages and texts', extensions: [...SAVABLE_ENDINGS] }, ALL_FILES],
  },
  list: {
    title: 'Save a list of addresses',
    buttonLabel: 'Save',
    properties: ['openFile'],
    filters: [{ name: 'Lists of addresses', extensions: ['txt', 'csv', 'html', 'htm', 'md'] }, ALL_FILES],
  },
  library: { title: 'Choose the folder of your library', buttonLabel: 'Choose', properties: ['openDirectory', 'createDirectory'] },
  folder: { title: 'Save the pages and texts of a folder', buttonLabel: 'Save', properties: ['openDirectory'] },
}

/** The system's dialogs and programs, for the window that is open. */
export function desktopOf(
  window: () => BrowserWindow | undefined,
  more: Pick<Desktop, 'showArticle' | 'browser' | 'showMenu' | 'keepStart'>,
): Desktop {
  return {
    ...more,
    async choose(what) {
      const parent = window()
      const options: Electron.OpenDialogOptions = CHOICES[what]
      const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
      return filePaths
    },
    // Loaded when there is one: most pictures are none.
    drawSvg: async (svg) => (await import('./svg-thumbnail.ts')).svgThumbnail(svg),
    openOutside: (address) => shell.openExternal(address),
    async showFolder(folder) {
      await shell.openPath(folder)
    },
  }
}
