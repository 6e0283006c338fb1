import type { ArticleId, HighlightId, Passage, ReadingPosition } from '../../shared/model.ts'
import { beforeClosing } from '../last-words.ts'
import { activate, highlightStore } from '../notes/highlight-store.ts'
import { currentReading, setCurrentReading } from './current-reading.ts'
import { stopFinding } from './finding.ts'
import { keepDressed } from './frame-look.ts'
import { highlightAt } from './hit-test.ts'
import { catchLinks, showFragment } from './links.ts'
import { readOutline } from './outline.ts'
import { Painter } from './paint.ts'
import type { Painted } from './paint.ts'
import { passToWindow } from './pass-to-window.ts'
import { boxOf } from './passage-box.ts'
import { readingPosition, scrollToOffset, scrollToPosition } from './position.ts'
import { ReadPlace } from './read-place.ts'
import { readingStore, resetReading } from './reading-store.ts'
import type { BarSubject } from './reading-store.ts'
import { selectedPassage } from './selection.ts'
import { mapText, toRange } from './text-map.ts'
import type { TextMap } from './text-map.ts'

/** The article's document in its frame, filled and ready. */
export interface ReadingFrame {
  readonly element: HTMLIFrameElement
  readonly window: Window & typeof globalThis
  readonly document: Document
  /** Holds the article's own text and nothing else. */
  readonly main: HTMLElement
}

/** How far below the top of the frame a passage is shown that was asked for: about a third of a small window. */
const SHOWN_AT = 160

/** Begins to read an article whose frame is filled. One at a time: the one before has ended. */
export function startReading(article: ArticleId, frame: ReadingFrame, forwardKey: (event: KeyboardEvent) => void): Reading {
  const reading = new Reading(article, frame, forwardKey)
  setCurrentReading(reading)
  return reading
}

/**
 * One article being read: everything that happens between its frame and the rest of the window. It listens from outside,
 * because nothing in the frame can run.
 */
export class Reading {
  readonly article: ArticleId
  readonly frame: ReadingFrame
  readonly map: TextMap
  readonly #painter: Painter
  readonly #place: ReadPlace
  readonly #stops: (() => void)[] = []
  #pointerDown = false
  /** The article's width and height when it was measured. */
  #size = ''

  constructor(article: ArticleId, frame: ReadingFrame, forwardKey: (event: KeyboardEvent) => void) {
    this.article = article
    this.frame = frame
    this.map = mapText(frame.main)
    this.#painter = new Painter(frame.window, this.map)
    this.#place = new ReadPlace(article)
    readingStore.setState({ outline: readOutline(frame.main, this.map) })
    this.#listen(forwardKey)
  }

  /** Where reading is: the first line on screen. */
  get here(): ReadingPosition {
    return this.#place.here
  }

  /** Scrolls to where reading stopped, or to a highlight. Call once the frame is dressed and its highlights are known. */
  begin(position: ReadingPosition, highlight: HighlightId | undefined): void {
    this.#painter.highlights(placedHighlights())
    this.#stops.push(
      highlightStore.subscribe((state, before) => {
        if (state.highlights !== before.highlights) this.#paint()
        else if (state.active !== before.active) this.#painter.active(state.active)
      }),
    )
    this.#place.begin(position)
    scrollToPosition(this.frame.window, this.map, position)
    if (highlight) this.showHighlight(highlight)
    this.#measure()
  }

  /** Stops listening; the position is kept for good. */
  end(): void {
    void this.#place.keep()
    for (const stop of this.#stops) stop()
    if (currentReading() === this) {
      setCurrentReading(undefined)
      resetReading()
    }
  }

  /** Takes back the last thing that lies over the article: bar, search, notes. Answers whether there was one. */
  dismiss(): boolean {
    const { bar, find, notesDrawer, notesLayout } = readingStore.getState()
    if (bar || this.selection()) this.clearSelection()
    else if (find) stopFinding(this)
    else if (notesDrawer && notesLayout === 'list') readingStore.setState({ notesDrawer: false })
    else if (highlightStore.getState().active) activate(undefined)
    else return false
    return true
  }

  /** Scrolls to a highlight and puts the cursor there, where assistive technology reads on. */
  showHighlight(id: HighlightId): void {
    activate(id)
    const passage = highlightStore.getState().passages.get(id)
    const range = passage && toRange(this.map, passage)
    if (!range) return
    this.frame.document.getSelection()?.collapse(range.startContainer, range.startOffset)
    this.show(passage)
  }

  /** Scrolls to a passage. */
  show(passage: Passage): void {
    scrollToOffset(this.frame.window, this.map, passage.start, SHOWN_AT)
    this.#scrolled()
  }

  /** Marks what a search found, and the hit it is at. */
  markFound(hits: readonly Passage[], now: number): void {
    this.#painter.found(hits, now)
  }

  /** Paints the highlights into a copy of the article, in a window of its own. */
  paintCopy(copy: Window & typeof globalThis): void {
    const main = copy.document.querySelector('main')
    if (main) new Painter(copy, mapText(main)).highlights(placedHighlights())
  }

  /** Leaves room for notes beside the text, or gives it back. */
  makeRoomForNotes(room: boolean): void {
    this.frame.document.documentElement.toggleAttribute('data-notes', room)
  }

  /** Scrolls the article, as the wheel over the notes beside it does. CSS pixels. */
  scrollBy(pixels: number): void {
    this.frame.window.scrollBy({ top: pixels, behavior: 'instant' })
  }

  /** Puts the keyboard into the article, where Space and the arrows scroll. */
  focus(): void {
    this.frame.element.focus({ preventScroll: true })
  }

  /** The words that are selected, as they stand on screen. */
  selectedWords(): string {
    return this.frame.document.getSelection()?.toString() ?? ''
  }

  /** Selects nothing. */
  clearSelection(): void {
    this.frame.document.getSelection()?.removeAllRanges()
    readingStore.setState({ bar: undefined })
    highlightStore.setState({ selection: undefined })
  }

  /** Scrolls the article to a position, CSS pixels; nothing happens where it is already. */
  scrollTo(top: number): void {
    // Positions are fractions: without this, two boxes that follow each other would never come to rest.
    if (Math.abs(this.frame.window.scrollY - top) >= 1) this.frame.window.scrollTo({ top, behavior: 'instant' })
  }

  /** Calls back with the article's scroll position, at once and at every change. Answers a function that stops. */
  listenToScroll(listener: (scrollTop: number) => void): () => void {
    const call = (): void => listener(this.frame.window.scrollY)
    this.frame.document.addEventListener('scroll', call, { passive: true })
    call()
    return () => this.frame.document.removeEventListener('scroll', call)
  }

  #listen(forwardKey: (event: KeyboardEvent) => void): void {
    const { document: inner, main } = this.frame
    const on = <K extends keyof DocumentEventMap>(name: K, listener: (event: DocumentEventMap[K]) => void): void => {
      inner.addEventListener(name, listener)
      this.#stops.push(() => inner.removeEventListener(name, listener))
    }
    on('pointerdown', () => {
      this.#pointerDown = true
      readingStore.setState({ bar: undefined })
    })
    on('pointerup', () => {
      this.#pointerDown = false
      this.#selectionChanged()
    })
    on('pointercancel', () => (this.#pointerDown = false))
    on('selectionchange', () => this.#selectionChanged())
    on('click', (event) => this.#clicked(event))
    on('scroll', () => this.#scrolled())
    on('keydown', forwardKey)
    // A new size of window or type moves every line: stay at the one being read. The first call comes without one.
    const observer = new ResizeObserver(() => {
      if (this.#size !== sizeOf(main)) this.#reflowed()
    })
    observer.observe(main)
    this.#stops.push(
      () => observer.disconnect(),
      passToWindow(inner),
      catchLinks(inner, (id) => showFragment(inner, id)),
      keepDressed(inner),
      beforeClosing(() => this.#place.keep()),
    )
  }

  /** What is selected in the article. */
  selection(): Passage | undefined {
    return selectedPassage(this.map, this.frame.main, this.frame.document.getSelection())
  }

  #selectionChanged(): void {
    const passage = this.selection()
    highlightStore.setState({ selection: passage })
    if (this.#pointerDown) return
    if (passage) readingStore.setState({ bar: { kind: 'selection', passage, box: boxOf(this.frame.element, this.map, passage) } })
    else if (readingStore.getState().bar?.kind === 'selection') readingStore.setState({ bar: undefined })
  }

  #clicked(event: MouseEvent): void {
    if (this.selection()) return
    const { passages } = highlightStore.getState()
    const id = highlightAt(this.frame.document, this.map, this.#painter, passages, { x: event.clientX, y: event.clientY })
    activate(id)
    const passage = id && passages.get(id)
    readingStore.setState({ bar: passage ? { kind: 'highlight', id, box: boxOf(this.frame.element, this.map, passage) } : undefined })
  }

  #scrolled(): void {
    const here = readingPosition(this.frame.window, this.map)
    this.#place.move(here)
    const { bar } = readingStore.getState()
    readingStore.setState({
      progress: here.progress,
      bar: bar ? { ...bar, box: boxOf(this.frame.element, this.map, passageOf(bar)) } : undefined,
    })
  }

  #reflowed(): void {
    scrollToPosition(this.frame.window, this.map, this.here)
    this.#measure()
  }

  #paint(): void {
    this.#painter.highlights(placedHighlights())
    this.#painter.active(highlightStore.getState().active)
    this.#measure()
  }

  #measure(): void {
    const { scrollY } = this.frame.window
    this.#size = sizeOf(this.frame.main)
    const tops = new Map<HighlightId, number>()
    for (const [id, range] of this.#painter.ranges()) {
      const box = range.getClientRects()[0]
      if (box) tops.set(id, box.top + scrollY)
    }
    const height = this.frame.document.documentElement.scrollHeight
    readingStore.setState({ tops, height, progress: readingPosition(this.frame.window, this.map).progress })
  }
}

function passageOf(bar: BarSubject): Passage {
  if (bar.kind === 'selection') return bar.passage
  return highlightStore.getState().passages.get(bar.id) ?? { start: 0, end: 1 }
}

function sizeOf({ offsetWidth, offsetHeight }: HTMLElement): string {
  return `${offsetWidth} ${offsetHeight}`
}

function placedHighlights(): readonly Painted[] {
  const { highlights, passages } = highlightStore.getState()
  return highlights.flatMap(({ id, colour, note }) => {
    const passage = passages.get(id)
    return passage ? [{ id, colour, noted: note !== '', passage }] : []
  })
}
