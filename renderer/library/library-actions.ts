import type { SaveRequest } from '../../shared/saving.ts'
import type { ArticleChange, ArticleId, ArticleSummary } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { carryOut } from '../history.ts'
import { currentRoute, goToArticle, goToList } from '../route.ts'
import { openOverlay } from '../shell-store.ts'
import { showError, showToast } from '../ui/toast.tsx'
import { newJob, workOn } from '../work.ts'
import { articlesText, bulkDeed } from './bulk-deed.ts'
import type { BulkKind } from './bulk-deed.ts'
import { select } from './library-store.ts'

/** Archives, or brings back to the inbox. */
export function setArchived(ids: readonly ArticleId[], archived: boolean): Promise<void> {
  return act(ids, {
    did: (what) => (archived ? `Archived ${what}` : `Moved ${what} to the inbox`),
    doing: archived ? 'Archiving' : 'Moving to the inbox',
    undoing: archived ? 'Moving back to the inbox' : 'Moving back to the archive',
    ...changing({ archived }, { archived: !archived }),
  })
}

/** Marks as a favourite, or not. */
export function setFavourite(ids: readonly ArticleId[], favourite: boolean): Promise<void> {
  return act(ids, {
    did: (what) => (favourite ? `Added ${what} to favourites` : `Took ${what} out of favourites`),
    doing: favourite ? 'Adding to favourites' : 'Taking out of favourites',
    undoing: favourite ? 'Taking out of favourites' : 'Adding to favourites',
    ...changing({ favourite }, { favourite: !favourite }),
  })
}

/** Puts a tag on the articles, or takes it off. */
export function setTag(ids: readonly ArticleId[], tag: string, on: boolean): Promise<void> {
  const [add, remove] = [{ addTags: [tag] }, { removeTags: [tag] }]
  return act(ids, {
    did: (what) => (on ? `Tagged ${what} “${tag}”` : `Took “${tag}” off ${what}`),
    doing: on ? 'Tagging' : 'Taking a tag off',
    undoing: on ? 'Taking a tag off' : 'Tagging',
    ...(on ? changing(add, remove) : changing(remove, add)),
  })
}

/** Moves to the trash; the open article closes when it is among them. */
export function moveToTrash(ids: readonly ArticleId[]): Promise<void> {
  closeIfOpen(ids)
  return act(ids, {
    did: (what) => `Moved ${what} to the trash`,
    doing: 'Moving to the trash',
    undoing: 'Restoring',
    run: (those, job) => api.deleteArticles(those, job),
    undo: (those, job) => api.restoreArticles(those, job),
  })
}

/** Brings back from the trash. */
export function restoreFromTrash(ids: readonly ArticleId[]): Promise<void> {
  select([])
  return act(ids, {
    did: (what) => `Restored ${what}`,
    doing: 'Restoring',
    undoing: 'Moving to the trash',
    run: (those, job) => api.restoreArticles(those, job),
    undo: (those, job) => api.deleteArticles(those, job),
  })
}

/** Asks, then deletes for good. The one thing that cannot be undone. */
export function deleteForGood(ids: readonly ArticleId[]): void {
  openOverlay({
    kind: 'confirm',
    title: ids.length === 1 ? 'Delete this article for good?' : `Delete ${articlesText(ids.length)} for good?`,
    text: 'The text, its pictures, highlights and notes are removed from the disk. This cannot be undone.',
    action: 'Delete for good',
    run: () => {
      closeIfOpen(ids)
      void attempt(() => purge(ids))
    },
  })
}

async function purge(ids: readonly ArticleId[]): Promise<void> {
  const doing = `Deleting ${articlesText(ids.length)} for good`
  const { ids: gone, problem } = await workOn({ job: newJob(), doing, total: ids.length }, (job) => api.purgeArticles(ids, job))
  if (problem) showError(problem)
  else showToast(`Deleted ${articlesText(gone.length)} for good`)
}

/** Saves; of an address that is in the library already it asks whether to open it or to keep a new version. Rejects with `Failure`. */
export async function save(request: SaveRequest): Promise<void> {
  const { kind, article } = await api.saveArticle(request)
  if (kind === 'saving') return
  if (request.kind === 'address') askAboutKnown(article)
  else sayKnown(article)
}

/** An address was to be saved that the library has: it is opened, restored, or fetched again, as the reader chooses. */
export function askAboutKnown(article: ArticleSummary): void {
  if (article.deletedAt === undefined && article.state.kind === 'ready') openOverlay({ kind: 'known-address', article })
  else sayKnown(article)
}

function sayKnown(article: ArticleSummary): void {
  if (article.deletedAt) {
    showToast('That article is in the trash.', { label: 'Restore', run: () => void restoreFromTrash([article.id]) })
  } else {
    showToast('That article is in your library already.', { label: 'Open', run: () => goToArticle(article.id) })
  }
}

/** Chooses files in the system's own dialog and saves them. */
export async function saveFiles(): Promise<void> {
  await attempt(() => api.saveFiles())
}

/** One change and its inverse. */
function changing(change: ArticleChange, inverse: ArticleChange): Pick<BulkKind, 'run' | 'undo'> {
  return {
    run: (ids, job) => api.changeArticles(ids, change, job),
    undo: (ids, job) => api.changeArticles(ids, inverse, job),
  }
}

function act(ids: readonly ArticleId[], kind: BulkKind): Promise<void> {
  return attempt(() => carryOut(bulkDeed(kind, ids)))
}

function closeIfOpen(ids: readonly ArticleId[]): void {
  const { article } = currentRoute()
  if (article && ids.includes(article)) goToList()
  select([])
}
