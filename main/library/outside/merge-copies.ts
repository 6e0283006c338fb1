import path from 'node:path'
import { Failure } from '../../../shared/errors.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { readAnnotations } from '../annotation-file.ts'
import { openAnnotations } from '../annotation-store.ts'
import { readRecord, writeRecord } from '../article-record.ts'
import { changeTimeSync, namesIn, readBytes, remove, stampSync, writeDurably } from '../files.ts'
import { ANNOTATIONS_FILE, ARTICLE_FILE, relativeName, REPAIR_FILE, SAVED_SEARCHES_FILE, SITE_RULES_FILE, type Layout } from '../layout.ts'
import { loadRecord, type LibraryContext } from '../library-context.ts'
import { mergeLibraryFile } from '../library-file.ts'
import { LIBRARY_FILE } from '../library-id.ts'
import { readRepairFile, writeRepairFile } from '../repair-file.ts'
import type { SavedSearches } from '../saved-searches.ts'
import type { SiteRules } from '../site-rules.ts'
import { parseJson } from '../upgrade.ts'
import { isConflictCopy, originalOf } from './conflict-names.ts'
import { mergeAnnotations } from './merge-annotations.ts'
import { mergeRecords } from './merge-records.ts'
import { mergeRepairs } from './merge-repairs.ts'

/** A file that cannot be read and changed less than so many milliseconds ago may be one that is being written. */
const PATIENCE = 10_000

/**
 * Merges the copy that a synchroniser made of an article's file in a conflict, and removes it. Copies of annotations, of
 * `article.json` and of `repair.json` are merged; a copy that cannot be read is left alone, it may not be whole yet, and so is one of any
 * other file: which of two documents is the better one is for the reader to say.
 * @returns whether it was merged
 */
export async function mergeCopy(context: LibraryContext, id: ArticleId, file: string): Promise<boolean> {
  try {
    switch (originalOf(path.basename(file), [ANNOTATIONS_FILE, ARTICLE_FILE, REPAIR_FILE])) {
      case ANNOTATIONS_FILE:
        return await mergeAnnotationsCopy(context, id, file)
      case ARTICLE_FILE:
        return await mergeRecordCopy(context, id, file)
      case REPAIR_FILE:
        return await mergeRepairCopy(context, id, file)
      default:
        return false
    }
  } catch {
    return false
  }
}

async function mergeAnnotationsCopy(context: LibraryContext, id: ArticleId, file: string): Promise<boolean> {
  return await context.changing(id, async () => {
    const data = await readBytes(file)
    if (data === undefined) return false
    const name = relativeName(context.layout, file)
    const theirs = readAnnotations(parseJson(data, name), name)
    const folder = path.dirname(file)
    const mayWait = Date.now() - changeTimeSync(path.join(folder, ANNOTATIONS_FILE)) < PATIENCE
    const store = openAnnotations(context.layout, folder, !mayWait, context.now())
    const merged = mergeAnnotations(store.annotations, theirs)
    store.write(merged)
    await remove(file)
    context.memory.wrote(id, store.annotations, merged, stampSync(path.join(folder, ANNOTATIONS_FILE)))
    context.annotationsChanged(id)
    return true
  })
}

async function mergeRecordCopy(context: LibraryContext, id: ArticleId, file: string): Promise<boolean> {
  return await context.changing(id, async () => {
    const data = await readBytes(file)
    if (data === undefined) return false
    const theirs = readRecord(data, id, relativeName(context.layout, file))
    const { record, folder } = await loadRecord(context.layout, id)
    if (folder !== path.dirname(file)) return false
    const merged = writeRecord(mergeRecords(record, theirs))
    if (merged !== writeRecord(record)) await writeDurably(path.join(folder, ARTICLE_FILE), merged, context.layout.tmp)
    await remove(file)
    return true
  })
}

async function mergeRepairCopy(context: LibraryContext, id: ArticleId, file: string): Promise<boolean> {
  return await context.changing(id, async () => {
    const data = await readBytes(file)
    if (data === undefined) return false
    const ours = path.join(path.dirname(file), REPAIR_FILE)
    const theirs = readRepairFile(data, relativeName(context.layout, file))
    const repair = readRepairFile(await readBytes(ours), relativeName(context.layout, ours))
    const merged = writeRepairFile(mergeRepairs(repair, theirs))
    if (merged === undefined) await remove(ours)
    else if (merged !== writeRepairFile(repair)) await writeDurably(ours, merged, context.layout.tmp)
    await remove(file)
    return true
  })
}

/** A file in the library's own folder whose copies are merged by id and time. */
export interface MergedFile {
  readonly name: string
  /** @throws Failure damaged */
  merge(data: Uint8Array): Promise<void>
}

/** The files of that kind. */
export function mergedFiles(
  layout: Layout,
  siteRules: Pick<SiteRules, 'merge'>,
  savedSearches: Pick<SavedSearches, 'merge'>,
): readonly MergedFile[] {
  return [
    { name: LIBRARY_FILE, merge: (data) => mergeLibraryFile(layout, data) },
    { name: SITE_RULES_FILE, merge: (data) => siteRules.merge(data) },
    { name: SAVED_SEARCHES_FILE, merge: (data) => savedSearches.merge(data) },
  ]
}

/** Merges the copies of such files that a synchroniser made in a conflict, and removes them. One that cannot be read stays. */
export async function mergeRootCopies(context: LibraryContext, files: readonly MergedFile[]): Promise<void> {
  if (context.readOnly) return
  for (const name of await namesIn(context.layout.root).catch(() => [])) {
    const original = files.find((file) => isConflictCopy(name, file.name))
    if (original === undefined) continue
    const copy = path.join(context.layout.root, name)
    try {
      const data = await readBytes(copy)
      if (data === undefined) continue
      await original.merge(data)
      await remove(copy)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  }
}
