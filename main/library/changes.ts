import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import type { ArticleChange, ArticleId } from '../../shared/model.ts'
import { writeRecord, type ArticleRecord } from './article-record.ts'
import { existsSync, makeFolder, moveDurably, remove, writeDurably } from './files.ts'
import { searchText } from './index/search-text.ts'
import { ARTICLE_FILE, isId, liveFolder, trashFolder } from './layout.ts'
import { assertWritable, loadRecord, type LibraryContext } from './library-context.ts'
import { temporaryPath } from './temporary-names.ts'

/** How many articles are written to at a time, and read into the index together. */
const AT_A_TIME = 8
const CHUNK = 100

/** Longer tags are sentences. UTF-16 units. */
const LONGEST_TAG = 200

/**
 * Changes articles; those that do not exist are left out, and so are damaged ones when there are several.
 * @returns the ids of the articles that are now as asked
 * @throws Failure disk-full, read-only, disk-error: those already changed stay changed
 */
export async function change(context: LibraryContext, ids: readonly ArticleId[], wanted: ArticleChange): Promise<readonly ArticleId[]> {
  const add = cleanTags(wanted.addTags ?? [])
  const without = new Set((wanted.removeTags ?? []).map(searchText))
  return await each(context, ids, async (id) => {
    const { record, folder } = await loadRecord(context.layout, id)
    const next = changedRecord(record, wanted, add, without, context.now().toISOString())
    if (next !== record) await writeDurably(path.join(folder, ARTICLE_FILE), writeRecord(next), context.layout.tmp)
    return true
  })
}

/** Moves articles to the trash, whole. The move itself is the deletion. @returns the ids that are in the trash now */
export async function moveToTrash(context: LibraryContext, ids: readonly ArticleId[]): Promise<readonly ArticleId[]> {
  return await each(context, ids, async (id) => {
    const live = liveFolder(context.layout, id)
    if (!existsSync(live)) return existsSync(trashFolder(context.layout, id))
    await moveDurably(live, trashFolder(context.layout, id))
    await stampRecord(context, id, (record, now) => ({ ...record, deletedAt: now }))
    return true
  })
}

/** Moves articles back from the trash, with everything they had. @returns the ids that are in the library now */
export async function restore(context: LibraryContext, ids: readonly ArticleId[]): Promise<readonly ArticleId[]> {
  return await each(context, ids, async (id) => {
    const trashed = trashFolder(context.layout, id)
    const live = liveFolder(context.layout, id)
    if (!existsSync(trashed)) return existsSync(live)
    await makeFolder(path.dirname(live))
    await moveDurably(trashed, live)
    await stampRecord(context, id, ({ deletedAt: _deletedAt, ...record }) => record)
    return true
  })
}

/** Deletes articles in the trash for good. @returns the ids that were deleted */
export async function purge(context: LibraryContext, ids: readonly ArticleId[]): Promise<readonly ArticleId[]> {
  return await each(context, ids, async (id) => {
    const trashed = trashFolder(context.layout, id)
    if (!existsSync(trashed)) return false
    // Gone at once; what a kill leaves of it in tmp/ is swept at the next start.
    const doomed = temporaryPath(context.layout.tmp, id)
    await moveDurably(trashed, doomed)
    await remove(doomed)
    return true
  })
}

/** Tags as they are kept: trimmed, composed, without blanks in a row, each once whatever its case and accents. */
export function cleanTags(tags: readonly string[]): readonly string[] {
  const found = new Map<string, string>()
  for (const tag of tags) {
    const clean = tag.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, LONGEST_TAG)
    const folded = searchText(clean)
    if (clean !== '' && !found.has(folded)) found.set(folded, clean)
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
  const kept = record.tags.filter((tag) => !without.has(searchText(tag)))
  const tags = cleanTags([...kept, ...add])
  const { archivedAt, ...rest } = record
  const archived = wanted.archived ?? archivedAt !== undefined
  const title = wanted.title?.trim() ?? ''
  const next: ArticleRecord = {
    ...rest,
    ...(archived ? { archivedAt: archivedAt ?? now } : {}),
    favourite: wanted.favourite ?? record.favourite,
    tags,
    ...(title === '' || title === record.title ? {} : { title, renamed: true as const }),
  }
  // An article that is as asked already is not written again.
  return writeRecord(next) === writeRecord({ ...rest, ...(archivedAt === undefined ? {} : { archivedAt }) }) ? record : { ...next, updatedAt: now }
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

/** Does something to each article, a few at a time; answers those for which `work` answered true. */
async function each(
  context: LibraryContext,
  ids: readonly ArticleId[],
  work: (id: ArticleId) => Promise<boolean>,
): Promise<readonly ArticleId[]> {
  assertWritable(context.readOnly)
  const known = [...new Set(ids)].filter(isId)
  const done = new Set<ArticleId>()
  for (let from = 0; from < known.length; from += CHUNK) {
    const chunk = known.slice(from, from + CHUNK)
    await context.index.pending(chunk).catch(() => undefined)
    const problem = await eachOf(context, chunk, known.length === 1, work, done)
    await context.refresh(chunk)
    context.changed(chunk)
    if (problem !== undefined) throw problem
  }
  return known.filter((id) => done.has(id))
}

/** @returns the first failure that is the disk's and not one article's */
async function eachOf(
  context: LibraryContext,
  ids: readonly ArticleId[],
  single: boolean,
  work: (id: ArticleId) => Promise<boolean>,
  done: Set<ArticleId>,
): Promise<unknown> {
  const left = [...ids]
  let problem: unknown
  const takeOver = async () => {
    for (let id = left.shift(); id !== undefined && problem === undefined; id = left.shift()) {
      const mine = id
      try {
        if (await context.inTurn(mine, () => work(mine))) done.add(mine)
      } catch (error) {
        if (single || !isOneArticles(error)) problem ??= isMissingArticle(error) ? undefined : error
      }
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, takeOver))
  return problem
}

function isOneArticles(error: unknown): boolean {
  return error instanceof Failure && ['not-found', 'damaged', 'newer-version'].includes(error.error.code)
}

function isMissingArticle(error: unknown): boolean {
  return error instanceof Failure && error.error.code === 'not-found'
}
