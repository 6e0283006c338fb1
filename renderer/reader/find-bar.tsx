import { useEffect, useRef } from 'react'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { findWords, stepFound, stopFinding } from './finding.ts'
import type { Reading } from './reading.ts'
import { useReading } from './reading-store.ts'
import styles from './reader.module.css'

/** Finds words in the open article: Enter goes on, Shift+Enter back, Escape ends. */
export function FindBar({ reading }: { readonly reading: Reading }) {
  const find = useReading((state) => state.find)
  const field = useRef<HTMLInputElement>(null)
  const typing = find !== undefined && !find.brought
  useEffect(() => {
    if (!typing || document.activeElement === field.current) return
    field.current?.focus()
    field.current?.select()
  }, [typing])
  if (!find) return null
  const { words, hits, now } = find
  const count = words.trim() === '' ? '' : hits.length === 0 ? 'Nothing found' : `${now + 1} of ${hits.length}`
  return (
    <search className={styles['find']}>
      <Icon name="search" size={16} />
      <input
        ref={field}
        type="text"
        aria-label="Find in article"
        placeholder="Find in article"
        value={words}
        onChange={(event) => findWords(reading, event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') stepFound(reading, event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') stopFinding(reading)
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span role="status" className={styles['count']}>
        {count}
      </span>
      <IconButton icon="up" label="Previous hit" keys="Shift+Enter" size="small" disabled={hits.length === 0} onClick={() => stepFound(reading, -1)} />
      <IconButton icon="down" label="Next hit" keys="Enter" size="small" disabled={hits.length === 0} onClick={() => stepFound(reading, 1)} />
      <IconButton icon="close" label="Stop finding" keys="Esc" size="small" onClick={() => stopFinding(reading)} />
    </search>
  )
}
