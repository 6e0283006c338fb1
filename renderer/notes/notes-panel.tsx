import { useLayoutEffect, useRef } from 'react'
import type { ArticleId, HighlightId } from '../../shared/model.ts'
import { IconButton } from '../ui/button.tsx'
import { HighlightCard } from './highlight-card.tsx'
import { rememberNote, useHighlights } from './highlight-store.ts'
import { NoteEditor } from './note-editor.tsx'
import styles from './notes.module.css'
import { placeCards } from './place-cards.ts'
import { keepOrWait, useUnkept } from './unkept-notes.ts'
import { useGrowing } from './use-growing.ts'

interface Props {
  /** Beside the text, each card at its passage; or a list of its own. */
  readonly layout: 'margin' | 'list'
  /** Top of each highlight from the top of the article, CSS pixels. */
  readonly tops: ReadonlyMap<HighlightId, number>
  readonly onShow: (id: HighlightId) => void
  readonly onClose: () => void
  /** The article's scrolling, which the cards beside it share. */
  readonly scroll: ArticleScroll
}

/** The scrolling of the article, as far as what stands beside it must know. CSS pixels. */
export interface ArticleScroll {
  /** Height of all there is to scroll. */
  readonly height: number
  /** Calls back with the position, at once and at every change; answers a function that stops. */
  readonly listen: (listener: (top: number) => void) => () => void
  readonly to: (top: number) => void
  readonly by: (pixels: number) => void
}

/** Space between two cards, CSS pixels. */
const GAP = 10

/** Cards that come with the article, about two screens, and those that follow at a time. */
const FIRST_CARDS = 16
const NEXT_CARDS = 32

/** Where the note on the whole article stands: beside the heading. CSS pixels. */
const ARTICLE_NOTE_TOP = 44

/** Highlights and notes of the open article, in the order of the text; what is lost comes last and keeps its words. */
export function NotesPanel({ layout, tops, onShow, onClose, scroll }: Props) {
  const highlights = useHighlights((state) => state.highlights)
  const passages = useHighlights((state) => state.passages)
  const active = useHighlights((state) => state.active)
  const scroller = useRef<HTMLDivElement>(null)
  const lane = useRef<HTMLDivElement>(null)
  /** Where the article has brought the cards. */
  const followed = useRef(0)
  const placed = highlights.filter(({ id }) => passages.has(id))
  const lost = highlights.filter(({ id }) => !passages.has(id))
  const cardTops = [ARTICLE_NOTE_TOP, ...placed.map(({ id }) => tops.get(id) ?? 0)]
  const activeIndex = placed.findIndex(({ id }) => id === active) + 1
  const shown = Math.max(useGrowing(placed.length, FIRST_CARDS, NEXT_CARDS), activeIndex)

  useCardPlaces(lane, layout, cardTops, activeIndex)
  useLayoutEffect(() => {
    const element = scroller.current
    if (layout !== 'margin' || !element) return
    return scroll.listen((top) => {
      element.scrollTop = top
      followed.current = element.scrollTop
    })
  }, [layout, scroll])
  useLayoutEffect(() => {
    if (layout !== 'list' || !active) return
    lane.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [layout, active])

  const lostPassages = lost.length > 0 && (
    <details className={styles['lost']} open={layout === 'list' ? true : undefined}>
      <summary>{lost.length === 1 ? '1 lost passage' : `${lost.length} lost passages`}</summary>
      <p>Not in the article any more. The words and notes are kept, and can be attached to other words.</p>
      <ul aria-label="Lost passages">
        {lost.map((highlight) => (
          <li key={highlight.id}>
            <HighlightCard highlight={highlight} lost />
          </li>
        ))}
      </ul>
    </details>
  )

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
        onWheel={(event) => layout === 'margin' && scroll.by(event.deltaY)}
        onScroll={({ currentTarget: { scrollTop } }) => {
          // A card that comes into view by the keyboard takes the article along. But an echo of the article's own scrolling comes
          // a frame late, and would bring it back from where it has gone since.
          if (layout === 'margin' && Math.abs(scrollTop - followed.current) >= 1) scroll.to(scrollTop)
        }}
      >
        <div ref={lane} className={styles['lane']} style={layout === 'margin' ? { height: scroll.height } : undefined}>
          <ArticleNote />
          {highlights.length === 0 && layout === 'list' && <Hint />}
          {placed.length > 0 && (
            <ul className={styles['cards']} aria-label="Highlights">
              {placed.slice(0, shown).map((highlight) => (
                <li key={highlight.id}>
                  <HighlightCard highlight={highlight} showsOnFocus={layout === 'margin'} onShow={onShow} />
                </li>
              ))}
            </ul>
          )}
        </div>
        {highlights.length === 0 && layout === 'margin' && <Hint />}
        {layout === 'list' && lostPassages}
      </div>
      {layout === 'margin' && lostPassages}
    </aside>
  )
}

/** Puts the cards beside their passages, and again whenever one of them grows. */
function useCardPlaces(
  lane: React.RefObject<HTMLElement | null>,
  layout: 'margin' | 'list',
  tops: readonly number[],
  active: number,
): void {
  useLayoutEffect(() => {
    const element = lane.current
    if (!element) return
    const cards = [...element.children].flatMap((child) => (child.localName === 'ul' ? [...child.children] : [child])) as HTMLElement[]
    const lay = (): void => {
      const sizes = cards.map((card, index) => ({ top: tops[index] ?? 0, height: card.offsetHeight }))
      const places = layout === 'margin' ? placeCards(sizes, active, GAP) : []
      for (const [index, { style }] of cards.entries()) {
        const transform = layout === 'margin' ? `translateY(${places[index] ?? 0}px)` : ''
        if (style.transform !== transform) style.transform = transform
      }
    }
    lay()
    const observer = new ResizeObserver(lay)
    for (const card of cards) observer.observe(card)
    return () => observer.disconnect()
  })
}

function ArticleNote() {
  const article = useHighlights((state) => state.article)
  if (!article) return null
  return <NoteOnArticle key={article} article={article} />
}

function NoteOnArticle({ article }: { readonly article: ArticleId }) {
  const note = useHighlights((state) => state.note)
  const written = useUnkept(article)
  return (
    <div className={styles['article-note']}>
      <NoteEditor
        note={note}
        written={written}
        label="Note on the whole article"
        placeholder="Note on the whole article…"
        keep={(text, before) => keepOrWait({ article }, text, before)}
        onEnd={(before, after) => rememberNote(article, undefined, before, after)}
      />
    </div>
  )
}

function Hint() {
  return (
    <div className={styles['hint']}>
      <p>
        Select words and press <kbd>1</kbd> to <kbd>5</kbd> to highlight them, or <kbd>N</kbd> to write a note.
      </p>
    </div>
  )
}
