import type { CleanedArticle, Library, NewArticle, Original } from '../library/library.ts'
import { canonicalAddress } from './addresses.ts'
import type { CleanedPage } from './clean.ts'
import { cleanedArticle } from './cleaned-article.ts'
import type { How, pageObtainer } from './obtain-page.ts'
import type { SaveOutcome } from './one-of-many.ts'

/** How one of many files is saved. */
export interface FileWork {
  readonly how: Partial<How>
  readonly stop: AbortSignal
  /** Its page is cleaned: from now on it only waits for the disk. Not told of large ones. */
  readonly onCleaned: () => void
}

export interface FileSaverParts {
  readonly library: Pick<Library, 'whole'>
  readonly obtaining: Pick<ReturnType<typeof pageObtainer>, 'cleanWhole'>
  /** By way of a row that shows each step. */
  readonly saveStepwise: (article: NewArticle, how: Partial<How>, stop: AbortSignal) => Promise<SaveOutcome>
  readonly isClosing: () => boolean
}

/** Bytes from which a file takes the place of another until it is stored: many in memory at once would be felt. */
const LARGE = 1_000_000

const CANCELLED: SaveOutcome = { kind: 'failed', error: { code: 'cancelled' } }

/**
 * Saves files of which the batch says that they are to be saved, so that nothing else need say so: cleaned first, and then
 * written in one piece. What fails or shows pictures gets a row at once and goes the way of other articles.
 */
export function fileSaver({ library, obtaining, saveStepwise, isClosing }: FileSaverParts) {
  let cleaning = 0

  async function cleaned(original: Original, stop: AbortSignal): Promise<CleanedPage> {
    cleaning++
    return obtaining.cleanWhole(original, stop).finally(() => cleaning--)
  }

  return async (article: NewArticle, { how, stop, onCleaned }: FileWork): Promise<SaveOutcome> => {
    const { id, original } = article
    if (id === undefined || original === undefined || how.scripts === true || !library.whole.isNew(id)) return saveStepwise(article, how, stop)
    const mine = cleaned(original, stop)
    const page = await mine.catch(() => undefined)
    if (stop.aborted || isClosing()) return CANCELLED
    if (page === undefined || page.pictures.length > 0) return saveStepwise(article, { ...how, cleaning: mine }, stop)
    if (original.bytes.length < LARGE) onCleaned()
    const savedAt = new Date()
    const added = library.whole.add(article, cleanedFile(page, article, savedAt), savedAt)
    // Nothing more will come soon: it need not wait for company.
    if (cleaning === 0) library.whole.writeNow()
    await added
    return { kind: 'saved', article: id }
  }
}

function cleanedFile(page: CleanedPage, { original, url: given }: NewArticle, savedAt: Date): CleanedArticle {
  const url = page.canonicalUrl ?? original?.url ?? given
  const cleaned = cleanedArticle(page, [], { ...(url !== undefined && { url }), savedAt: savedAt.toISOString() })
  return { ...cleaned, ...(url !== undefined && { url, address: canonicalAddress(url) }) }
}
