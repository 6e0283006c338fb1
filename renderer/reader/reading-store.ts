import { createStore, useStore } from 'zustand'
import type { HighlightId, Passage } from '../../shared/model.ts'

/** What the bar over the text is about: words just selected, or a highlight that was clicked. */
export type BarSubject =
  | { readonly kind: 'selection'; readonly passage: Passage; readonly box: Box }
  | { readonly kind: 'highlight'; readonly id: HighlightId; readonly box: Box }

/** A rectangle in the window's own CSS pixels. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** A heading of the article, for the outline. */
export interface OutlineEntry {
  readonly text: string
  /** 1 for the highest in this article. */
  readonly depth: number
  readonly offset: number
}

/** Words looked for in the open article. */
export interface Find {
  readonly words: string
  readonly hits: readonly Passage[]
  /** Which of them is shown. */
  readonly now: number
  /** Brought along from a search of the library: nobody is typing here. */
  readonly brought?: true
}

interface ReadingState {
  /** 0 to 1. */
  readonly progress: number
  readonly bar: BarSubject | undefined
  readonly outline: readonly OutlineEntry[]
  /** Top of each highlight in CSS pixels from the top of the article, for the notes beside it. */
  readonly tops: ReadonlyMap<HighlightId, number>
  /** Height of everything there is to scroll in the article, CSS pixels. */
  readonly height: number
  /** Beside the text where there is room, else a drawer over it that opens when it is asked for. */
  readonly notesLayout: 'margin' | 'list'
  readonly notesDrawer: boolean
  readonly find: Find | undefined
}

const NOTHING: ReadingState = { progress: 0, bar: undefined, outline: [], tops: new Map(), height: 0, notesLayout: 'margin', notesDrawer: false, find: undefined }

/** What is going on in the open article's frame, for the parts of the window around it. */
export const readingStore = createStore<ReadingState>(() => NOTHING)

/** Back to how it is when nothing is open. */
export function resetReading(): void {
  const { notesLayout } = readingStore.getState()
  readingStore.setState({ ...NOTHING, notesLayout })
}

/** The reading state, or a part of it, and again whenever that part changes. */
export function useReading<T>(select: (state: ReadingState) => T): T {
  return useStore(readingStore, select)
}
