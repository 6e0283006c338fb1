import { createHash } from 'node:crypto'
import { Failure } from '../../shared/errors.ts'
import { isWritable, makeFolder, realFolder, sweepTemporaries } from './files.ts'
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

/** The name of a library's folder in the app's own state folder. */
export async function stateName(root: string): Promise<string> {
  return createHash('sha256').update(await realFolder(root)).digest('hex').slice(0, 16)
}
