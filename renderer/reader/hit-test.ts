import type { HighlightId, Passage } from '../../shared/model.ts'
import type { Painter } from './paint.ts'
import { toOffset } from './text-map.ts'
import type { TextMap } from './text-map.ts'

/**
 * The highlight under a point of the frame's viewport; of several the shortest, because the longer ones can be reached
 * beside it. The browser answers the *nearest* caret even far beside the line, so the range's own boxes decide.
 */
export function highlightAt(
  document: Document,
  map: TextMap,
  painter: Painter,
  passages: ReadonlyMap<HighlightId, Passage>,
  point: { readonly x: number; readonly y: number },
): HighlightId | undefined {
  const caret = document.caretPositionFromPoint(point.x, point.y)
  if (!caret) return undefined
  const offset = toOffset(map, caret.offsetNode, caret.offset)
  const under = [...passages]
    .filter(([, { start, end }]) => start <= offset && offset <= end)
    .toSorted(([, a], [, b]) => a.end - a.start - (b.end - b.start))
  return under.find(([id]) => holds(painter.rangeOf(id), point))?.[0]
}

function holds(range: Range | undefined, point: { readonly x: number; readonly y: number }): boolean {
  if (!range) return false
  return [...range.getClientRects()].some(
    (box) => box.left <= point.x && point.x <= box.right && box.top <= point.y && point.y <= box.bottom,
  )
}
