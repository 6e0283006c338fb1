import { useLayoutEffect, useRef } from 'react'
import { COLOURS } from '../../shared/model.ts'
import { shownKeys } from '../keys.ts'
import { removeHighlight, useHighlights } from '../notes/highlight-store.ts'
import { IconButton } from '../ui/button.tsx'
import { showToast } from '../ui/toast.tsx'
import { highlight as highlightWords, writeNote } from './highlighting.ts'
import type { Reading } from './reading.ts'
import { useReading } from './reading-store.ts'
import type { Box } from './reading-store.ts'
import styles from './selection-bar.module.css'

/** Space between the words and the bar, CSS pixels. */
const GAP = 8

/** The bar over selected words, or over a highlight that was clicked: colours, note, copy, delete. */
export function SelectionBar({ reading }: { readonly reading: Reading }) {
  const bar = useReading((state) => state.bar)
  const id = bar?.kind === 'highlight' ? bar.id : undefined
  const highlight = useHighlights((state) => state.highlights.find((one) => one.id === id))
  const element = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    if (bar && element.current) placeBar(element.current, bar.box)
  }, [bar])

  if (!bar || (bar.kind === 'highlight' && !highlight)) return null
  return (
    <div
      ref={element}
      role="toolbar"
      aria-label="Highlight"
      tabIndex={-1}
      className={styles['bar']}
      // The words must stay selected while their bar is used.
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={stepThrough}
    >
      {COLOURS.map((colour, index) => (
        <button
          key={colour}
          type="button"
          className={styles['colour']}
          data-colour={colour}
          aria-label={`Highlight ${colour}`}
          aria-pressed={highlight ? highlight.colour === colour : undefined}
          data-tip={`${colour.charAt(0).toUpperCase()}${colour.slice(1)}`}
          data-tip-keys={`${index + 1}`}
          onClick={() => void highlightWords(reading, colour)}
        />
      ))}
      <span className={styles['divider']} />
      <IconButton icon="note" label={highlight?.note ? 'Edit note' : 'Add note'} keys={shownKeys('add-note')} size="small" onClick={() => void writeNote(reading)} />
      <IconButton icon="copy" label="Copy" size="small" onClick={() => void copy(highlight?.quote.exact ?? reading.selectedWords(), reading)} />
      {highlight && (
        <IconButton
          icon="trash"
          label="Delete highlight"
          size="small"
          onClick={() => {
            reading.clearSelection()
            void removeHighlight(highlight)
          }}
        />
      )}
    </div>
  )
}

async function copy(words: string, reading: Reading): Promise<void> {
  await navigator.clipboard.writeText(words)
  reading.clearSelection()
  showToast('Copied')
}

/** Above the words where there is room, else below; inside the window and never over the reader's own bar. */
function placeBar(bar: HTMLElement, box: Box): void {
  const area = bar.parentElement?.getBoundingClientRect()
  if (!area) return
  const above = box.top - GAP - bar.offsetHeight
  const top = above > area.top + 4 ? above : Math.min(box.bottom + GAP, area.bottom - bar.offsetHeight - GAP)
  const left = (box.left + box.right) / 2 - bar.offsetWidth / 2
  bar.style.top = `${top - area.top}px`
  bar.style.left = `${Math.max(8, Math.min(left - area.left, area.width - bar.offsetWidth - 8))}px`
  const away = box.bottom < area.top || box.top > area.bottom
  bar.style.visibility = away ? 'hidden' : 'visible'
}

/** The arrow keys move inside a toolbar (ARIA authoring practices). */
function stepThrough(event: React.KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}
