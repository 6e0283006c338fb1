import type { ArticleSummary, Highlight } from '../../shared/model.ts'

/** What an export of highlights and notes is made from. */
export interface AnnotatedArticle {
  readonly article: ArticleSummary
  readonly highlights: readonly Highlight[]
  /** The note on the whole article, Markdown; empty when there is none. */
  readonly note: string
  /** The article's text, in which the highlights' positions count. */
  readonly text: string
}

/** The stable address of an article, or of one highlight in it, on every machine that has this library. */
export function lecternAddress(article: string, highlight?: string): string {
  return `lectern://article/${article}${highlight === undefined ? '' : `#${highlight}`}`
}

/** Highlights in the order of the text; those whose passage is lost come last, oldest first. */
export function inTextOrder(highlights: readonly Highlight[]): readonly Highlight[] {
  return highlights.toSorted(
    (a, b) =>
      Number(a.lost) - Number(b.lost) ||
      (a.lost ? 0 : a.position.start - b.position.start || a.position.end - b.position.end) ||
      a.id.localeCompare(b.id),
  )
}
