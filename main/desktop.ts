import { dialog, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Failure } from '../shared/errors.ts'
import type { Desktop } from './api.ts'

/** Bytes of a chosen file; larger ones are no articles. */
const LARGEST_FILE = 100_000_000

/** Endings of files that can be saved as articles, as the system's dialog and the package's file types have them. */
export const SAVABLE_ENDINGS = ['html', 'htm', 'xhtml', 'txt', 'md', 'markdown']

/** The system's dialogs and programs, for the window that is open. */
export function desktopOf(
  window: () => BrowserWindow | undefined,
  more: Pick<Desktop, 'showArticle' | 'browser' | 'showMenu' | 'keepFonts'>,
): Desktop {
  return {
    ...more,
    async chooseFiles() {
      const parent = window()
      const options: Electron.OpenDialogOptions = {
        title: 'Save files as articles',
        buttonLabel: 'Save',
        properties: ['openFile', 'multiSelections'],
        filters: [
          { name: 'Pages and texts', extensions: SAVABLE_ENDINGS },
          { name: 'All files', extensions: ['*'] },
        ],
      }
      const { filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
      return Promise.all(filePaths.map(readGivenFile))
    },
    openOutside: (address) => shell.openExternal(address),
    async showFolder(folder) {
      await shell.openPath(folder)
    },
  }
}

/** Reads a file that the reader chose, dropped on the app or opened with it. @throws Failure too-large */
export async function readGivenFile(path: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  const { size } = await stat(path)
  if (size > LARGEST_FILE) throw new Failure({ code: 'too-large', limit: LARGEST_FILE })
  return { name: basename(path), bytes: await readFile(path) }
}
