import { useLayoutEffect, useRef } from 'react'
import type { HighlightId } from '../../shared/model.ts'
import { IconButton } from '../ui/button.tsx'
import { HighlightCard } from './highlight-card.tsx'
import { keepArticleNote, rememberNote, useHighlights } from './highlight-store.ts'
import { NoteEditor } from './note-editor.tsx'
import styles from './notes.module.css'
import { placeCards } from './place-cards.ts'

interface Props {
  /** Beside the text, each card at its passage; or a list of its own. */
  readonly layout: 'margin' | 'list'
  /** Top of each highlight from the top of the article, CSS pixels. */
  readonly tops: ReadonlyMap<HighlightId, number>
  readonly onShow: (id: HighlightId) => void
  readonly onClose: () => void
  readonly onWheel: (pixels: number) => void
  /** Calls back with the article's scroll position; answers a function that stops. */
  readonly listenToScroll: (listener: (scrollTop: number) => void) => () => void
}

/** Space between two cards, CSS pixels. */
const GAP = 10

/** Highlights and notes of the open article, in the order of the text; what is lost comes last and keeps its words. */
export function NotesPanel({ layout, tops, onShow, onClose, onWheel, listenToScroll }: Props) {
  const highlights = useHighlights((state) => state.highlights)
  const passages = useHighlights((state) => state.passages)
  const active = useHighlights((state) => state.active)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const placed = highlights.filter(({ id }) => passages.has(id))
  const lost = highlights.filter(({ id }) => !passages.has(id))

  useLayoutEffect(() => {
    const cards = list.current
    if (!cards) return
    const lay = (): void => {
      const items = [...cards.children] as HTMLElement[]
      if (layout === 'list') return items.forEach((item) => item.style.removeProperty('transform'))
      const sizes = items.map((item, index) => ({
        top: tops.get(placed[index]?.id ?? ('' as HighlightId)) ?? 0,
        height: item.offsetHeight,
      }))
      const places = placeCards(sizes, placed.findIndex(({ id }) => id === active), GAP)
      items.forEach((item, index) => (item.style.transform = `translateY(${places[index] ?? 0}px)`))
    }
    lay()
    // A note that grows while it is written pushes the others away.
    const observer = new ResizeObserver(lay)
    for (const item of cards.children) observer.observe(item)
    return () => observer.disconnect()
  })

  useLayoutEffect(() => {
    const cards = list.current
    if (layout !== 'margin' || !cards) return
    return listenToScroll((scrollTop) => (cards.style.transform = `translateY(${-scrollTop}px)`))
  }, [layout, listenToScroll, placed.length > 0])

  useLayoutEffect(() => {
    if (layout !== 'list' || !active) return
    list.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [layout, active])

  return (
    <aside className={styles['panel']} data-layout={layout} aria-label="Highlights and notes">
      {layout === 'list' && (
        <div className={styles['head']}>
          <h2>Highlights and notes</h2>
          <IconButton icon="close" label="Close notes" size="small" onClick={onClose} />
        </div>
      )}
      <div
        ref={scroller}
        className={styles['scroller']}
        onWheel={(event) => layout === 'margin' && onWheel(event.deltaY)}
        // Focus in a card would scroll this box by itself; only the article's scrolling moves the cards.
        onScroll={(event) => layout === 'margin' && (event.currentTarget.scrollTop = 0)}
      >
        {placed.length === 0 && lost.length === 0 && <Empty />}
        {placed.length > 0 && (
          <ul ref={list} className={styles['cards']} aria-label="Highlights">
            {placed.map((highlight) => (
              <li key={highlight.id} onFocus={layout === 'margin' ? () => onShowOnce(active, highlight.id, onShow) : undefined}>
                <HighlightCard highlight={highlight} onShow={() => onShow(highlight.id)} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div className={styles['foot']}>
        {lost.length > 0 && (
          <details className={styles['lost']} open>
            <summary>
              {lost.length === 1 ? '1 lost passage' : `${lost.length} lost passages`}
              <span>These words are not in the article any more. Nothing is dropped.</span>
            </summary>
            <ul aria-label="Lost passages">
              {lost.map((highlight) => (
                <li key={highlight.id}>
                  <HighlightCard highlight={highlight} lost />
                </li>
              ))}
            </ul>
          </details>
        )}
        <ArticleNote />
      </div>
    </aside>
  )
}

/** A card reached by keyboard brings its passage into view, once. */
function onShowOnce(active: HighlightId | undefined, id: HighlightId, onShow: (id: HighlightId) => void): void {
  if (active !== id) onShow(id)
}

function ArticleNote() {
  const article = useHighlights((state) => state.article)
  const note = useHighlights((state) => state.note)
  if (!article) return null
  return (
    <div className={styles['article-note']}>
      <NoteEditor
        key={article}
        note={note}
        label="Note on the whole article"
        placeholder="Note on the whole article…"
        keep={(text) => keepArticleNote(article, text)}
        onEnd={(before, after) => rememberNote(article, undefined, before, after)}
      />
    </div>
  )
}

function Empty() {
  return (
    <div className={styles['empty']}>
      <p>No highlights yet</p>
      <p>
        Select words in the article and press <kbd>1</kbd> to <kbd>5</kbd>, or choose a colour. Press <kbd>N</kbd> to write a note.
      </p>
    </div>
  )
}
