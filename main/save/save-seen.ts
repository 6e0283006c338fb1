import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import type { SaveAnswer } from '../../shared/saving.ts'
import type { Library, NewArticle, Original } from '../library/library.ts'
import { canonicalAddress, parseAddress } from './addresses.ts'
import type { FetchedPage } from './fetch-page.ts'
import type { How } from './obtain-page.ts'

/** What saving a page that was seen needs of the saver. */
export interface SeenParts {
  readonly library: Library
  readonly isQueued: (id: ArticleId) => boolean
  readonly begin: (article: NewArticle) => Promise<SaveAnswer>
  readonly enqueue: (id: ArticleId, how: How) => void
  readonly makeVersion: (id: ArticleId, how: How) => Promise<unknown>
}

/**
 * Saves a page as it stood in Lectern's browser. An address that failed before is saved with it; one that can be read
 * already is answered as known; only when asked for, what was seen becomes its current version.
 * @throws Failure invalid-address, disk-full, read-only; of a replacement, whatever cleaning can fail of
 */
export async function saveSeen(parts: SeenParts, seen: FetchedPage, how: { readonly replace: boolean }): Promise<SaveAnswer> {
  const { library } = parts
  const url = parseAddress(seen.url).href
  const address = canonicalAddress(url)
  const original: Original = { ...seen, fetchedAt: new Date().toISOString() }
  const known = await library.findByAddress(address)
  if (known === undefined) return parts.begin({ source: { kind: 'browser' }, title: url, tags: [], url, address, original })
  if (known.deletedAt !== undefined || parts.isQueued(known.id)) return { kind: 'known', article: known }
  if (known.state.kind !== 'ready') return { kind: 'saving', article: await saveFailed(parts, known.id, original) }
  if (!how.replace) return { kind: 'known', article: known }
  await parts.makeVersion(known.id, { again: false, seen: original })
  return { kind: 'saving', article: await library.find(known.id) }
}

async function saveFailed({ library, enqueue }: SeenParts, id: ArticleId, original: Original): Promise<ArticleSummary> {
  await library.storeOriginal(id, original)
  const row = await library.resume(id)
  enqueue(id, { again: false, seen: original })
  return row
}
