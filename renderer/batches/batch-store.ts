import { createStore, useStore } from 'zustand'
import { hasEnded } from '../../shared/batch.ts'
import type { BatchAct, BatchId, BatchState } from '../../shared/batch.ts'
import { api, onEvent } from '../api.ts'
import { attempt } from '../attempt.ts'

interface Batches {
  readonly batches: readonly BatchState[]
}

/** The batches that are at work, or that have ended and were not put away yet. */
export const batchStore = createStore<Batches>(() => ({ batches: [] }))

/** The batches, and again whenever they change. */
export function useBatches(): readonly BatchState[] {
  return useStore(batchStore, ({ batches }) => batches)
}

/** Whether something is being saved in bulk now. */
export function savingInBulk(): boolean {
  return batchStore.getState().batches.some((batch) => !hasEnded(batch) && !batch.paused)
}

/** Listens for how batches stand. `onEnd` hears of each that comes to its end. Answers a function that stops listening. */
export function startBatches(onEnd: (batch: BatchState) => void): () => void {
  const set = (batches: readonly BatchState[]): void => {
    const before = batchStore.getState().batches
    batchStore.setState({ batches })
    for (const batch of batches) {
      const was = before.find(({ id }) => id === batch.id)
      if (was && !hasEnded(was) && hasEnded(batch)) onEnd(batch)
    }
  }
  let isTold = false
  const stop = onEvent('batches-changed', ({ batches }) => {
    isTold = true
    set(batches)
  })
  // What was told meanwhile is newer than the answer.
  api.batches().then((batches) => isTold || set(batches), () => undefined)
  return stop
}

/** Pauses, goes on, cancels, retries or puts away. */
export function act(id: BatchId, what: BatchAct): void {
  void attempt(() => api.actOnBatch(id, what))
}
