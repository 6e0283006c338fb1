import type { CleanedArticle, Library, NewArticle } from '../library/library.ts'
import { canonicalAddress } from './addresses.ts'
import type { CleanedPage } from './clean.ts'
import { cleanedArticle } from './cleaned-article.ts'
import type { How, pageObtainer } from './obtain-page.ts'
import type { SaveOutcome } from './save.ts'

/** How one of many files is saved. */
export interface FileWork {
  readonly how: Partial<How>
  readonly stop: AbortSignal
  /** Its page is cleaned: from now on it only waits for the disk. */
  readonly onCleaned: () => void
}

export interface FileSaverParts {
  readonly library: Pick<Library, 'whole'>
  readonly obtaining: Pick<ReturnType<typeof pageObtainer>, 'cleanWhole'>
  /** By way of a row that shows each step. */
  readonly saveStepwise: (article: NewArticle, how: Partial<How>, stop: AbortSignal) => Promise<SaveOutcome>
  readonly isClosing: () => boolean
}

const CANCELLED: SaveOutcome = { kind: 'failed', error: { code: 'cancelled' } }

/**
 * Saves files of which the batch says that they are to be saved, so that nothing else need say so: cleaned first, and then
 * written in one piece. What fails or shows pictures gets a row at once and goes the way of other articles.
 */
export function fileSaver({ library, obtaining, saveStepwise, isClosing }: FileSaverParts) {
  return async (article: NewArticle, { how, stop, onCleaned }: FileWork): Promise<SaveOutcome> => {
    const { id, original } = article
    if (id === undefined || original === undefined || how.scripts === true || !library.whole.isNew(id)) return saveStepwise(article, how, stop)
    const cleaning = obtaining.cleanWhole(original, stop)
    const page = await cleaning.catch(() => undefined)
    if (stop.aborted || isClosing()) return CANCELLED
    if (page === undefined || page.pictures.length > 0) return saveStepwise(article, { ...how, cleaning }, stop)
    onCleaned()
    const savedAt = new Date()
    await library.whole.add(article, cleanedFile(page, article, savedAt), savedAt)
    return { kind: 'saved', article: id }
  }
}

function cleanedFile(page: CleanedPage, { original, url: given }: NewArticle, savedAt: Date): CleanedArticle {
  const url = page.canonicalUrl ?? original?.url ?? given
  const cleaned = cleanedArticle(page, [], { ...(url !== undefined && { url }), savedAt: savedAt.toISOString() })
  return { ...cleaned, ...(url !== undefined && { url, address: canonicalAddress(url) }) }
}
