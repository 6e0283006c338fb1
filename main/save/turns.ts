/** Runs work under a key when all earlier work under it has ended; different keys do not wait for each other. */
export type Turns<Key> = <T>(key: Key, work: () => Promise<T>) => Promise<T>

/** Makes turns; nothing is kept of a key whose work has ended. */
export function takeTurns<Key>(): Turns<Key> {
  const last = new Map<Key, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const ended = mine.catch(() => undefined)
    last.set(key, ended)
    try {
      return await mine
    } finally {
      if (last.get(key) === ended) last.delete(key)
    }
  }
}
