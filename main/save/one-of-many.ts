import type { AppError } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import type { CleanReport } from '../../shared/saving.ts'
import type { Library, NewArticle } from '../library/library.ts'
import type { How } from './obtain-page.ts'
import type { TaskQueue } from './task-queue.ts'

/** What came of saving one of many. */
export type SaveOutcome =
  | { readonly kind: 'saved'; readonly article: ArticleId }
  /** The library has it already, this one. */
  | { readonly kind: 'known'; readonly article: ArticleId }
  /** `article`: its row, if there is one. */
  | { readonly kind: 'failed'; readonly error: AppError; readonly article?: ArticleId }

/** What saving one of many needs of the saver. */
export interface OneOfManyParts {
  readonly library: Library
  readonly queue: TaskQueue<ArticleId>
  /** Resolves when nobody is making a row for this address any more. */
  readonly isBegun: (address: string) => Promise<void>
  /** Saves an article that has a row. */
  readonly run: (id: ArticleId, how: How) => Promise<CleanReport>
  /** What went wrong, as it is shown. */
  readonly errorOf: (thrown: unknown) => AppError
}

/** Saves articles for whoever saves many: made and saved now, with patience for their sites, and answered when they end. */
export function oneOfManySaver({ library, queue, isBegun, run, errorOf }: OneOfManyParts) {
  /** @throws Failure disk-full, read-only, library-away when the row cannot be made */
  async function saveOneOfMany(article: NewArticle, how: Partial<How>, stop: AbortSignal): Promise<SaveOutcome> {
    const { id, address } = article
    const mine = id === undefined ? undefined : (await library.get([id]))[0]
    if (mine === undefined && address !== undefined) {
      await isBegun(address)
      const known = await library.findByAddress(address)
      if (known !== undefined && (known.deletedAt !== undefined || known.state.kind !== 'failed')) return { kind: 'known', article: known.id }
      if (known !== undefined) return outcomeOf(known.id, how, stop)
    }
    if (stop.aborted && mine === undefined) return { kind: 'failed', error: { code: 'cancelled' } }
    const row = mine ?? (await library.begin(article))
    return outcomeOf(row.id, { ...how, ...(article.original && { given: article.original }) }, stop)
  }

  /** Saves what has a row, unless it is saved already. */
  async function outcomeOf(id: ArticleId, how: Partial<How>, stop: AbortSignal): Promise<SaveOutcome> {
    if (queue.has(id)) await queue.finished(id)
    const { state } = await library.find(id)
    if (state.kind === 'ready') return { kind: 'saved', article: id }
    const failed = state.kind === 'failed'
    if (failed) await library.resume(id)
    const onStop = (): void => void queue.cancel(id)
    try {
      const saved = run(id, { again: failed, ...how, patient: true })
      stop.addEventListener('abort', onStop, { once: true })
      if (stop.aborted) onStop()
      await saved
      return { kind: 'saved', article: id }
    } catch (thrown) {
      const error = errorOf(thrown)
      if (error.code !== 'already-saved') return { kind: 'failed', error, article: id }
      // Its address led to what is there already: no row of its own is left behind.
      await forget(id)
      return { kind: 'known', article: error.id }
    } finally {
      stop.removeEventListener('abort', onStop)
    }
  }

  /** Removes a row that never became an article, as if it had not been begun. */
  async function forget(id: ArticleId): Promise<void> {
    const { state } = await library.find(id)
    if (state.kind === 'failed') await library.purge(await library.delete([id]))
  }

  return { saveOneOfMany, forget }
}
