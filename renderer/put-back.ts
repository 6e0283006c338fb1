import type { CleanReport } from '../shared/saving.ts'
import type { ArticleId } from '../shared/model.ts'
import type { FormerId } from '../shared/versions.ts'
import { api } from './api.ts'

/**
 * Exchanges an article's text with the one before the last change, again and again: undo and redo of that change. Answers
 * what each exchange made of the highlights.
 */
export function exchange(id: ArticleId, before: FormerId): () => Promise<CleanReport> {
  let other = before
  return async () => {
    const report = await api.putBack(id, other)
    other = report.before ?? other
    return report
  }
}
