import { libraryStore, rowAt, select, setCurrent } from './library-store.ts'
import { openRow } from './open-row.ts'
import { anchorAt, selectAll, selectTo, toggle } from './selecting.ts'

/** Moves the current row and puts the keyboard on it; an open article follows. */
export function moveCurrent(step: number, follow: boolean): void {
  const { current } = libraryStore.getState()
  const next = clamped(current + step)
  anchorAt(next)
  moveTo(next)
  if (follow && rowAt(next)) openRow(next)
  else focusCurrent()
}

/** Puts the keyboard on the current row. */
export function focusCurrent(): void {
  // After React has put the row into the document.
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-index="${libraryStore.getState().current}"]`)
    const target = row?.querySelector('a') ?? row
    target?.focus({ preventScroll: true })
  })
}

/** Opens the current article, as Enter does. */
export function openCurrent(): void {
  openRow(libraryStore.getState().current)
}

/** Selects the current row, or takes it out of the selection. */
export function toggleCurrent(): void {
  toggle(libraryStore.getState().current)
}

/**
 * The keys of the list: arrows, Page Up and Down, Home and End move, with Shift they select; Space selects one, Ctrl+A
 * all, Escape none. Enter is the link's own.
 * @param page rows of a screen
 */
export function handleListKey(event: KeyboardEvent, page: number): void {
  const { current, total, selected } = libraryStore.getState()
  const end = (total ?? 1) - 1
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -current,
    End: end - current,
  }
  const step = event.altKey ? undefined : steps[event.key]
  const held = event.ctrlKey || event.metaKey
  if (step !== undefined) {
    const next = clamped(current + step)
    if (event.shiftKey) selectTo(next)
    else anchorAt(next)
    moveTo(next)
    focusCurrent()
  } else if (event.key.toLowerCase() === 'a' && held) {
    selectAll()
  } else if (event.key === ' ' && event.target instanceof HTMLElement && !event.target.matches('input, button')) {
    if (event.shiftKey) selectTo(current)
    else toggle(current)
  } else if (event.key === 'Escape' && selected.size > 0) {
    select([])
  } else return
  event.preventDefault()
  event.stopPropagation()
}

let revealing: (() => void) | undefined
/** The current row moved while the list was not in the document: the article lay over it. */
let isMovedUnseen = false

/** Lets the list bring its current row into sight when the keyboard moves there. Answers a function that stops. */
export function onMove(reveal: () => void): () => void {
  revealing = reveal
  if (isMovedUnseen) reveal()
  isMovedUnseen = false
  return () => {
    if (revealing === reveal) revealing = undefined
  }
}

function moveTo(index: number): void {
  setCurrent(index)
  if (revealing) revealing()
  else isMovedUnseen = true
}

function clamped(index: number): number {
  return Math.max(0, Math.min(index, (libraryStore.getState().total ?? 1) - 1))
}
