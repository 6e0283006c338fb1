import { FILES } from './batch.ts'
import type { Batch, Entry } from './batch.ts'

/** Of one host, and of files: more files at once would only take memory, for the processors are busy with two or three. */
const OF_A_HOST = 2
const FILES_AT_ONCE = 5
/** With those that are cleaned and wait for the disk, which takes some of them together. */
const FILES_IN_ALL = 40

/**
 * Whether one more entry of a lane may be begun.
 * @param atWork what is being saved, of all batches
 * @param nextPage when a host may be asked for its next page, as `Date.now()` has it
 */
export function mayGo(lane: string, atWork: readonly Entry[], nextPage: (host: string) => number): boolean {
  const here = atWork.filter((entry) => entry.lane === lane)
  if (lane === FILES) return here.length < FILES_IN_ALL && here.filter(({ isCleaned }) => !isCleaned).length < FILES_AT_ONCE
  return here.length < OF_A_HOST && nextPage(lane) <= Date.now()
}

/** When the gap or pause of the next host is over for which something waits; `Infinity` when no time is waited for. */
export function soonestTurn(batches: Iterable<Batch>, nextPage: (host: string) => number): number {
  let soonest = Infinity
  for (const batch of batches) {
    if (batch.paused || !batch.works) continue
    for (const lane of batch.lanes()) {
      const turn = lane === FILES ? 0 : nextPage(lane)
      // Where nobody's gap or pause is waited for, an end of what is being saved brings the next turn.
      if (turn > Date.now()) soonest = Math.min(soonest, turn)
    }
  }
  return soonest
}
