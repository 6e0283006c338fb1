import path from 'node:path'
import type { ArticleChange, ArticleId } from '../../shared/model.ts'
import { writeRecord, type ArticleRecord } from './article-record.ts'
import { eachArticle, type How } from './bulk.ts'
import { changedDetails } from './details.ts'
import { existsSync, makeFolder, moveDurably, remove, writeDurably } from './files.ts'
import { ARTICLE_FILE, liveFolder, trashFolder } from './layout.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { tagKey } from '../../shared/tag-key.ts'
import { absorb } from './outside/absorb.ts'
import { changedAt } from './outside/times.ts'
import { temporaryPath } from './temporary-names.ts'

/** Longer tags are sentences. UTF-16 units. */
const LONGEST_TAG = 200

/**
 * Changes articles; those that do not exist are left out, and so are damaged ones when there are several.
 * @returns the ids of the articles that really changed: those that were as asked before are not among them
 * @throws Failure disk-full, read-only, disk-error: those already changed stay changed
 */
export async function change(
  context: LibraryContext,
  ids: readonly ArticleId[],
  wanted: ArticleChange,
  how?: How,
): Promise<readonly ArticleId[]> {
  const add = cleanTags(wanted.addTags ?? [])
  const without = new Set((wanted.removeTags ?? []).map(tagKey))
  const work = async (id: ArticleId) => {
    const { record, folder } = await loadRecord(context.layout, id)
    const next = changedRecord(record, wanted, add, without, changedAt(context.now(), record.updatedAt))
    if (next === record) return false
    await writeDurably(path.join(folder, ARTICLE_FILE), writeRecord(next), context.layout.tmp)
    return true
  }
  return await eachArticle(context, ids, work, how)
}

/** Moves articles to the trash, whole. The move itself is the deletion. @returns the ids that were moved */
export async function moveToTrash(context: LibraryContext, ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
  const work = async (id: ArticleId) => {
    const live = liveFolder(context.layout, id)
    if (!existsSync(live)) return false
    await absorb(context, id, trashFolder(context.layout, id), live)
    await moveDurably(live, trashFolder(context.layout, id))
    await stampRecord(context, id, (record, now) => ({ ...record, deletedAt: now }))
    return true
  }
  return await eachArticle(context, ids, work, how)
}

/** Moves articles back from the trash, with everything they had. @returns the ids that were moved */
export async function restore(context: LibraryContext, ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
  const work = async (id: ArticleId) => {
    const trashed = trashFolder(context.layout, id)
    const live = liveFolder(context.layout, id)
    if (!existsSync(trashed)) return false
    await absorb(context, id, live, trashed)
    await makeFolder(path.dirname(live))
    await moveDurably(trashed, live)
    await stampRecord(context, id, ({ deletedAt: _deletedAt, ...record }) => record)
    return true
  }
  return await eachArticle(context, ids, work, how)
}

/** Deletes articles in the trash for good. @returns the ids that were deleted */
export async function purge(context: LibraryContext, ids: readonly ArticleId[], how?: How): Promise<readonly ArticleId[]> {
  const work = async (id: ArticleId) => {
    const trashed = trashFolder(context.layout, id)
    if (!existsSync(trashed)) return false
    // Gone at once; what a kill leaves of it in tmp/ is swept at the next start.
    const doomed = temporaryPath(context.layout.tmp, id)
    await moveDurably(trashed, doomed)
    await remove(doomed)
    await context.formers.forgetAll(id)
    return true
  }
  return await eachArticle(context, ids, work, how)
}

/** Tags as they are kept: trimmed, composed, without blanks in a row, each once whatever its case and accents. */
export function cleanTags(tags: readonly string[]): readonly string[] {
  const found = new Map<string, string>()
  for (const tag of tags) {
    const clean = tag.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, LONGEST_TAG)
    const key = tagKey(clean)
    if (clean !== '' && !found.has(key)) found.set(key, clean)
  }
  return [...found.values()]
}

function changedRecord(
  record: ArticleRecord,
  wanted: ArticleChange,
  add: readonly string[],
  without: ReadonlySet<string>,
  now: string,
): ArticleRecord {
  const kept = record.tags.filter((tag) => !without.has(tagKey(tag)))
  const tags = cleanTags([...kept, ...add])
  const { archivedAt, ...rest } = record
  const archived = wanted.archived ?? archivedAt !== undefined
  const title = wanted.title?.trim() ?? ''
  const next: ArticleRecord = {
    ...rest,
    ...(archived ? { archivedAt: archivedAt ?? now } : {}),
    favourite: wanted.favourite ?? record.favourite,
    tags,
  }
  const titled = title === '' || title === record.title ? next : changedDetails(next, { title }, now)
  // An article that is as asked already is not written again.
  return writeRecord(titled) === writeRecord({ ...rest, ...(archivedAt === undefined ? {} : { archivedAt }) }) ? record : { ...titled, updatedAt: now }
}

async function stampRecord(
  context: LibraryContext,
  id: ArticleId,
  stamp: (record: ArticleRecord, now: string) => ArticleRecord,
): Promise<void> {
  try {
    const { record, folder } = await loadRecord(context.layout, id)
    const text = writeRecord(stamp(record, context.now().toISOString()))
    await writeDurably(path.join(folder, ARTICLE_FILE), text, context.layout.tmp)
  } catch {
    // The place says what is deleted; when it was is not worth failing for, nor is a damaged record a reason to keep it.
  }
}
