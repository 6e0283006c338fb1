import fs from 'node:fs'
import { asFailure, systemCode } from './disk-failures.ts'

/** Folders that are about to be forced to disk: whoever asks before that has begun is served by the same. */
const toSync = new Map<string, Promise<void>>()
const syncing = new Map<string, Promise<void>>()

/**
 * Forces a folder's entries to disk, where the system can. Many that ask for the same folder at the same time (articles
 * on their way to the trash) share one turn, which begins after the last of them has asked.
 * @throws Failure disk-full, read-only, disk-error
 */
export function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return Promise.resolve() // Windows cannot open folders; NTFS journals renames by itself.
  const waiting = toSync.get(folder)
  if (waiting !== undefined) return waiting
  const before = syncing.get(folder)
  const mine = (before ?? Promise.resolve()).catch(() => undefined).then(async () => {
    toSync.delete(folder)
    syncing.set(folder, mine)
    try {
      await syncFolderNow(folder)
    } finally {
      if (syncing.get(folder) === mine) syncing.delete(folder)
    }
  })
  toSync.set(folder, mine)
  return mine
}

async function syncFolderNow(folder: string): Promise<void> {
  try {
    const handle = await fs.promises.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!cannotSyncFolders(error)) throw asFailure(error)
  }
}

/** `syncFolder` for callers that cannot wait. Throws the system's own errors. */
export function syncFolderSync(folder: string): void {
  if (process.platform === 'win32') return
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } catch (error) {
    if (!cannotSyncFolders(error)) throw error
  } finally {
    fs.closeSync(descriptor)
  }
}

/** Some network file systems refuse fsync on folders. */
function cannotSyncFolders(error: unknown): boolean {
  return ['EINVAL', 'ENOTSUP', 'ENOSYS'].includes(systemCode(error) ?? '')
}
