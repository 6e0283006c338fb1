import type { ArticleId } from '../../shared/model.ts'
import { onEvent } from '../api.ts'
import { onRestoredVersion } from './restore-version.ts'

/** Calls back when an article shows another version and must be shown anew. Answers a function that stops. */
export function onNewVersion(listener: (id: ArticleId) => void): () => void {
  const stops = [
    onRestoredVersion(listener),
    onEvent('version-saving', ({ id, progress }) => {
      if (progress.kind === 'ended' && progress.saved) listener(id)
    }),
  ]
  return () => stops.forEach((stop) => stop())
}
