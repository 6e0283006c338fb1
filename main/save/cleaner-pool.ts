import { Failure } from '../../shared/errors.ts'
import type { CleanJob, CleanedPage } from './clean.ts'
import { startCleaner } from './cleaner.ts'
import type { Cleaner, CleanerProcess } from './cleaner.ts'

export interface CleanerPoolOptions {
  readonly fork: () => CleanerProcess
  /** Processes at the same time, at most. */
  readonly size: number
  /** Milliseconds for a page, unless its job says otherwise. */
  readonly timeoutMs?: number
  /** Milliseconds without work after which a process ends and gives its memory back. */
  readonly idleMs?: number
  /** Pages after which a process is replaced: what parsing leaves behind never adds up. */
  readonly pages?: number
  /** Bytes of a process's memory after a page, above which it is replaced. */
  readonly memory?: number
}

const IDLE_MS = 20_000
/** A new process takes as long as a hundred pages until it is as quick as the one before; memory is watched besides. */
const PAGES = 2_000
const MEMORY = 450_000_000

interface Member {
  readonly cleaner: Cleaner
  pages: number
  busy: boolean
  /** Bytes after its last page. */
  memory: number
  idle: NodeJS.Timeout | undefined
}

interface Waiting {
  readonly job: CleanJob
  readonly signal: AbortSignal | undefined
  readonly settle: (cleaned: Promise<CleanedPage>) => void
}

/**
 * Cleaning processes, as many as there is work for: one page at a time in each, the rest in a queue. Each has the limits
 * of `startCleaner`; those without work end.
 */
export function cleanerPool(options: CleanerPoolOptions): Cleaner {
  const { size, pages = PAGES, memory = MEMORY, idleMs = IDLE_MS } = options
  const members = new Set<Member>()
  const waiting: Waiting[] = []
  let closed = false

  function addMember(): Member {
    const member: Member = {
      cleaner: startCleaner({
        fork: options.fork,
        ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
        onMemory: (bytes) => (member.memory = bytes),
      }),
      pages: 0,
      busy: false,
      memory: 0,
      idle: undefined,
    }
    members.add(member)
    return member
  }

  function next(): void {
    for (const one of waiting.splice(0)) {
      const free = [...members].find(({ busy }) => !busy) ?? (members.size < size && !closed ? addMember() : undefined)
      if (free === undefined || closed) waiting.push(one)
      else one.settle(work(free, one))
    }
  }

  async function work(member: Member, { job, signal }: Waiting): Promise<CleanedPage> {
    member.busy = true
    clearTimeout(member.idle)
    try {
      return await member.cleaner.clean(job, signal)
    } finally {
      member.busy = false
      member.pages++
      if (member.pages >= pages || member.memory > memory) end(member)
      else rest(member)
      next()
    }
  }

  function rest(member: Member): void {
    clearTimeout(member.idle)
    member.idle = setTimeout(() => end(member), idleMs)
    member.idle.unref()
  }

  function end(member: Member): void {
    clearTimeout(member.idle)
    members.delete(member)
    member.cleaner.close()
  }

  return {
    clean: (job, signal) =>
      new Promise((resolve, reject) => {
        const cancelled = (): void => reject(new Failure({ code: 'cancelled' }))
        if (signal?.aborted === true || closed) return cancelled()
        const onAbort = (): void => {
          const place = waiting.indexOf(mine)
          if (place !== -1) waiting.splice(place, 1)
          cancelled()
        }
        const settle = (cleaned: Promise<CleanedPage>): void => {
          signal?.removeEventListener('abort', onAbort)
          cleaned.then(resolve, reject)
        }
        const mine: Waiting = { job, signal, settle }
        signal?.addEventListener('abort', onAbort, { once: true })
        waiting.push(mine)
        next()
      }),
    warm() {
      if (members.size > 0 || closed) return
      const member = addMember()
      member.cleaner.warm()
      rest(member)
    },
    close() {
      closed = true
      for (const { settle } of waiting.splice(0)) settle(Promise.reject(new Failure({ code: 'cancelled' })))
      for (const member of members) end(member)
    },
  }
}
