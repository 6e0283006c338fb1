import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { Button } from '../ui/button.tsx'
import { savingShare, savingText } from '../ui/saving-text.ts'
import { useVersionStep } from './saving-version.ts'
import styles from './version-progress.module.css'

/** How far an article's new version is, while the present one is read on; with a button that stops it. */
export function VersionProgress({ id }: { readonly id: ArticleId }) {
  const step = useVersionStep(id)
  return (
    <div className={styles['strip']} data-shown={step !== undefined || undefined}>
      {/* Always there: a live region that comes with its text is not announced. */}
      <p role="status" aria-label="New version">
        {step && `Saving a new version: ${savingText(step)}`}
      </p>
      {step && (
        <>
          <Button kind="plain" onClick={() => void attempt(() => api.cancelSaving(id))}>
            Stop
          </Button>
          <span className={styles['share']} style={{ transform: `scaleX(${savingShare(step)})` }} />
        </>
      )}
    </div>
  )
}
