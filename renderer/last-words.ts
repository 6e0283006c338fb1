import { onEvent } from './api.ts'

const speakers = new Set<() => Promise<unknown>>()

/** Has this run before the window closes: what was typed or read a moment ago and is not kept yet. Answers how to stop. */
export function beforeClosing(keep: () => Promise<unknown>): () => void {
  speakers.add(keep)
  return () => void speakers.delete(keep)
}

/** Has the window wait for this work before it closes. Answers the work. */
export function closingWaitsFor<T>(work: Promise<T>): Promise<T> {
  const stop = beforeClosing(() => work)
  work.then(stop, stop)
  return work
}

/** Keeps everything that is not kept yet when the window is about to close, then lets it. */
export function startLastWords(): () => void {
  return onEvent('closing', () => {
    void Promise.allSettled([...speakers].map((keep) => keep())).then(() => window.bridge.readyToClose())
  })
}
