import { useEffect, useState } from 'react'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import { api, errorOf } from '../api.ts'
import { attempt } from '../attempt.ts'
import { Button } from '../ui/button.tsx'
import { longDate } from '../ui/date-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { pictureProblemText } from '../ui/picture-problem-text.ts'
import { sizeText } from '../ui/size-text.ts'
import styles from './offline-report.module.css'

/** What of an article is on this disk, what is not and why, and where it came from. */
export function OfflineReportDialog({ id, onClose }: { readonly id: ArticleId; readonly onClose: () => void }) {
  const [summary, setSummary] = useState<ArticleSummary>()
  const [trying, setTrying] = useState(false)
  useEffect(() => {
    api.getArticles([id]).then(([found]) => setSummary(found), errorOf)
  }, [id])
  if (!summary) return null
  const { picturesKept, missing, bytes } = summary.offline
  const retry = (): void => {
    setTrying(true)
    void attempt(async () => setSummary(await api.retryPictures(id))).finally(() => setTrying(false))
  }
  const footer = (
    <>
      <Button icon="folder" onClick={() => void attempt(() => api.showFolder(id))}>
        Show its files
      </Button>
      {missing.length > 0 && (
        <Button kind="primary" icon="retry" disabled={trying} onClick={retry}>
          {trying ? 'Trying…' : 'Try missing pictures again'}
        </Button>
      )}
    </>
  )
  return (
    <Dialog title="Offline report" onClose={onClose} footer={footer}>
      <p className={styles['verdict']}>
        {missing.length === 0
          ? 'Everything this article needs is on this disk. Opening it asks the network for nothing.'
          : `The text is on this disk; ${missing.length === 1 ? 'one picture is' : `${missing.length} pictures are`} missing. Opening it asks the network for nothing.`}
      </p>
      <dl className={styles['facts']}>
        <Fact name="Pictures kept" value={String(picturesKept)} />
        <Fact name="Pictures missing" value={String(missing.length)} />
        <Fact name="Size on disk" value={sizeText(bytes)} />
        <Fact name="Words" value={summary.wordCount.toLocaleString('en')} />
        <Fact name="Saved" value={longDate(summary.savedAt)} />
        {summary.url && <Fact name="Address" value={summary.url} />}
      </dl>
      {missing.length > 0 && (
        <>
          <h3 className={styles['heading']}>Missing pictures</h3>
          <ul className={styles['missing']}>
            {missing.map(({ url, problem, status }) => (
              <li key={url}>
                <span className={styles['address']} title={url}>
                  {url}
                </span>
                <span>{pictureProblemText(problem, status)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
