import { setTimeout as pause } from 'node:timers/promises'
import type { LibraryContext } from '../library-context.ts'
import { FolderLook, type LookOptions } from './folder-look.ts'
import { watchFolder, type FolderWatcher } from './folder-watcher.ts'

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

export interface OutsideOptions extends Pick<LookOptions, 'context' | 'files' | 'onDocumentChange' | 'onListsChange'> {
  /** The comparison at the start took so long that the folder may be another by now: look at all of it once more. */
  readonly whole: boolean
  /** The folder was away and is there again. */
  readonly onBack?: () => void
}

/** Watching begins so long after the comparison at the start, in milliseconds: by then the window has long been drawn. */
const BEGIN_AFTER = 500
/** Changes are looked at when nothing more has come for so long, and after this at the latest, in milliseconds. */
const SETTLED = 250
const SETTLED_AT_LATEST = 1000
/** How often the slow round goes on, in milliseconds; and where everything is watched. */
const ROUND_EVERY = 3000
const ROUND_EVERY_WATCHED = 15_000
/** After the reader did something, looking waits for so long, in milliseconds. */
const QUIET = 400
/** The whole folder is not looked at again before this, however often the reader comes back, in milliseconds. */
const WHOLE_AT_MOST = 10_000
/** How often it is looked whether a folder that is gone has come back, in milliseconds. */
const BACK_AGAIN = 2000

/**
 * Looks for changes made by other programs, once the library has been compared with its index. What is seen, and how soon:
 *
 * - Watches on folders tell at once what happens there, as far as the system watches them.
 * - A slow round looks at all parts of the folder, again and again: nothing depends on the watches.
 * - When the reader comes back to the window, the whole folder is looked at.
 *
 * This file decides when; `folder-look.ts` looks. Changes made by Lectern itself are no news: what was read into the index
 * after a change was noticed needs no look.
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
  readonly #context: LibraryContext
  readonly #folder: FolderLook
  #watcher: FolderWatcher | undefined
  #stopped = false
  #working = false
  #lookTimer: NodeJS.Timeout | undefined
  #lookBy = Infinity
  #roundTimer: NodeJS.Timeout | undefined
  #busyUntil = 0

  constructor({ context, whole, onBack, ...told }: OutsideOptions) {
    this.#context = context
    const back = (): void => {
      onBack?.()
      this.#watch()
    }
    this.#folder = new FolderLook({ context, ...told, onBack: back, quiet: () => this.#quiet() }, whole)
    this.#lookTimer = setTimeout(() => this.#begin(), BEGIN_AFTER).unref()
  }

  arriving(): number {
    return this.#folder.arriving
  }

  lookNow(): void {
    if (performance.now() - this.#folder.wholeAt < WHOLE_AT_MOST || this.#watcher === undefined) return
    this.#folder.addWhole()
    this.#soon(0)
  }

  busy(): void {
    this.#busyUntil = performance.now() + QUIET
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#lookTimer)
    clearTimeout(this.#roundTimer)
    this.#folder.stop()
    this.#watcher?.close()
  }

  #begin(): void {
    this.#lookTimer = undefined
    if (this.#stopped) return
    this.#watch()
    this.#soon(0)
    this.#nextRound()
  }

  /** Watches the folder, anew where it was watched: a watch stays with the folder that went away. */
  #watch(): void {
    this.#watcher?.close()
    const { layout, suspects } = this.#context
    const watcher = watchFolder(layout, {
      article: (id) => {
        suspects.add(id)
        this.#soon(SETTLED)
      },
      part: (part) => {
        this.#folder.addPart(part)
        this.#soon(SETTLED)
      },
      root: () => {
        this.#folder.addRoot()
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
    const work = this.#folder
      .look()
      .catch(() => undefined)
      .then(() => {
        this.#working = false
        if (!this.#folder.wasThere) this.#soon(BACK_AGAIN)
        else if (this.#folder.hasWork) this.#soon(SETTLED)
        else if (this.#folder.waiting.ids.length > 0) this.#lookAgain()
      })
    this.#context.inBackground(work)
  }

  /** Looks once more at what another program is still writing. */
  #lookAgain(): void {
    this.#lookBy = Infinity
    clearTimeout(this.#lookTimer)
    const { waiting } = this.#folder
    this.#lookTimer = setTimeout(() => {
      for (const id of waiting.ids) this.#context.suspects.add(id)
      this.#look()
    }, waiting.nextLook()).unref()
  }

  #nextRound(): void {
    const after = this.#watcher?.isWhole === true ? ROUND_EVERY_WATCHED : ROUND_EVERY
    this.#roundTimer = setTimeout(() => this.#round(), after).unref()
  }

  #round(): void {
    const isFree = !this.#working && performance.now() > this.#busyUntil && !this.#folder.hasWork
    const done = isFree ? this.#lookAtSomeParts() : Promise.resolve()
    const next = done.catch(() => undefined).then(() => {
      if (!this.#stopped) this.#nextRound()
    })
    this.#context.inBackground(next)
  }

  async #lookAtSomeParts(): Promise<void> {
    if (!this.#folder.isThere()) return this.#soon(BACK_AGAIN)
    await this.#folder.addPartsOfRound()
    this.#look()
  }

  /** Resolves when the reader is doing nothing just now. */
  async #quiet(): Promise<void> {
    while (!this.#stopped && performance.now() < this.#busyUntil) await pause(100, undefined, { ref: false })
  }
}
