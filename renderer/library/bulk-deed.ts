import type { ArticleId } from '../../shared/model.ts'
import { Parted } from '../history.ts'
import type { Deed } from '../history.ts'
import { newJob, stopWork, workOn } from '../work.ts'
import type { WorkReport } from '../work.ts'

/** More articles than this are acted on beside all else, and can be stopped. */
const FEW = 50

/** What can be done to articles, and its inverse. Both answer the articles that really changed. */
export interface BulkKind {
  /** In the past tense, with what it was done to: `Archived 3 articles`. */
  readonly did: (what: string) => string
  /** While it goes on: `Archiving`, and while it is taken back: `Moving back to the inbox`. */
  readonly doing: string
  readonly undoing: string
  readonly run: (ids: readonly ArticleId[], job: string) => Promise<readonly ArticleId[]>
  readonly undo: (ids: readonly ArticleId[], job: string) => Promise<readonly ArticleId[]>
}

/**
 * A deed on articles that remembers which really changed: those that were so before are not taken back with them. When
 * it is stopped or refused midway, in whichever direction, each part can be done and undone on its own.
 */
export function bulkDeed(kind: BulkKind, ids: readonly ArticleId[]): Deed {
  let job = ''
  const work = (doing: string, call: BulkKind['run']): Promise<WorkReport> => {
    job = newJob()
    return workOn({ job, doing: `${doing} ${articlesText(ids.length)}`, total: ids.length }, (name) => call(ids, name))
  }
  return {
    label: kind.did(articlesText(ids.length)),
    toast: true,
    ...(ids.length > FEW && { stop: () => stopWork(job) }),
    run: async () => {
      const report = await work(kind.doing, kind.run)
      return new Parted(some(kind, report.ids), some(kind, leftOf(ids, report)), report.problem)
    },
    undo: async () => {
      const report = await work(kind.undoing, kind.undo)
      return new Parted(some(kind, leftOf(ids, report)), some(kind, report.ids), report.problem)
    },
  }
}

/** How many articles, in words. */
export function articlesText(articles: number): string {
  return articles === 1 ? '1 article' : `${articles.toLocaleString('en')} articles`
}

function some(kind: BulkKind, ids: readonly ArticleId[]): Deed | undefined {
  return ids.length === 0 ? undefined : bulkDeed(kind, ids)
}

/** What the work did not come to; where it came to its end, those were so already. */
function leftOf(ids: readonly ArticleId[], report: WorkReport): readonly ArticleId[] {
  if (report.whole) return []
  const done = new Set(report.ids)
  return ids.filter((id) => !done.has(id))
}
