import type { Instant } from '../../../shared/model.ts'

/** An instant as a number that can be compared, whatever form a tool wrote it in; 0 when it is none. */
export function timeOfInstant(instant: Instant | undefined): number {
  const time = Date.parse(instant ?? '')
  return Number.isNaN(time) ? 0 : time
}

/** The later of two instants; of equal ones the one that sorts last, so that every machine chooses the same. */
export function latest(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const [mine, theirs] = [timeOfInstant(one), timeOfInstant(other)]
  return mine === theirs ? (one >= other ? one : other) : mine > theirs ? one : other
}

/**
 * The time of a change that is made now to something that was last changed at `before`: never earlier than that, so that
 * a change made on top of one from a machine whose clock is ahead counts as the newer one (Lamport's rule).
 */
export function changedAt(now: Date, ...before: readonly (Instant | undefined)[]): Instant {
  const least = Math.max(0, ...before.map(timeOfInstant)) + 1
  // A clock that is centuries ahead is damage, and would not stay a date for long.
  return new Date(least > MOST_AHEAD ? now.getTime() : Math.max(now.getTime(), least)).toISOString()
}

/** The year 2200. */
const MOST_AHEAD = Date.UTC(2200)
