import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { onEvent } from '../api.ts'
import { beforeClosing } from '../last-words.ts'
import { NoteKeeper } from './note-keeper.ts'
import styles from './notes.module.css'

interface Props {
  readonly note: string
  /** Words in its place that the library could not take when they were written. */
  readonly written?: string | undefined
  readonly label: string
  readonly placeholder: string
  /** Opened to be written in: takes the keyboard. */
  readonly opened?: boolean
  /** Keeps what is written so far, on top of what the note was; answers what it is now. Rejects with `Failure`. */
  readonly keep: (note: string, before: string) => Promise<string>
  /** Writing has ended: how the note was before, and is now. */
  readonly onEnd: (before: string, after: string) => void
}

/**
 * A note being written. It is kept while it is typed and at the end of writing, whatever way that ends: leaving the
 * field, Escape, closing the article or the window. What could not be kept stays on screen and says so.
 */
export function NoteEditor({ note, written, label, placeholder, opened = false, keep, onEnd }: Props) {
  const [text, setText] = useState(written ?? note)
  const [problem, setProblem] = useState<string>()
  const [keeper] = useState(() => new NoteKeeper(note, written))
  const field = useRef<HTMLTextAreaElement>(null)
  const cursor = useRef<number>(undefined)

  useLayoutEffect(() => {
    const onText = (next: string, moved: number): void => {
      if (document.activeElement === field.current) cursor.current = (field.current?.selectionEnd ?? 0) + moved
      setText(next)
    }
    keeper.use({ keep, onEnd, onProblem: setProblem, onText })
  }, [keeper, keep, onEnd])

  // Words that came from elsewhere do not take the cursor from where somebody is writing.
  useLayoutEffect(() => {
    if (cursor.current !== undefined) field.current?.setSelectionRange(cursor.current, cursor.current)
    cursor.current = undefined
  }, [text])

  useEffect(() => {
    const stop = beforeClosing(() => keeper.flush())
    return () => {
      stop()
      if (keeper.writing) keeper.end()
    }
  }, [keeper])

  // Undo, another window or another program changed the note.
  useEffect(() => {
    if (document.activeElement === field.current || !keeper.isKept) return keeper.meet(note)
    keeper.reset(note)
    setText(note)
  }, [keeper, note])

  // What the library could not take is tried again when the field comes, and when the library may be back.
  useEffect(() => void keeper.flush(), [keeper])
  useEffect(() => (problem === undefined ? undefined : onEvent('articles-changed', () => void keeper.flush())), [keeper, problem])

  useLayoutEffect(() => {
    const area = field.current
    if (!opened || !area) return
    area.focus({ preventScroll: true })
    area.setSelectionRange(area.value.length, area.value.length)
  }, [opened])

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
          keeper.type(event.target.value)
        }}
        onBlur={() => keeper.end()}
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
          This note is not saved yet. {problem}{' '}
          <button type="button" onClick={() => void keeper.flush()}>
            Try again
          </button>
        </p>
      )}
    </>
  )
}
