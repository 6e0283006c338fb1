import type { CleanReport } from '../../shared/ipc.ts'
import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import { showToast } from '../ui/toast.tsx'

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

/** Cleans an article again from its kept original and says what became of its highlights. Rejects with `Failure`. */
export async function cleanAgain(id: ArticleId): Promise<void> {
  showToast('Cleaning again…')
  tell('Cleaned again.', await api.cleanAgain(id))
}

/** Opens an article's page anew with its scripts and says what became of its highlights. Rejects with `Failure`. */
export async function renderAgain(id: ArticleId): Promise<void> {
  showToast('Saving again with the page’s scripts…')
  const report = await api.renderAgain(id)
  if (report.changed) tell('Saved again with the page’s scripts.', report)
  else showToast('The page’s scripts show the same text.')
}

function tell(done: string, { id, anchored, lost }: CleanReport): void {
  shownAnew(id)
  const inPlace = anchored === 1 ? 'Its highlight is in place.' : `All ${anchored} highlights are in place.`
  if (anchored + lost === 0) showToast(done)
  else if (lost === 0) showToast(`${done} ${inPlace}`)
  else showToast(`${done} ${lost === 1 ? 'One highlight is' : `${lost} highlights are`} lost: see the notes.`)
}
