import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { Failure } from '../../../shared/errors.ts'
import { removeFileSync } from '../files.ts'
import { createTables, INDEX_VERSION } from './schema.ts'

/** SQLite's result codes (https://sqlite.org/rescode.html) that say that the file is no sound database. */
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26
const SQLITE_FULL = 13
const SQLITE_READONLY = 8
const SQLITE_IOERR = 10
const SQLITE_CANTOPEN = 14

/**
 * Opens the index, and makes an empty one where there is none, where it is of another version and where it is damaged:
 * nothing in it is worth a question. In memory when the disk takes none.
 */
export function openDatabase(file: string): DatabaseSyncInstance {
  try {
    return openAt(file)
  } catch (error) {
    if (!isFullOrReadOnly(error)) {
      removeDatabase(file)
      try {
        return openAt(file)
      } catch {
        // Not on this disk, then.
      }
    }
    return openAt(':memory:')
  }
}

/** Removes the index with its log. */
export function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) removeFileSync(file + suffix)
}

/** Whether an error says that the database itself is broken. */
export function isDamage(error: unknown): boolean {
  const code = resultCode(error)
  // A summary that is no JSON was damaged in place, where SQLite has no way to see it.
  return code === SQLITE_CORRUPT || code === SQLITE_NOTADB || error instanceof SyntaxError
}

/** What an error of the database means. */
export function databaseFailure(error: unknown): unknown {
  switch (resultCode(error)) {
    case SQLITE_FULL:
      return new Failure({ code: 'disk-full' }, { cause: error })
    case SQLITE_IOERR:
      return new Failure({ code: 'disk-error', name: 'EIO' }, { cause: error })
    case undefined:
    default:
      return error
  }
}

/** Runs some writes as one. A transaction that SQLite itself rolled back (a full disk) is not rolled back again. */
export function inTransaction<T>(database: DatabaseSyncInstance, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function openAt(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { enableForeignKeyConstraints: false, timeout: 2000 })
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000')
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (version === INDEX_VERSION) return database
    const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get() as { count: number }
    if (version !== 0 || count !== 0) throw new Error('another version of the index')
    createTables(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function isFullOrReadOnly(error: unknown): boolean {
  const code = resultCode(error)
  return code === SQLITE_FULL || code === SQLITE_READONLY || code === SQLITE_CANTOPEN || code === SQLITE_IOERR
}

function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined
  return error.errcode & 0xff
}
