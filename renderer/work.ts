import { createStore, useStore } from 'zustand'
import type { AppError } from '../shared/errors.ts'
import type { ArticleId } from '../shared/model.ts'
import { api, onEvent } from './api.ts'

/** Work on many articles that main is busy with. */
export interface Work {
  readonly job: string
  /** What it does, in the words of a line that is read while it goes on: `Archiving`. */
  readonly doing: string
  readonly done: number
  readonly total: number
  /** It was asked to stop, and ends what is in flight. */
  readonly stopping: boolean
  /** It has gone on for so long that the reader may wonder. */
  readonly long: boolean
}

/** What came of work on many articles. */
export interface WorkReport {
  /** The articles that really changed. */
  readonly ids: readonly ArticleId[]
  /** Neither stopped nor refused: there is nothing left that could still be done. */
  readonly whole: boolean
  readonly problem?: AppError
}

/** Milliseconds after which work is shown: less than a second, so that nothing over a second goes unseen. */
const LONG_MS = 600

const works = createStore<{ readonly works: readonly Work[] }>(() => ({ works: [] }))
let count = 0

/** What main is busy with, oldest first. */
export function useWorks(): readonly Work[] {
  return useStore(works, (state) => state.works)
}

/** A name for a piece of work, unlike any other of this window. */
export function newJob(): string {
  return `work-${Date.now().toString(36)}-${++count}`
}

/** Does something to many articles in main, and shows how far it is. Rejects with `Failure` when nothing was done. */
export async function workOn(
  o: { readonly job: string; readonly doing: string; readonly total: number },
  call: (job: string) => Promise<readonly ArticleId[]>,
): Promise<WorkReport> {
  const { job } = o
  let problem: AppError | undefined
  const deaf = onEvent('work-progress', (progress) => {
    if (progress.job !== job) return
    problem = progress.problem ?? problem
    change(job, { done: progress.done, total: Math.max(progress.total, o.total) })
  })
  works.setState((before) => ({ works: [...before.works, { ...o, done: 0, stopping: false, long: false }] }))
  const timer = window.setTimeout(() => change(job, { long: true }), LONG_MS)
  try {
    const ids = await call(job)
    const stopped = works.getState().works.some((one) => one.job === job && one.stopping)
    return { ids, whole: !stopped && problem === undefined, ...(problem && { problem }) }
  } finally {
    window.clearTimeout(timer)
    deaf()
    works.setState((before) => ({ works: before.works.filter((one) => one.job !== job) }))
  }
}

/** Stops work after what is in flight; what was done until then stays done, and can be undone. */
export function stopWork(job: string): void {
  if (!works.getState().works.some((one) => one.job === job)) return
  change(job, { stopping: true })
  void api.cancelWork(job).catch(() => undefined)
}

/** Stops the newest work; answers whether there was some. */
export function stopNewestWork(): boolean {
  const newest = works.getState().works.findLast(({ stopping }) => !stopping)
  if (newest) stopWork(newest.job)
  return newest !== undefined
}

/** Whether there is work that can be stopped. */
export function isWorking(): boolean {
  return works.getState().works.some(({ stopping }) => !stopping)
}

function change(job: string, more: Partial<Work>): void {
  works.setState((before) => ({ works: before.works.map((one) => (one.job === job ? { ...one, ...more } : one)) }))
}
