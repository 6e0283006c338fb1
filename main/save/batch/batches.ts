import type { BatchAct, BatchId, BatchOutcome, BatchReport, BatchState } from '../../../shared/batch.ts'
import { Failure } from '../../../shared/errors.ts'
import type { ArticleId, SavingStep } from '../../../shared/model.ts'
import type { StoredBatch } from '../../library/batch-files.ts'
import type { Library } from '../../library/library.ts'
import type { SaveOutcome } from '../one-of-many.ts'
import type { Saver } from '../save.ts'
import { Batch } from './batch.ts'
import type { Entry } from './batch.ts'
import { batchDiary } from './batch-diary.ts'
import { articleOf } from './entry-article.ts'
import { mayGo, soonestTurn } from './lane-turns.ts'
import { makeBatch } from './make-batch.ts'
import type { BatchSource } from './make-batch.ts'

/** Articles of batches being saved at the same time, beside those that give their sites a pause. */
const AT_ONCE = 12
/** With those that pause: enough that a hundred busy hosts hold up nobody. */
const MOST = 250

export interface BatchesOptions {
  readonly library: Pick<Library, 'batches' | 'get' | 'unfinished' | 'change'>
  readonly saver: Pick<Saver, 'saveOneOfMany' | 'saveFileOfMany' | 'forget' | 'turns'>
  readonly device: string
  /** Whether to go on with what an earlier process left; a command works only on its own. */
  readonly goesOn: boolean
  readonly onChange: (states: readonly BatchState[]) => void
  readonly onFault: (fault: unknown) => void
}

export type Batches = ReturnType<typeof startBatches>

/**
 * Saves many things: each batch is a file in the library that says what is to be done, and each article is begun when its
 * turn comes (`lane-turns.ts`). Hosts take turns, so that a slow one holds up its own alone. A restart, or a kill, goes on
 * where it was.
 */
export function startBatches(options: BatchesOptions) {
  const { library, saver } = options
  const nextPage = (host: string): number => saver.turns.nextPage(host)
  const batches = new Map<BatchId, Batch>()
  const active = new Map<ArticleId, { readonly batch: Batch; readonly entry: Entry; readonly done: Promise<void> }>()
  const diary = batchDiary({ append: (id, events) => library.batches.append(id, events), tell: () => options.onChange(states()) })
  let closed = false
  let turnTimer: NodeJS.Timeout | undefined

  function batchOf(id: BatchId): Batch {
    const batch = batches.get(id)
    if (batch === undefined) throw new Failure({ code: 'not-found', what: 'file' })
    return batch
  }

  function states(): readonly BatchState[] {
    return [...batches.values()].map((batch) => batch.state())
  }

  /** Begins what may begin now, and looks again when a host's gap or pause is over. */
  function next(): void {
    clearTimeout(turnTimer)
    if (closed) return
    for (const batch of batches.values()) {
      while (batch.works && !batch.paused && active.size < MOST) {
        const atWork = [...active.values()].map(({ entry }) => entry)
        if (atWork.filter(({ asleep, isCleaned }) => !asleep && !isCleaned).length >= AT_ONCE) break
        const entry = batch.take((lane) => mayGo(lane, atWork, nextPage))
        if (entry === undefined) break
        // It begins a moment later, when it is among the active.
        const done = Promise.resolve().then(() => work(batch, entry))
        active.set(entry.id, { batch, entry, done })
      }
    }
    if (active.size >= MOST) return
    const soonest = soonestTurn(batches.values(), nextPage)
    if (soonest < Infinity) turnTimer = setTimeout(next, Math.max(10, soonest - Date.now()))
  }

  /** The whole way of one entry. */
  async function work(batch: Batch, entry: Entry): Promise<void> {
    diary.changed()
    try {
      const outcome = await save(batch, entry)
      // Of a disk that went away, what failed meanwhile is no failure of the page's.
      if (outcome.kind === 'failed' && !entry.stop.signal.aborted) library.batches.assertThere()
      if (!closed) await end(batch, entry, outcome)
    } catch (thrown) {
      // The row could not be made or the disk is away: nothing of the batch can be saved before that is mended.
      if (!closed) hold(batch, entry, awayOr(thrown))
    } finally {
      active.delete(entry.id)
      diary.changed()
      next()
    }
  }

  /** That the disk is away, where it is: what was begun on it fails in its own words. */
  function awayOr(thrown: unknown): unknown {
    try {
      library.batches.assertThere()
      return thrown
    } catch (away) {
      return away
    }
  }

  async function save(batch: Batch, entry: Entry): Promise<SaveOutcome> {
    const { tags, render } = batch.header
    const how = render === true ? { scripts: true } : {}
    const read = await articleOf(batch.header, entry).catch((thrown: unknown) => {
      if (thrown instanceof Failure) return thrown
      throw thrown
    })
    if (read instanceof Failure) return { kind: 'failed', error: read.error }
    const article = { ...read, id: entry.article ?? entry.id }
    const stop = entry.stop.signal
    const outcome = entry.file === undefined ? await saver.saveOneOfMany(article, how, stop) : await saver.saveFileOfMany(article, { how, stop, onCleaned: () => cleaned(entry) })
    if (outcome.kind === 'known' && tags.length > 0) await library.change([outcome.article], { addTags: tags })
    return outcome
  }

  /** Another one may be read and cleaned while this one waits for the disk. */
  function cleaned(entry: Entry): void {
    entry.isCleaned = true
    next()
  }

  async function end(batch: Batch, entry: Entry, outcome: SaveOutcome): Promise<void> {
    if (entry.stop.signal.aborted && outcome.kind === 'failed') {
      // As if it had never been begun; what was there before stays.
      if (!entry.again && outcome.article === entry.id) await saver.forget(entry.id).catch(options.onFault)
      return diary.note(batch.header.id, [batch.end(entry, 'cancelled')])
    }
    const { article } = outcome
    const error = outcome.kind === 'failed' ? outcome.error : undefined
    diary.note(batch.header.id, [batch.end(entry, outcome.kind, { ...(article && { article }), ...(error && { error }) })])
    if (error?.code === 'disk-full' || error?.code === 'read-only') pause(batch, true, error)
  }

  /** Nothing more is begun of the batch before the reader goes on with it. */
  function hold(batch: Batch, entry: Entry, thrown: unknown): void {
    if (!(thrown instanceof Failure)) options.onFault(thrown)
    batch.putBack(entry)
    pause(batch, true, thrown instanceof Failure ? thrown.error : { code: 'unexpected' })
  }

  function pause(batch: Batch, paused: boolean, problem?: Batch['problem']): void {
    batch.paused = paused
    batch.problem = problem
    diary.note(batch.header.id, [{ paused }])
    next()
  }

  async function cancel(batch: Batch): Promise<void> {
    diary.note(batch.header.id, batch.cancelWaiting())
    batch.problem = undefined
    const mine = [...active.values()].filter((one) => one.batch === batch)
    for (const { entry } of mine) entry.stop.abort()
    await Promise.all(mine.map(({ done }) => done))
    await diary.write()
  }

  function doAgain(batch: Batch, status: 'failed' | 'cancelled'): void {
    const entries = [...batch.entries.values()].filter((entry) => entry.status === status && entry.given === undefined)
    diary.note(batch.header.id, entries.map((entry) => ({ again: entry.id }))) // prettier-ignore
    for (const entry of entries.toReversed()) {
      entry.again = status === 'failed'
      entry.stop = new AbortController()
      batch.putBack(entry)
    }
    batch.works = true
    pause(batch, false)
  }

  async function dismiss(batch: Batch): Promise<void> {
    if (!batch.ended) throw new Failure({ code: 'invalid-argument', problem: 'The batch has not ended' })
    batches.delete(batch.header.id)
    diary.forget(batch.header.id)
    await library.batches.remove(batch.header.id)
  }

  /** What an earlier process left of a batch. Answers the ids of its rows that are still being saved. */
  async function takeOver(stored: StoredBatch): Promise<readonly ArticleId[]> {
    const batch = new Batch(stored, options.goesOn)
    const open = batch.waiting()
    const rows = new Map<ArticleId, Awaited<ReturnType<Library['get']>>[number]>()
    for (let from = 0; from < open.length; from += 1000) {
      for (const row of await library.get(open.slice(from, from + 1000).map(({ id }) => id))) rows.set(row.id, row)
    }
    for (const entry of open) {
      const state = rows.get(entry.id)?.state
      if (state?.kind === 'ready') diary.note(batch.header.id, [batch.end(entry, 'saved', { article: entry.id })])
      else if (state?.kind === 'failed' && !entry.again) diary.note(batch.header.id, [batch.end(entry, 'failed', { article: entry.id, error: state.error })])
      else if (state === undefined && entry.given !== undefined) diary.note(batch.header.id, [batch.end(entry, 'failed', { error: { code: 'not-found', what: 'file' } })])
    }
    const { failed, cancelled, invalid, known, duplicates, leftOut } = batch.state()
    if (batch.ended && failed + cancelled + invalid + known + duplicates + leftOut === 0) await library.batches.remove(batch.header.id)
    else batches.set(batch.header.id, batch)
    return [...rows.values()].filter(({ state }) => state.kind === 'saving').map(({ id }) => id)
  }

  return {
    /** Takes up what an earlier process left. Answers the articles that nobody else is to take up. */
    async open(): Promise<ReadonlySet<ArticleId>> {
      const stored = await library.batches.list()
      if (stored.length === 0) return new Set()
      // Which are there is known once the rows are.
      await library.unfinished()
      const mine = new Set<ArticleId>()
      for (const one of stored) for (const id of await takeOver(one)) mine.add(id)
      diary.changed()
      next()
      return mine
    },

    /** Begins a batch; durable when it resolves. @throws Failure invalid-address, disk-full, read-only */
    async start(source: BatchSource): Promise<BatchState> {
      const { header, entries } = await makeBatch(source, { device: options.device, now: new Date() })
      await library.batches.create(header, entries)
      const batch = new Batch({ header, entries, events: [] }, true)
      batches.set(header.id, batch)
      diary.changed()
      next()
      return batch.state()
    },

    /** Hands over a file of a batch of given files; resolves when it has come to its end. */
    async give(id: BatchId, line: number, bytes: Uint8Array): Promise<void> {
      const batch = batchOf(id)
      const entry = [...batch.entries.values()][line - 1]
      if (entry?.given === undefined || entry.status !== 'waiting') return
      entry.bytes = bytes
      next()
      while (!closed && (entry.status === 'waiting' || entry.status === 'active')) await diary.nextChange(5_000)
    },

    /** How the batches stand that are at work, or that have ended and were not put away yet. */
    states,
    /** What came of a batch so far. @throws Failure not-found */
    report: (id: BatchId): BatchReport => batchOf(id).report(),

    /** What ended after the first `from`, in the order of its ending; waits for more when there is none yet. */
    async outcomes(id: BatchId, from: number): Promise<{ readonly outcomes: readonly BatchOutcome[]; readonly state: BatchState }> {
      const batch = batchOf(id)
      if (!batch.works) {
        batch.works = true
        next()
      }
      const until = Date.now() + 1_000
      while (!closed && !batch.ended && batch.outcomes.length <= from && Date.now() < until) await diary.nextChange(until - Date.now())
      return { outcomes: batch.outcomes.slice(from, from + 500), state: batch.state() }
    },

    /** What the reader asks for. @throws Failure not-found, invalid-argument for putting away one that has not ended */
    async act(id: BatchId, act: BatchAct): Promise<void> {
      const batch = batchOf(id)
      switch (act) {
        case 'pause':
        case 'resume':
          batch.works ||= act === 'resume'
          pause(batch, act === 'pause')
          return diary.write()
        case 'cancel':
          return cancel(batch)
        case 'retry':
          return doAgain(batch, 'failed')
        case 'take-up':
          return doAgain(batch, 'cancelled')
        case 'dismiss':
          return dismiss(batch)
      }
    },

    /** The library is there again, after its disk was away: goes on. Answers what nobody else is to take up. */
    back(): ReadonlySet<ArticleId> {
      for (const batch of batches.values()) if (batch.problem?.code === 'library-away') pause(batch, false)
      return new Set([...batches.values()].flatMap(({ entries }) => [...entries.values()].map(({ id, article }) => article ?? id)))
    },

    /** An article's step, as saving shows it: those that pause do not hold up others. */
    noteStep(id: ArticleId, step: SavingStep['kind']): void {
      const entry = active.get(id)?.entry
      const asleep = step === 'waiting'
      if (entry === undefined || entry.asleep === asleep) return
      entry.asleep = asleep
      if (asleep) next()
    },

    /** Begins nothing more; the next start goes on. */
    async close(): Promise<void> {
      closed = true
      clearTimeout(turnTimer)
      await diary.close()
    },
  }
}
