import type { ArticleFormat } from '../../shared/ipc.ts'
import { articleJson } from './article-json.ts'
import type { ArticleToExport } from './article-to-export.ts'
import { articleMarkdown } from './markdown.ts'
import { bodyText } from './text.ts'

/** Every format; a new one in `ArticleFormat` does not compile without its line here. */
const FORMATS: Readonly<Record<ArticleFormat, (article: ArticleToExport) => string>> = {
  json: articleJson,
  html: ({ html }) => html,
  text: ({ html }) => bodyText(html),
  markdown: articleMarkdown,
}

/** An article in an open format. */
export function exportArticle(article: ArticleToExport, format: ArticleFormat): string {
  return FORMATS[format](article)
}
