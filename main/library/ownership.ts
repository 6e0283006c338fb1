import path from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { isWritable, makeFolder } from './files.ts'
import { layoutOf } from './layout.ts'

/** The right to write to a library. */
export interface Ownership {
  release(): Promise<void>
}

/** The lock file in tmp/. Never opened by anything else: on POSIX closing any handle of it would free the lock. */
export const LOCK_FILE = 'library.lock'

/** How often a held lock is tried again, in milliseconds. */
const RETRY = 50

/**
 * The locks that this process holds, by library: the system's locks do not keep one process from itself, and a database
 * that nobody refers to would be collected, and its lock with it, while its owner believes to have it.
 */
const owned = new Map<string, Lock>()

interface Lock {
  close(): void
}

/**
 * Makes this process the only one that writes to a library. The lock is the operating system's, taken by an open SQLite
 * transaction on an empty file, and so ends with the process however that dies.
 * @param waitMs how long to wait for another owner
 * @returns `undefined` when somebody else has it still
 */
export async function ownLibrary(folder: string, waitMs: number): Promise<Ownership | undefined> {
  const { root, tmp } = layoutOf(path.resolve(folder))
  const until = performance.now() + waitMs
  try {
    await makeFolder(tmp)
  } catch {
    // Reported when the library is opened.
  }
  // Nobody can write to a read-only library, so that there is nothing to own.
  if (!(await isWritable(tmp))) return { release: async () => undefined }
  for (;;) {
    const lock = owned.has(root) ? undefined : lockFile(path.join(tmp, LOCK_FILE))
    if (lock !== undefined) {
      owned.set(root, lock)
      return {
        release: async () => {
          // A second time, the library may be somebody else's by now.
          if (owned.get(root) !== lock) return
          owned.delete(root)
          lock.close()
        },
      }
    }
    if (performance.now() >= until) return undefined
    await new Promise((resolve) => setTimeout(resolve, RETRY))
  }
}

function lockFile(file: string): Lock | undefined {
  let database: InstanceType<typeof DatabaseSync> | undefined
  try {
    database = new DatabaseSync(file, { timeout: 0 })
    // In memory: a journal beside the lock would be one more file to clean up.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return database
  } catch {
    database?.close()
    return undefined
  }
}
