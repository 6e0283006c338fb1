import type { MessagePort } from 'node:worker_threads'
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite'
import { Failure } from '../../../shared/errors.ts'
import { completionsOf, type Completions } from './completions.ts'
import type { SearchAnswer, SearchOptions, SearchRequest } from './protocol.ts'
import { INDEX_VERSION } from './schema.ts'
import { searchOf, type Search } from './search.ts'

/**
 * Searches in a thread with a connection of its own that only reads, so that neither a slow search holds up lists and
 * saving, nor building the index anew holds up a search. A search is given up, between two steps of it, as soon as a
 * newer question was asked: `options.newest` says so while this thread is busy.
 */
export function serveSearches(port: MessagePort, options: SearchOptions): void {
  const newest = new Int32Array(options.newest)
  const database = openToRead(options.file)
  const search = searchOf(database)
  const completions = completionsOf(database)

  port.on('message', (request: SearchRequest) => {
    if (request.kind === 'close') {
      database.close()
      port.close()
      return
    }
    const { number } = request
    try {
      const value = inOneView(database, () => answer(request, search, completions, newest))
      port.postMessage({ kind: 'answer', number, value } satisfies SearchAnswer)
    } catch (error) {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
      const known = error instanceof Failure ? error.error : ({ code: 'unexpected' } as const)
      port.postMessage({ kind: 'failure', number, error: known, problem } satisfies SearchAnswer)
    }
  })
}

function answer(request: Exclude<SearchRequest, { kind: 'close' }>, search: Search, completions: Completions, newest: Int32Array): unknown {
  if (request.kind === 'complete') return completions.of(request.field, request.begun)
  const alive = () => {
    if (Atomics.load(newest, 0) !== request.turn) throw new Failure({ code: 'cancelled' })
  }
  alive()
  return search.list(request.query, alive)
}

/** All statements of a question see the database as it is at the first. */
function inOneView<T>(database: DatabaseSyncInstance, ask: () => T): T {
  database.exec('BEGIN')
  try {
    return ask()
  } finally {
    if (database.isTransaction) database.exec('COMMIT')
  }
}

function openToRead(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 2000 })
  database.exec('PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000')
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version === INDEX_VERSION) return database
  database.close()
  throw new Error('another version of the index')
}
