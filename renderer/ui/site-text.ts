import type { ArticleSummary } from '../../shared/model.ts'

/** What to call the place an article came from: its site's name, else its host, else what kind of thing was saved. */
export function siteOf(article: Pick<ArticleSummary, 'siteName' | 'url' | 'source'>): string {
  if (article.siteName) return article.siteName
  const host = article.url ? hostOf(article.url) : ''
  if (host) return host
  if (article.source.kind === 'file') return article.source.name
  if (article.source.kind === 'paste') return 'Pasted text'
  return article.source.kind === 'sample' ? 'Lectern' : ''
}

function hostOf(address: string): string {
  try {
    return new URL(address).hostname.replace(/^www\./, '')
  } catch {
    return ''
  }
}
