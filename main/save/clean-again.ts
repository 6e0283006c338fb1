import type { ArticleId } from '../../shared/model.ts'
import type { CleanReport } from '../../shared/saving.ts'
import type { FormerId } from '../../shared/versions.ts'
import type { Library } from '../library/library.ts'
import type { articleFinisher } from './finish-article.ts'
import { knownPicturesOf } from './kept-pictures.ts'
import type { pageObtainer } from './obtain-page.ts'

interface CleaningParts {
  readonly library: Library
  readonly obtaining: Pick<ReturnType<typeof pageObtainer>, 'cleanWhole'>
  readonly finishArticle: ReturnType<typeof articleFinisher>
}

/**
 * Cleans an article again from the kept original, as the reader repaired it; pictures that are kept are not fetched again. To
 * be called in the article's turn.
 * @param former the text before, where the caller has kept it
 * @throws Failure not-found, no-article, too-complex, disk-full, read-only; the article is then as it was
 */
export async function cleanAgain({ library, obtaining, finishArticle }: CleaningParts, id: ArticleId, former?: FormerId): Promise<CleanReport> {
  const article = await library.find(id)
  const original = await library.readOriginalToClean(id)
  const { signal } = new AbortController()
  const page = await obtaining.cleanWhole(original, signal)
  const before = former ?? (await library.formers.keep(id))
  try {
    const known = await knownPicturesOf(library, id)
    const report = await finishArticle(article, { original, page }, { step: () => undefined, signal, known })
    return { ...report, ...(before !== undefined && { before }) }
  } catch (thrown) {
    await library.formers.forget(before)
    throw thrown
  }
}
