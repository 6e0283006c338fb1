import { useEffect, useRef } from 'react'
import styles from './search-box.module.css'
import type { Choice } from './search-completion.ts'
import type { Completion } from './use-completion.ts'

interface Props {
  readonly offered: Completion
  readonly onTake: (choice: Choice) => void
}

/** The id of an option, for the field that keeps the keyboard and points at it. */
export function optionId(index: number): string {
  return `search-completion-${index}`
}

/** What the search text may become, under its field. */
export function CompletionList({ offered, onTake }: Props) {
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.children[offered.active]?.scrollIntoView({ block: 'nearest' })
  }, [offered.active])
  return (
    <ul ref={list} id="search-completions" role="listbox" aria-label="Suggestions" className={styles['completions']}>
      {offered.choices.map((choice, index) => (
        <li
          key={choice.text}
          id={optionId(index)}
          role="option"
          aria-selected={index === offered.active}
          // The field keeps the keyboard.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(choice)}
        >
          {choice.colour && <i className={styles['dot']} data-colour={choice.colour} aria-hidden="true" />}
          <span className={styles['choice']} dir="auto">
            {choice.label}
          </span>
          {choice.detail && <span className={styles['detail']}>{choice.detail}</span>}
        </li>
      ))}
    </ul>
  )
}
