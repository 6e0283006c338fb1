import { useEffect, useState } from 'react'
import type { ArticleSummary } from '../../shared/model.ts'
import type { ArticleVersion } from '../../shared/versions.ts'
import { api, errorOf } from '../api.ts'
import { goToArticle } from '../route.ts'
import { Button } from '../ui/button.tsx'
import { longDate } from '../ui/date-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { focusFirst } from '../ui/focus-first.ts'
import { siteOf } from '../ui/site-text.ts'
import { saveVersion } from '../versions/save-version.ts'
import styles from './known-address-dialog.module.css'

/** An address that was saved before: its article is opened, or fetched again as a new version; never saved twice. */
export function KnownAddressDialog({ article, onClose }: { readonly article: ArticleSummary; readonly onClose: () => void }) {
  const { id, title, savedAt } = article
  const [versions, setVersions] = useState<readonly ArticleVersion[]>()
  useEffect(() => {
    api.versionsOf(id).then(setVersions, (thrown: unknown) => {
      errorOf(thrown)
      setVersions([])
    })
  }, [id])
  // For a blink only; a heading that changes after it was read out would be worse.
  if (!versions) return null
  const footer = (
    <>
      <Button
        onClick={() => {
          onClose()
          void saveVersion(id)
        }}
      >
        Save a new version
      </Button>
      <Button
        kind="primary"
        ref={focusFirst}
        onClick={() => {
          onClose()
          goToArticle(id)
        }}
      >
        Open it
      </Button>
    </>
  )
  return (
    <Dialog title={`You have this from ${longDate(versions[0]?.fetchedAt ?? savedAt)}`} size="small" onClose={onClose} footer={footer}>
      <p dir="auto" className={styles['known']}>
        <strong>{title}</strong>
        {siteOf(article) && ` · ${siteOf(article)}`}
      </p>
      <p>It is in your library already. A new version is kept beside it if the page has changed since, and your highlights stay.</p>
    </Dialog>
  )
}
