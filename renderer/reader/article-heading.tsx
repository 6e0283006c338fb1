import type { ArticleSummary } from '../../shared/model.ts'
import { longDate } from '../ui/date-text.ts'
import { siteOf } from '../ui/site-text.ts'

/** The heading over an article, inside its frame: article.css styles it. Its words are not part of the article's text. */
export function ArticleHeading({ summary }: { readonly summary: ArticleSummary }) {
  const { title, byline, publishedAt, readingMinutes, url } = summary
  const site = siteOf(summary)
  const date = publishedAt ? longDate(publishedAt) : ''
  return (
    <>
      {site && <p className="site">{url ? <a href={url}>{site}</a> : site}</p>}
      <h1>{title}</h1>
      <p className="byline">
        {byline && (
          <b>
            <bdi>{byline}</bdi>
          </b>
        )}
        {/* Our own words, in our own direction, whatever the article's. */}
        {date && (
          <time dateTime={publishedAt} lang="en" className={byline ? 'dot' : undefined}>
            <bdi>{date}</bdi>
          </time>
        )}
        <span lang="en" className={byline || date ? 'dot' : undefined}>
          <bdi>{readingMinutes} min read</bdi>
        </span>
      </p>
    </>
  )
}
