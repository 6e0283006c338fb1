import { useRef } from 'react'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { ask, useLibrary } from './library-store.ts'
import styles from './search-box.module.css'

/** Searches the library at every key; answers that come late are dropped by the store. */
export function SearchBox() {
  const text = useLibrary((state) => state.query.text)
  const total = useLibrary((state) => state.total)
  const error = useLibrary((state) => state.error)
  const field = useRef<HTMLInputElement>(null)
  const count = text.trim() === '' || total === undefined || error ? '' : total === 1 ? '1 article found' : `${total} articles found`
  return (
    <search className={styles['box']}>
      <Icon name="search" size={16} />
      <input
        ref={field}
        id="search-library"
        type="search"
        autoComplete="off"
        spellCheck={false}
        aria-label="Search library"
        placeholder="Search"
        value={text}
        onChange={(event) => ask({ text: event.target.value, sort: undefined, descending: undefined })}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            document.querySelector<HTMLElement>('[aria-label="Articles"] a[tabindex="0"]')?.focus()
            event.preventDefault()
          } else if (event.key === 'Escape') {
            if (text) ask({ text: '' })
            else event.currentTarget.blur()
            event.stopPropagation()
          }
        }}
      />
      {text === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <IconButton
          icon="close"
          label="Clear search"
          size="small"
          onClick={() => {
            ask({ text: '' })
            field.current?.focus()
          }}
        />
      )}
      <span role="status" aria-label="Search results" className="visually-hidden">
        {count}
      </span>
    </search>
  )
}
