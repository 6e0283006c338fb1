import { readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** In a library's own folder: what tells it from every other library, and from a folder in which there is none. */
export const LIBRARY_FILE = 'library.json'

/** Errors that say that something is there and may not be read: a disk that is not connected gives others. */
const REFUSED: readonly unknown[] = ['EACCES', 'EPERM']

/** A library that lies somewhere. */
export interface FoundLibrary {
  /** Absent where the library could not be given one, or was made before libraries had ids. */
  readonly id?: string
}

/** The id in a library's folder, before there is anything to open it with; `undefined` when there is none. Never throws. */
export function libraryIdIn(root: string): string | undefined {
  try {
    return idOf(readFileSync(join(root, LIBRARY_FILE), 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * The library in a folder; `undefined` when the folder is not there, is empty (the place of a disk that is not connected),
 * or holds other things. What may not be read counts as a library: opening it says what is wrong. Never throws.
 */
export async function libraryAt(root: string): Promise<FoundLibrary | undefined> {
  try {
    const id = idOf(await readFile(join(root, LIBRARY_FILE), 'utf8'))
    return id === undefined ? {} : { id }
  } catch (error) {
    if (REFUSED.includes((error as NodeJS.ErrnoException).code)) return {}
  }
  const parts = await readdir(join(root, 'articles')).catch((error: unknown) => (REFUSED.includes((error as NodeJS.ErrnoException).code) ? ['??'] : []))
  return parts.some((name) => name.length === 2) ? {} : undefined
}

/** The id that the text of a `library.json` gives; `undefined` when it is damaged. */
export function idOf(text: string): string | undefined {
  try {
    const { id } = JSON.parse(text) as { readonly id?: unknown }
    return typeof id === 'string' && /^[0-9a-z]{1,64}$/.test(id) ? id : undefined
  } catch {
    return undefined
  }
}
