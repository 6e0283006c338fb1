import type { ArticleFormat } from '../../shared/export-formats.ts'
import type { ArticleToExport } from './article-to-export.ts'

type Format = (article: ArticleToExport) => string

/**
 * Every format; a new one in `ArticleFormat` does not compile without its line here. Loaded when first asked for: their
 * libraries would otherwise be read at every start of the app.
 */
const FORMATS: Readonly<Record<ArticleFormat, () => Promise<Format>>> = {
  json: async () => (await import('./article-json.ts')).articleJson,
  html: async () => ({ html }) => html,
  text: async () => {
    const { bodyText } = await import('./text.ts')
    return ({ html }) => bodyText(html)
  },
  markdown: async () => (await import('./markdown.ts')).articleMarkdown,
}

/** An article in an open format. */
export async function exportArticle(article: ArticleToExport, format: ArticleFormat): Promise<string> {
  return (await FORMATS[format]())(article)
}
