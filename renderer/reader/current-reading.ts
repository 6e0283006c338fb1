import type { Reading } from './reading.ts'

// A file of its own, because every key asks for it: the first frame needs to know that nothing is read yet, and none of
// what reading takes.

let current: Reading | undefined

/** The article being read, if one is on screen and not merely on its way. */
export function currentReading(): Reading | undefined {
  return current
}

/** Does something with the article being read; answers nothing when none is. */
export function withReading<T>(act: (reading: Reading) => T): T | undefined {
  return current && act(current)
}

/** Says what is being read from now on. For `Reading` itself. */
export function setCurrentReading(reading: Reading | undefined): void {
  current = reading
}
