import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { errorOf } from '../api.ts'
import { beforeClosing } from '../last-words.ts'
import { errorText } from '../ui/error-text.ts'
import styles from './notes.module.css'

interface Props {
  readonly note: string
  readonly label: string
  readonly placeholder: string
  readonly autoFocus?: boolean
  /** Keeps what is written so far; rejects with `Failure`. */
  readonly keep: (note: string) => Promise<void>
  /** Writing has ended: how the note was before, and is now. */
  readonly onEnd: (before: string, after: string) => void
}

/** A pause in typing after which a note is kept. */
const KEEP_DELAY_MS = 400

/**
 * A note being written. It is kept while it is typed and at the end of writing, whatever way that ends: leaving the
 * field, Escape, closing the article or the window. What could not be kept stays on screen and says so.
 */
export function NoteEditor({ note, label, placeholder, autoFocus = false, keep, onEnd }: Props) {
  const [text, setText] = useState(note)
  const [problem, setProblem] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  const before = useRef(note)
  const kept = useRef(note)
  const timer = useRef(0)
  const latest = useRef({ text, keep, onEnd })
  latest.current = { text, keep, onEnd }

  const flush = useRef(async (): Promise<void> => {
    window.clearTimeout(timer.current)
    const { text: now, keep: keepNow } = latest.current
    if (now === kept.current) return
    const last = kept.current
    kept.current = now
    try {
      await keepNow(now)
      setProblem(undefined)
    } catch (thrown) {
      kept.current = last
      const { what, advice } = errorText(errorOf(thrown))
      setProblem(`${what} ${advice}`)
    }
  }).current

  const end = useRef((): void => {
    void flush()
    const { text: after, onEnd: onEndNow } = latest.current
    const from = before.current
    before.current = after
    onEndNow(from, after)
  }).current

  useEffect(() => {
    const stop = beforeClosing(flush)
    return () => {
      stop()
      if (before.current !== latest.current.text) end()
    }
  }, [])

  // Undo, or another window, changed the note while nobody is writing here.
  useEffect(() => {
    if (document.activeElement === field.current) return
    kept.current = note
    before.current = note
    setText(note)
  }, [note])

  useLayoutEffect(() => {
    const area = field.current
    if (autoFocus && area) {
      area.focus({ preventScroll: true })
      area.setSelectionRange(area.value.length, area.value.length)
    }
  }, [autoFocus])

  return (
    <>
      <textarea
        ref={field}
        className={styles['editor']}
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        placeholder={placeholder}
        value={text}
        rows={1}
        spellCheck
        dir="auto"
        onChange={(event) => {
          setText(event.target.value)
          window.clearTimeout(timer.current)
          timer.current = window.setTimeout(() => void flush(), KEEP_DELAY_MS)
        }}
        onBlur={end}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
            event.preventDefault()
            event.stopPropagation()
            event.currentTarget.blur()
          }
        }}
      />
      {problem && (
        <p role="alert" className={styles['problem']}>
          This note is not saved yet. {problem} <button type="button" onClick={() => void flush()}>Try again</button>
        </p>
      )}
    </>
  )
}
