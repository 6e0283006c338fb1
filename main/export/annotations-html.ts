import type { Colour, Highlight } from '../../shared/model.ts'
import { inTextOrder, type AnnotatedArticle } from './annotated-article.ts'
import { escapeHtml } from './escape-html.ts'

/** Paper tones for dark text. The colour's name is printed too, so that no colour speaks alone. */
const TONES: Readonly<Record<Colour, string>> = {
  yellow: '#fbeb9f',
  green: '#cfecc4',
  blue: '#cbe3f7',
  pink: '#f9d3de',
  purple: '#e3d6f5',
}

const STYLE = `
  :root { color-scheme: light }
  body { max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; font: 1.0625rem/1.6 Georgia, serif; color: #22201c; background: #fff }
  h1, h2 { line-height: 1.25 }
  h2 { margin: 3rem 0 0.25rem }
  a { color: inherit }
  .about, figcaption { font: 0.8125rem/1.5 system-ui, sans-serif; color: #5c574e }
  figure { margin: 1.5rem 0; break-inside: avoid }
  blockquote { margin: 0; padding: 0.6rem 0.9rem; border-radius: 0.3rem; white-space: pre-line }
  .note { white-space: pre-wrap; margin: 0.6rem 0.9rem 0 }
${Object.entries(TONES).map(([colour, tone]) => `  .${colour} { background: ${tone} }`).join('\n')}
`

/** Highlights and notes as one HTML page that needs nothing else: no script, no request, good on paper too. */
export function annotationsHtml(articles: readonly AnnotatedArticle[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>Highlights and notes</title>
<style>${STYLE}</style>
<h1>Highlights and notes</h1>
${articles.map(section).join('\n')}
</html>
`
}

function section({ article, highlights, note }: AnnotatedArticle): string {
  const title = escapeHtml(article.title)
  const about = [article.byline, article.siteName, article.publishedAt?.slice(0, 10)].filter((one) => one !== undefined)
  const language = article.language === undefined ? '' : ` lang="${escapeHtml(article.language)}"`
  return `<section${language} dir="${article.direction}">
<h2>${isWebAddress(article.url) ? `<a href="${escapeHtml(article.url)}" rel="noreferrer">${title}</a>` : title}</h2>
<p class="about">${escapeHtml(about.join(' · '))}</p>
${noteParagraph(note)}${inTextOrder(highlights).map(figure).join('\n')}
</section>`
}

function figure({ quote, colour, note, tags, lost }: Highlight): string {
  const about = [colour, ...tags.map((tag) => `#${tag}`), ...(lost ? ['no longer in the article'] : [])]
  return `<figure>
<blockquote class="${colour}">${escapeHtml(quote.exact)}</blockquote>
${noteParagraph(note)}<figcaption>${escapeHtml(about.join(' · '))}</figcaption>
</figure>`
}

/** A note as it was written; its Markdown stays readable as text. */
function noteParagraph(note: string): string {
  return note === '' ? '' : `<p class="note" lang="">${escapeHtml(note)}</p>\n`
}

/** Nothing but a web address becomes a link: an article's address came from outside. */
function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url)
}
