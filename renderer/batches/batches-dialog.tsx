import { useEffect, useState } from 'react'
import { hasEnded } from '../../shared/batch.ts'
import type { BatchLine, BatchReport, BatchState } from '../../shared/batch.ts'
import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { goToArticle } from '../route.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorText } from '../ui/error-text.ts'
import { showToast } from '../ui/toast.tsx'
import { act, useBatches } from './batch-store.ts'
import { countTexts, doneOf, number, rateText, reportText, timeText, whyText } from './batch-text.ts'
import styles from './batches.module.css'

/** Lines of a report on screen; the copied one has all. */
const SHOWN = 200
/** Milliseconds between two looks at a report while its batch is at work. */
const LOOK_EVERY = 1500

/** What is being saved in bulk: how far each batch is, and what came of what was not simply saved. */
export function BatchesDialog({ onClose }: { readonly onClose: () => void }) {
  const batches = useBatches()
  return (
    <Dialog title="Saving in bulk" size="wide" onClose={onClose}>
      {batches.length === 0 && <p className={styles['nothing']}>Nothing is being saved in bulk.</p>}
      {batches.map((batch) => (
        <Batch key={batch.id} batch={batch} onClose={onClose} />
      ))}
    </Dialog>
  )
}

interface BatchProps {
  readonly batch: BatchState
  readonly onClose: () => void
}

function Batch({ batch, onClose }: BatchProps) {
  const report = useReport(batch)
  const ended = hasEnded(batch)
  return (
    <section className={styles['batch']} aria-label={batch.name}>
      <header>
        <h3>{batch.name}</h3>
        <p className={styles['speed']}>{ended ? 'Done' : batch.paused ? 'Paused' : [rateText(batch), timeText(batch)].filter(Boolean).join(' · ')}</p>
      </header>
      <Bar batch={batch} />
      <p className={styles['counts']}>{countTexts(batch).join(' · ')}</p>
      {batch.problem && (
        <p className={styles['problem']} role="alert">
          {errorText(batch.problem).what} {errorText(batch.problem).advice}
        </p>
      )}
      <Actions batch={batch} report={report} />
      {report && <Report report={report} onClose={onClose} />}
    </section>
  )
}

/** The whole bar is everything; what was saved, was known and failed stand in it side by side. */
function Bar({ batch }: { readonly batch: BatchState }) {
  const parts = [['saved', batch.saved], ['known', batch.known], ['failed', batch.failed]] as const // prettier-ignore
  return (
    <div
      className={styles['bar']}
      role="progressbar"
      aria-label={`${batch.name}, done`}
      aria-valuemin={0}
      aria-valuemax={batch.total}
      aria-valuenow={doneOf(batch)}
      aria-valuetext={`${number(doneOf(batch))} of ${number(batch.total)}`}
    >
      {parts.map(([kind, count]) => count > 0 && <span key={kind} data-kind={kind} style={{ flexGrow: count }} />)}
      <span data-kind="rest" style={{ flexGrow: batch.total - batch.saved - batch.known - batch.failed }} />
    </div>
  )
}

function Actions({ batch, report }: { readonly batch: BatchState; readonly report: BatchReport | undefined }) {
  const { id, paused, failed, cancelled } = batch
  const ended = hasEnded(batch)
  const copy = (): void =>
    void attempt(async () => {
      await navigator.clipboard.writeText(reportText(await api.batchReport(id)))
      showToast('Report copied')
    })
  const canRetry = failed > 0 && (report === undefined || report.failed.some(({ error }) => error?.code !== 'not-found'))
  return (
    <div className={styles['actions']}>
      {!ended && (
        <Button icon={paused ? 'play' : 'pause'} kind={paused ? 'primary' : 'outline'} onClick={() => act(id, paused ? 'resume' : 'pause')}>
          {paused ? 'Go on' : 'Pause'}
        </Button>
      )}
      {canRetry && (
        <Button icon="retry" onClick={() => act(id, 'retry')}>
          {failed === 1 ? 'Retry the one that failed' : `Retry all ${number(failed)} that failed`}
        </Button>
      )}
      {cancelled > 0 && <Button onClick={() => act(id, 'take-up')}>Save the cancelled after all</Button>}
      {!ended && <Button onClick={() => act(id, 'cancel')}>Cancel the rest</Button>}
      <Button icon="copy" onClick={copy}>
        Copy report
      </Button>
      {ended && <Button onClick={() => act(id, 'dismiss')}>Put away</Button>}
    </div>
  )
}

/** The report, looked at again while things change; once more when all has ended. */
function useReport(batch: BatchState): BatchReport | undefined {
  const [report, setReport] = useState<BatchReport>()
  const { id, failed, known, cancelled } = batch
  const key = `${failed} ${known} ${cancelled} ${batch.left === 0}`
  useEffect(() => {
    let over = false
    const timer = window.setTimeout(
      () => void api.batchReport(id).then((now) => void (over || setReport(now)), () => undefined), // prettier-ignore
      report === undefined || batch.left === 0 ? 0 : LOOK_EVERY,
    )
    return () => {
      over = true
      window.clearTimeout(timer)
    }
    // Each look would ask for the next.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [id, key])
  return report
}

function Report({ report, onClose }: { readonly report: BatchReport; readonly onClose: () => void }) {
  const { state, failed, known, cancelled, invalid, duplicates, leftOut } = report
  const numbered = state.kind === 'addresses'
  const show = (article: ArticleId): void => {
    onClose()
    goToArticle(article)
  }
  return (
    <>
      <Lines title="Failed" lines={failed} numbered={numbered} open onShow={show} note={whyText} />
      <Lines title="Lines without an address" lines={invalid} numbered open={false} />
      <Lines title="In the library already" lines={known} numbered={numbered} onShow={show} />
      <Lines title="Twice in the list" lines={duplicates} numbered={numbered} note={({ first }) => `As line ${first}`} />
      <Lines title="Cancelled" lines={cancelled} numbered={numbered} />
      <Lines title="Files of other kinds" lines={leftOut.map((text, index) => ({ line: index + 1, text }))} numbered={false} />
    </>
  )
}

interface LinesProps<T extends BatchLine> {
  readonly title: string
  readonly lines: readonly T[]
  readonly numbered: boolean
  readonly open?: boolean
  readonly note?: (line: T) => string
  readonly onShow?: (article: ArticleId) => void
}

function Lines<T extends BatchLine & { readonly article?: ArticleId }>({ title, lines, numbered, open, note, onShow }: LinesProps<T>) {
  if (lines.length === 0) return null
  return (
    <details className={styles['lines']} open={open}>
      <summary>
        {title} <span>{number(lines.length)}</span>
      </summary>
      <ul aria-label={title}>
        {lines.slice(0, SHOWN).map((line) => (
          <li key={`${line.line} ${line.text}`}>
            {numbered && <span className={styles['number']}>{line.line}</span>}
            <span className={styles['text']}>
              {line.article && onShow ? (
                <button type="button" onClick={() => line.article && onShow(line.article)}>
                  {line.text}
                </button>
              ) : (
                line.text
              )}
            </span>
            {note && <span className={styles['note']}>{note(line)}</span>}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && <p className={styles['note']}>And {number(lines.length - SHOWN)} more, which the copied report has.</p>}
    </details>
  )
}
