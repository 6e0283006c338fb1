import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { queryParts } from '../../shared/query.ts'
import type { Operator, QueryPart } from '../../shared/query.ts'
import { Icon } from '../ui/icons.tsx'
import { useLibrary } from './library-store.ts'
import { ask } from './list-question.ts'
import { withoutPart } from './query-edits.ts'
import styles from './search-box.module.css'

type FilterPart = Extract<QueryPart, { kind: 'filter' }>

/** The filters of the search text, as they were understood. Each can be taken out: by a click, Enter, Delete or Backspace. */
export function FilterChips() {
  const text = useLibrary((state) => state.query.text)
  const list = useRef<HTMLUListElement>(null)
  const filters = queryParts(text).filter((part) => part.kind === 'filter')
  if (filters.length === 0) return null

  const remove = (part: FilterPart, index: number): void => {
    ask({ text: withoutPart(text, part), sort: undefined, descending: undefined })
    // The keyboard goes on with the next one, and from the last back to the field.
    requestAnimationFrame(() => {
      const left = list.current?.querySelectorAll('button') ?? []
      const next = left[Math.min(index, left.length - 1)] ?? document.querySelector<HTMLElement>('#search-library')
      next?.focus()
    })
  }
  const handleKey = (event: KeyboardEvent, part: FilterPart, index: number): void => {
    if (event.key !== 'Delete' && event.key !== 'Backspace') return
    event.preventDefault()
    event.stopPropagation()
    remove(part, index)
  }

  return (
    <ul ref={list} className={styles['chips']} aria-label="Filters">
      {filters.map((part, index) => (
        <li key={part.start}>
          <button
            type="button"
            className={styles['chip']}
            aria-label={`Remove filter ${chipText(part)}`}
            data-tip="Remove filter"
            onClick={() => remove(part, index)}
            onKeyDown={(event) => handleKey(event, part, index)}
          >
            {part.filter.kind === 'colour' && <i className={styles['dot']} data-colour={part.filter.colour} aria-hidden="true" />}
            <span dir="auto">{chipText(part)}</span>
            <Icon name="close" size={12} />
          </button>
        </li>
      ))}
    </ul>
  )
}

const LABELS: Readonly<Record<Operator, string>> = {
  tag: 'tag',
  site: 'site',
  author: 'author',
  is: '',
  has: 'has',
  colour: 'colour',
  before: 'before',
  after: 'after',
  saved: 'saved',
  published: 'published',
  lang: 'language',
  words: 'words',
}

function chipText({ filter, operator, value }: FilterPart): string {
  return [filter.negated ? 'not' : '', LABELS[operator], value].filter((word) => word !== '').join(' ')
}
