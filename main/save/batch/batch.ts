import type { BatchLine, BatchOutcome, BatchReport, BatchState } from '../../../shared/batch.ts'
import type { AppError } from '../../../shared/errors.ts'
import type { ArticleId } from '../../../shared/model.ts'
import type { BatchEntry, BatchEvent, BatchHeader, StoredBatch } from '../../library/batch-files.ts'
import { hostWithPort } from '../host-turns.ts'

/** Files share one lane: their "host" is this machine. */
export const FILES = 'file:'

/** Milliseconds that the rate is measured over, and before which it says nothing. */
const RATE_WINDOW = 60_000
const RATE_AFTER = 4_000

/** One thing of a batch, as it stands. */
export interface Entry extends BatchEntry {
  readonly text: string
  /** Where it takes its turn. */
  readonly lane: string
  status: 'waiting' | 'active' | 'saved' | 'known' | 'failed' | 'cancelled'
  article?: ArticleId
  error?: AppError
  /** It gives its site a pause. */
  asleep: boolean
  /** It is a file that waits for nothing but the disk. */
  isCleaned: boolean
  /** Its row was there before this batch worked on it. */
  again: boolean
  /** Made anew for each time that it is saved. */
  stop: AbortController
  /** Of a file that the window hands over. */
  bytes?: Uint8Array
}

/** A batch at work: its entries, their turns, and how fast it goes. */
export class Batch {
  readonly header: BatchHeader
  readonly entries: ReadonlyMap<ArticleId, Entry>
  /** What came of each, in the order of their ends. */
  readonly outcomes: BatchOutcome[] = []
  /** Whether this process works on it. */
  works: boolean
  paused = false
  problem: AppError | undefined
  readonly #counts = { waiting: 0, active: 0, saved: 0, known: 0, failed: 0, cancelled: 0 }
  /** Waiting entries by lane; the lane that had its turn goes to the end. */
  #lanes = new Map<string, Entry[]>()
  #ends: number[] = []
  #begun: number | undefined

  constructor({ header, entries, events }: StoredBatch, works: boolean) {
    this.header = header
    this.works = works
    this.entries = new Map(entries.map((entry) => [entry.id, entryOf(entry)]))
    this.#counts.waiting = this.entries.size
    for (const event of events) this.#replay(event)
    this.#fillLanes()
  }

  get ended(): boolean {
    return this.#counts.waiting + this.#counts.active === 0
  }

  /** Waiting entries, in their order. */
  waiting(): readonly Entry[] {
    return [...this.entries.values()].filter(({ status }) => status === 'waiting')
  }

  /** The next entry of a lane that may go now, or undefined. The lane then waits behind the others. */
  take(mayGo: (lane: string) => boolean): Entry | undefined {
    for (const [lane, entries] of this.#lanes) {
      if (!mayGo(lane)) continue
      const place = entries.findIndex((entry) => entry.given === undefined || entry.bytes !== undefined)
      const [entry] = place === -1 ? [] : entries.splice(place, 1)
      if (entry === undefined) continue
      this.#lanes.delete(lane)
      if (entries.length > 0) this.#lanes.set(lane, entries)
      this.#begun ??= Date.now()
      this.#set(entry, 'active')
      return entry
    }
    return undefined
  }

  /** Lanes in which something waits. */
  lanes(): Iterable<string> {
    return this.#lanes.keys()
  }

  /** It is to be done, next of its lane: again, or after all. */
  putBack(entry: Entry): void {
    this.#set(entry, 'waiting')
    entry.asleep = false
    entry.isCleaned = false
    delete entry.error
    this.#lanes.set(entry.lane, [entry, ...(this.#lanes.get(entry.lane) ?? [])])
  }

  /** It has come to its end. */
  end(entry: Entry, as: BatchOutcome['outcome'], more: { readonly article?: ArticleId; readonly error?: AppError } = {}): BatchEvent {
    this.#set(entry, as)
    Object.assign(entry, more)
    delete entry.bytes
    entry.asleep = false
    entry.isCleaned = false
    const { line, text } = entry
    this.outcomes.push({ line, text, outcome: as, ...more })
    if (as === 'saved' || as === 'failed') this.#ends.push(Date.now())
    return { ended: entry.id, as, ...more }
  }

  /** Those that wait are not done. Answers what is to be written down. */
  cancelWaiting(): readonly BatchEvent[] {
    this.#lanes = new Map()
    return this.waiting().map((entry) => this.end(entry, 'cancelled'))
  }

  state(): BatchState {
    const { header, entries, problem } = this
    const { waiting, active, ...counts } = this.#counts
    const speed = this.paused || this.ended ? undefined : this.#speed()
    return {
      id: header.id,
      kind: header.kind,
      name: header.name,
      createdAt: header.createdAt,
      total: entries.size,
      ...counts,
      left: waiting + active,
      active,
      invalid: header.invalid.length,
      duplicates: header.duplicates.length,
      leftOut: header.leftOut.length,
      paused: this.paused,
      ...(problem && { problem }),
      ...(speed && { ratePerMinute: speed * 60_000, secondsLeft: Math.ceil((waiting + active) / speed / 1000) }),
    }
  }

  report(): BatchReport {
    const { invalid, duplicates, leftOut } = this.header
    const like = (status: Entry['status']): readonly Entry[] => [...this.entries.values()].filter((entry) => entry.status === status)
    return {
      state: this.state(),
      failed: like('failed').map((entry) => outcomeOf(entry, 'failed')),
      known: like('known').map((entry) => outcomeOf(entry, 'known')),
      cancelled: like('cancelled').map(lineOf),
      invalid,
      duplicates,
      leftOut,
    }
  }

  /** Ended in a millisecond, lately. */
  #speed(): number | undefined {
    const now = Date.now()
    const since = Math.max(this.#begun ?? now, now - RATE_WINDOW)
    this.#ends = this.#ends.filter((end) => end >= since)
    return now - since < RATE_AFTER || this.#ends.length < 2 ? undefined : this.#ends.length / (now - since)
  }

  #set(entry: Entry, status: Entry['status']): void {
    this.#counts[entry.status]--
    this.#counts[status]++
    entry.status = status
  }

  #replay(event: BatchEvent): void {
    if ('paused' in event) {
      this.paused = event.paused
      return
    }
    const entry = this.entries.get('again' in event ? event.again : event.ended)
    if (entry === undefined) return
    if ('again' in event) {
      this.#set(entry, 'waiting')
      entry.again = true
    } else {
      const { as, article, error } = event
      this.end(entry, as, { ...(article && { article }), ...(error && { error }) })
    }
  }

  #fillLanes(): void {
    for (const entry of this.waiting()) {
      const lane = this.#lanes.get(entry.lane)
      if (lane === undefined) this.#lanes.set(entry.lane, [entry])
      else lane.push(entry)
    }
    // What ended before a restart says nothing of how fast it goes now.
    this.#ends = []
  }
}

function entryOf(entry: BatchEntry): Entry {
  const text = entry.address ?? entry.file ?? entry.given ?? ''
  const lane = entry.address === undefined ? FILES : hostWithPort(entry.address)
  return { ...entry, text, lane, status: 'waiting', asleep: false, isCleaned: false, again: false, stop: new AbortController() }
}

function outcomeOf(entry: Entry, outcome: BatchOutcome['outcome']): BatchOutcome {
  const { article, error } = entry
  return { ...lineOf(entry), outcome, ...(article && { article }), ...(error && { error }) }
}

function lineOf({ line, text }: Entry): BatchLine {
  return { line, text }
}
