import type { ArticleRow } from '../../shared/list.ts'
import type { ArticleId } from '../../shared/model.ts'
import { withStep } from '../with-step.ts'

/** Rows fetched at a time: about three screens. */
export const PAGE = 60

/** Pages kept on each side of what is on screen; the others are fetched again when they are scrolled to. */
const KEPT = 6

/** Rows that have been fetched, by the number of their page; each but the last has `PAGE` rows. */
export type Pages = ReadonlyMap<number, readonly ArticleRow[]>

/** The rows that are on screen or nearly, and which way they move. */
export interface ShownRows {
  readonly first: number
  readonly last: number
  readonly down: boolean
}

/** The number of the page in which a row stands. */
export function pageOf(index: number): number {
  return Math.floor(index / PAGE)
}

/** Rows that begin with a page, as pages. */
export function pagesOf(first: number, rows: readonly ArticleRow[]): Pages {
  const pages = new Map<number, readonly ArticleRow[]>()
  for (let at = 0; at < rows.length; at += PAGE) pages.set(first + at / PAGE, rows.slice(at, at + PAGE))
  return pages
}

/** Where an article stands, if it is among the fetched rows. */
export function indexOf(pages: Pages, id: ArticleId): number | undefined {
  for (const [page, rows] of pages) {
    const at = rows.findIndex((row) => row.article.id === id)
    if (at !== -1) return page * PAGE + at
  }
  return undefined
}

/** The same pages with another article in the place of an older state of it, as `withStep` has it. */
export function withArticle(pages: Pages, told: ArticleRow['article']): Pages {
  const index = indexOf(pages, told.id)
  if (index === undefined) return pages
  const rows = (pages.get(pageOf(index)) ?? []).map((row, at) => (at === index % PAGE ? { ...row, article: withStep(row.article, told) } : row))
  return new Map(pages).set(pageOf(index), rows)
}

/** The pages to have: what is on screen first, then what scrolling on will bring, then that of the current row. */
export function nearPages(shown: ShownRows, total: number, current: number): readonly number[] {
  const [from, to, end] = [pageOf(shown.first), pageOf(Math.min(shown.last, total - 1)), pageOf(total - 1)]
  const inside = Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
  const ahead = shown.down ? [to + 1, from - 1] : [from - 1, to + 1]
  return [...inside, ...ahead, pageOf(current)].filter((page) => page >= 0 && page <= end)
}

/** Without the pages that are far from what is on screen, so that a long way through a large library does not fill the memory. */
export function withoutFar(pages: Pages, shown: ShownRows, current: number): Pages {
  const [from, to] = [pageOf(shown.first) - KEPT, pageOf(shown.last) + KEPT]
  return new Map([...pages].filter(([page]) => (page >= from && page <= to) || page === pageOf(current)))
}
