import type { ArticleId } from '../../shared/model.ts'
import type { ArticleVersion, VersionId } from '../../shared/versions.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { carryOut, remember, undoDeed } from '../history.ts'
import type { Deed } from '../history.ts'
import { showToast } from '../ui/toast.tsx'
import { versionDate } from './version-date.ts'

const listeners = new Set<(id: ArticleId) => void>()

/** Calls back when another version of an article became the current one here. Answers a function that stops. */
export function onRestoredVersion(listener: (id: ArticleId) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Makes a version of an article the current one, in a way that can be taken back. Rejects with `Failure`. */
export async function restoreVersion(id: ArticleId, version: ArticleVersion, all: readonly ArticleVersion[]): Promise<void> {
  const current = all.find((one) => one.current)
  if (!current || current.id === version.id) return
  await carryOut({ label: `Made the version of ${versionDate(version, all)} the current one`, ...between(id, { current: version.id, previous: current.id }), toast: true })
}

/** Makes the version before the current one the current one, in a way that can be taken back. Never rejects. */
export async function restorePrevious(id: ArticleId): Promise<void> {
  await attempt(async () => {
    const all = await api.versionsOf(id)
    const current = all.find((one) => one.current)
    const [previous] = all.filter((one) => current && one.id < current.id).toSorted((a, b) => (a.id < b.id ? 1 : -1))
    if (previous) await restoreVersion(id, previous, all)
    else showToast('There is no version before this one.')
  })
}

/** Remembers how to take back a new version that is the current one already. Answers what takes it back. */
export function rememberVersion(id: ArticleId, versions: { readonly current: VersionId; readonly previous: VersionId }, label: string): () => void {
  const deed: Deed = { label, ...between(id, versions) }
  remember(deed)
  return () => void undoDeed(deed)
}

function between(id: ArticleId, { current, previous }: { readonly current: VersionId; readonly previous: VersionId }): Pick<Deed, 'run' | 'undo'> {
  const to = (version: VersionId) => async (): Promise<void> => {
    await api.restoreVersion(id, version)
    for (const listener of listeners) listener(id)
  }
  return { run: to(current), undo: to(previous) }
}
