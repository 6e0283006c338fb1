import { createStore, useStore } from 'zustand'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import { api, errorOf } from '../api.ts'

/** Where saving the page that is seen stands. */
export type Saving =
  | { readonly kind: 'none' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly id: ArticleId; readonly title: string }
  /** Its address is in the library: nothing was changed. */
  | { readonly kind: 'known'; readonly id: ArticleId; readonly inTrash: boolean }
  | { readonly kind: 'failed'; readonly error: AppError }

const savingStore = createStore<{ readonly saving: Saving }>(() => ({ saving: { kind: 'none' } }))

/** Where saving stands, and again whenever it changes. */
export function useSaving(): Saving {
  return useStore(savingStore, (state) => state.saving)
}

/** Saves the page as it is seen; one whose article can be read already takes its place only when told to. */
export async function saveSeen(replace: boolean): Promise<void> {
  if (savingStore.getState().saving.kind === 'saving') return
  say({ kind: 'saving' })
  try {
    const { kind, article } = await api.saveSeen(replace)
    if (kind === 'known') say({ kind: 'known', id: article.id, inTrash: article.deletedAt !== undefined })
    else say(endOf(await api.whenSaved(article.id)))
  } catch (thrown) {
    say({ kind: 'failed', error: errorOf(thrown) })
  }
}

/** Another page is there: what was said of the last one is over. */
export function forgetSaving(): void {
  if (savingStore.getState().saving.kind !== 'saving') say({ kind: 'none' })
}

function endOf({ id, title, state }: ArticleSummary): Saving {
  return state.kind === 'failed' ? { kind: 'failed', error: state.error } : { kind: 'saved', id, title }
}

function say(saving: Saving): void {
  savingStore.setState({ saving })
}
