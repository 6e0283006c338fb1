import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ArticleId } from '../../../shared/model.ts'
import type { ScanResult } from '../index/protocol.ts'
import { stampSync } from '../files.ts'
import { shardOf } from '../layout.ts'
import type { LibraryContext } from '../library-context.ts'
import { watchFolder, type FolderWatcher } from './folder-watcher.ts'
import { lookAtSeen } from './look-at-seen.ts'
import { mergeCopy, mergeRootCopies, type MergedFile } from './merge-copies.ts'
import { tellingEvery, type Telling } from './telling.ts'
import { WaitedFor } from './waited-for.ts'

/** What is seen of changes that other programs make to the library's folder while it is open. */
export interface Outside {
  /** Articles that are being taken in: waited for, or not yet in the search tables. */
  arriving(): number
  /** Looks at the whole folder soon: the reader comes back from another program, perhaps from one that changed it. */
  lookNow(): void
  /** The reader is doing something: looking waits. */
  busy(): void
  /** What is under way still ends, see `LibraryContext.inBackground`. */
  stop(): void
}

export interface OutsideOptions {
  readonly context: LibraryContext
  /** Files of the library's own folder whose copies are merged. */
  readonly files: readonly MergedFile[]
  /** Another program changed an article's document. */
  readonly onDocumentChange: (id: ArticleId) => void
  /** The comparison at the start took so long that the folder may be another by now: look at all of it once more. */
  readonly whole: boolean
  /** The folder was away and is there again. */
  readonly onBack?: () => void
  /** One of `files` is another than it was, whoever changed it. */
  readonly onListsChange: () => void
}

/** Watching begins so long after the comparison at the start, in milliseconds: by then the window has long been drawn. */
const BEGIN_AFTER = 500
/** Changes are looked at when nothing more has come for so long, and after this at the latest, in milliseconds. */
const SETTLED = 250
const SETTLED_AT_LATEST = 1000
/** How long a file that cannot be read may be one that is being written, in milliseconds. */
const PATIENCE = 10_000
/** More articles than this are looked at part by part. */
const FEW = 400
const LOOKED_AT_TOGETHER = 50
/** The slow round: at most so much work, so often, in milliseconds; a third of a percent of one core. */
const ROUND_WORK = 10
const ROUND_EVERY = 3000
/** And where everything is watched. */
const ROUND_EVERY_WATCHED = 15_000
/** After the reader did something, looking waits for so long, in milliseconds. */
const QUIET = 400
/** The whole folder is not looked at again before this, however often the reader comes back, in milliseconds. */
const WHOLE_AT_MOST = 10_000
/** How often it is looked whether a folder that is gone has come back, in milliseconds. */
const BACK_AGAIN = 2000
/** Many changes are told together, so that the list is not fetched over and over, in milliseconds. */
const TOLD_EVERY = 400
/** How long the index may work on texts before it answers others again, in milliseconds. */
const TEXT_SLICE = 40

/**
 * Looks for changes made by other programs, once the library has been compared with its index. What is seen, and how soon:
 *
 * - Watches on folders tell at once what happens there, as far as the system watches them.
 * - A slow round looks at all parts of the folder, again and again: nothing depends on the watches.
 * - When the reader comes back to the window, the whole folder is looked at.
 *
 * Changes made by Lectern itself are no news: what was read into the index after a change was noticed needs no look.
 */
export function lookOutside(options: OutsideOptions): Outside {
  const outside = new Looking(options)
  return {
    arriving: () => outside.arriving(),
    lookNow: () => outside.lookNow(),
    busy: () => outside.busy(),
    stop: () => outside.stop(),
  }
}

class Looking {
  readonly #options: OutsideOptions
  readonly #context: LibraryContext
  #watcher: FolderWatcher | undefined
  #stopped = false
  #working = false
  /** What is to be looked at, besides the context's suspects. */
  readonly #parts = new Set<string>()
  #root = true
  #whole = false
  #presence: ReturnType<LibraryContext['presence']> = 'there'
  #lookTimer: NodeJS.Timeout | undefined
  #lookBy = Infinity
  #roundTimer: NodeJS.Timeout | undefined
  #roundAt = 0
  #partTime = 1
  #wholeAt = -Infinity
  #busyUntil = 0
  readonly #waiting = new WaitedFor()
  #arrivingTold = 0
  #texts = false
  #textsLeft = 0
  #lists: string | undefined
  readonly #telling: Telling

  constructor(options: OutsideOptions) {
    this.#options = options
    this.#context = options.context
    this.#whole = options.whole
    this.#telling = tellingEvery(TOLD_EVERY, (ids) => options.context.changed(ids))
    this.#lookTimer = setTimeout(() => this.#begin(), BEGIN_AFTER).unref()
  }

  arriving(): number {
    return this.#waiting.count + this.#textsLeft
  }

  lookNow(): void {
    if (performance.now() - this.#wholeAt < WHOLE_AT_MOST || this.#watcher === undefined) return
    this.#whole = this.#root = true
    this.#soon(0)
  }

  busy(): void {
    this.#busyUntil = performance.now() + QUIET
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#lookTimer)
    clearTimeout(this.#roundTimer)
    this.#telling.stop()
    this.#watcher?.close()
  }

  #begin(): void {
    this.#lookTimer = undefined
    if (this.#stopped) return
    this.#watch()
    this.#soon(0)
    this.#nextRound()
  }

  #watch(): void {
    this.#watcher?.close()
    const { layout, suspects } = this.#context
    const watcher = watchFolder(layout, {
      article: (id) => {
        suspects.add(id)
        this.#soon(SETTLED)
      },
      part: (part) => {
        this.#parts.add(part)
        this.#soon(SETTLED)
      },
      root: () => {
        this.#root = true
        this.#soon(SETTLED)
      },
    })
    this.#watcher = watcher
    this.#context.inBackground(this.#context.index.folders().then((ids) => watcher.follow(ids)))
  }

  /** Looks after `delay`; what comes before that puts it off, but not for ever. */
  #soon(delay: number): void {
    if (this.#stopped || this.#working) return
    const now = performance.now()
    if (this.#lookTimer === undefined) this.#lookBy = now + SETTLED_AT_LATEST
    clearTimeout(this.#lookTimer)
    this.#lookTimer = setTimeout(() => this.#look(), Math.max(0, Math.min(delay, this.#lookBy - now))).unref()
  }

  #look(): void {
    this.#lookTimer = undefined
    if (this.#working || this.#stopped) return
    this.#working = true
    const work = this.#lookAtAll()
      .catch(() => undefined)
      .then(() => {
        this.#working = false
        if (this.#presence !== 'there') this.#soon(BACK_AGAIN)
        else if (this.#hasWork()) this.#soon(SETTLED)
        else if (this.#waiting.ids.length > 0) this.#lookAgain()
      })
    this.#context.inBackground(work)
  }

  #hasWork(): boolean {
    return this.#root || this.#whole || this.#parts.size > 0 || this.#context.suspects.size > 0
  }

  #lookAgain(): void {
    this.#lookBy = Infinity
    clearTimeout(this.#lookTimer)
    this.#lookTimer = setTimeout(() => {
      for (const id of this.#waiting.ids) this.#context.suspects.add(id)
      this.#look()
    }, this.#waiting.nextLook()).unref()
  }

  async #lookAtAll(): Promise<void> {
    if (!this.#isThere()) return
    if (this.#root) {
      this.#root = false
      await mergeRootCopies(this.#context, this.#options.files)
      this.#lookAtLists()
    }
    if (this.#whole) {
      this.#whole = false
      this.#wholeAt = performance.now()
      for (const part of await this.#context.index.parts()) this.#parts.add(part)
    }
    await lookAtSeen(this.#context, this.#options.onDocumentChange)
    await this.#lookAtSuspects()
    for (const part of this.#parts) {
      await this.#quiet()
      if (this.#stopped || !this.#isThere()) return
      this.#parts.delete(part)
      await this.#lookAtPart(part)
      // What was noticed meanwhile is not kept waiting by a look at the whole folder.
      if (this.#context.suspects.size > 0 && this.#context.suspects.size <= FEW) {
        await lookAtSeen(this.#context, this.#options.onDocumentChange)
        await this.#lookAtSuspects()
      }
    }
    await this.#indexTexts()
  }

  #lookAtLists(): void {
    const { files, onListsChange } = this.#options
    const stamps = files.map(({ name }) => stampSync(path.join(this.#context.layout.root, name))).join()
    if (this.#lists !== undefined && this.#lists !== stamps) onListsChange()
    this.#lists = stamps
  }

  async #lookAtSuspects(): Promise<void> {
    const { suspects, index } = this.#context
    if (suspects.size > FEW) {
      for (const id of suspects) this.#parts.add(shardOf(id))
      this.#parts.add('trash')
      suspects.clear()
    }
    // Work of our own on these articles ends first, and with it they are suspects no more.
    for (const id of [...suspects]) await this.#context.inTurn(id, async () => undefined)
    const ids = [...suspects]
    suspects.clear()
    for (let from = 0; from < ids.length; from += LOOKED_AT_TOGETHER) {
      const some = ids.slice(from, from + LOOKED_AT_TOGETHER)
      await this.#take(await index.look(some, PATIENCE), some)
    }
  }

  async #lookAtPart(part: string): Promise<void> {
    for (let more = true; more && !this.#stopped; ) {
      const began = performance.now()
      const result = await this.#context.index.scan(part, PATIENCE)
      this.#partTime = this.#partTime * 0.8 + (performance.now() - began) * 0.2
      await this.#take(result, [])
      more = result.more && result.changed.length > 0
    }
  }

  async #take(result: ScanResult, looked: readonly ArticleId[]): Promise<void> {
    const { readOnly } = this.#context
    if (result.changed.length > 0) {
      this.#texts = true
      this.#telling.tell(result.changed)
    }
    this.#waiting.looked([...looked, ...result.changed], result.waiting)
    if (this.arriving() !== this.#arrivingTold) this.#telling.tell([])
    this.#arrivingTold = this.arriving()
    for (const { id, file } of result.conflicts) if (!readOnly) await mergeCopy(this.#context, id, file)
  }

  async #indexTexts(): Promise<void> {
    if (!this.#texts) return
    this.#texts = false
    for (;;) {
      await this.#quiet()
      if (this.#stopped) return
      const { left } = await this.#context.index.indexTexts(TEXT_SLICE)
      this.#textsLeft = left
      this.#arrivingTold = this.arriving()
      this.#telling.tell([])
      if (left === 0) return
      // Other changes are not kept waiting by a long row of texts.
      if (this.#hasWork()) {
        this.#texts = true
        return
      }
    }
  }

  #isThere(): boolean {
    const { missed } = this.#context
    const before = this.#presence
    this.#presence = this.#context.presence()
    const isThere = this.#presence === 'there'
    // A change may have been refused because it was missing, and it be back by now.
    const isBack = isThere && (before !== 'there' || missed.seen)
    if (isThere) missed.seen = false
    if (isBack) {
      this.#options.onBack?.()
      this.#watch()
      this.#whole = this.#root = true
    }
    if (isBack || this.#presence !== before) this.#telling.tell([])
    return isThere
  }

  #nextRound(): void {
    const after = this.#watcher?.isWhole === true ? ROUND_EVERY_WATCHED : ROUND_EVERY
    this.#roundTimer = setTimeout(() => this.#round(), after).unref()
  }

  #round(): void {
    const isFree = !this.#working && performance.now() > this.#busyUntil && !this.#hasWork()
    const done = isFree ? this.#partsOfRound() : Promise.resolve()
    const next = done.catch(() => undefined).then(() => {
      if (!this.#stopped) this.#nextRound()
    })
    this.#context.inBackground(next)
  }

  async #partsOfRound(): Promise<void> {
    if (!this.#isThere()) return this.#soon(BACK_AGAIN)
    this.#root = true
    const parts = await this.#context.index.parts()
    const count = Math.min(parts.length, Math.max(1, Math.floor(ROUND_WORK / Math.max(this.#partTime, 0.1))))
    for (let n = 0; n < count; n++) this.#parts.add(parts[this.#roundAt++ % parts.length] ?? 'trash')
    this.#look()
  }

  /** Resolves when the reader is doing nothing just now. */
  async #quiet(): Promise<void> {
    while (!this.#stopped && performance.now() < this.#busyUntil) await pause(100, undefined, { ref: false })
  }
}
