import type { ArticleId, ReadingPosition } from '../../shared/model.ts'
import { api, errorOf } from '../api.ts'

/** Long enough that scrolling through does not write at every step; short enough that a power cut costs nothing. */
const KEEP_DELAY_MS = 600

/** Where an article is being read. The library is told a moment after it changes, and not what it knows already. */
export class ReadPlace {
  readonly #article: ArticleId
  #here: ReadingPosition = { offset: 0, progress: 0 }
  #kept: ReadingPosition | undefined
  #timer: number | undefined

  constructor(article: ArticleId) {
    this.#article = article
  }

  /** The first line on screen. */
  get here(): ReadingPosition {
    return this.#here
  }

  /** Reading begins where the library has it. */
  begin(position: ReadingPosition): void {
    this.#here = position
    this.#kept = position
  }

  /** Reading has moved on, or back. */
  move(position: ReadingPosition): void {
    this.#here = position
    this.#timer ??= window.setTimeout(() => void this.keep(), KEEP_DELAY_MS)
  }

  /** Tells the library now, if it does not know yet. Never rejects: a failure costs the place and nothing else. */
  async keep(): Promise<void> {
    window.clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#kept?.offset === this.#here.offset && this.#kept.progress === this.#here.progress) return
    this.#kept = this.#here
    await api.rememberPosition(this.#article, this.#here).catch(errorOf)
  }
}
