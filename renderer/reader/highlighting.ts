import type { Colour, Highlight } from '../../shared/model.ts'
import { activate, addHighlight, editNote, highlightStore, recolour } from '../notes/highlight-store.ts'
import { announce } from '../ui/announcer.tsx'
import { showNotes } from './notes-visibility.ts'
import type { Reading } from './reading.ts'
import { readingStore } from './reading-store.ts'

/** Whether `highlight` has something to work on: selected words, or an active highlight. */
export function canHighlight(reading: Reading): boolean {
  return reading.selection() !== undefined || activeHighlight() !== undefined
}

/** Highlights what is selected; without a selection, recolours the active highlight. */
export async function highlight(reading: Reading, colour: Colour): Promise<Highlight | undefined> {
  const passage = reading.selection()
  if (!passage) {
    const active = activeHighlight()
    if (active) await recolour(active, colour)
    return active
  }
  const made = await addHighlight(passage, colour)
  // Other words may have been selected meanwhile: those are what is dealt with now.
  const now = reading.selection()
  if (now?.start === passage.start && now.end === passage.end) {
    reading.clearSelection()
    if (made) activate(made.id)
  }
  return made
}

/** Opens the note of the active highlight for writing; a selection is highlighted first. */
export async function writeNote(reading: Reading): Promise<void> {
  const noted = reading.selection() ? await highlight(reading, 'yellow') : activeHighlight()
  if (!noted) return announce('Select some words, or go to a highlight, to write a note')
  readingStore.setState({ bar: undefined })
  showNotes()
  editNote(noted.id)
}

/** Goes to the next highlight of the text (1) or the one before (-1), and says which it is. */
export function stepHighlight(reading: Reading, step: 1 | -1): void {
  const { highlights, passages, active } = highlightStore.getState()
  const placed = highlights.filter(({ id }) => passages.has(id))
  if (placed.length === 0) return announce('No highlights in this article')
  const at = placed.findIndex(({ id }) => id === active)
  const starts = placed.map(({ id }) => passages.get(id)?.start ?? 0)
  const from = at >= 0 ? at : placeBefore(starts, reading.here.offset, step)
  const index = (from + step + placed.length) % placed.length
  const next = placed[index]
  if (!next) return
  reading.showHighlight(next.id)
  announce(`Highlight ${index + 1} of ${placed.length}, ${next.colour}, ${next.note ? 'with note' : 'no note'}: ${next.quote.exact}`)
}

/** The highlight that is clicked, stepped to or just made. */
export function activeHighlight(): Highlight | undefined {
  const { active, highlights } = highlightStore.getState()
  return highlights.find(({ id }) => id === active)
}

/** From which index a step leads to the first highlight after, or the last before, the line being read. */
function placeBefore(starts: readonly number[], offset: number, step: 1 | -1): number {
  const next = starts.findIndex((start) => start >= offset)
  const after = next < 0 ? starts.length : next
  return step === 1 ? after - 1 : after
}
