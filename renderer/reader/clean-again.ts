import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import { showToast } from '../ui/toast.tsx'

const listeners = new Set<(id: ArticleId) => void>()

/** Calls back when an article was cleaned again and must be shown anew. Answers a function that stops. */
export function onCleanedAgain(listener: (id: ArticleId) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Cleans an article again from its kept original and says what became of its highlights. Rejects with `Failure`. */
export async function cleanAgain(id: ArticleId): Promise<void> {
  showToast('Cleaning again…')
  const { anchored, lost } = await api.cleanAgain(id)
  for (const listener of listeners) listener(id)
  const inPlace = anchored === 1 ? 'Its highlight is in place.' : `All ${anchored} highlights are in place.`
  if (anchored + lost === 0) showToast('Cleaned again.')
  else if (lost === 0) showToast(`Cleaned again. ${inPlace}`)
  else showToast(`Cleaned again. ${lost === 1 ? 'One highlight is' : `${lost} highlights are`} lost: see the notes.`)
}
