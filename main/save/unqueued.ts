import { Failure } from '../../shared/errors.ts'
import type { CleanReport } from '../../shared/saving.ts'
import type { ArticleId } from '../../shared/model.ts'
import type { Library } from '../library/library.ts'
import type { TaskQueue } from './task-queue.ts'

/** What is done about articles that the queue has not, or has from somebody else. */
export interface Unqueued {
  /**
   * How the saving ends that the queue did not take, because it has one of this article already or has been closed.
   * @throws Failure what that one failed of; cancelled
   */
  endedElsewhere(id: ArticleId): Promise<CleanReport>
  /**
   * Stops saving an article; resolves when nothing of it runs any more. One that a restart interrupted may be stopped, or
   * deleted, before it is taken up again: then it never is.
   */
  cancel(id: ArticleId): Promise<void>
  /** All that a restart interrupted is in the queue: what is not, nobody saves. */
  resumed(): void
}

/** @param isClosing whether nothing is saved any more */
export function unqueuedOf({ library, queue, isClosing }: { readonly library: Library; readonly queue: TaskQueue<ArticleId>; readonly isClosing: () => boolean }): Unqueued {
  let isResumed = false
  return {
    async endedElsewhere(id) {
      if (isClosing()) throw new Failure({ code: 'cancelled' })
      await queue.finished(id)
      const { state } = await library.find(id)
      if (state.kind === 'failed') throw new Failure(state.error)
      return { id, anchored: 0, lost: 0 }
    },
    async cancel(id) {
      if (!isResumed && !queue.has(id)) {
        const [article] = await library.get([id])
        if (article?.state.kind === 'saving' && !queue.has(id)) await library.fail(id, { code: 'cancelled' })
      }
      await queue.cancel(id)
    },
    resumed: () => void (isResumed = true),
  }
}
