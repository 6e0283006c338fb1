import { createStore, useStore } from 'zustand'
import type { ArticleId, OpenArticle } from '../../shared/model.ts'
import { SURE_ENOUGH } from '../../shared/repair.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { carryOut } from '../history.ts'
import { openOverlay } from '../shell-store.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import styles from './unsure-banner.module.css'

/** What was decided since the articles were opened: undo may come when the banner has gone. */
const decided = createStore<ReadonlyMap<ArticleId, boolean>>(() => new Map())

async function setAccepted(id: ArticleId, accepted: boolean): Promise<void> {
  await api.acceptCleaning(id, accepted)
  decided.setState((before) => new Map(before).set(id, accepted), true)
}

/** Says that cleaning looks poor, until the reader has compared or found it whole. */
export function UnsureBanner({ opened }: { readonly opened: OpenArticle }) {
  const { summary, cleaning } = opened
  const accepted = useStore(decided, (known) => known.get(summary.id) ?? cleaning?.accepted ?? false)
  if (accepted || cleaning?.repaired || summary.confidence >= SURE_ENOUGH || summary.deletedAt || summary.source.kind === 'sample') return null
  const accept = (): Promise<void> =>
    attempt(() =>
      carryOut({
        label: 'Found the article whole',
        run: () => setAccepted(summary.id, true),
        undo: () => setAccepted(summary.id, false),
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
