import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Failure } from '../../../shared/errors.ts'
import { openArticleIndex, type ArticleIndex } from './article-index.ts'
import { databaseFailure, isDamage, removeDatabase } from './database.ts'
import type { IndexAnswer, IndexOptions, IndexRequest, SearchOptions } from './protocol.ts'
import { serveSearches } from './search-thread.ts'

/**
 * The index in a thread of its own, so that building it anew never holds up the window. Requests are answered in their
 * order. The same script is the thread for searches.
 */

const port = parentPort
if (port === null) throw new Error('index-worker runs as a worker thread')
const given = workerData as IndexOptions | SearchOptions
if ('role' in given) serveSearches(port, given)
else serveIndex(port, given)

function serveIndex(port: MessagePort, options: IndexOptions): void {
  let index: ArticleIndex = openOrStartAnew(options)
  const say = (answer: IndexAnswer) => port.postMessage(answer)
  const call = ({ name, args }: IndexRequest): unknown => (index[name] as (...values: readonly unknown[]) => unknown)(...args)

  const startAnew = () => {
    try {
      index.close()
    } catch {
      // A broken database may not even close.
    }
    index = openArticleIndex({ ...options, file: removed(options.file) ? options.file : ':memory:' })
    say({ kind: 'rebuilt', onDisk: index.state.onDisk })
  }

  const run = (request: IndexRequest): unknown => {
    try {
      return call(request)
    } catch (error) {
      if (!isDamage(error)) throw error
      startAnew()
      return call(request)
    }
  }

  say({ kind: 'answer', number: 0, value: index.state })
  port.on('message', (request: IndexRequest) => {
    try {
      say({ kind: 'answer', number: request.number, value: run(request) })
    } catch (error) {
      say({ kind: 'failure', number: request.number, ...describe(error) })
    }
  })
}

/** Removes the database. On Windows that fails while the thread for searches has it open. */
function removed(file: string): boolean {
  try {
    removeDatabase(file)
    return true
  } catch {
    return false
  }
}

/** Whatever opening itself meets (damage in what it reads, tables that are not as expected) makes an empty index. */
function openOrStartAnew(options: IndexOptions): ArticleIndex {
  try {
    return openArticleIndex(options)
  } catch {
    removeDatabase(options.file)
    return openArticleIndex(options)
  }
}

function describe(error: unknown): { readonly error: Failure['error']; readonly problem: string } {
  const meant = databaseFailure(error)
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { error: meant instanceof Failure ? meant.error : { code: 'unexpected' }, problem }
}
