import type { BatchId } from '../../../shared/batch.ts'
import type { BatchEvent } from '../../library/batch-files.ts'

/** Milliseconds between two tellings of how it stands, and between two writings of what ended. */
const TELL_EVERY = 250

/** What becomes of what a diary is told. */
export interface DiaryOptions {
  /** Writes down what happened to a batch. */
  readonly append: (id: BatchId, events: readonly BatchEvent[]) => Promise<void>
  /** Tells how all batches stand. */
  readonly tell: () => void
}

/** Writes down what happens to batches, and tells of it: many things together, a few times a second. */
export function batchDiary({ append, tell }: DiaryOptions) {
  const unwritten = new Map<BatchId, BatchEvent[]>()
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined

  /** Something is other than it was. */
  function changed(): void {
    for (const listener of listeners) listener()
    timer ??= setTimeout(() => {
      timer = undefined
      void write()
      tell()
    }, TELL_EVERY)
  }

  /** Writes down what is not written yet. Never fails. */
  async function write(): Promise<void> {
    for (const [id, events] of unwritten) {
      unwritten.delete(id)
      // What cannot be written down is seen from the articles themselves at the next start.
      await append(id, events).catch(() => undefined)
    }
  }

  return {
    changed,
    write,

    /** This happened to a batch. */
    note(id: BatchId, events: readonly BatchEvent[]): void {
      unwritten.set(id, [...(unwritten.get(id) ?? []), ...events])
      changed()
    },

    /** A batch is no more: nothing is to be written of it. */
    forget(id: BatchId): void {
      unwritten.delete(id)
      changed()
    },

    /** Resolves at the next change, or after so many milliseconds. */
    nextChange(ms: number): Promise<void> {
      return new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(late)
          listeners.delete(done)
          resolve()
        }
        const late = setTimeout(done, ms)
        listeners.add(done)
      })
    },

    /** Tells nothing more; resolves when everything is written. */
    async close(): Promise<void> {
      clearTimeout(timer)
      for (const listener of listeners) listener()
      await write()
    },
  }
}
