import type { SearchHit } from '../../shared/list.ts'
import { goToArticle } from '../route.ts'
import type { Arrival } from '../route.ts'
import { libraryStore, rowAt } from './library-store.ts'

/** Opens the article of a row: where its words were found, or where reading stopped. Does nothing for a row not fetched. */
export function openRow(index: number): void {
  const row = rowAt(index)
  if (row) goToArticle(row.article.id, row.hit && arrivalAt(row.hit, libraryStore.getState().searched))
}

/** Where an article opens for a hit of a search text. */
function arrivalAt(hit: SearchHit, text: string): Arrival {
  if (hit.highlight) return { highlight: hit.highlight }
  if (hit.field === 'note') return { note: true }
  const position = hit.field === 'body' ? hit.position : hit.inText?.position
  return position ? { found: { text, at: position.start } } : {}
}
