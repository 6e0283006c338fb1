import { useEffect } from 'react'
import { hasEnded } from '../../shared/batch.ts'
import type { BatchState } from '../../shared/batch.ts'
import { openOverlay } from '../shell-store.ts'
import { announce } from '../ui/announcer.tsx'
import { IconButton } from '../ui/button.tsx'
import { act, startBatches, useBatches } from './batch-store.ts'
import { countTexts, doneOf, number, standText, timeText } from './batch-text.ts'
import styles from './batches.module.css'

/** Above the list: what is being saved in bulk, how far it is, and the way to more of it. */
export function BatchStatus() {
  const batches = useBatches()
  useEffect(() => startBatches((batch) => announce(`${batch.name}: ${countTexts(batch).join(', ')}`)), [])
  return (
    <>
      {batches.map((batch) => (
        <Line key={batch.id} batch={batch} />
      ))}
    </>
  )
}

function Line({ batch }: { readonly batch: BatchState }) {
  const ended = hasEnded(batch)
  const failed = batch.failed > 0 && `${number(batch.failed)} failed`
  const more = [failed, ended ? false : timeText(batch)].filter(Boolean).join(' · ')
  return (
    <div className={styles['line']} role="group" aria-label={`Saving ${batch.name}`} data-problem={batch.problem ? '' : undefined}>
      <button type="button" className={styles['show']} aria-label={`Show how saving ${batch.name} goes`} onClick={() => openOverlay({ kind: 'batches' })}>
        <span className={styles['stand']}>{standText(batch)}</span>
        {more && <span className={styles['more']}>{more}</span>}
      </button>
      {ended ? (
        <IconButton icon="close" label="Put away" size="small" onClick={() => act(batch.id, 'dismiss')} />
      ) : (
        <IconButton icon={batch.paused ? 'play' : 'pause'} label={batch.paused ? 'Go on' : 'Pause'} size="small" onClick={() => act(batch.id, batch.paused ? 'resume' : 'pause')} />
      )}
      {!ended && <span className={styles['thin']} style={{ inlineSize: `${(doneOf(batch) / Math.max(1, batch.total)) * 100}%` }} />}
    </div>
  )
}
