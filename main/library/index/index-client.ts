import { Worker } from 'node:worker_threads'
import { Failure } from '../../../shared/errors.ts'
import type { IndexAnswer, IndexCall, IndexCalls, IndexOptions, IndexRequest, IndexState } from './protocol.ts'
import { searchClient, type SearchClient } from './search-client.ts'

/** Every call of the index, from another thread. */
export type IndexClient = {
  readonly [K in IndexCall]: (...args: Parameters<IndexCalls[K]>) => Promise<ReturnType<IndexCalls[K]>>
} & {
  readonly state: IndexState
  /** `list` for somebody who types, aside from all other calls; questions asked before another one fail with `cancelled`. */
  listNewest: SearchClient['listNewest']
}

/** How often a worker that died is started again before its calls fail. */
const MOST_RESTARTS = 3

interface Asked {
  readonly request: IndexRequest
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Starts the index worker. Should its thread die, it is started again and asked once more what it had not answered.
 * @param onRebuilt the database was damaged and is empty now
 */
export async function startIndex(workerFile: string, options: IndexOptions, onRebuilt: () => void): Promise<IndexClient> {
  const asked = new Map<number, Asked>()
  let count = 0
  let restarts = 0
  let closing = false
  let worker: Worker | undefined
  let reopenSearches: SearchClient['reopen'] = () => undefined

  const start = (): Promise<IndexState> => {
    const thread = new Worker(workerFile, { workerData: options, name: 'index' })
    worker = thread
    return new Promise((resolve, reject) => {
      thread.on('message', (answer: IndexAnswer) => {
        if (answer.kind === 'rebuilt') {
          reopenSearches(answer.onDisk)
          return onRebuilt()
        }
        if (answer.number === 0 && answer.kind === 'answer') return resolve(answer.value as IndexState)
        settle(answer)
      })
      thread.on('error', reject)
      thread.on('exit', (status) => {
        reject(new Error(`The index worker ended with ${status}`))
        if (worker === thread) worker = undefined
        if (!closing) again()
      })
    })
  }

  const settle = (answer: Exclude<IndexAnswer, { kind: 'rebuilt' }>) => {
    const one = asked.get(answer.number)
    asked.delete(answer.number)
    if (answer.kind === 'answer') one?.resolve(answer.value)
    else one?.reject(new Failure(answer.error, { cause: new Error(answer.problem) }))
  }

  const again = () => {
    const failAll = (cause: unknown) => {
      for (const one of asked.values()) one.reject(new Failure({ code: 'unexpected' }, { cause }))
      asked.clear()
    }
    if (restarts++ >= MOST_RESTARTS) return failAll(new Error('The index worker died too often'))
    start().then(
      () => asked.forEach((one) => worker?.postMessage(one.request)),
      (error: unknown) => {
        if (restarts >= MOST_RESTARTS) failAll(error)
      },
    )
  }

  const ask = (name: IndexCall, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const request: IndexRequest = { number: ++count, name, args }
      asked.set(request.number, { request, resolve, reject })
      if (name === 'close') closing = true
      if (worker !== undefined) worker.postMessage(request)
      else if (restarts > MOST_RESTARTS || closing) settle({ kind: 'failure', number: request.number, error: { code: 'unexpected' }, problem: 'closed' })
    })

  const state = await start().catch((error: unknown) => {
    closing = true
    throw error
  })
  const call =
    <K extends IndexCall>(name: K) =>
    async (...args: Parameters<IndexCalls[K]>): Promise<ReturnType<IndexCalls[K]>> =>
      (await ask(name, args)) as ReturnType<IndexCalls[K]>
  const list = call('list')
  const typed = searchClient(workerFile, options.file, state.onDisk, { list, completions: call('completions') })
  reopenSearches = (onDisk) => typed.reopen(onDisk)
  return {
    state,
    pending: call('pending'),
    refresh: call('refresh'),
    ids: call('ids'),
    placeOf: call('placeOf'),
    about: call('about'),
    list,
    listNewest: (query) => typed.listNewest(query),
    completions: (field, begun) => typed.completions(field, begun),
    get: call('get'),
    findByAddress: call('findByAddress'),
    unfinished: call('unfinished'),
    annotated: call('annotated'),
    overview: call('overview'),
    folders: call('folders'),
    refreshRows: call('refreshRows'),
    refreshRecords: call('refreshRecords'),
    parts: call('parts'),
    scan: call('scan'),
    look: call('look'),
    complete: call('complete'),
    indexTexts: call('indexTexts'),
    check: call('check'),
    close: async () => {
      closing = true
      // Before the index, which as the last one to close tidies up.
      await typed.close()
      await ask('close', [])
      await worker?.terminate()
    },
  }
}
