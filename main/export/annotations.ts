import type { AnnotationFormat } from '../../shared/ipc.ts'
import type { AnnotatedArticle } from './annotated-article.ts'
import { annotationsCsv } from './annotations-csv.ts'
import { annotationsHtml } from './annotations-html.ts'
import { annotationsJsonld } from './annotations-jsonld.ts'
import { annotationsMarkdown } from './annotations-markdown.ts'

/** Every format; a new one in `AnnotationFormat` does not compile without its line here. */
const FORMATS: Readonly<Record<AnnotationFormat, (articles: readonly AnnotatedArticle[]) => string>> = {
  jsonld: annotationsJsonld,
  markdown: annotationsMarkdown,
  csv: annotationsCsv,
  html: annotationsHtml,
}

/** Highlights and notes of articles, in the order given, as one document of an open format. */
export function exportAnnotations(articles: readonly AnnotatedArticle[], format: AnnotationFormat): string {
  return FORMATS[format](articles)
}
