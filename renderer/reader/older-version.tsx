import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import type { ArticleVersion, OpenVersion, VersionId } from '../../shared/versions.ts'
import { api, errorOf } from '../api.ts'
import { attempt } from '../attempt.ts'
import { openOverlay } from '../shell-store.ts'
import { Button } from '../ui/button.tsx'
import { longDate } from '../ui/date-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { errorText } from '../ui/error-text.ts'
import { restoreVersion } from '../versions/restore-version.ts'
import { ArticleFrame } from './article-frame.tsx'
import { catchLinks } from './links.ts'
import styles from './older-version.module.css'
import { Painter } from './paint.ts'
import type { ReadingFrame } from './reading.ts'
import { mapText } from './text-map.ts'

interface Props {
  readonly id: ArticleId
  readonly version: VersionId
  readonly onClose: () => void
}

/** A version with what shows it. */
interface Opened extends OpenVersion {
  readonly summary: ArticleSummary
  readonly all: readonly ArticleVersion[]
}

/** An article as it was, to read: with its highlights in their old places. It can be made the current version again. */
export function OlderVersionDialog({ id, version, onClose }: Props) {
  const [opened, setOpened] = useState<Opened>()
  const [error, setError] = useState<AppError>()
  useEffect(() => {
    let over = false
    Promise.all([api.getArticles([id]), api.openVersion(id, version), api.versionsOf(id)]).then(
      ([[summary], found, all]) => void (!over && summary && setOpened({ ...found, all, summary: summaryOf(summary, found) })),
      (thrown: unknown) => void (!over && setError(errorOf(thrown))),
    )
    return () => void (over = true)
  }, [id, version])
  const makeCurrent = ({ version: chosen, all }: Opened): void => {
    onClose()
    void attempt(() => restoreVersion(id, chosen, all))
  }
  const footer = (
    <>
      {opened && !opened.version.current && !opened.summary.deletedAt && (
        <Button kind="plain" icon="versions" className={styles['make-current'] ?? ''} onClick={() => makeCurrent(opened)}>
          Make this the current version
        </Button>
      )}
      <span className={styles['leave']}>
        <Button onClick={() => openOverlay({ kind: 'versions', id })}>Back to versions</Button>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      </span>
    </>
  )
  if (!opened && !error) return null
  return (
    <Dialog title={opened ? `As it was on ${longDate(opened.version.fetchedAt)}` : 'An older version'} size="wide" onClose={onClose} footer={footer}>
      {error && <p role="alert">{`${errorText(error).what} ${errorText(error).advice}`}</p>}
      {opened && <OldFrame opened={opened} onClose={onClose} onFailed={setError} />}
    </Dialog>
  )
}

interface FrameProps {
  readonly opened: Opened
  readonly onClose: () => void
  readonly onFailed: (error: AppError) => void
}

function OldFrame({ opened, onClose, onFailed }: FrameProps) {
  const { summary, html, highlights } = opened
  const stop = useRef<() => void>(undefined)
  const onReady = useCallback(
    (frame: ReadingFrame | undefined) => {
      stop.current?.()
      stop.current = undefined
      if (!frame) return
      const painter = new Painter(frame.window, mapText(frame.main))
      painter.highlights(highlights.map(({ id, colour, note, position }) => ({ id, colour, noted: note !== '', passage: position })))
      const stopLinks = catchLinks(frame.document, (fragment) => frame.document.getElementById(fragment)?.scrollIntoView({ block: 'center' }))
      // The window does not hear of keys pressed in the frame.
      const onKey = (event: KeyboardEvent): void => {
        if (event.key === 'Escape') onClose()
      }
      frame.document.addEventListener('keydown', onKey)
      stop.current = () => {
        stopLinks()
        frame.document.removeEventListener('keydown', onKey)
      }
    },
    [highlights, onClose],
  )
  return (
    <article className={styles['page']} aria-label="Older version">
      <ArticleFrame id={summary.id} summary={summary} html={html} onReady={onReady} onFailed={onFailed} />
    </article>
  )
}

/** The row as it would have been then, for the heading. */
function summaryOf(summary: ArticleSummary, { version }: OpenVersion): ArticleSummary {
  const { byline: _byline, publishedAt: _published, ...rest } = summary
  const { title, byline, publishedAt, wordCount } = version
  const readingMinutes = Math.max(1, Math.round((summary.readingMinutes * wordCount) / Math.max(1, summary.wordCount)))
  return { ...rest, title, wordCount, readingMinutes, ...(byline && { byline }), ...(publishedAt && { publishedAt }) }
}
