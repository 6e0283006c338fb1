import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import type { Library } from '../library/library.ts'
import { missingPicturesIn, placeMissing } from './article-document.ts'
import type { PictureKeeper } from './article-pictures.ts'
import { metadataOf, pictureCounts } from './cleaned-article.ts'
import type { pageObtainer } from './obtain-page.ts'

interface Parts {
  readonly library: Library
  readonly pictures: PictureKeeper
  readonly obtaining: Pick<ReturnType<typeof pageObtainer>, 'fetchedFrom'>
}

/** Fetches only the pictures that are missing and puts them in their places. To be called in the article's turn. */
export async function retryPictures({ library, pictures, obtaining }: Parts, id: ArticleId): Promise<ArticleSummary> {
  const article = await library.find(id)
  const html = await library.readHtml(id)
  const page = missingPicturesIn(html)
  const from = (await obtaining.fetchedFrom(article)) ?? article.url
  const signal = new AbortController().signal
  const placements = await pictures.keep(id, page, { from, seen: article.source.kind === 'browser', asked: true, step: () => undefined, signal })
  const { kept, missing } = pictureCounts(placements)
  await library.finish(id, {
    // What the page says, not what the reader gave in place of it.
    metadata: { ...metadataOf(article), ...(await library.details.of(id)).own },
    html: placeMissing(html, placements),
    ...(article.leadPicture !== undefined && { leadPicture: article.leadPicture }),
    pictures: { kept: article.offline.picturesKept + kept, missing },
    confidence: article.confidence,
  })
  return library.find(id)
}
