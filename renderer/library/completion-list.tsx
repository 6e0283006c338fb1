import { useEffect, useRef } from 'react'
import styles from './search-box.module.css'
import type { Choice } from './search-completion.ts'
import { optionId } from './use-completion.ts'
import type { Completion } from './use-completion.ts'

interface Props {
  readonly offered: Completion
  readonly onTake: (choice: Choice) => void
}

/** What the search text may become, under its field. */
export function CompletionList({ offered, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[offered.active]?.scrollIntoView({ block: 'nearest' })
  }, [offered.active])
  return (
    <div ref={list} id="search-completions" role="listbox" aria-label="Suggestions" className={styles['completions']}>
      {offered.choices.map((choice, index) => (
        <div
          key={choice.text}
          id={optionId(index)}
          role="option"
          tabIndex={-1}
          aria-selected={index === offered.active}
          onMouseDown={(event) => {
            // The field keeps the keyboard.
            event.preventDefault()
            onTake(choice)
          }}
        >
          {choice.colour && <i className={styles['dot']} data-colour={choice.colour} aria-hidden="true" />}
          <span className={styles['choice']} dir="auto">
            {choice.label}
          </span>
          {choice.detail && <span className={styles['detail']}>{choice.detail}</span>}
        </div>
      ))}
    </div>
  )
}
