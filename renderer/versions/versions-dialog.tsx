import { useEffect, useId, useState } from 'react'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary, HighlightId } from '../../shared/model.ts'
import type { ArticleVersion, VersionComparison, VersionId } from '../../shared/versions.ts'
import { api, errorOf } from '../api.ts'
import { goToArticle } from '../route.ts'
import { openOverlay } from '../shell-store.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorText } from '../ui/error-text.ts'
import { hideToast } from '../ui/toast.tsx'
import { ChangedHighlights } from './changed-highlights.tsx'
import { Difference } from './difference.tsx'
import { onNewVersion } from './on-new-version.ts'
import { saveVersion } from './save-version.ts'
import { useVersionStep } from './saving-version.ts'
import { savingText } from '../ui/saving-text.ts'
import { versionDate } from './version-date.ts'
import styles from './versions.module.css'

interface Props {
  readonly id: ArticleId
  readonly onClose: () => void
}

interface Loaded {
  readonly summary: ArticleSummary
  readonly versions: readonly ArticleVersion[]
}

/** An article's versions with their dates, and what is different between two of them. */
export function VersionsDialog({ id, onClose }: Props) {
  const [loaded, setLoaded] = useState<Loaded>()
  const [error, setError] = useState<AppError>()
  const step = useVersionStep(id)
  // It led here, and would lie over the buttons.
  useEffect(hideToast, [])
  useEffect(() => {
    let over = false
    const load = (): void => {
      Promise.all([api.getArticles([id]), api.versionsOf(id)]).then(
        ([[summary], versions]) => void (!over && summary && setLoaded({ summary, versions: byTime(versions) })),
        (thrown: unknown) => void (!over && setError(errorOf(thrown))),
      )
    }
    load()
    const stop = onNewVersion((changed) => void (changed === id && load()))
    return () => {
      over = true
      stop()
    }
  }, [id])
  const canSave = loaded?.summary.url !== undefined && loaded.summary.deletedAt === undefined
  const footer = (
    <>
      {step && (
        <p className={styles['step']} role="status">
          {savingText(step)}…
        </p>
      )}
      <Button icon="plus" disabled={!canSave || step !== undefined} onClick={() => void saveVersion(id)}>
        Save a new version
      </Button>
      <Button kind="primary" onClick={onClose}>
        Done
      </Button>
    </>
  )
  const showHighlight = (highlight: HighlightId): void => {
    onClose()
    goToArticle(id, highlight && { highlight })
  }
  return (
    <Dialog title="Versions" size="wide" onClose={onClose} footer={footer}>
      {error && <p role="alert">{`${errorText(error).what} ${errorText(error).advice}`}</p>}
      {loaded && <Versions key={loaded.versions.map(({ id: name, current }) => (current ? `[${name}]` : name)).join()} {...loaded} onShowHighlight={showHighlight} />}
    </Dialog>
  )
}

type VersionsProps = Loaded & { readonly onShowHighlight: (highlight: HighlightId) => void }

function Versions({ summary, versions, onShowHighlight }: VersionsProps) {
  const [pair, setPair] = useState(() => pairOf(versions, versions.findIndex(({ current }) => current)) ?? pairOf(versions, 0))
  const titleId = useId()
  return (
    <>
      <p className={styles['title']} dir="auto">
        {summary.title}
      </p>
      {versions.length === 1 && (
        <p className={styles['hint']}>
          There is one version, the one you read. Save a new one when the page has changed: this one is kept, and you see what is
          different.
        </p>
      )}
      <ol className={styles['versions']} aria-label="Versions">
        {versions.map((version, index) => (
          <VersionRow
            key={version.id}
            version={version}
            date={versionDate(version, versions)}
            title={version.title === summary.title ? undefined : version.title}
            chosen={pair?.newer === version.id}
            onRead={version.current ? undefined : () => openOverlay({ kind: 'older-version', id: summary.id, version: version.id })}
            onChoose={index < versions.length - 1 ? () => setPair(pairOf(versions, index)) : undefined}
          />
        ))}
      </ol>
      {pair && (
        <section className={styles['comparison']} aria-labelledby={titleId}>
          <h3 id={titleId}>What changed</h3>
          <OlderChoice versions={versions} pair={pair} onChange={(older) => setPair({ ...pair, older })} />
          <Comparison key={`${pair.older} ${pair.newer}`} summary={summary} pair={pair} onShowHighlight={onShowHighlight} />
        </section>
      )}
    </>
  )
}

/** New before old; the current one need not be the newest. */
function byTime(versions: readonly ArticleVersion[]): readonly ArticleVersion[] {
  return versions.toSorted((a, b) => (a.id < b.id ? 1 : -1))
}

interface Pair {
  readonly older: VersionId
  readonly newer: VersionId
}

/** A version and the one before it. */
function pairOf(versions: readonly ArticleVersion[], index: number): Pair | undefined {
  const [newer, older] = [versions[index], versions[index + 1]]
  return newer && older && { older: older.id, newer: newer.id }
}

interface RowProps {
  readonly version: ArticleVersion
  readonly date: string
  /** When it is not that of the article. */
  readonly title: string | undefined
  readonly chosen: boolean
  /** Absent for the current one: it is read already. */
  readonly onRead: (() => void) | undefined
  /** Absent for the oldest one: nothing is before it. */
  readonly onChoose: (() => void) | undefined
}

function VersionRow({ version, date, title, chosen, onRead, onChoose }: RowProps) {
  const about = [`${version.wordCount.toLocaleString('en')} words`, version.byline, title && `“${title}”`].filter(Boolean)
  return (
    <li className={styles['version']} data-chosen={chosen || undefined}>
      <div>
        <p className={styles['date']}>
          <time dateTime={version.fetchedAt}>{date}</time>
          {version.current && <span className={styles['current']}>Current</span>}
        </p>
        <p className={styles['about']}>{about.join(' · ')}</p>
      </div>
      {!onChoose && <span className={styles['first']}>First saved</span>}
      <span className={styles['buttons']}>
        {onRead && (
          <Button kind="plain" aria-label={`Read as it was on ${date}`} onClick={onRead}>
            Read
          </Button>
        )}
        {onChoose && (
          <Button aria-pressed={chosen} aria-label={`What changed on ${date}`} onClick={onChoose}>
            What changed
          </Button>
        )}
      </span>
    </li>
  )
}

interface ChoiceProps {
  readonly versions: readonly ArticleVersion[]
  readonly pair: Pair
  readonly onChange: (older: VersionId) => void
}

/** From which older version the changes are counted. */
function OlderChoice({ versions, pair, onChange }: ChoiceProps) {
  const index = versions.findIndex(({ id }) => id === pair.newer)
  const [newer, olders] = [versions[index], versions.slice(index + 1)]
  return (
    <p className={styles['choice']}>
      <label>
        From{' '}
        <select value={pair.older} onChange={(event) => onChange(event.target.value as VersionId)}>
          {olders.map((version) => (
            <option key={version.id} value={version.id}>
              {versionDate(version, versions)}
            </option>
          ))}
        </select>
      </label>{' '}
      to {newer && versionDate(newer, versions)}
    </p>
  )
}

interface ComparisonProps {
  readonly summary: ArticleSummary
  readonly pair: Pair
  readonly onShowHighlight: (highlight: HighlightId) => void
}

function Comparison({ summary, pair: { older, newer }, onShowHighlight }: ComparisonProps) {
  const [comparison, setComparison] = useState<VersionComparison>()
  const [error, setError] = useState<AppError>()
  const { id, language } = summary
  const blockId = useId()
  useEffect(() => {
    let over = false
    api.compareVersions(id, older, newer).then(
      (found) => void (!over && setComparison(found)),
      (thrown: unknown) => void (!over && setError(errorOf(thrown))),
    )
    return () => void (over = true)
  }, [id, older, newer])
  if (error) return <p role="alert">{`${errorText(error).what} ${errorText(error).advice}`}</p>
  if (!comparison) return null
  const showBlock = (block: number): void => {
    const element = document.getElementById(`${blockId}${block}`)
    element?.scrollIntoView({ block: 'center' })
    element?.focus({ preventScroll: true })
  }
  return (
    <>
      <p className={styles['counts']} role="status">
        {countsText(comparison.counts)}
      </p>
      <ChangedHighlights
        highlights={comparison.highlights}
        onShowBlock={showBlock}
        onShowHighlight={comparison.newer.current ? onShowHighlight : undefined}
      />
      <Difference blocks={comparison.blocks} idPrefix={blockId} language={language} />
    </>
  )
}

function countsText({ added, removed, changed }: VersionComparison['counts']): string {
  const parts = [changed > 0 && `${changed} changed`, added > 0 && `${added} added`, removed > 0 && `${removed} removed`].filter(Boolean)
  if (parts.length === 0) return 'The text is the same.'
  const whole = [changed, added, removed].find((count) => count > 0) === 1 ? 'paragraph' : 'paragraphs'
  return `${parts.join(', ').replace(/^(\d+)/, `$1 ${whole}`)}.`
}
