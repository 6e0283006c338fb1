import { useEffect } from 'react'
import { announce } from './ui/announcer.tsx'
import { stopWork, useWorks } from './work.ts'
import type { Work } from './work.ts'
import styles from './work-line.module.css'

/** What main is busy with for longer than a moment: how far it is, and a way to stop it. The window is used meanwhile. */
export function WorkLine() {
  const long = useWorks().filter((work) => work.long)
  if (long.length === 0) return null
  return (
    <ul className={styles['works']} aria-label="Under way">
      {long.map((work) => (
        <Line key={work.job} work={work} />
      ))}
    </ul>
  )
}

function Line({ work }: { readonly work: Work }) {
  const { job, doing, done, total, stopping } = work
  useEffect(() => {
    announce(doing)
  }, [doing])
  const far = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
  return (
    <li className={styles['work']}>
      <div className={styles['words']}>
        <span className={styles['doing']}>{stopping ? 'Stopping…' : `${doing}…`}</span>
        <span className={styles['far']}>{far}</span>
        <progress aria-label={doing} value={done} max={total} />
      </div>
      <button type="button" className={styles['stop']} disabled={stopping} onClick={() => stopWork(job)}>
        Cancel
      </button>
    </li>
  )
}
