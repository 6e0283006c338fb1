import type { ArticleId } from '../../../shared/model.ts'

/** What is waited for no longer than this is not worth a word, in milliseconds. */
const WORTH_SAYING = 1500
/** Articles that are waited for are looked at again after this, at first and in the end, in milliseconds. */
const AGAIN = 700
const AGAIN_AT_LATEST = 5000

/** The articles that another program is still bringing or writing. */
export class WaitedFor {
  readonly #since = new Map<ArticleId, number>()
  #again = AGAIN

  /** All of them. */
  get ids(): readonly ArticleId[] {
    return [...this.#since.keys()]
  }

  /** How many are waited for so long that it is worth saying. */
  get count(): number {
    const long = performance.now() - WORTH_SAYING
    return [...this.#since.values()].filter((since) => since < long).length
  }

  /** These were looked at, and of them those are still to be waited for. */
  looked(at: readonly ArticleId[], waiting: readonly ArticleId[]): void {
    const still = new Set(waiting)
    for (const id of at) if (!still.has(id)) this.#since.delete(id)
    for (const id of still) {
      if (this.#since.has(id)) continue
      this.#since.set(id, performance.now())
      this.#again = AGAIN
    }
  }

  /** When to look at them again, in milliseconds: later each time, while nothing else comes. */
  nextLook(): number {
    const after = this.#again
    this.#again = Math.min(this.#again * 1.5, AGAIN_AT_LATEST)
    return after
  }
}
