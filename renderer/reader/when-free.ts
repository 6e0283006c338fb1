import { highlightStore } from '../notes/highlight-store.ts'
import { readingStore } from './reading-store.ts'

/** How often it is looked whether the reader is done, in milliseconds. */
const LOOK_AGAIN_MS = 400

/**
 * Calls back as soon as nothing would be taken from the reader by showing the article anew: no words are selected, nothing
 * is being typed or looked for. Answers a function that calls it off.
 */
export function whenFree(act: () => void): () => void {
  return when(isFree, act)
}

/** Calls back as soon as no note is being written, whose field showing the article anew would take away. Answers as `whenFree` does. */
export function whenNotWriting(act: () => void): () => void {
  return when(() => !isWriting(), act)
}

function when(isSo: () => boolean, act: () => void): () => void {
  let timer = 0
  const look = (): void => {
    if (isSo()) return act()
    timer = window.setTimeout(look, LOOK_AGAIN_MS)
  }
  look()
  return () => window.clearTimeout(timer)
}

function isFree(): boolean {
  const { bar, find } = readingStore.getState()
  return !highlightStore.getState().selection && !bar && !find && !isWriting()
}

function isWriting(): boolean {
  return highlightStore.getState().editing !== undefined || (document.activeElement?.matches('textarea, [contenteditable]') ?? false)
}
