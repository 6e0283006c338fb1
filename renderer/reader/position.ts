import type { ReadingPosition } from '../../shared/model.ts'
import { toOffset, toRange } from './text-map.ts'
import type { TextMap } from './text-map.ts'

/** Room above the line that reading goes on at, so that it does not stick to the edge. CSS pixels. */
const HEADROOM = 24

/** Where reading is: the first line on screen, and how far down that is. */
export function readingPosition(frame: Window, map: TextMap): ReadingPosition {
  const { document, scrollY, innerHeight } = frame
  const room = document.documentElement.scrollHeight - innerHeight
  const progress = room < 4 ? 1 : Math.max(0, Math.min(1, scrollY / room))
  if (scrollY < HEADROOM) return { offset: 0, progress: room < 4 ? 1 : 0 }
  return { offset: firstOffset(document, map), progress }
}

/** Scrolls so that reading goes on where it stopped. The offset decides: type and window may have changed since. */
export function scrollToPosition(frame: Window, map: TextMap, position: ReadingPosition): void {
  if (position.offset <= 0) return frame.scrollTo(0, 0)
  scrollToOffset(frame, map, position.offset, HEADROOM)
}

/** Scrolls so that the line of an offset stands `from` CSS pixels below the top of the frame. */
export function scrollToOffset(frame: Window, map: TextMap, offset: number, from: number): void {
  const start = Math.max(0, Math.min(offset, map.text.length - 1))
  const range = toRange(map, { start, end: start + 1 })
  const box = range?.getClientRects()[0] ?? range?.startContainer.parentElement?.getBoundingClientRect()
  if (box) frame.scrollTo({ top: frame.scrollY + box.top - from, behavior: 'instant' })
}

function firstOffset(document: Document, map: TextMap): number {
  const main = document.querySelector('main')
  const box = main?.getBoundingClientRect()
  if (!main || !box) return 0
  // A little inside the column, on the side where lines begin.
  const x = getComputedDirection(main) === 'rtl' ? box.right - 4 : box.left + 4
  for (let y = HEADROOM; y < 200; y += 12) {
    const caret = document.caretPositionFromPoint(x, y)
    if (!caret || !main.contains(caret.offsetNode)) continue
    return toOffset(map, caret.offsetNode, caret.offset)
  }
  return 0
}

function getComputedDirection(element: Element): string {
  return element.ownerDocument.defaultView?.getComputedStyle(element).direction ?? 'ltr'
}
