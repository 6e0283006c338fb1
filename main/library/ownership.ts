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

/** Libraries owned by this very process, which the system's locks do not keep apart. */
const owned = new Set<string>()

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
      owned.add(root)
      return {
        release: async () => {
          owned.delete(root)
          lock.close()
        },
      }
    }
    if (performance.now() >= until) return undefined
    await new Promise((resolve) => setTimeout(resolve, RETRY))
  }
}

function lockFile(file: string): { close(): void } | undefined {
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
