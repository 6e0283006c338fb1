import path from 'node:path'
import type { ArticleId } from '../../../shared/model.ts'
import { existsSync, isFolder, makeFolder, moveDurably, namesIn, removeEmptyFolders } from '../files.ts'
import type { LibraryContext } from '../library-context.ts'

/**
 * Brings what lies in one folder of an article into its other one, before that takes its place: a synchroniser may leave
 * an article both in the trash and out of it, when one machine deleted what another changed. Files that are in both become
 * conflict copies, which are merged where they can be; nothing is overwritten and nothing is lost.
 */
export async function absorb(context: LibraryContext, id: ArticleId, from: string, into: string): Promise<void> {
  if (!existsSync(from)) return
  const time = context.now().toISOString().replace(/[-:]|\.\d+/g, '').replace('T', '-').replace('Z', '')
  await bring(from, into, time)
  // What came into it at this very moment stays.
  await removeEmptyFolders(from)
  context.suspects.add(id)
}

async function bring(from: string, into: string, time: string): Promise<void> {
  await makeFolder(into)
  for (const name of await namesIn(from)) {
    const [source, target] = [path.join(from, name), path.join(into, name)]
    if (!existsSync(target)) await moveDurably(source, target)
    else if (isFolder(source) && isFolder(target)) await bring(source, target, time)
    else await moveDurably(source, freeName(target, time))
  }
}

function freeName(target: string, time: string): string {
  const { dir, name, ext } = path.parse(target)
  for (let count = 0; ; count++) {
    const copy = path.join(dir, `${name}.sync-conflict-${time}-LECTERN${count === 0 ? '' : count}${ext}`)
    if (!existsSync(copy)) return copy
  }
}
