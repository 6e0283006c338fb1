import { app } from 'electron'
import { join, resolve } from 'node:path'

/** The library to open: `--library`, else `LECTERN_LIBRARY`, else `Lectern` among the reader's documents. */
export function libraryFolder(given?: string): string {
  const folder = given || app.commandLine.getSwitchValue('library') || process.env['LECTERN_LIBRARY']
  return folder ? resolve(folder) : join(app.getPath('documents'), 'Lectern')
}
