import { lazy, Suspense, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { queryParts } from '../../shared/query.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { focusCurrent } from './list-keys.ts'
import { useLibrary } from './library-store.ts'
import { ask, showText } from './list-question.ts'
import { withChoice } from './query-edits.ts'
import styles from './search-box.module.css'
import type { Choice } from './search-completion.ts'
import { optionId, useCompletion } from './use-completion.ts'

const CompletionList = lazy(async () => ({ default: (await import('./completion-list.tsx')).CompletionList }))
const FaultUnderline = lazy(async () => ({ default: (await import('./query-fault.tsx')).FaultUnderline }))

/**
 * Searches the library at every key; answers that come late are dropped by the store. What is being typed is completed
 * in a list under the field: the arrows choose, Enter or Tab takes, Escape puts it away.
 */
export function SearchBox() {
  const text = useLibrary((state) => state.query.text)
  const field = useRef<HTMLInputElement>(null)
  const { offered, offer, offerAll, move, close } = useCompletion()
  const isOpen = offered.choices.length > 0
  const fault = queryParts(text).find((part) => part.kind === 'fault')

  const take = (choice: Choice): void => {
    const input = field.current
    if (!input) return
    const next = withChoice(text, input.selectionStart ?? text.length, offered.typed, choice)
    search(next.text)
    // React writes the text when this has run; the cursor belongs behind the choice.
    queueMicrotask(() => {
      input.focus()
      input.setSelectionRange(next.cursor, next.cursor)
      offer(next.text, next.cursor)
    })
  }

  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { key } = event
    // Enter and the arrows are the input method's.
    if (event.nativeEvent.isComposing) return
    const chosen = offered.choices[offered.active]
    const first = offered.choices[0]
    if (isOpen && (key === 'ArrowDown' || key === 'ArrowUp')) move(key === 'ArrowDown' ? 1 : -1)
    else if (isOpen && key === 'Enter' && chosen) take(chosen)
    else if (isOpen && key === 'Tab' && !event.shiftKey && first) take(chosen ?? first)
    else if (isOpen && key === 'Escape') close()
    else if (key === 'ArrowDown' && event.altKey) offerAll(text.length)
    else if (key === 'ArrowDown' || key === 'Enter') {
      close()
      focusCurrent()
    } else if (key === 'Escape') {
      if (text) search('')
      else event.currentTarget.blur()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <search className={styles['box']} data-invalid={fault ? '' : undefined}>
      <Icon name="search" size={16} />
      <span className={styles['field']}>
        <Suspense>{fault && <FaultUnderline text={text} fault={fault} field={field} />}</Suspense>
        <input
          ref={field}
          id="search-library"
          type="search"
          // As much as a question may be long, see `readQuery` of main.
          maxLength={2000}
          autoComplete="off"
          spellCheck={false}
          aria-label="Search library"
          aria-autocomplete="list"
          aria-controls={isOpen ? 'search-completions' : undefined}
          aria-activedescendant={isOpen && offered.active >= 0 ? optionId(offered.active) : undefined}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'search-fault' : undefined}
          placeholder="Search"
          value={text}
          onChange={({ target, nativeEvent }) => {
            if (isHalfComposed(nativeEvent, target.value)) return showText(target.value)
            search(target.value)
            offer(target.value, target.selectionStart ?? target.value.length)
          }}
          onCompositionEnd={({ currentTarget }) => search(currentTarget.value)}
          onKeyDown={handleKey}
          onBlur={close}
        />
      </span>
      {text === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <IconButton
          icon="close"
          label="Clear search"
          size="small"
          onClick={() => {
            search('')
            field.current?.focus()
          }}
        />
      )}
      <IconButton
        icon="filter"
        label="Search filters"
        keys="Alt+↓"
        size="small"
        // The field keeps the keyboard, and with it the list that this opens.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          field.current?.focus()
          if (isOpen) return close()
          const spaced = text === '' || text.endsWith(' ') ? text : `${text} `
          search(spaced)
          offerAll(spaced.length)
        }}
      />
      <Suspense>{isOpen && <CompletionList offered={offered} onTake={take} />}</Suspense>
      <ResultCount offered={offered.choices.length} />
    </search>
  )
}

/** Letters that an input method is about to make a character of: nobody looks for those. */
function isHalfComposed(event: Event, text: string): boolean {
  return event instanceof InputEvent && event.isComposing && /[a-z\u3131-\u318e]$/i.test(text)
}

function search(text: string): void {
  ask({ text, sort: undefined, descending: undefined })
}

/** Says how many articles were found, and that there is something to choose from. */
function ResultCount({ offered }: { readonly offered: number }) {
  const isSearch = useLibrary((state) => state.query.text.trim() !== '')
  const total = useLibrary((state) => state.total)
  const error = useLibrary((state) => state.error)
  const found = !isSearch || total === undefined || error ? '' : total === 1 ? '1 article found' : `${total} articles found`
  const choices = offered === 0 ? '' : offered === 1 ? '1 suggestion' : `${offered} suggestions`
  return (
    <>
      <span role="status" aria-label="Search results" className="visually-hidden">
        {found}
      </span>
      <span role="status" aria-label="Suggestions" className="visually-hidden">
        {choices}
      </span>
    </>
  )
}
