import type { ArticleId } from '../../shared/model.ts'
import type { VersionReport } from '../../shared/versions.ts'
import { api, errorOf } from '../api.ts'
import { openOverlay, shellStore } from '../shell-store.ts'
import { announce } from '../ui/announcer.tsx'
import { longDate } from '../ui/date-text.ts'
import { showError, showToast } from '../ui/toast.tsx'
import { rememberVersion } from './restore-version.ts'

/** Fetches an article again, in a way that can be taken back, and says what came of it. Never rejects. */
export async function saveVersion(id: ArticleId): Promise<void> {
  try {
    say(await api.saveVersion(id))
  } catch (thrown) {
    const error = errorOf(thrown)
    if (error.code === 'cancelled') showToast('Stopped. The article is as it was.')
    else showError(error)
  }
}

function say(report: VersionReport): void {
  if (report.kind === 'unchanged') return showToast(`Unchanged since ${longDate(report.since)}. There is nothing new to keep.`)
  const { id, version, previous, lost } = report
  rememberVersion(id, { current: version, previous }, 'Saved a new version')
  const { overlay } = shellStore.getState()
  // The view of versions shows by itself what changed.
  if (overlay?.kind === 'versions' && overlay.id === id) return announce('Saved a new version.')
  const gone = lost === 0 ? '' : lost === 1 ? ' One highlighted passage is not in it.' : ` ${lost} highlighted passages are not in it.`
  showToast(`Saved a new version.${gone}`, { label: 'What changed', run: () => openOverlay({ kind: 'versions', id }) })
}
