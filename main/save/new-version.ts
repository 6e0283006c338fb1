import { Failure } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary, Instant, SavingStep } from '../../shared/model.ts'
import type { VersionReport } from '../../shared/versions.ts'
import type { CleanedArticle, Library } from '../library/library.ts'
import { sameText } from '../library/versions.ts'
import type { CleanedPage } from './clean.ts'
import type { Obtained } from './obtain-page.ts'
import type { PicturePlacement } from './pictures.ts'

/** An original, and what the reader corrected of its cleaning. */
type OriginalToClean = Awaited<ReturnType<Library['readOriginalToClean']>>

/** The steps of saving, as `save.ts` does them for every article. */
export interface VersionSteps {
  readonly library: Library
  /** `notTyped`: the address is not the reader's own. */
  readonly obtain: (article: ArticleSummary, notTyped: boolean) => Promise<Obtained>
  readonly clean: (original: OriginalToClean) => Promise<CleanedPage>
  readonly keepPictures: (page: CleanedPage, referrer: string | undefined) => Promise<readonly PicturePlacement[]>
  readonly cleaned: (
    page: CleanedPage,
    placements: readonly PicturePlacement[],
    about: { readonly url?: string; readonly savedAt: Instant },
  ) => CleanedArticle
  readonly step: (now: SavingStep) => void
  readonly signal: AbortSignal
}

/**
 * Fetches an article again and makes it a new version, unless the page says what it said: then nothing is kept. Until all
 * of the new one is there, nothing of the article changes but pictures beside it, which go again when it fails.
 * @throws Failure not-found, not-ready, invalid-argument when it has no address, and what fetching and cleaning fail of
 */
export async function saveNewVersion(id: ArticleId, steps: VersionSteps): Promise<VersionReport> {
  const { library, signal, step } = steps
  const article = await library.find(id)
  if (article.state.kind !== 'ready') throw new Failure({ code: 'not-ready', id })
  const { url, savedAt } = article
  if (url === undefined) throw new Failure({ code: 'invalid-argument', problem: 'This article has no address to fetch again' })
  const before = await library.readOriginalToClean(id).catch(() => undefined)
  // A page that was given as a file is fetched from its address for its next version. Unless the reader gave the address
  // with it, it is what the file said of itself.
  const notTyped = article.source.kind !== 'address' && before?.url === undefined
  const { original, page: fetched } = await steps.obtain({ ...article, source: { kind: 'address' } }, notTyped)
  const page = before?.repair === undefined ? fetched : await repaired(fetched, { ...original, repair: before.repair }, steps)
  if (await saysTheSame(id, page, before, steps)) {
    const [current] = await library.versions.of(id)
    return { kind: 'unchanged', id, since: current?.fetchedAt ?? savedAt }
  }
  let kept: readonly string[] = []
  try {
    const placements = await steps.keepPictures(page, original.url)
    kept = placements.flatMap((one) => (one.kind === 'kept' ? [one.path] : []))
    signal.throwIfAborted()
    step({ kind: 'storing' })
    return await library.versions.add(id, steps.cleaned(page, placements, { url, savedAt }), original)
  } catch (thrown) {
    await library.dropPictures(id, kept).catch(() => undefined)
    throw thrown
  }
}

/**
 * Whether the page has the text that the article has. Where it seems not to, the kept original is cleaned once more: a
 * better cleaner, or a repair of this site, changes the text of a page that stayed as it was.
 */
async function saysTheSame(id: ArticleId, page: CleanedPage, before: OriginalToClean | undefined, { library, clean }: VersionSteps): Promise<boolean> {
  const html = documentOf(page)
  if (await library.versions.hasText(id, html)) return true
  const cleanedNow = before === undefined ? undefined : await clean(before).catch(() => undefined)
  return cleanedNow !== undefined && sameText(documentOf(cleanedNow), html)
}

/** The page with the reader's repair of the article, where that still leaves an article. */
async function repaired(page: CleanedPage, original: OriginalToClean, { clean, signal }: VersionSteps): Promise<CleanedPage> {
  return clean(original).catch(() => {
    signal.throwIfAborted()
    return page
  })
}

function documentOf(page: CleanedPage): string {
  return `<main>${page.html}</main>`
}
