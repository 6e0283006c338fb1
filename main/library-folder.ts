import { app } from 'electron'
import { join, resolve } from 'node:path'

/** The library that a start asks for by `--library` or `LECTERN_LIBRARY`, if it does. */
export function givenLibraryFolder(given?: string): string | undefined {
  const folder = given || app.commandLine.getSwitchValue('library') || process.env['LECTERN_LIBRARY']
  return folder ? resolve(folder) : undefined
}

/** The library to open: the one asked for, else the one that the reader chose, else `Lectern` among the reader's documents. */
export function libraryFolder(chosen: string | undefined, given?: string): string {
  return givenLibraryFolder(given) ?? chosen ?? join(app.getPath('documents'), 'Lectern')
}
