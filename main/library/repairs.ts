import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import type { Repair } from '../../shared/repair.ts'
import { moveAsideSync, readBytes, remove, writeDurably } from './files.ts'
import { syncFolder } from './sync-folder.ts'
import { folderNow, relativeName, REPAIR_FILE } from './layout.ts'
import { decideRepair } from './outside/merge-repairs.ts'
import { changedAt } from './outside/times.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { NO_REPAIR_FILE, readRepairFile, writeRepairFile, type RememberedPicture, type RepairFile } from './repair-file.ts'

export type LibraryRepairs = ReturnType<typeof libraryRepairs>

/** What the reader corrected of the cleaning of a library's articles. */
export function libraryRepairs(context: LibraryContext) {
  return {
    of: (id: ArticleId) => repairOf(context, id),
    set: (id: ArticleId, repair: Repair, pictures: readonly RememberedPicture[]) => setRepair(context, id, repair, pictures),
    putBack: (id: ArticleId, before: RepairFile) => putBackRepair(context, id, before),
    acceptCleaning: (id: ArticleId, accepted: boolean) => acceptCleaning(context, id, accepted),
  }
}

/** What the reader corrected of an article's cleaning. @throws Failure damaged, newer-version */
export async function repairOf(context: LibraryContext, id: ArticleId): Promise<RepairFile> {
  const file = path.join(folderNow(context.layout, id).folder, REPAIR_FILE)
  return readRepairFile(await readBytes(file), relativeName(context.layout, file))
}

/** `repairOf` for readers of the article, whom a repair that cannot be read does not stop. */
export async function readableRepairOf(context: LibraryContext, id: ArticleId): Promise<RepairFile> {
  return await repairOf(context, id).catch(() => NO_REPAIR_FILE)
}

/**
 * Keeps an article's repair; the article changes when it is cleaned again. Pictures that it may leave out are remembered
 * and stay on the disk as long as it does.
 * @throws Failure not-found, newer-version, disk-full, read-only
 */
async function setRepair(context: LibraryContext, id: ArticleId, repair: Repair, pictures: readonly RememberedPicture[]): Promise<void> {
  await changing(context, id, (before) => ({ ...before, ...decideRepair(before, repair, context.now()), pictures }))
}

/** Puts back exactly what `repairOf` answered before. */
async function putBackRepair(context: LibraryContext, id: ArticleId, before: RepairFile): Promise<void> {
  await changing(context, id, () => before)
}

/** Remembers that the reader found the article whole, or no longer. */
async function acceptCleaning(context: LibraryContext, id: ArticleId, accepted: boolean): Promise<void> {
  await changing(context, id, (before) => ({ ...before, accepted, acceptedAt: changedAt(context.now(), before.acceptedAt) }))
}

async function changing(context: LibraryContext, id: ArticleId, change: (before: RepairFile) => RepairFile): Promise<void> {
  await context.changing(id, async () => {
    const { folder } = await loadRecord(context.layout, id)
    const file = path.join(folder, REPAIR_FILE)
    const before = await repairOf(context, id).catch((error: unknown) => {
      if (!(error instanceof Failure) || error.error.code !== 'damaged') throw error
      moveAsideSync(file, context.now())
      return NO_REPAIR_FILE
    })
    const text = writeRepairFile(change(before))
    if (text !== undefined) return await writeDurably(file, text, context.layout.tmp)
    await remove(file)
    await syncFolder(folder)
  })
}
