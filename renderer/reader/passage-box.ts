import type { Passage } from '../../shared/model.ts'
import type { Box } from './reading-store.ts'
import { toRange } from './text-map.ts'
import type { TextMap } from './text-map.ts'

/** Where a passage of the article in a frame stands in the window; the frame's own box when it stands nowhere. */
export function boxOf(frame: HTMLIFrameElement, map: TextMap, passage: Passage): Box {
  const outer = frame.getBoundingClientRect()
  const box = toRange(map, passage)?.getBoundingClientRect()
  if (!box) return outer
  return { left: box.left + outer.left, right: box.right + outer.left, top: box.top + outer.top, bottom: box.bottom + outer.top }
}
