import { errorOf } from '../api.ts'
import { errorText } from '../ui/error-text.ts'

/** A pause in typing after which a note is kept. */
const KEEP_DELAY_MS = 400

/** What a keeper tells and asks of its editor; replaced at every rendering. */
export interface NoteUse {
  /** Keeps what is written so far; rejects with `Failure`. */
  readonly keep: (note: string) => Promise<void>
  /** Writing has ended: how the note was before, and is now. */
  readonly onEnd: (before: string, after: string) => void
  /** What is wrong with keeping, or nothing any more. */
  readonly onProblem: (problem: string | undefined) => void
}

/** Keeps one note while it is typed: after a pause, at the end of writing, and when the window closes. */
export class NoteKeeper {
  #text: string
  #kept: string
  #before: string
  #timer = 0
  #use: NoteUse | undefined

  constructor(note: string) {
    this.#text = this.#kept = this.#before = note
  }

  /** What to call from now on. */
  use(use: NoteUse): void {
    this.#use = use
  }

  /** The note as it is being typed. */
  type(text: string): void {
    this.#text = text
    window.clearTimeout(this.#timer)
    this.#timer = window.setTimeout(() => void this.flush(), KEEP_DELAY_MS)
  }

  /** The note changed elsewhere, while nobody was writing here. */
  reset(note: string): void {
    this.#text = this.#kept = this.#before = note
  }

  /** Keeps now what is not kept yet. Never rejects: what went wrong is told, and the words stay. */
  flush(): Promise<void> {
    window.clearTimeout(this.#timer)
    const text = this.#text
    if (text === this.#kept || !this.#use) return Promise.resolve()
    const { keep, onProblem } = this.#use
    const last = this.#kept
    this.#kept = text
    return keep(text).then(
      () => onProblem(undefined),
      (thrown: unknown) => {
        this.#kept = last
        const { what, advice } = errorText(errorOf(thrown))
        onProblem(`${what} ${advice}`)
      },
    )
  }

  /** Writing has ended here; what was written is kept, and can be undone as one. */
  end(): void {
    void this.flush()
    const before = this.#before
    this.#before = this.#text
    this.#use?.onEnd(before, this.#text)
  }

  /** Whether there is writing that has not ended. */
  get writing(): boolean {
    return this.#before !== this.#text
  }
}
