import { stringify } from 'csv-stringify/sync'
import { inTextOrder, type AnnotatedArticle } from './annotated-article.ts'

/**
 * The columns of Readwise's bulk import, which it reads by name and of which only the first is required; then two of
 * ours, so that nothing is lost.
 */
const COLUMNS = ['Highlight', 'Title', 'Author', 'URL', 'Note', 'Location', 'Date', 'Color', 'Tags']

/**
 * Highlights and notes as CSV (RFC 4180). `Location` is where the passage begins, in UTF-16 units of the article's
 * text. The note on a whole article is a row whose highlight is the article's title, as Readwise takes no row
 * without one. A cell that a spreadsheet would run as a formula gets a leading apostrophe: quotes come from strangers.
 */
export function annotationsCsv(articles: readonly AnnotatedArticle[]): string {
  return stringify([COLUMNS, ...articles.flatMap(rows)], { escape_formulas: true, record_delimiter: 'windows' })
}

function rows({ article, highlights, note }: AnnotatedArticle): readonly (readonly string[])[] {
  const about = [article.title, article.byline ?? '', article.url ?? '']
  const ofHighlights = inTextOrder(highlights).map((one) => [
    one.quote.exact,
    ...about,
    one.note,
    one.lost ? '' : String(one.position.start),
    one.createdAt,
    one.colour,
    one.tags.join(', '),
  ])
  return note === '' ? ofHighlights : [[article.title, ...about, note, '', '', '', ''], ...ofHighlights]
}
