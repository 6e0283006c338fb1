import path from 'node:path'
import { readText, writeDurably } from './files.ts'
import { newId } from './ids.ts'
import type { Layout } from './layout.ts'
import { idOf, LIBRARY_FILE } from './library-id.ts'
import { LIBRARY_FORMAT, readStored } from './upgrade.ts'

/**
 * The id of a library that is being opened; gives it one when it has none. A damaged file is left as it is, since a
 * synchroniser may be about to bring the rest of it.
 * @param before the id that it had here before: of a library whose file alone is gone, that one stays
 * @returns `undefined` when it has none and cannot be given one
 */
export async function keepLibraryId(
  layout: Layout,
  o: { readonly readOnly: boolean; readonly before: string | undefined; readonly now: Date },
): Promise<string | undefined> {
  const file = path.join(layout.root, LIBRARY_FILE)
  try {
    const text = await readText(file)
    if (text !== undefined || o.readOnly) return text === undefined ? undefined : idOf(text)
    const id = o.before ?? newId(o.now)
    await writeDurably(file, libraryFile(id), layout.tmp)
    return id
  } catch {
    // A full disk: the next start gives it one.
    return undefined
  }
}

/**
 * Takes in the copy of `library.json` that comes about when two machines open a library for the first time before a
 * synchroniser has brought them together: the smaller id stays, which is the same on both.
 * @throws Failure damaged, newer-version, disk-full, read-only, disk-error
 */
export async function mergeLibraryFile(layout: Layout, data: Uint8Array): Promise<void> {
  const file = path.join(layout.root, LIBRARY_FILE)
  const theirs = idOf(JSON.stringify(readStored(data, LIBRARY_FORMAT, LIBRARY_FILE)))
  const ours = idOf((await readText(file)) ?? '')
  if (theirs === undefined || (ours !== undefined && ours <= theirs)) return
  await writeDurably(file, libraryFile(theirs), layout.tmp)
}

function libraryFile(id: string): string {
  return `${JSON.stringify({ version: LIBRARY_FORMAT.version, id }, undefined, 2)}\n`
}
