import type { Passage } from '../../shared/model.ts'
import { toOffset } from './text-map.ts'
import type { TextMap } from './text-map.ts'

/**
 * What is selected in the article, as a passage of its text without the white space at its ends: a double or triple
 * click takes the start of the next paragraph with it, which nobody means. Nothing when no words are selected.
 */
export function selectedPassage(map: TextMap, root: Node, selection: Selection | null): Passage | undefined {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(root)) return undefined
  return trimPassage(map.text, {
    start: toOffset(map, range.startContainer, range.startOffset),
    end: toOffset(map, range.endContainer, range.endOffset),
  })
}

/** The passage without white space at its ends; nothing when that is all there is. */
export function trimPassage(text: string, passage: Passage): Passage | undefined {
  const words = text.slice(passage.start, passage.end)
  const start = passage.start + (words.length - words.trimStart().length)
  const end = passage.end - (words.length - words.trimEnd().length)
  return start < end ? { start, end } : undefined
}
