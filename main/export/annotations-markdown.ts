import { inTextOrder, type AnnotatedArticle } from './annotated-article.ts'
import { highlightMarkdown, markdownLine } from './markdown-text.ts'

/** Highlights and notes as Markdown: a section for each article, its own note first, then its highlights as quotes. */
export function annotationsMarkdown(articles: readonly AnnotatedArticle[]): string {
  return ['# Highlights and notes', ...articles.map(section)].join('\n\n') + '\n'
}

function section({ article, highlights, note }: AnnotatedArticle): string {
  const title = markdownLine(article.title)
  const about = [article.byline, article.siteName, article.publishedAt?.slice(0, 10)].filter((one) => one !== undefined)
  return [
    // Angle brackets let a link hold spaces and parentheses.
    `## ${article.url === undefined ? title : `[${title}](<${article.url.replace(/[<>\n]/g, encodeURIComponent)}>)`}`,
    markdownLine(about.join(' · ')),
    note.trim(),
    ...inTextOrder(highlights).map(highlightMarkdown),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}
