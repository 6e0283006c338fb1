import path from 'node:path'
import type { ArticleId } from '../../../shared/model.ts'
import { stampSync } from '../files.ts'
import type { ScanResult } from '../index/protocol.ts'
import { shardOf } from '../layout.ts'
import type { LibraryContext } from '../library-context.ts'
import { lookAtSeen } from './look-at-seen.ts'
import { mergeCopy, mergeRootCopies, type MergedFile } from './merge-copies.ts'
import { tellingEvery, type Telling } from './telling.ts'
import { WaitedFor } from './waited-for.ts'

/** How long a file that cannot be read may be one that is being written, in milliseconds. */
const PATIENCE = 10_000
/** More articles than this are looked at part by part. */
const FEW = 400
const LOOKED_AT_TOGETHER = 50
/** The slow round: at most so much work at a time, in milliseconds; a third of a percent of one core. */
const ROUND_WORK = 10
/** Many changes are told together, so that the list is not fetched over and over, in milliseconds. */
const TOLD_EVERY = 400
/** How long the index may work on texts before it answers others again, in milliseconds. */
const TEXT_SLICE = 40

/** What a look needs of whoever decides when to look. */
export interface LookOptions {
  readonly context: LibraryContext
  /** Files of the library's own folder whose copies are merged. */
  readonly files: readonly MergedFile[]
  /** Another program changed an article's document. */
  readonly onDocumentChange: (id: ArticleId) => void
  /** One of `files` is another than it was, whoever changed it. */
  readonly onListsChange: () => void
  /** The folder was away and is there again; all of it is looked at after this. */
  readonly onBack: () => void
  /** Resolves when the reader is doing nothing just now, or nothing is to be looked at any more. */
  readonly quiet: () => Promise<void>
}

/**
 * What of the library's folder is to be looked at, and looking at it: what other programs changed there is taken into the
 * index, merged where both sides changed it, and told. One look at a time.
 */
export class FolderLook {
  readonly #options: LookOptions
  readonly #context: LibraryContext
  #stopped = false
  /** What is to be looked at, besides the context's suspects. */
  readonly #parts = new Set<string>()
  #root = true
  #whole: boolean
  #wholeAt = -Infinity
  /** Where the slow round is among the parts, and how long a part takes, in milliseconds. */
  #roundAt = 0
  #partTime = 1
  #presence: ReturnType<LibraryContext['presence']> = 'there'
  readonly #waiting = new WaitedFor()
  #arrivingTold = 0
  /** There are texts that are not in the search tables yet. */
  #texts = false
  #textsLeft = 0
  /** The stamps of `files` when they were last looked at. */
  #lists: string | undefined
  readonly #telling: Telling

  /** @param whole whether to begin with the whole folder */
  constructor(options: LookOptions, whole: boolean) {
    this.#options = options
    this.#context = options.context
    this.#whole = whole
    this.#telling = tellingEvery(TOLD_EVERY, (ids) => options.context.changed(ids))
  }

  /** Articles that are being taken in: waited for, or not yet in the search tables. */
  get arriving(): number {
    return this.#waiting.count + this.#textsLeft
  }

  /** Whether something is to be looked at. */
  get hasWork(): boolean {
    return this.#root || this.#whole || this.#parts.size > 0 || this.#context.suspects.size > 0
  }

  /** Whether the folder was there when that was last asked. */
  get wasThere(): boolean {
    return this.#presence === 'there'
  }

  /** When the whole folder was last looked at, as `performance.now` has it. */
  get wholeAt(): number {
    return this.#wholeAt
  }

  /** Articles that another program is still writing, and when to look at them again, in milliseconds. */
  get waiting(): WaitedFor {
    return this.#waiting
  }

  /** This part is to be looked at. */
  addPart(part: string): void {
    this.#parts.add(part)
  }

  /** The files of the library's own folder are. */
  addRoot(): void {
    this.#root = true
  }

  /** Everything is. */
  addWhole(): void {
    this.#whole = this.#root = true
  }

  /** The next parts of the slow round are, as many as can be looked at in a moment. */
  async addPartsOfRound(): Promise<void> {
    this.#root = true
    const parts = await this.#context.index.parts()
    const count = Math.min(parts.length, Math.max(1, Math.floor(ROUND_WORK / Math.max(this.#partTime, 0.1))))
    for (let n = 0; n < count; n++) this.#parts.add(parts[this.#roundAt++ % parts.length] ?? 'trash')
  }

  /** What is being looked at still ends; nothing more is begun or told. */
  stop(): void {
    this.#stopped = true
    this.#telling.stop()
  }

  /** Looks at all that is to be looked at. */
  async look(): Promise<void> {
    if (!this.isThere()) return
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
      await this.#options.quiet()
      if (this.#stopped || !this.isThere()) return
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

  /** Whether the folder is there; says so when it comes back, and when that is another answer than before. */
  isThere(): boolean {
    const { missed } = this.#context
    const before = this.#presence
    this.#presence = this.#context.presence()
    const isThere = this.#presence === 'there'
    // A change may have been refused because it was missing, and it be back by now.
    const isBack = isThere && (before !== 'there' || missed.seen)
    if (isThere) missed.seen = false
    if (isBack) {
      this.#options.onBack()
      this.addWhole()
    }
    if (isBack || this.#presence !== before) this.#telling.tell([])
    return isThere
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

  /** Tells what a look found, and merges what both sides changed. */
  async #take(result: ScanResult, looked: readonly ArticleId[]): Promise<void> {
    const { readOnly } = this.#context
    if (result.changed.length > 0) {
      this.#texts = true
      this.#telling.tell(result.changed)
    }
    this.#waiting.looked([...looked, ...result.changed], result.waiting)
    if (this.arriving !== this.#arrivingTold) this.#telling.tell([])
    this.#arrivingTold = this.arriving
    for (const { id, file } of result.conflicts) if (!readOnly) await mergeCopy(this.#context, id, file)
  }

  /** Brings the texts of what came into the search tables, a little at a time. */
  async #indexTexts(): Promise<void> {
    if (!this.#texts) return
    this.#texts = false
    for (;;) {
      await this.#options.quiet()
      if (this.#stopped) return
      const { left } = await this.#context.index.indexTexts(TEXT_SLICE)
      this.#textsLeft = left
      this.#arrivingTold = this.arriving
      this.#telling.tell([])
      if (left === 0) return
      // Other changes are not kept waiting by a long row of texts.
      if (this.hasWork) {
        this.#texts = true
        return
      }
    }
  }
}
