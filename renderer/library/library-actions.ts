import type { SaveRequest } from '../../shared/ipc.ts'
import type { ArticleChange, ArticleId, ArticleSummary } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { carryOut } from '../history.ts'
import type { Deed } from '../history.ts'
import { currentRoute, goToArticle, goToList } from '../route.ts'
import { openOverlay } from '../shell-store.ts'
import { showToast } from '../ui/toast.tsx'
import { select } from './library-store.ts'

/** Archives, or brings back to the inbox. */
export function setArchived(ids: readonly ArticleId[], archived: boolean): Promise<void> {
  return flip(
    ids,
    (what) => (archived ? `Archived ${what}` : `Moved ${what} to the inbox`),
    { archived },
    { archived: !archived },
    (article) => (article.archivedAt !== undefined) !== archived,
  )
}

/** Marks as a favourite, or not. */
export function setFavourite(ids: readonly ArticleId[], favourite: boolean): Promise<void> {
  return flip(
    ids,
    (what) => (favourite ? `Added ${what} to favourites` : `Took ${what} out of favourites`),
    { favourite },
    { favourite: !favourite },
    (article) => article.favourite !== favourite,
  )
}

/** Puts a tag on the articles, or takes it off. */
export function setTag(ids: readonly ArticleId[], tag: string, on: boolean): Promise<void> {
  const add: ArticleChange = { addTags: [tag] }
  const remove: ArticleChange = { removeTags: [tag] }
  return flip(
    ids,
    (what) => (on ? `Tagged ${what} “${tag}”` : `Took “${tag}” off ${what}`),
    on ? add : remove,
    on ? remove : add,
    (article) => article.tags.includes(tag) !== on,
  )
}

/** Moves to the trash; the open article closes when it is among them. */
export function moveToTrash(ids: readonly ArticleId[]): Promise<void> {
  closeIfOpen(ids)
  return carryOutSaid({
    label: `Moved ${count(ids.length)} to the trash`,
    run: () => api.deleteArticles(ids),
    undo: () => api.restoreArticles(ids),
    toast: true,
  })
}

/** Brings back from the trash. */
export function restoreFromTrash(ids: readonly ArticleId[]): Promise<void> {
  select([])
  return carryOutSaid({
    label: `Restored ${count(ids.length)}`,
    run: () => api.restoreArticles(ids),
    undo: () => api.deleteArticles(ids),
    toast: true,
  })
}

/** Asks, then deletes for good. The one thing that cannot be undone. */
export function deleteForGood(ids: readonly ArticleId[]): void {
  openOverlay({
    kind: 'confirm',
    title: ids.length === 1 ? 'Delete this article for good?' : `Delete ${count(ids.length)} for good?`,
    text: 'The text, its pictures, highlights and notes are removed from the disk. This cannot be undone.',
    action: 'Delete for good',
    run: () => {
      closeIfOpen(ids)
      void attempt(async () => showToast(`Deleted ${count((await api.purgeArticles(ids)).length)} for good`))
    },
  })
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

/** One change with its inverse. Only articles that really change are undone: the others were so before. */
async function flip(
  ids: readonly ArticleId[],
  label: (what: string) => string,
  change: ArticleChange,
  inverse: ArticleChange,
  changes: (article: ArticleSummary) => boolean,
): Promise<void> {
  await attempt(async () => {
    const changing = (await api.getArticles(ids)).filter(changes).map((article) => article.id)
    if (changing.length === 0) return
    await carryOut({
      label: label(count(changing.length)),
      run: () => api.changeArticles(changing, change),
      undo: () => api.changeArticles(changing, inverse),
      toast: true,
    })
  })
}

function carryOutSaid(deed: Deed): Promise<void> {
  return attempt(() => carryOut(deed))
}

function closeIfOpen(ids: readonly ArticleId[]): void {
  const { article } = currentRoute()
  if (article && ids.includes(article)) goToList()
  select([])
}

function count(articles: number): string {
  return articles === 1 ? '1 article' : `${articles} articles`
}
