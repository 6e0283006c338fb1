import { useCallback, useEffect, useRef } from 'react'
import type { ArticleId } from '../../shared/model.ts'
import { listOf, routeHash, useRoute } from '../route.ts'
import { useSettings } from '../settings-store.ts'
import styles from './article-list.module.css'
import { ArticleRow } from './article-row.tsx'
import { libraryStore, rowAt, select, setCurrent, useLibrary } from './library-store.ts'
import { focusCurrent, handleListKey, onMove } from './list-keys.ts'
import { openRow } from './open-row.ts'
import { anchorAt, selectTo, toggle } from './selecting.ts'
import { useVisibleRows } from './use-visible-rows.ts'

/** Height of a row by density, with and without a found passage; every row is as high as the others. CSS pixels. */
const ROW_HEIGHT = { comfortable: 126, compact: 60, 'compact with passages': 100 }

/** Stands for an article's id in an address. */
const HERE = '~' as ArticleId

/**
 * The list of articles. Only the rows on screen are in the document, so 50,000 articles scroll like fifty; the current
 * row stays in it wherever it is, because the keyboard is there. Each row is a list item with a link: a list that is read
 * out in order, and not a grid, as product.md asks.
 */
export function ArticleList() {
  const scroller = useRef<HTMLDivElement>(null)
  const { list } = useSettings()
  const route = useRoute()
  // Rows are read through `rowAt`; this makes it known that they are others.
  const pages = useLibrary((state) => state.pages)
  const total = useLibrary((state) => state.total) ?? 0
  const current = useLibrary((state) => state.current)
  const selected = useLibrary((state) => state.selected)
  const isSearch = useLibrary((state) => state.query.text.trim() !== '')
  const compact = list.density === 'compact'
  const height = !compact ? ROW_HEIGHT.comfortable : isSearch ? ROW_HEIGHT['compact with passages'] : ROW_HEIGHT.compact
  const { first, last } = useVisibleRows(scroller, height, total)
  const isHere = useFocusKept(scroller, pages, current)
  useKeyboard(scroller, height, isHere)

  const pick = useCallback((index: number, event: React.MouseEvent) => {
    event.preventDefault()
    setCurrent(index)
    const id = rowAt(index)?.article.id
    if (!id) return
    if (event.shiftKey) return selectTo(index)
    if (event.ctrlKey || event.metaKey) return toggle(index)
    anchorAt(index)
    if (libraryStore.getState().selected.size > 0) select([])
    openRow(index)
  }, [])

  // Addresses differ in their last part alone.
  const [before = '', after = ''] = routeHash({ ...listOf(route), article: HERE }).split(HERE)
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
          const row = rowAt(index)
          if (!row) return <Placeholder key={`empty-${index}`} index={index} current={index === current} height={height} />
          const { id } = row.article
          return (
            <ArticleRow
              key={id}
              row={row}
              index={index}
              total={total}
              href={before + id + after}
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

/** Room for a row that is being fetched; the keyboard waits here for it. */
function Placeholder({ index, current, height }: { readonly index: number; readonly current: boolean; readonly height: number }) {
  return (
    <li
      className={styles['placeholder']}
      style={{ top: index * height, height }}
      aria-hidden={!current}
      aria-busy="true"
      data-index={index}
      tabIndex={current ? -1 : undefined}
    />
  )
}

function useKeyboard(scroller: React.RefObject<HTMLElement | null>, height: number, isHere: React.RefObject<boolean>): void {
  useEffect(() => {
    const element = scroller.current
    const page = (): number => Math.max(1, Math.floor((element?.clientHeight ?? height) / height) - 1)
    const listen = (event: KeyboardEvent): void => {
      // Between two rows the keyboard is nowhere for a moment; fast typing goes on in the list.
      const isBetween = isHere.current && event.target === document.body
      if (isBetween || (event.target instanceof Node && element?.contains(event.target))) handleListKey(event, page())
    }
    document.addEventListener('keydown', listen)
    const stop = onMove(() => revealRow(element, libraryStore.getState().current, height))
    return () => {
      document.removeEventListener('keydown', listen)
      stop()
    }
  }, [scroller, height, isHere])
}

/**
 * A row that was archived or fetched anew takes the keyboard with it: the one in its place gets it. Answers whether the
 * keyboard was in the list last.
 */
function useFocusKept(scroller: React.RefObject<HTMLElement | null>, pages: unknown, current: number): React.RefObject<boolean> {
  const wasHere = useRef(false)
  useEffect(() => {
    const note = ({ target }: FocusEvent): void => {
      const row = target instanceof Element && scroller.current?.contains(target) ? target.closest<HTMLElement>('[data-index]') : null
      wasHere.current = row !== null
      // A screen reader goes to links without the list's keys.
      if (row) setCurrent(Number(row.dataset['index']))
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [scroller])
  useEffect(() => {
    const { activeElement } = document
    const isWaiting = activeElement instanceof HTMLLIElement && activeElement.dataset['index'] !== undefined
    if (wasHere.current && (activeElement === document.body || isWaiting)) focusCurrent()
  }, [pages, current])
  return wasHere
}

function revealRow(scroller: HTMLElement | null, index: number, height: number): void {
  if (!scroller) return
  const top = index * height
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (top + height > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = top + height - scroller.clientHeight
}
