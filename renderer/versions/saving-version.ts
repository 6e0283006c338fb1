import { createStore, useStore } from 'zustand'
import type { ArticleId, SavingStep } from '../../shared/model.ts'
import type { VersionId } from '../../shared/versions.ts'
import { onEvent } from '../api.ts'
import { becoming } from '../history.ts'

interface SavingVersions {
  readonly steps: ReadonlyMap<ArticleId, SavingStep>
}

/** The articles that are getting a new version, and how far each is. */
const savingVersions = createStore<SavingVersions>(() => ({ steps: new Map() }))

/** The step of an article's new version; `undefined` when none is on its way. */
export function useVersionStep(id: ArticleId): SavingStep | undefined {
  return useStore(savingVersions, ({ steps }) => steps.get(id))
}

/** The steps of all new versions on their way. */
export function useVersionSteps(): SavingVersions['steps'] {
  return useStore(savingVersions, ({ steps }) => steps)
}

/** Follows new versions, whoever asked for them. Answers a function that stops. */
export function startSavingVersions(): () => void {
  return onEvent('version-saving', ({ id, progress }) => {
    if (progress.kind === 'ended' && progress.seen) void becoming(rememberSeen(id, progress.seen))
    savingVersions.setState((before) => {
      const steps = new Map(before.steps)
      if (progress.kind === 'saving') steps.set(id, progress.step)
      else steps.delete(id)
      return { steps }
    })
  })
}

/** What was saved in Lectern's browser is taken back here, where there is a history. */
async function rememberSeen(id: ArticleId, versions: { readonly current: VersionId; readonly previous: VersionId }): Promise<void> {
  const { rememberVersion } = await import('./restore-version.ts')
  rememberVersion(id, versions, 'Saved a new version from Lectern’s browser')
}
