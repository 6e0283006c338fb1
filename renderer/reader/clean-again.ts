import type { CleanReport } from '../../shared/saving.ts'
import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import { carryOut, undoDeed } from '../history.ts'
import type { Deed } from '../history.ts'
import { exchange } from '../put-back.ts'
import { showToast } from '../ui/toast.tsx'
import { rememberVersion } from '../versions/restore-version.ts'

const listeners = new Set<(id: ArticleId) => void>()

/** Calls back when an article was cleaned again and must be shown anew. Answers a function that stops. */
export function onCleanedAgain(listener: (id: ArticleId) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Says that the document of an article is another one now. */
export function shownAnew(id: ArticleId): void {
  for (const listener of listeners) listener(id)
}

/** Cleans an article again from its kept original, in a way that can be taken back, and says what became of its highlights. Rejects with `Failure`. */
export async function cleanAgain(id: ArticleId): Promise<void> {
  showToast('Cleaning again…')
  let back: (() => Promise<unknown>) | undefined
  const putBack = async (): Promise<void> => {
    await back?.()
    shownAnew(id)
  }
  const deed: Deed = {
    label: 'Cleaned again',
    run: async () => {
      const report = await api.cleanAgain(id)
      back = report.before && exchange(id, report.before)
      tell('Cleaned again.', report, back && (() => void undoDeed(deed)))
    },
    undo: putBack,
    redo: putBack,
    stop: () => undefined,
  }
  await carryOut(deed)
}

/** Opens an article's page anew with its scripts and says what became of its highlights. Rejects with `Failure`. */
export async function renderAgain(id: ArticleId): Promise<void> {
  showToast('Saving again with the page’s scripts…')
  const report = await api.renderAgain(id)
  if (!report.changed) return showToast('The page’s scripts show the same text.')
  const undo = report.versions && rememberVersion(id, report.versions, 'Saved again with the page’s scripts')
  tell('Saved again with the page’s scripts.', report, undo)
}

function tell(done: string, { id, anchored, lost }: CleanReport, undo: (() => void) | undefined): void {
  shownAnew(id)
  const action = undo && { label: 'Undo', run: undo }
  const inPlace = anchored === 1 ? 'Its highlight is in place.' : `All ${anchored} highlights are in place.`
  if (anchored + lost === 0) showToast(done, action)
  else if (lost === 0) showToast(`${done} ${inPlace}`, action)
  else showToast(`${done} ${lost === 1 ? 'One highlight is' : `${lost} highlights are`} lost: see the notes.`, action)
}
