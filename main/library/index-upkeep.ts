import type { LibraryOverview } from '../../shared/list.ts'
import type { LibraryContext } from './library-context.ts'
import type { MergedFile } from './outside/merge-copies.ts'
import { lookOutside, type Outside, type OutsideOptions } from './outside/outside.ts'
import { reconcile, type Reconciling } from './reconcile.ts'

/** How long the index reads texts before it answers others again, in milliseconds. */
const TEXT_SLICE = 50

/** A comparison at the start that took longer than this, in milliseconds, is of a folder that may be another by now. */
const LONG_COMPARISON = 10_000

/**
 * Keeps the index the same as the folder: compares the two when the library is opened, builds the index anew where it is
 * missing or broken, and looks for what other programs change.
 */
export class IndexUpkeep {
  readonly #context: LibraryContext
  #reconciling: Reconciling
  #rebuilding = false
  #outside: Outside | undefined

  /** @param quietMs how long the comparison of a complete index waits before it begins, in milliseconds */
  constructor(context: LibraryContext, quietMs: number) {
    this.#context = context
    this.#reconciling = this.#reconcile(context.index.state.complete, quietMs)
  }

  /** Begins to build the index anew; the index itself calls for it when it finds itself damaged. */
  rebuild(): void {
    this.#reconciling.stop()
    this.#reconciling = this.#reconcile(false, 0)
  }

  /** From now on changes that other programs make to the folder are seen, once it has been compared with the index. */
  lookOutside(files: readonly MergedFile[], told: Pick<OutsideOptions, 'onDocumentChange' | 'onListsChange' | 'onBack'>): void {
    const began = performance.now()
    const look = () => {
      if (this.#context.ending.aborted) return
      this.#outside = lookOutside({ context: this.#context, files, whole: performance.now() - began > LONG_COMPARISON, ...told })
    }
    void this.#reconciling.texts.then(look)
  }

  /** The reader came back to the window (looks at the whole folder soon), or is doing something there (looking waits). */
  readerIs(doing: 'back' | 'busy'): void {
    if (doing === 'back') this.#outside?.lookNow()
    else this.#outside?.busy()
  }

  /** Resolves when there is something to list, if there is anything. */
  async hasFirstRows(): Promise<void> {
    await this.#reconciling.firstRows
  }

  /** Resolves when an index that is being built has a row of every article; at once when none is. */
  async isBuilt(): Promise<void> {
    if (this.#rebuilding) await this.#reconciling.rows
  }

  /** Resolves when the rows are those of the folder. */
  async hasRows(): Promise<void> {
    await this.#reconciling.rows
  }

  /**
   * Resolves when every article that the index knows of can be found by its text. Unlike `upToDate` it waits for no
   * comparison with the folder: where nothing is left to read it resolves at once.
   */
  async hasTexts(): Promise<void> {
    await this.#reconciling.rows
    const { index, ending } = this.#context
    while (!ending.aborted) if ((await index.indexTexts(TEXT_SLICE)).left === 0) return
  }

  /** Resolves when the index has every article of the folder, texts included. */
  async upToDate(): Promise<void> {
    await this.#reconciling.texts
  }

  /** How far the index is behind the folder. @param known articles that the index knows of */
  progress(known: number): Pick<LibraryOverview, 'rebuilding' | 'arriving'> {
    const rebuilding = this.#reconciling.progress() ?? (this.#rebuilding ? { done: 0, total: known } : undefined)
    const arriving = this.#outside?.arriving() ?? 0
    return { ...(rebuilding === undefined ? {} : { rebuilding }), ...(arriving === 0 ? {} : { arriving }) }
  }

  /** Ends comparing and looking where they stand. */
  stop(): void {
    this.#reconciling.stop()
    this.#outside?.stop()
  }

  #reconcile(complete: boolean, quietMs: number): Reconciling {
    const reconciling = reconcile(this.#context, complete, quietMs)
    this.#rebuilding = !complete
    void reconciling.rows.then(() => {
      if (this.#reconciling === reconciling) this.#rebuilding = false
    })
    return reconciling
  }
}
