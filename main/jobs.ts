import type { WorkProgress } from '../shared/ipc.ts'
import type { How } from './library/bulk.ts'

/** Work on many articles that a window watches and may stop, each by the name that the window gave it. */
export interface Jobs {
  /** Runs work so that it can be watched and stopped; without a name it is neither. */
  run<T>(job: string | undefined, work: (how: How) => Promise<T>): Promise<T>
  /** Stops it after what is in flight. Nothing happens when there is no such work any more. */
  cancel(job: string): void
}

/** @param tell is told of each step of work that has a name */
export function jobsOf(tell: (progress: WorkProgress) => void): Jobs {
  const running = new Map<string, AbortController>()
  return {
    async run(job, work) {
      if (job === undefined) return await work({})
      const stop = new AbortController()
      running.set(job, stop)
      let at = { done: 0, total: 0 }
      const watch = {
        signal: stop.signal,
        progress: (done: number, total: number) => {
          at = { done, total }
          tell({ job, ...at })
        },
        problem: (problem: WorkProgress['problem'] & object) => tell({ job, ...at, problem }),
      }
      try {
        return await work({ watch })
      } finally {
        if (running.get(job) === stop) running.delete(job)
      }
    },
    cancel: (job) => running.get(job)?.abort(),
  }
}
