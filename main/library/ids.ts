import { monotonicFactory } from 'ulid'

/** Ids grow also within a millisecond and when the clock goes back. */
const nextUlid = monotonicFactory()

/** A new id, a lower-case ULID; ids sort by time of making. */
export function newId(now: Date): string {
  return nextUlid(now.getTime()).toLowerCase()
}
