import { useState } from 'react'
import type { OpenArticle } from '../../shared/model.ts'
import { SURE_ENOUGH } from '../../shared/repair.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { carryOut } from '../history.ts'
import { openOverlay } from '../shell-store.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import styles from './unsure-banner.module.css'

/** Says that cleaning looks poor, until the reader has compared or found it whole. */
export function UnsureBanner({ opened }: { readonly opened: OpenArticle }) {
  const { summary, cleaning } = opened
  const [accepted, setAccepted] = useState(cleaning?.accepted ?? false)
  if (accepted || cleaning?.repaired || summary.confidence >= SURE_ENOUGH || summary.deletedAt || summary.source.kind === 'sample') return null
  const accept = (): Promise<void> =>
    attempt(() =>
      carryOut({
        label: 'Found the article whole',
        run: async () => {
          await api.acceptCleaning(summary.id, true)
          setAccepted(true)
        },
        undo: async () => {
          await api.acceptCleaning(summary.id, false)
          setAccepted(false)
        },
      }),
    )
  return (
    <aside className={styles['banner']} aria-label="Cleaning">
      <Icon name="compare" size={18} />
      <p>Lectern is not sure that it caught all of this page.</p>
      <div>
        <Button kind="plain" onClick={() => void accept()}>
          It’s fine
        </Button>
        <Button onClick={() => openOverlay({ kind: 'repair', id: summary.id })}>Compare with the original</Button>
      </div>
    </aside>
  )
}
