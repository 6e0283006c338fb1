import { createHash } from 'node:crypto'
import { Failure } from '../../shared/errors.ts'
import path from 'node:path'
import { isWritable, makeFolder, readText, realFolder, remove, writeDurably } from './files.ts'
import { sweepTemporaries } from './sweep-temporaries.ts'
import type { Layout } from './layout.ts'

/** Makes the library's folders and sweeps what dead processes left; answers whether it can be written to. */
export async function prepareFolders(layout: Layout): Promise<boolean> {
  try {
    for (const folder of [layout.articles, layout.trash, layout.tmp]) await makeFolder(folder)
  } catch (error) {
    if (error instanceof Failure && error.error.code === 'read-only') return false
    throw error
  }
  if (!(await isWritable(layout.tmp))) return false
  await sweepTemporaries(layout.tmp)
  return true
}

/**
 * The folder of the app's own in which the index of a library lies: one for each place. When another library lies there
 * than the last time (another disk under the same name), the index is of that one, and goes.
 */
export async function indexFolder(stateFolder: string, root: string, id: string | undefined): Promise<string> {
  const folder = path.join(stateFolder, createHash('sha256').update(await realFolder(root)).digest('hex').slice(0, 16))
  const about = path.join(folder, 'library')
  const of = id ?? 'without an id'
  try {
    const before = await readText(about)
    if (before === of) return folder
    if (before !== undefined) await remove(folder)
    await makeFolder(folder)
    await writeDurably(about, of, folder)
  } catch {
    // A disk that takes nothing: the index is in memory then.
  }
  return folder
}
