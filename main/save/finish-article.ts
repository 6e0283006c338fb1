import { Failure } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary, SavingStep } from '../../shared/model.ts'
import type { CleanReport } from '../../shared/saving.ts'
import type { Library } from '../library/library.ts'
import { canonicalAddress } from './addresses.ts'
import type { PictureKeeper } from './article-pictures.ts'
import { cleanedArticle } from './cleaned-article.ts'
import { NO_PICTURES, placeKnown } from './kept-pictures.ts'
import type { KnownPictures } from './kept-pictures.ts'
import type { Obtained } from './obtain-page.ts'

/** How an article is finished. */
export interface Finishing {
  /** Shows a step of saving on the article's row. */
  readonly step: (now: SavingStep) => void
  readonly signal: AbortSignal
  /** Pictures that need not be fetched again. */
  readonly known?: KnownPictures
  /** One of many: the pictures' site is given its pauses too. */
  readonly patient?: boolean
  /** The page was shown to the reader like this: its own site's pictures come with the log-ins of Lectern's browser. */
  readonly seen?: boolean
}

/** Makes a cleaned page the article: its pictures are fetched and kept, and the document takes its place. */
export function articleFinisher({ library, pictures }: { readonly library: Library; readonly pictures: PictureKeeper }) {
  /** @throws Failure already-saved for what is another article already, cancelled, not-found, disk-full, read-only */
  return async (article: ArticleSummary, { original, page }: Obtained, how: Finishing): Promise<CleanReport> => {
    const { id, source } = article
    const { step, signal, known = NO_PICTURES, patient = false, seen = false } = how
    const url = page.canonicalUrl ?? original.url ?? article.url
    const address = url === undefined ? undefined : canonicalAddress(url)
    if (address !== undefined && (source.kind === 'address' || source.kind === 'browser')) await refuseTwin(library, id, address)
    const placements = await placeKnown(page.pictures, known, (some) =>
      pictures.keep(id, some, { from: original.url, seen: seen || source.kind === 'browser', patient, step, signal }),
    )
    signal.throwIfAborted()
    step({ kind: 'storing' })
    const cleaned = cleanedArticle(page, placements, { ...(url && { url }), savedAt: article.savedAt })
    return library.finish(id, { ...cleaned, ...(url !== undefined && address !== undefined && { url, address }) })
  }
}

/** A short link or a redirect may lead to what the library has already: never a silent duplicate. */
async function refuseTwin(library: Library, id: ArticleId, address: string): Promise<void> {
  const twin = await library.findByAddress(address)
  if (twin !== undefined && twin.id !== id && twin.state.kind === 'ready') {
    throw new Failure({ code: 'already-saved', id: twin.id })
  }
}
