interface Task {
  readonly run: (signal: AbortSignal) => Promise<void>
  readonly stop: AbortController
  readonly ended: Promise<void>
  readonly end: () => void
}

export type TaskQueue<Key> = ReturnType<typeof taskQueue<Key>>

/**
 * A queue of tasks, each under a key, `atOnce` running at a time in the order they came. A task handles its own
 * failures: a rejection is a fault of the program and ends up as an unhandled rejection.
 */
export function taskQueue<Key>(atOnce: number) {
  const tasks = new Map<Key, Task>()
  const waiting: Key[] = []
  let running = 0
  let closed = false

  function startNext(): void {
    while (running < atOnce && !closed) {
      const key = waiting.shift()
      if (key === undefined) return
      const task = tasks.get(key)
      if (task !== undefined) void start(key, task)
    }
  }

  async function start(key: Key, task: Task, counts = true): Promise<void> {
    if (counts) running++
    try {
      await task.run(task.stop.signal)
    } finally {
      if (counts) running--
      tasks.delete(key)
      task.end()
      startNext()
    }
  }

  return {
    /**
     * Adds a task; a key that is in the queue already stays as it is. Answers whether the task was taken.
     * @param how `atOnce`: it neither waits for others nor do others wait for it
     */
    add(key: Key, run: (signal: AbortSignal) => Promise<void>, how: { readonly atOnce?: boolean } = {}): boolean {
      if (tasks.has(key) || closed) return false
      let end: () => void = () => undefined
      const ended = new Promise<void>((resolve) => (end = resolve))
      const task: Task = { run, stop: new AbortController(), ended, end }
      tasks.set(key, task)
      if (how.atOnce === true) {
        void start(key, task, false)
        return true
      }
      waiting.push(key)
      startNext()
      return true
    },

    has: (key: Key): boolean => tasks.has(key),

    /** Resolves when the key's task has ended, at once when there is none. */
    async finished(key: Key): Promise<void> {
      await tasks.get(key)?.ended
    },

    /** Aborts the key's task and waits for its end. One that waits is run aborted, so that it can say so. */
    async cancel(key: Key): Promise<void> {
      const task = tasks.get(key)
      task?.stop.abort()
      const place = waiting.indexOf(key)
      if (task !== undefined && place !== -1) {
        waiting.splice(place, 1)
        void start(key, task)
      }
      await task?.ended
    },

    /** Starts nothing more and leaves what runs to be cut off: its state on disk lets the next start go on. */
    close(): void {
      closed = true
      waiting.length = 0
    },
  }
}
