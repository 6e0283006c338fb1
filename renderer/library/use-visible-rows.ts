import { useEffect, useLayoutEffect, useState } from 'react'
import { useIdle } from '../ui/use-idle.ts'
import { useLibrary } from './library-store.ts'
import { notePlace, placeNow } from './list-place.ts'
import { wantRows } from './list-rows.ts'

/** Rows kept ready above and below what is on screen; the first frame has none, and is there sooner. */
const AHEAD = 6

/** The first and last row to have in the document. */
export interface VisibleRows {
  readonly first: number
  readonly last: number
}

/**
 * Which rows a scroller shows, and where it stands: it is put where the list is to stand when it comes into the document
 * and whenever that is decided anew, and tells the list where it was scrolled to.
 * @param height of a row, CSS pixels
 */
export function useVisibleRows(scroller: React.RefObject<HTMLElement | null>, height: number, total: number): VisibleRows {
  const stand = useLibrary((state) => state.stand)
  const [view, setView] = useState(() => ({ first: Math.floor(placeNow().rows), shown: Math.ceil(window.innerHeight / height) }))
  const ahead = useIdle() ? AHEAD : 0

  // Also when rows become higher or lower: the same row stays at the top.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    element.scrollTo(0, Math.round(placeNow().rows * height))
    const measure = (): void => {
      const rows = element.scrollTop / height
      notePlace(rows)
      setView((before) => {
        // Only a step of a whole row changes which rows are needed.
        const [first, shown] = [Math.floor(rows), Math.ceil(element.clientHeight / height) + 1]
        return before.first === first && before.shown === shown ? before : { first, shown }
      })
    }
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [scroller, height, stand])

  const first = Math.max(0, view.first - ahead)
  const last = Math.min(total - 1, view.first + view.shown + ahead)
  useEffect(() => {
    if (last >= first) wantRows(first, last)
  }, [first, last, total])
  return { first, last }
}
