/**
 * Tells how long something that is looked at now and then has stood still, in milliseconds. Between two looks no more counts
 * than `most`: while the whole machine stood still (it slept, it is far too busy), what is looked at had no time to change.
 * @returns takes what was seen and when; undefined when nothing could be seen, which is no standing still
 */
export function standingStill(most: number): (seen: string | undefined, now: number) => number {
  let last: string | undefined
  let before = -Infinity
  let still = 0
  return (seen, now) => {
    const same = seen !== undefined && seen === last
    still = same ? still + Math.min(now - before, most) : 0
    last = seen
    before = now
    return still
  }
}
