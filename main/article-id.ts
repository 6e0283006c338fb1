import type { ArticleId } from '../shared/model.ts'

const ULID = /^[0-9a-hjkmnp-tv-z]{26}$/

/** Whether a text has the form of an id. Ids become folder names, so this is a wall against paths. */
export function isArticleId(text: string): text is ArticleId {
  return ULID.test(text)
}
