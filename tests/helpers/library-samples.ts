import type { CleanedArticle } from '../../main/library/library.ts'
import type { ArticleMetadata } from '../../shared/model.ts'

/** What to say of an article in a test; the rest is filled in. */
export interface Sample extends Partial<ArticleMetadata> {
  /** Inner HTML of `<main>`. */
  readonly body?: string
  readonly url?: string
  readonly address?: string
  readonly tags?: readonly string[]
}

/** An article as the cleaner would hand it over. */
export function cleanedSample(sample: Sample): CleanedArticle {
  const { body = '<p>A paragraph of text.</p>', url, address, tags: _tags, ...metadata } = sample
  return {
    metadata: { title: 'An article', direction: 'ltr', excerpt: 'A sentence.', wordCount: 100, readingMinutes: 1, ...metadata },
    html: documentOf(body),
    ...(url === undefined ? {} : { url }),
    ...(address === undefined ? {} : { address }),
    pictures: { kept: 0, missing: [] },
    confidence: 1,
  }
}

/** A whole document around a body. */
export function documentOf(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title><style>p { margin: 0 }</style></head><body><main>${body}</main></body></html>`
}
