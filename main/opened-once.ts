/** Something that is opened once and kept. */
export interface OpenedOnce<T> {
  /** Opens it the first time, and again after an opening that failed: what was in use may be free by now. */
  readonly get: () => Promise<T>
  /** What is open or being opened; `undefined` when nothing is. */
  readonly peek: () => Promise<T> | undefined
}

/** Keeps what `open` gives. All who ask while it is being opened get the same, or the same failure. */
export function openedOnce<T>(open: () => Promise<T>): OpenedOnce<T> {
  let current: Promise<T> | undefined
  const get = (): Promise<T> => {
    if (current === undefined) {
      const opening = open()
      current = opening
      opening.catch(() => {
        if (current === opening) current = undefined
      })
    }
    return current
  }
  return { get, peek: () => current }
}
