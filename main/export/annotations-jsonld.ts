import type { Highlight } from '../../shared/model.ts'
import { inTextOrder, lecternAddress, type AnnotatedArticle } from './annotated-article.ts'
import { countCodePoints, type CodePoints } from './code-points.ts'

/** Lectern's own terms beside W3C's: the standard has no word for a colour or for a passage that is gone. */
const CONTEXT = ['http://www.w3.org/ns/anno.jsonld', { lectern: 'urn:lectern:ns:' }] as const

/**
 * Highlights and notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): one AnnotationCollection with
 * all of them in its first page, indented. Each annotation carries its own `@context`, so that it also stands alone.
 */
export function annotationsJsonld(articles: readonly AnnotatedArticle[]): string {
  const items = articles.flatMap(webAnnotations)
  const collection = {
    '@context': CONTEXT,
    id: 'urn:lectern:annotations',
    type: 'AnnotationCollection',
    label: 'Highlights and notes',
    total: items.length,
    first: { id: 'urn:lectern:annotations:1', type: 'AnnotationPage', startIndex: 0, items },
  }
  return JSON.stringify(collection, null, 2)
}

/** One annotation for each highlight in the order of the text, then one for the note on the whole article. */
function webAnnotations(annotated: AnnotatedArticle): readonly object[] {
  const points = countCodePoints(annotated.text)
  const ofHighlights = inTextOrder(annotated.highlights).map((one) => highlightAnnotation(annotated, one, points))
  return annotated.note === '' ? ofHighlights : [...ofHighlights, noteAnnotation(annotated)]
}

function highlightAnnotation({ article }: AnnotatedArticle, highlight: Highlight, points: CodePoints): object {
  const { quote, position, note, tags } = highlight
  const body = [
    ...(note === '' ? [] : [comment(note)]),
    ...tags.map((value) => ({ type: 'TextualBody', value, purpose: 'tagging' })),
  ]
  const quoteSelector = { type: 'TextQuoteSelector', exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix }
  const positionSelector = {
    type: 'TextPositionSelector',
    start: points.codePointAt(position.start),
    end: points.codePointAt(position.end),
  }
  return {
    '@context': CONTEXT,
    id: lecternAddress(article.id, highlight.id),
    type: 'Annotation',
    motivation: note === '' ? 'highlighting' : 'commenting',
    created: highlight.createdAt,
    modified: highlight.updatedAt,
    ...(body.length === 0 ? {} : { body }),
    target: {
      source: article.url ?? lecternAddress(article.id),
      selector: highlight.lost ? [quoteSelector] : [quoteSelector, positionSelector],
    },
    'lectern:colour': highlight.colour,
    ...(highlight.lost ? { 'lectern:lost': true } : {}),
  }
}

function noteAnnotation({ article, note }: AnnotatedArticle): object {
  return {
    '@context': CONTEXT,
    id: lecternAddress(article.id, 'note'),
    type: 'Annotation',
    motivation: 'commenting',
    body: [comment(note)],
    target: { source: article.url ?? lecternAddress(article.id) },
  }
}

function comment(value: string): object {
  return { type: 'TextualBody', value, format: 'text/markdown', purpose: 'commenting' }
}
