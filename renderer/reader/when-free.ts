import { highlightStore } from '../notes/highlight-store.ts'
import { readingStore } from './reading-store.ts'

/** How often it is looked whether the reader is done, in milliseconds. */
const LOOK_AGAIN_MS = 400

/**
 * Calls back as soon as nothing would be taken from the reader by showing the article anew: no words are selected, nothing
 * is being typed or looked for. Answers a function that calls it off.
 */
export function whenFree(act: () => void): () => void {
  let timer = 0
  const look = (): void => {
    if (isFree()) return act()
    timer = window.setTimeout(look, LOOK_AGAIN_MS)
  }
  look()
  return () => window.clearTimeout(timer)
}

function isFree(): boolean {
  const { selection, editing } = highlightStore.getState()
  const { bar, find } = readingStore.getState()
  return !selection && !editing && !bar && !find && !document.activeElement?.matches('textarea, [contenteditable]')
}
