import type { ArticleId, HighlightId, Passage, ReadingPosition } from '../../shared/model.ts'
import { api, errorOf } from '../api.ts'
import { beforeClosing } from '../last-words.ts'
import { activate, highlightStore } from '../notes/highlight-store.ts'
import { settingsStore } from '../settings-store.ts'
import { stopFinding } from './finding.ts'
import { dressFrame } from './frame-look.ts'
import { highlightAt } from './hit-test.ts'
import { catchLinks } from './links.ts'
import { readOutline } from './outline.ts'
import { Painter } from './paint.ts'
import type { Painted } from './paint.ts'
import { readingPosition, scrollToOffset, scrollToPosition } from './position.ts'
import { readingStore, resetReading } from './reading-store.ts'
import type { Box } from './reading-store.ts'
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

/** Long enough that scrolling through does not write at every step; short enough that a power cut costs nothing. */
const REMEMBER_DELAY_MS = 600

/** How far below the top of the frame a passage is shown that was asked for: about a third of a small window. */
const SHOWN_AT = 160

let current: Reading | undefined

/** Begins to read an article whose frame is filled. One at a time: the one before has ended. */
export function startReading(article: ArticleId, frame: ReadingFrame, forwardKey: (event: KeyboardEvent) => void): Reading {
  current = new Reading(article, frame, forwardKey)
  return current
}

/** The article being read, if one is open. */
export function currentReading(): Reading | undefined {
  return current
}

/** Does something with the article being read; answers nothing when none is. */
export function withReading<T>(act: (reading: Reading) => T): T | undefined {
  return current && act(current)
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
  readonly #stops: (() => void)[] = []
  #pointerDown = false
  #remembered: ReadingPosition | undefined
  #rememberTimer: number | undefined
  #here: ReadingPosition = { offset: 0, progress: 0 }
  /** The article's width and height when it was measured. */
  #size = ''

  constructor(article: ArticleId, frame: ReadingFrame, forwardKey: (event: KeyboardEvent) => void) {
    this.article = article
    this.frame = frame
    this.map = mapText(frame.main)
    this.#painter = new Painter(frame.window, this.map)
    readingStore.setState({ outline: readOutline(frame.main, this.map) })
    this.#listen(forwardKey)
  }

  /** Where reading is: the first line on screen. */
  get here(): ReadingPosition {
    return this.#here
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
    this.#here = position
    scrollToPosition(this.frame.window, this.map, position)
    if (highlight) this.showHighlight(highlight)
    this.#measure()
    this.#remembered = position
  }

  /** Stops listening; the position is kept for good. */
  end(): void {
    void this.#remember()
    for (const stop of this.#stops) stop()
    window.clearTimeout(this.#rememberTimer)
    if (current === this) {
      current = undefined
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
    // What is pasted or dropped is for the window, wherever the keyboard or the pointer is.
    on('paste', ({ clipboardData }) => window.dispatchEvent(new ClipboardEvent('paste', { clipboardData })))
    on('dragenter', ({ dataTransfer }) => window.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true })))
    this.#stops.push(catchLinks(inner, (id) => this.#showFragment(id)))

    // A new size of window or type moves every line: stay at the one being read. The first call comes without one.
    const observer = new ResizeObserver(() => {
      if (this.#size !== sizeOf(main)) this.#reflowed()
    })
    observer.observe(main)
    this.#stops.push(() => observer.disconnect())

    this.#stops.push(
      settingsStore.subscribe(({ settings }, before) => {
        if (settings.theme !== before.settings.theme || settings.type !== before.settings.type) dressFrame(inner, settings)
      }),
    )
    const media = window.matchMedia('(prefers-color-scheme: dark)')
    const redress = (): void => dressFrame(inner, settingsStore.getState().settings)
    media.addEventListener('change', redress)
    this.#stops.push(() => media.removeEventListener('change', redress))
    this.#stops.push(beforeClosing(() => this.#remember()))
  }

  /** What is selected in the article. */
  selection(): Passage | undefined {
    return selectedPassage(this.map, this.frame.main, this.frame.document.getSelection())
  }

  #selectionChanged(): void {
    const passage = this.selection()
    highlightStore.setState({ selection: passage })
    if (this.#pointerDown) return
    if (passage) readingStore.setState({ bar: { kind: 'selection', passage, box: this.#boxOf(passage) } })
    else if (readingStore.getState().bar?.kind === 'selection') readingStore.setState({ bar: undefined })
  }

  #clicked(event: MouseEvent): void {
    if (this.selection()) return
    const { passages } = highlightStore.getState()
    const id = highlightAt(this.frame.document, this.map, this.#painter, passages, { x: event.clientX, y: event.clientY })
    activate(id)
    const passage = id && passages.get(id)
    readingStore.setState({ bar: passage ? { kind: 'highlight', id, box: this.#boxOf(passage) } : undefined })
  }

  #scrolled(): void {
    this.#here = readingPosition(this.frame.window, this.map)
    const { bar } = readingStore.getState()
    readingStore.setState({
      progress: this.#here.progress,
      bar: bar ? { ...bar, box: this.#boxOf(this.#passageOf(bar)) } : undefined,
    })
    this.#rememberTimer ??= window.setTimeout(() => void this.#remember(), REMEMBER_DELAY_MS)
  }

  #reflowed(): void {
    scrollToPosition(this.frame.window, this.map, this.#here)
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

  async #remember(): Promise<void> {
    window.clearTimeout(this.#rememberTimer)
    this.#rememberTimer = undefined
    if (this.#remembered?.offset === this.#here.offset && this.#remembered.progress === this.#here.progress) return
    this.#remembered = this.#here
    await api.rememberPosition(this.article, this.#here).catch(errorOf)
  }

  #showFragment(id: string): void {
    const target = this.frame.document.getElementById(id)
    if (!target) return
    target.scrollIntoView({ block: 'center', behavior: 'instant' })
    target.classList.remove('arrived')
    // Asking for the box makes the browser see the class go, so that the animation starts anew.
    target.getBoundingClientRect()
    target.classList.add('arrived')
  }

  #passageOf(bar: NonNullable<ReturnType<typeof readingStore.getState>['bar']>): Passage {
    if (bar.kind === 'selection') return bar.passage
    return highlightStore.getState().passages.get(bar.id) ?? { start: 0, end: 1 }
  }

  #boxOf(passage: Passage): Box {
    const outer = this.frame.element.getBoundingClientRect()
    const box = toRange(this.map, passage)?.getBoundingClientRect()
    if (!box) return outer
    return { left: box.left + outer.left, right: box.right + outer.left, top: box.top + outer.top, bottom: box.bottom + outer.top }
  }
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
