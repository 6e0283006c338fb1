import { Worker } from 'node:worker_threads'
import { Failure } from '../../../shared/errors.ts'
import type { ArticlePage, Completion, CompletionField, LibraryQuery } from '../../../shared/list.ts'
import type { SearchAnswer, SearchOptions, SearchRequest } from './protocol.ts'

/** Searches for somebody who types: in a thread of their own, where there is one. */
export interface SearchClient {
  /** A page for the newest question. Older questions, asked before another one, fail with `cancelled`. */
  listNewest(query: LibraryQuery): Promise<ArticlePage>
  completions(field: CompletionField, begun: string): Promise<readonly Completion[]>
  /** The database was made anew: the thread reads a file that is gone. */
  reopen(onDisk: boolean): void
  close(): Promise<void>
}

/** Who answers while there is no thread: the index itself. */
export interface Instead {
  list(query: LibraryQuery): Promise<ArticlePage>
  completions(field: CompletionField, begun: string): Promise<readonly Completion[]>
}

/** A thread that nobody asked for so long ends, and gives its memory back. */
const IDLE_MS = 120_000
/** Threads that may fail before there is none any more. */
const MOST_FAILURES = 3
/** How long closing waits for the thread to close its database. */
const CLOSING_MS = 1000

type Question = { readonly [K in SearchRequest['kind']]: Omit<Extract<SearchRequest, { kind: K }>, 'number'> }[Exclude<SearchRequest['kind'], 'close'>]

interface Asked {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/**
 * Starts a thread for searches at the first of them. Whatever it cannot do (no file to read, a damaged one, its own
 * death) the index does instead, which also knows how to mend itself.
 */
export function searchClient(workerFile: string, file: string, onDisk: boolean, instead: Instead): SearchClient {
  const newest = new SharedArrayBuffer(4)
  const turnNow = new Int32Array(newest)
  let question = ''
  let usable = onDisk
  let failures = 0
  let thread: Thread | undefined
  let idle: NodeJS.Timeout | undefined
  let lastInstead: Promise<unknown> = Promise.resolve()

  const forget = () => {
    const before = thread
    thread = undefined
    clearTimeout(idle)
    return before?.close()
  }

  const inThread = async <T>(request: Question): Promise<T> => {
    thread ??= startThread(workerFile, { role: 'search', file, newest })
    const mine = thread
    clearTimeout(idle)
    idle = setTimeout(() => void forget(), IDLE_MS)
    idle.unref()
    try {
      return (await mine.ask(request)) as T
    } catch (error) {
      const expected = error instanceof Failure && error.error.code !== 'unexpected'
      if (!expected && thread === mine) {
        failures++
        void forget()
      }
      throw error
    }
  }

  const threadElse = async <T>(request: Question, otherwise: () => Promise<T>): Promise<T> => {
    if (usable && failures < MOST_FAILURES) {
      try {
        return await inThread<T>(request)
      } catch (error) {
        if (error instanceof Failure && error.error.code !== 'unexpected') throw error
      }
    }
    return otherwise()
  }

  return {
    async listNewest(query) {
      const { offset: _, limit: __, ...asked } = query
      const now = JSON.stringify(asked)
      if (now !== question) Atomics.add(turnNow, 0, 1)
      question = now
      const turn = Atomics.load(turnNow, 0)
      return await threadElse<ArticlePage>({ kind: 'list', turn, query }, async () => {
        // One after the other, so that those that are outdated by then are not begun.
        await lastInstead
        if (turn !== Atomics.load(turnNow, 0)) throw new Failure({ code: 'cancelled' })
        const page = instead.list(query)
        lastInstead = page.catch(() => undefined)
        return await page
      })
    },
    completions: (field, begun) => threadElse({ kind: 'complete', field, begun }, () => instead.completions(field, begun)),
    reopen(nowOnDisk) {
      usable = nowOnDisk
      void forget()
    },
    close: async () => {
      usable = false
      await forget()
    },
  }
}

interface Thread {
  ask(request: Question): Promise<unknown>
  close(): Promise<void>
}

function startThread(workerFile: string, options: SearchOptions): Thread {
  const asked = new Map<number, Asked>()
  const worker = new Worker(workerFile, { workerData: options, name: 'search' })
  let count = 0
  let over = false
  const end = (cause: unknown) => {
    over = true
    for (const one of asked.values()) one.reject(new Failure({ code: 'unexpected' }, { cause }))
    asked.clear()
  }
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', (status) => {
      end(new Error(`The search thread ended with ${status}`))
      resolve()
    })
  })
  worker.on('error', end)
  worker.on('message', (answer: SearchAnswer) => {
    const one = asked.get(answer.number)
    asked.delete(answer.number)
    if (answer.kind === 'answer') one?.resolve(answer.value)
    else one?.reject(new Failure(answer.error, { cause: new Error(answer.problem) }))
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (over) return reject(new Failure({ code: 'unexpected' }))
        const number = ++count
        asked.set(number, { resolve, reject })
        worker.postMessage({ ...request, number } satisfies SearchRequest)
      }),
    async close() {
      worker.postMessage({ kind: 'close' } satisfies SearchRequest)
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSING_MS)))
      await Promise.race([ended, late])
      clearTimeout(timer)
      await worker.terminate()
    },
  }
}
