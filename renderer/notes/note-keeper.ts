import { errorOf } from '../api.ts'
import { becoming } from '../history.ts'
import { closingWaitsFor } from '../last-words.ts'
import { errorText } from '../ui/error-text.ts'

/** A pause in typing after which a note is kept. */
const KEEP_DELAY_MS = 400

/** Stands between words that were written in two places at the same time, as main has it. */
const BETWEEN = '\n\n⁂\n\n'

/** What a keeper tells and asks of its editor; replaced at every rendering. */
export interface NoteUse {
  /**
   * Keeps what is written so far, on top of what the note was; answers what it is now, which is more when others wrote
   * too. Rejects with `Failure`.
   */
  readonly keep: (note: string, before: string) => Promise<string>
  /** Others wrote too: the words to show, in which what is being written begins `moved` characters later. */
  readonly onText: (text: string, moved: number) => void
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
  /** Settles, and never rejects, when what is on its way is kept or is not. */
  #keeping: Promise<void> | undefined
  #use: NoteUse | undefined

  /** @param written words in its place that could not be kept when they were written */
  constructor(note: string, written = note) {
    this.#kept = this.#before = note
    this.#text = written
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

  /** The note changed elsewhere while somebody is writing here: both stay. */
  meet(note: string): void {
    // While something is being kept, what is heard may be older than that; the answer to it will say how the note is.
    if (this.#keeping || note === this.#kept) return
    const before = this.#kept
    this.#kept = note
    this.#show(before, note)
  }

  /** Keeps now what is not kept yet. Never rejects: what went wrong is told, and the words stay. */
  flush(): Promise<void> {
    window.clearTimeout(this.#timer)
    // One after the other: what the next words are written on top of is known when these are kept, or are not.
    if (this.#keeping) return this.#keeping.then(() => this.flush())
    const text = this.#text
    if (text === this.#kept || !this.#use) return Promise.resolve()
    const { keep, onProblem } = this.#use
    const last = this.#kept
    this.#kept = text
    this.#keeping = keep(text, last).then(
      (kept) => {
        this.#keeping = undefined
        onProblem(undefined)
        if (kept === text) return
        this.#kept = kept
        this.#show(text, kept)
      },
      (thrown: unknown) => {
        this.#keeping = undefined
        this.#kept = last
        const { what, advice } = errorText(errorOf(thrown))
        onProblem(`${what} ${advice}`)
      },
    )
    return this.#keeping
  }

  /** Writing has ended here; what was written is kept, and can be undone as one. */
  end(): void {
    // Its field may be gone by the time it is kept: undo and the closing of the window wait for it all the same.
    void becoming(closingWaitsFor(this.flush()))
    const before = this.#before
    this.#before = this.#text
    this.#use?.onEnd(before, this.#text)
  }

  /** Whether there is writing that has not ended. */
  get writing(): boolean {
    return this.#before !== this.#text
  }

  /** Whether all that was written is kept. */
  get isKept(): boolean {
    return this.#text === this.#kept
  }

  /** What was written on top of `before` goes into the note that has become of it. */
  #show(before: string, note: string): void {
    const written = this.#text
    // It was kept on another way, when it could not be from here.
    if (written === note) return this.#use?.onProblem(undefined)
    const at = before === '' ? -1 : note.indexOf(before)
    if (written === before) this.#text = note
    else if (at >= 0) this.#text = note.slice(0, at) + written + note.slice(at + before.length)
    else if (note !== '' && !written.includes(note)) this.#text = `${written}${BETWEEN}${note}`
    this.#use?.onText(this.#text, Math.max(0, at))
    if (this.#text !== note) this.type(this.#text)
  }
}
