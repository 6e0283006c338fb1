import { Failure } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import type { CleanJob, CleanedPage } from './clean.ts'

/** A process that runs `cleaner-process.ts`: Electron's `utilityProcess`, or a `child_process` in tests. */
export interface CleanerProcess {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onExit(listener: () => void): void
  kill(): void
}

export interface Cleaner {
  /**
   * Cleans a page in the process of its own.
   * @throws Failure no-article, not-a-page; too-complex when it went over its time or memory; cancelled
   */
  clean(job: CleanJob, signal?: AbortSignal): Promise<CleanedPage>
  /** Starts the process and loads its libraries, so that the first page need not wait for it. */
  warm(): void
  close(): void
}

/** What goes to the process. */
export type CleanerRequest = { readonly kind: 'clean'; readonly id: number; readonly job: CleanJob }
/** What comes from it. */
export type CleanerAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'cleaned'; readonly id: number; readonly page: CleanedPage; readonly memory?: number }
  | { readonly kind: 'failed'; readonly id: number; readonly error: AppError; readonly memory?: number }

interface WaitingJob {
  readonly id: number
  readonly job: CleanJob
  settle(answer: CleanedPage | Failure): void
}

/** The process may take so long to start before it counts as broken. */
const START_MS = 30_000

/**
 * One cleaning process, one job at a time, the rest in a queue. A job over its time, or one that takes the process
 * down, fails alone: the process is killed and the next job gets a new one.
 */
export function startCleaner(options: {
  readonly fork: () => CleanerProcess
  readonly timeoutMs?: number
  /** Bytes that the process had in memory after a page. */
  readonly onMemory?: (bytes: number) => void
}): Cleaner {
  const timeoutMs = options.timeoutMs ?? 10_000
  const queue: WaitingJob[] = []
  let current: WaitingJob | undefined
  let worker: { readonly process: CleanerProcess; ready: boolean } | undefined
  let timer: NodeJS.Timeout | undefined
  let lastId = 0

  function stopWorker(): void {
    const stopped = worker
    worker = undefined
    clearTimeout(timer)
    stopped?.process.kill()
  }

  function startWorker(): void {
    const started = { process: options.fork(), ready: false }
    worker = started
    limit(START_MS)
    started.process.onMessage((message) => {
      if (worker === started) receive(message as CleanerAnswer)
    })
    started.process.onExit(() => {
      if (worker === started) giveUp('too-complex')
    })
  }

  function limit(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => giveUp('too-complex'), ms)
    timer.unref()
  }

  function giveUp(code: 'too-complex' | 'cancelled'): void {
    stopWorker()
    finish(new Failure({ code }))
  }

  function receive(answer: CleanerAnswer): void {
    if (answer.kind === 'ready') {
      if (worker !== undefined) worker.ready = true
      clearTimeout(timer)
      if (current !== undefined) send(current)
    } else if (answer.id === current?.id) {
      clearTimeout(timer)
      if (answer.memory !== undefined) options.onMemory?.(answer.memory)
      finish(answer.kind === 'cleaned' ? answer.page : new Failure(answer.error))
    }
  }

  function send(job: WaitingJob): void {
    limit(job.job.limitMs ?? timeoutMs)
    worker?.process.post({ kind: 'clean', id: job.id, job: job.job } satisfies CleanerRequest)
  }

  function finish(answer: CleanedPage | Failure): void {
    const ended = current
    current = undefined
    ended?.settle(answer)
    next()
  }

  function next(): void {
    if (current !== undefined) return
    current = queue.shift()
    if (current === undefined) return
    if (worker === undefined) startWorker()
    else if (worker.ready) send(current)
  }

  function cancel(id: number): void {
    if (current?.id === id) return giveUp('cancelled')
    const at = queue.findIndex((waiting) => waiting.id === id)
    queue.splice(at, at === -1 ? 0 : 1)[0]?.settle(new Failure({ code: 'cancelled' }))
  }

  return {
    clean: (job, signal) =>
      new Promise((resolve, reject) => {
        const id = ++lastId
        const onAbort = (): void => cancel(id)
        const settle = (answer: CleanedPage | Failure): void => {
          signal?.removeEventListener('abort', onAbort)
          if (answer instanceof Failure) reject(answer)
          else resolve(answer)
        }
        if (signal?.aborted === true) return settle(new Failure({ code: 'cancelled' }))
        signal?.addEventListener('abort', onAbort)
        queue.push({ id, job, settle })
        next()
      }),
    warm() {
      if (worker === undefined) startWorker()
    },
    close() {
      for (const job of queue.splice(0)) job.settle(new Failure({ code: 'cancelled' }))
      const open = current
      current = undefined
      stopWorker()
      open?.settle(new Failure({ code: 'cancelled' }))
    },
  }
}
