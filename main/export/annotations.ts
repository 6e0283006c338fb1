import type { AnnotationFormat } from '../../shared/export-formats.ts'
import type { AnnotatedArticle } from './annotated-article.ts'

type Format = (articles: readonly AnnotatedArticle[]) => string

/**
 * Every format; a new one in `AnnotationFormat` does not compile without its line here. Loaded when first asked for:
 * their libraries would otherwise be read at every start of the app.
 */
const FORMATS: Readonly<Record<AnnotationFormat, () => Promise<Format>>> = {
  jsonld: async () => (await import('./annotations-jsonld.ts')).annotationsJsonld,
  markdown: async () => (await import('./annotations-markdown.ts')).annotationsMarkdown,
  csv: async () => (await import('./annotations-csv.ts')).annotationsCsv,
  html: async () => (await import('./annotations-html.ts')).annotationsHtml,
}

/** Highlights and notes of articles, in the order given, as one document of an open format. */
export async function exportAnnotations(articles: readonly AnnotatedArticle[], format: AnnotationFormat): Promise<string> {
  return (await FORMATS[format]())(articles)
}
