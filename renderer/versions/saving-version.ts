import { createStore, useStore } from 'zustand'
import type { ArticleId, SavingStep } from '../../shared/model.ts'
import type { VersionReport } from '../../shared/versions.ts'
import { api, errorOf, onEvent } from '../api.ts'
import { openOverlay, shellStore } from '../shell-store.ts'
import { announce } from '../ui/announcer.tsx'
import { longDate } from '../ui/date-text.ts'
import { showError, showToast } from '../ui/toast.tsx'

interface SavingVersions {
  readonly steps: ReadonlyMap<ArticleId, SavingStep>
}

/** The articles that are getting a new version, and how far each is. */
export const savingVersions = createStore<SavingVersions>(() => ({ steps: new Map() }))

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
    savingVersions.setState((before) => {
      const steps = new Map(before.steps)
      if (progress.kind === 'saving') steps.set(id, progress.step)
      else steps.delete(id)
      return { steps }
    })
  })
}

/** Fetches an article again, in a way that can be taken back, and says what came of it. Never rejects. */
export async function saveVersion(id: ArticleId): Promise<void> {
  try {
    const report = await api.saveVersion(id)
    if (report.kind === 'updated') await remember(report)
    say(report)
  } catch (thrown) {
    const error = errorOf(thrown)
    if (error.code === 'cancelled') showToast('Stopped. The article is as it was.')
    else showError(error)
  }
}

/** Loaded when it is needed: the first frame is not. */
async function remember({ id, version, previous }: VersionReport & { readonly kind: 'updated' }): Promise<void> {
  const { rememberVersion } = await import('./restore-version.ts')
  rememberVersion(id, { current: version, previous }, 'Saved a new version')
}

function say(report: VersionReport): void {
  if (report.kind === 'unchanged') return showToast(`Unchanged since ${longDate(report.since)}. There is nothing new to keep.`)
  const { id, lost } = report
  const { overlay } = shellStore.getState()
  // The view of versions shows by itself what changed.
  if (overlay?.kind === 'versions' && overlay.id === id) return announce('Saved a new version.')
  const gone = lost === 0 ? '' : lost === 1 ? ' One highlighted passage is not in it.' : ` ${lost} highlighted passages are not in it.`
  showToast(`Saved a new version.${gone}`, { label: 'What changed', run: () => openOverlay({ kind: 'versions', id }) })
}
