import { parentPort, workerData } from 'node:worker_threads'
import { Failure } from '../../../shared/errors.ts'
import { openArticleIndex, type ArticleIndex } from './article-index.ts'
import { databaseFailure, isDamage, removeDatabase } from './database.ts'
import type { IndexAnswer, IndexOptions, IndexRequest } from './protocol.ts'

/**
 * The index in a thread of its own, so that neither a search nor building it anew ever holds up the window. Requests are
 * answered in their order; those that have been superseded while they waited are not worked on.
 */

const port = parentPort
if (port === null) throw new Error('index-worker runs as a worker thread')
const options = workerData as IndexOptions
const waiting: IndexRequest[] = []
let index: ArticleIndex = openOrStartAnew()

const say = (answer: IndexAnswer) => port.postMessage(answer)
say({ kind: 'answer', number: 0, value: index.state })

port.on('message', (request: IndexRequest) => {
  waiting.push(request)
  // After the other messages that have arrived already: a newer one may supersede this one.
  setImmediate(workOff)
})

function workOff(): void {
  const request = waiting.shift()
  if (request === undefined) return
  const newer = request.supersede !== undefined && waiting.some((other) => other.supersede === request.supersede)
  if (newer) say({ kind: 'failure', number: request.number, error: { code: 'cancelled' }, problem: '' })
  else answer(request)
}

function answer(request: IndexRequest): void {
  try {
    say({ kind: 'answer', number: request.number, value: run(request) })
  } catch (error) {
    say({ kind: 'failure', number: request.number, ...describe(error) })
  }
}

function run(request: IndexRequest): unknown {
  try {
    return call(request)
  } catch (error) {
    if (!isDamage(error)) throw error
    startAnew()
    return call(request)
  }
}

function call({ name, args }: IndexRequest): unknown {
  const work = index[name] as (...values: readonly unknown[]) => unknown
  return work(...args)
}

/** Whatever opening itself meets (damage in what it reads, tables that are not as expected) makes an empty index. */
function openOrStartAnew(): ArticleIndex {
  try {
    return openArticleIndex(options)
  } catch {
    removeDatabase(options.file)
    return openArticleIndex(options)
  }
}

function startAnew(): void {
  try {
    index.close()
  } catch {
    // A broken database may not even close.
  }
  removeDatabase(options.file)
  index = openArticleIndex(options)
  say({ kind: 'rebuilt' })
}

function describe(error: unknown): { readonly error: Failure['error']; readonly problem: string } {
  const meant = databaseFailure(error)
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return { error: meant instanceof Failure ? meant.error : { code: 'unexpected' }, problem }
}
