import { Failure } from '../../shared/errors.ts'
import type { ArticleId, SavingStep } from '../../shared/model.ts'
import type { VersionProgress, VersionReport } from '../../shared/versions.ts'
import type { PictureKeeper } from './article-pictures.ts'
import { cleanedArticle } from './cleaned-article.ts'
import { saveNewVersion } from './new-version.ts'
import { pageObtainer } from './obtain-page.ts'
import type { How } from './obtain-page.ts'
import type { SaverOptions } from './save.ts'
import type { TaskQueue } from './task-queue.ts'
import type { Turns } from './turns.ts'

export interface VersionMakerParts extends SaverOptions {
  readonly queue: TaskQueue<ArticleId>
  readonly inTurn: Turns<ArticleId>
  readonly obtaining: ReturnType<typeof pageObtainer>
  readonly pictures: PictureKeeper
  readonly isClosing: () => boolean
}

/** Makes versions of articles, each when the article's turn comes in the queue; whoever shows it hears of every step. */
export function versionMaker(parts: VersionMakerParts): (id: ArticleId, how: How) => Promise<VersionReport> {
  const { library, queue } = parts
  /** What was fetched is the article's original only once all of the version is there. */
  const fetchingAgain = pageObtainer({
    ...parts,
    library: {
      readOriginal: (id) => library.readOriginal(id),
      // A new version is repaired once it is known to be one.
      ownRepair: async () => ({}),
      storeOriginal: async () => undefined,
    },
  })

  async function newVersion(id: ArticleId, how: How, signal: AbortSignal): Promise<VersionReport> {
    const step = (now: SavingStep) => parts.onVersion?.(id, { kind: 'saving', step: now })
    return saveNewVersion(id, {
      library,
      obtain: (article, notTyped) => fetchingAgain.obtain(article, { ...how, notTyped }, step, signal),
      clean: (original) => parts.obtaining.cleanWhole(original, signal),
      keepPictures: (page, from) => parts.pictures.keep(id, page.pictures, { from, seen: how.seen !== undefined, step, signal }),
      cleaned: cleanedArticle,
      step,
      signal,
    })
  }

  return async (id, how) => {
    while (queue.has(id)) await queue.finished(id)
    if (parts.isClosing()) throw new Failure({ code: 'cancelled' })
    let ended: VersionProgress = { kind: 'ended', saved: false }
    parts.onVersion?.(id, { kind: 'saving', step: { kind: 'queued' } })
    return new Promise<VersionReport>((resolve, reject) => {
      queue.add(id, async (signal) => {
        try {
          const report = await parts.inTurn(id, () => newVersion(id, how, signal))
          if (report.kind === 'updated') ended = endOf(report, how)
          resolve(report)
        } catch (thrown) {
          reject(signal.aborted ? new Failure({ code: 'cancelled' }) : thrown)
        } finally {
          parts.onVersion?.(id, ended)
        }
      })
    })
  }
}

function endOf({ version, previous }: VersionReport & { readonly kind: 'updated' }, how: How): VersionProgress {
  return { kind: 'ended', saved: true, ...(how.seen !== undefined && { seen: { current: version, previous } }) }
}
