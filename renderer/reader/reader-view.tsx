import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleSummary, HighlightId, OpenArticle } from '../../shared/model.ts'
import { closeHighlights, showHighlights } from '../notes/highlight-store.ts'
import { NotesPanel } from '../notes/notes-panel.tsx'
import type { ArticleScroll } from '../notes/notes-panel.tsx'
import type { Arrival, Route } from '../route.ts'
import { afterPaint } from '../ui/after-paint.ts'
import { Button } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { StatePage } from '../ui/state-page.tsx'
import { VersionProgress } from '../versions/version-progress.tsx'
import { ArticleFrame } from './article-frame.tsx'
import { FindBar } from './find-bar.tsx'
import { findSearched } from './find-searched.ts'
import { showNotes, toggleNotes, useNotesShown } from './notes-visibility.ts'
import { NotReady } from './not-ready.tsx'
import { ReaderToolbar } from './reader-toolbar.tsx'
import type { ReaderActions } from './reader-toolbar.tsx'
import { startReading } from './reading.ts'
import type { Reading, ReadingFrame } from './reading.ts'
import { keptPlace } from './kept-place.ts'
import { readingStore, useReading } from './reading-store.ts'
import styles from './reader.module.css'
import { SelectionBar } from './selection-bar.tsx'
import { UnsureBanner } from './unsure-banner.tsx'
import { FIRST_TURN, useOpenArticle } from './use-open-article.ts'

interface Props {
  readonly article: NonNullable<Route['article']>
  readonly arrival: Arrival
  /** Keys pressed in the frame, which the window does not hear of. */
  readonly forwardKey: (event: KeyboardEvent) => void
  readonly onClose: () => void
  readonly actionsFor: (summary: ArticleSummary) => ReaderActions
}

/** Narrowest reader in which notes still stand beside a comfortable line, CSS pixels. */
const MARGIN_FROM = 780

/** The reading pane: an article in its frame, its toolbar, and its notes beside it. */
export function ReaderView({ article, arrival, forwardKey, onClose, actionsFor }: Props) {
  const { state, reopen } = useOpenArticle(article)
  const [problem, setProblem] = useState<AppError>()
  const summary = state.kind === 'open' ? state.opened.summary : state.kind === 'not-ready' ? state.summary : undefined
  const title = summary?.title

  useEffect(() => {
    document.title = title ? `${title} — Lectern` : 'Lectern'
    return () => void (document.title = 'Lectern')
  }, [title])

  const error = problem ?? (state.kind === 'failed' ? state.error : undefined)
  return (
    <section className={styles['reader']} aria-label="Reader">
      <ReaderToolbar
        summary={summary}
        readable={state.kind === 'open' && !error}
        onClose={onClose}
        actions={summary && actionsFor(summary)}
      />
      <VersionProgress id={article} />
      {error ? (
        <StatePage icon="warning" title={errorText(error).what} text={errorText(error).advice} role="alert">
          <Button
            icon="retry"
            onClick={() => {
              setProblem(undefined)
              reopen()
            }}
          >
            Try again
          </Button>
        </StatePage>
      ) : state.kind === 'not-ready' ? (
        <NotReady summary={state.summary} />
      ) : (
        <OpenReader
          key={state.kind === 'open' ? state.turn : FIRST_TURN}
          article={article}
          opened={state.kind === 'open' ? state.opened : undefined}
          html={state.kind === 'open' ? state.html : undefined}
          asOf={state.kind === 'open' ? state.asOf : 0}
          arrival={arrival}
          forwardKey={forwardKey}
          onFailed={setProblem}
        />
      )}
    </section>
  )
}

interface OpenProps extends Pick<Props, 'article' | 'arrival' | 'forwardKey'> {
  /** Absent while it is on its way; the frame is made ready meanwhile. */
  readonly opened: OpenArticle | undefined
  readonly html: Promise<string> | undefined
  /** When it was asked for, as the highlights' store has it. */
  readonly asOf: number
  readonly onFailed: (error: AppError) => void
}

function OpenReader({ article, opened, html, asOf, arrival, forwardKey, onFailed }: OpenProps) {
  const [reading, setReading] = useState<Reading>()
  const body = useRef<HTMLDivElement>(null)
  useNotesLayout(body)
  const layout = useReading((state) => state.notesLayout)
  const notesShown = useNotesShown()
  const room = notesShown && layout === 'margin'
  const latest = useRef({ opened, asOf, arrival, room })
  const begun = useRef<Reading>(undefined)
  const stays = useRef<Reading>(undefined)
  useLayoutEffect(() => {
    latest.current = { opened, asOf, arrival, room }
  })

  const onReady = useCallback(
    (frame: ReadingFrame | undefined) => {
      if (!frame) {
        begun.current?.end()
        begun.current = undefined
        setReading(undefined)
        closeHighlights()
        return
      }
      const { opened: now, asOf: askedAt, arrival: wanted, room: roomForNotes } = latest.current
      if (!now) return
      const started = startReading(now.summary.id, frame, forwardKey)
      begun.current = started
      // Before anything asks where something stands: afterwards every line would be set anew.
      started.makeRoomForNotes(roomForNotes)
      showHighlights(now.summary.id, started.map.text, now, askedAt)
      const place = keptPlace(now.summary.id, started.map.text)
      if (place) stays.current = started
      started.begin(place ?? now.position, place ? undefined : wanted.highlight)
      // Space and the arrows are for reading now; but never take the keyboard from somebody who is typing.
      if (!document.activeElement?.matches('input, textarea')) started.focus()
      // The notes beside it come after the article, not before it; but no frame shows another place than was asked for.
      if (wanted.found) setReading(started)
      else afterPaint(() => begun.current === started && setReading(started))
    },
    [forwardKey],
  )

  const { highlight, found, note } = arrival
  const [text, at] = [found?.text, found?.at]
  useEffect(() => {
    // Shown anew it stays where it was, whatever was asked for when it was opened.
    const isAnew = reading !== undefined && stays.current === reading
    stays.current = undefined
    if (!reading || isAnew) return
    if (highlight) reading.showHighlight(highlight)
    if (text !== undefined) findSearched(reading, text, at ?? 0)
    if (note) showNotes()
  }, [reading, highlight, text, at, note])

  useLayoutEffect(() => reading?.makeRoomForNotes(room), [reading, room])

  const notes = reading && notesShown && <NotesBesideText reading={reading} layout={layout} />
  return (
    <>
      <ProgressLine />
      {opened && <UnsureBanner opened={opened} />}
      <div ref={body} className={styles['body']}>
        <article className={styles['page']} aria-label="Reader">
          {reading && <FindBar reading={reading} />}
          <ArticleFrame id={article} summary={opened?.summary} html={html} onReady={onReady} onFailed={onFailed} />
          {reading && <SelectionBar reading={reading} />}
        </article>
        {notes}
      </div>
    </>
  )
}

function NotesBesideText({ reading, layout }: { readonly reading: Reading; readonly layout: 'margin' | 'list' }) {
  const tops = useReading((state) => state.tops)
  const height = useReading((state) => state.height)
  const scroll = useMemo<ArticleScroll>(
    () => ({
      height,
      listen: (listener) => reading.listenToScroll(listener),
      to: (top) => reading.scrollTo(top),
      by: (pixels) => reading.scrollBy(pixels),
    }),
    [reading, height],
  )
  const show = useCallback((id: HighlightId) => reading.showHighlight(id), [reading])
  return (
    <div className={styles['notes']} data-layout={layout}>
      <NotesPanel
        layout={layout}
        tops={tops}
        onShow={show}
        onClose={toggleNotes}
        scroll={scroll}
      />
    </div>
  )
}

function ProgressLine() {
  const progress = useReading((state) => state.progress)
  return (
    <div className={styles['progress']} role="progressbar" aria-label="Read" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(progress * 100)}>
      <span style={{ transform: `scaleX(${progress})` }} />
    </div>
  )
}

/** Keeps track of whether the notes have room beside the text. */
function useNotesLayout(element: React.RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new ResizeObserver(() => {
      readingStore.setState({ notesLayout: target.clientWidth >= MARGIN_FROM ? 'margin' : 'list' })
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
}
