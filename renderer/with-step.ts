import type { ArticleSummary } from '../shared/model.ts'

/**
 * An article with what is told of its being saved. A step is told with the article as it was when saving began: its tags
 * and its place, say, may be others by now.
 */
export function withStep(shown: ArticleSummary, told: ArticleSummary): ArticleSummary {
  return told.state.kind === 'saving' ? { ...shown, state: told.state } : told
}
