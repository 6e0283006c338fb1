import { createStore, useStore } from 'zustand'
import type { ArticleId, SavingStep } from '../../shared/model.ts'
import { onEvent } from '../api.ts'

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
