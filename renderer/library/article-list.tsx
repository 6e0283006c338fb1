import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { ArticleId } from '../../shared/model.ts'
import { goToArticle, routeHash, useRoute } from '../route.ts'
import { useSettings } from '../settings-store.ts'
import styles from './article-list.module.css'
import { ArticleRow } from './article-row.tsx'
import { libraryStore, rowAt, select, setCurrent, useLibrary, wantRows } from './library-store.ts'

/** Height of a row by density, with and without a found passage; every row is as high as the others. CSS pixels. */
const ROW_HEIGHT = { comfortable: 126, compact: 60, 'compact with passages': 100 }

/** Rows kept ready above and below what is on screen. */
const AHEAD = 8

/**
 * The list of articles. Only the rows on screen are in the document, so 50,000 articles scroll like fifty; the current
 * row stays in it wherever it is, because the keyboard is there. Each row is a list item with a link: a list that is read
 * out in order, and not a grid, as product.md asks.
 */
export function ArticleList() {
  const scroller = useRef<HTMLDivElement>(null)
  const { list } = useSettings()
  const route = useRoute()
  const rows = useLibrary((state) => state.rows)
  const total = useLibrary((state) => state.total) ?? 0
  const current = useLibrary((state) => state.current)
  const selected = useLibrary((state) => state.selected)
  const query = useLibrary((state) => state.query)
  const compact = list.density === 'compact'
  const height = !compact ? ROW_HEIGHT.comfortable : query.text.trim() ? ROW_HEIGHT['compact with passages'] : ROW_HEIGHT.compact
  const { first, last } = useVisibleRows(scroller, height, total)
  const anchor = useRef(0)

  useEffect(() => {
    if (last >= first) wantRows(first, last)
  }, [first, last, total])

  // Another question is another list: it begins at its top.
  useLayoutEffect(() => {
    scroller.current?.scrollTo(0, 0)
  }, [query])

  useEffect(() => revealRow(scroller.current, current, height), [current, height])

  useEffect(() => {
    const element = scroller.current
    const listen = (event: KeyboardEvent): void => handleKey(event, anchor, element, height)
    element?.addEventListener('keydown', listen)
    return () => element?.removeEventListener('keydown', listen)
  }, [height])

  const toggle = useCallback((index: number) => {
    const id = rowAt(index)?.article.id
    if (!id) return
    anchor.current = index
    const next = new Set(libraryStore.getState().selected)
    if (!next.delete(id)) next.add(id)
    select(next)
  }, [])

  const pick = useCallback(
    (index: number, event: React.MouseEvent) => {
      event.preventDefault()
      setCurrent(index)
      const id = rowAt(index)?.article.id
      if (!id) return
      if (event.shiftKey) return selectRange(anchor.current, index)
      if (event.ctrlKey || event.metaKey) return toggle(index)
      anchor.current = index
      if (libraryStore.getState().selected.size > 0) select([])
      goToArticle(id)
    },
    [toggle],
  )

  const indices: number[] = []
  for (let index = first; index <= last; index++) indices.push(index)
  if (current < total && (current < first || current > last)) indices.push(current)

  return (
    <div ref={scroller} className={styles['scroller']}>
      <ul
        aria-label="Articles"
        className={styles['list']}
        style={{ height: total * height }}
      >
        {indices.map((index) => {
          const row = rows.get(index)
          if (!row) return <li key={`empty-${index}`} className={styles['placeholder']} style={{ transform: `translateY(${index * height}px)`, height }} aria-hidden="true" />
          const { id } = row.article
          return (
            <ArticleRow
              key={id}
              row={row}
              index={index}
              total={total}
              href={routeHash({ ...route, article: id })}
              top={index * height}
              height={height}
              current={index === current}
              open={id === route.article}
              selected={selected.has(id)}
              selecting={selected.size > 0}
              compact={compact}
              onPick={pick}
              onToggle={toggle}
            />
          )
        })}
      </ul>
    </div>
  )
}

/** Moves the current row and puts the keyboard on it; an open article follows. */
export function moveCurrent(step: number, follow: boolean): void {
  const { current, total } = libraryStore.getState()
  focusRow(Math.max(0, Math.min(current + step, (total ?? 1) - 1)), follow)
}

function focusRow(index: number, follow: boolean): void {
  setCurrent(index)
  const id = rowAt(index)?.article.id
  if (follow && id) goToArticle(id)
  else focusCurrent()
}

/** Puts the keyboard on the current row. */
export function focusCurrent(): void {
  // After React has put the row into the document.
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(`[data-index="${libraryStore.getState().current}"] a`)?.focus({ preventScroll: true })
  })
}

function handleKey(
  event: KeyboardEvent,
  anchor: { current: number },
  scroller: HTMLElement | null,
  height: number,
): void {
  const { current, total } = libraryStore.getState()
  const page = Math.max(1, Math.floor((scroller?.clientHeight ?? height) / height) - 1)
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -(total ?? 0),
    End: total ?? 0,
  }
  const step = steps[event.key]
  if (step !== undefined) {
    const next = Math.max(0, Math.min(current + step, (total ?? 1) - 1))
    if (event.shiftKey) selectRange(anchor.current, next)
    else anchor.current = next
    focusRow(next, false)
  } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
    selectRange(0, (total ?? 1) - 1)
  } else if (event.key === 'Escape' && libraryStore.getState().selected.size > 0) {
    select([])
  } else return
  event.preventDefault()
  event.stopPropagation()
}

/** Selects from one row to another; rows that were never fetched have no id yet and are left out. */
function selectRange(from: number, to: number): void {
  const ids: ArticleId[] = []
  for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
    const id = rowAt(index)?.article.id
    if (id) ids.push(id)
  }
  select(ids)
}

function revealRow(scroller: HTMLElement | null, index: number, height: number): void {
  if (!scroller) return
  const top = index * height
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (top + height > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + height - scroller.clientHeight
}

/** First and last row to have in the document. */
function useVisibleRows(
  scroller: React.RefObject<HTMLElement | null>,
  height: number,
  total: number,
): { readonly first: number; readonly last: number } {
  const [view, setView] = useState({ top: 0, height: 900 })
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = (): void =>
      setView((before) => {
        // A step of a whole row is what changes which rows are needed.
        const top = Math.floor(element.scrollTop / height) * height
        return before.top === top && before.height === element.clientHeight ? before : { top, height: element.clientHeight }
      })
    measure()
    element.addEventListener('scroll', measure, { passive: true })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => {
      element.removeEventListener('scroll', measure)
      observer.disconnect()
    }
  }, [scroller, height])
  return {
    first: Math.max(0, Math.floor(view.top / height) - AHEAD),
    last: Math.min(total - 1, Math.ceil((view.top + view.height) / height) + AHEAD),
  }
}

/** Selects the current row, or takes it out of the selection. */
export function toggleCurrent(): void {
  const id = rowAt(libraryStore.getState().current)?.article.id
  if (!id) return
  const next = new Set(libraryStore.getState().selected)
  if (!next.delete(id)) next.add(id)
  select(next)
}

/** Opens the current article, as Enter does. */
export function openCurrent(): void {
  const id = rowAt(libraryStore.getState().current)?.article.id
  if (id) goToArticle(id)
}
