import path from 'node:path'
import type { CleanReport } from '../../shared/saving.ts'
import type { ArticleId, Instant } from '../../shared/model.ts'
import { writeRecord, type ArticleRecord } from './article-record.ts'
import { articleText } from './article-text.ts'
import { editsOf, withDetails } from './details.ts'
import type { HighlightPositions } from './document-state.ts'
import { existsSync, folderSize, makeFolder, makeNewFolder, moveDurably, namesIn, readBytes, readText, remove, stampSync, writeDurably, writeNew } from './files.ts'
import { syncFolder } from './sync-folder.ts'
import { anchorAgain } from './highlights.ts'
import { optional } from './json-members.ts'
import { ARTICLE_FILE, folderNow, HTML_FILE, IMAGES_FOLDER, isId, isPictureFile, ORIGINAL_ABOUT_FILE, ORIGINAL_FILE, relativeName, REPAIR_FILE } from './layout.ts'
import { assertWritable, loadRecord, type LibraryContext } from './library-context.ts'
import type { CleanedArticle } from './saving.ts'
import { changedAt } from './outside/times.ts'
import { temporaryPath } from './temporary-names.ts'
import { parseJson } from './upgrade.ts'
import { olderDocuments } from './version-files.ts'

/** In tmp/: a new document that is whole, on its way to its article. Not swept: the next start goes on with it. */
const WAITING = /^version-(.{26})$/
const CLEANED_FILE = 'cleaned.json'

/** What changes together with an article's document. */
export interface Besides {
  /** The files of what it was made of, where that is another one too. */
  readonly original?: ReadonlyMap<string, Uint8Array | string>
  /** Nothing is kept of what it was made of. */
  readonly withoutOriginal?: true
  /** The words of `repair.json`; `null` when there is none from now on. */
  readonly repair?: string | null
  /** Where its highlights stood in this very document. */
  readonly positions?: HighlightPositions
}

/** What `cleaned.json` holds. */
type Staged = Omit<CleanedArticle, 'html'> & { readonly besides?: Omit<Besides, 'original'> }

/**
 * Ends saving or cleaning again: the document, the highlights anchored in it, and last the record with state `ready`,
 * which is the point from which all of it counts. Of an article that can be read already, all of it goes by way of
 * `replacePresent`, so that a kill never leaves the new text under the old title. Pictures that the document does not show are
 * removed.
 * @throws Failure not-found, damaged, newer-version, disk-full, read-only
 */
export async function finish(context: LibraryContext, id: ArticleId, cleaned: CleanedArticle): Promise<CleanReport> {
  return await context.changing(id, async () => {
    await completeWaiting(context, id)
    const { record } = await loadRecord(context.layout, id)
    return record.state.kind === 'ready' ? await replacePresent(context, id, cleaned) : await writeInPlace(context, id, cleaned)
  })
}

/**
 * Puts a document in the place of an article's present one. To be called in the article's turn, with nothing waiting.
 *
 * 1. The new one is written to a folder of `tmp/`, which is renamed to `version-<id>`: from here on it counts.
 * 2. Its files replace the present ones, one after the other; highlights are anchored, and the record comes last.
 * 3. The folder in `tmp/` goes.
 *
 * A kill in step 2 leaves old and new files in the article's folder, each whole. The next start, or the next change of the
 * document, does the rest of it again: `completeAllWaiting`, `completeWaiting`.
 * @param besides what changes with it
 * @throws Failure not-found, damaged, newer-version, disk-full, read-only; then all is as it was, or, when the disk refuses in
 * the middle of step 2, as soon as it takes the rest
 */
export async function replacePresent(context: LibraryContext, id: ArticleId, cleaned: CleanedArticle, besides: Besides = {}): Promise<CleanReport> {
  const waiting = waitingFolder(context, id)
  try {
    await stage(context, waiting, cleaned, besides)
  } catch (error) {
    // It may have been renamed before the disk refused: what was said to have failed must not come true at the next start.
    await discard(context, waiting).catch(() => undefined)
    throw error
  }
  // Once staged it can only go on: what failed for a moment is tried once more before anybody sees a mixture.
  const report = await install(context, id).catch(async () => await install(context, id))
  return report ?? { id, anchored: 0, lost: 0 }
}

/** Goes on with a document that a kill or a full disk left waiting. To be called in the article's turn. */
export async function completeWaiting(context: LibraryContext, id: ArticleId): Promise<void> {
  if (existsSync(waitingFolder(context, id))) await install(context, id)
}

/** Goes on with all documents that a kill left waiting. One that cannot be put in place now waits for the next time. */
export async function completeAllWaiting(context: LibraryContext): Promise<void> {
  if (context.readOnly) return
  for (const name of await namesIn(context.layout.tmp)) {
    const id = WAITING.exec(name)?.[1]
    if (isId(id)) await context.changing(id, async () => await install(context, id)).catch(() => undefined)
  }
}

/** Makes a folder of files that is there whole or not at all. @throws Failure disk-full, read-only, disk-error */
export async function makeWhole(unfinished: string, place: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  try {
    await makeNewFolder(unfinished)
    for (const [name, data] of files) await writeNew(path.join(unfinished, name), data)
    await syncFolder(unfinished)
    await makeFolder(path.dirname(place))
    await moveDurably(unfinished, place)
  } catch (error) {
    await remove(unfinished).catch(() => undefined)
    throw error
  }
}

/**
 * Removes those of these pictures that no version of the article shows: what was fetched for a version that did not come
 * to be.
 */
export async function dropPictures(context: LibraryContext, id: ArticleId, names: readonly string[]): Promise<void> {
  await context.inTurn(id, async () => {
    const { record, folder } = await loadRecord(context.layout, id)
    const html = await readText(path.join(folder, HTML_FILE))
    if (html !== undefined) await sweepPictures(context, id, folder, { html, leadPicture: record.leadPicture }, names)
  })
}

/** Step 1. */
async function stage(context: LibraryContext, waiting: string, cleaned: CleanedArticle, { original, ...besides }: Besides): Promise<void> {
  const { html, ...rest } = cleaned
  const staged: Staged = { ...rest, besides }
  const files = new Map<string, Uint8Array | string>([[HTML_FILE, html], [CLEANED_FILE, JSON.stringify(staged)], ...(original ?? [])]) // prettier-ignore
  await makeWhole(temporaryPath(context.layout.tmp, 'version'), waiting, files)
}

/** Steps 2 and 3. Where it was cut off it does again what was done; `undefined` when there was nothing to do. */
async function install(context: LibraryContext, id: ArticleId): Promise<CleanReport | undefined> {
  const waiting = waitingFolder(context, id)
  const staged = await readStaged(context, waiting)
  const { folder } = folderNow(context.layout, id)
  let report: CleanReport | undefined
  // The article may have been purged while its document waited.
  if (staged !== undefined && existsSync(folder)) {
    const { besides = {}, ...cleaned } = staged
    if (besides.withoutOriginal === true) await remove(path.join(folder, ORIGINAL_FILE))
    if (besides.repair === null) await remove(path.join(folder, REPAIR_FILE))
    else if (besides.repair !== undefined) await writeDurably(path.join(folder, REPAIR_FILE), besides.repair, context.layout.tmp)
    for (const name of [ORIGINAL_FILE, ORIGINAL_ABOUT_FILE]) {
      if (existsSync(path.join(waiting, name))) await moveDurably(path.join(waiting, name), path.join(folder, name))
    }
    report = await writeInPlace(context, id, cleaned, besides.positions)
  }
  await discard(context, waiting)
  return report
}

/** Step 3, in one step at first: half a folder must not be taken for one that waits. */
async function discard(context: LibraryContext, waiting: string): Promise<void> {
  if (!existsSync(waiting)) return
  const gone = temporaryPath(context.layout.tmp, 'version')
  try {
    await moveDurably(waiting, gone)
  } finally {
    await remove(gone)
  }
}

async function readStaged(context: LibraryContext, waiting: string): Promise<(Staged & { readonly html: string }) | undefined> {
  const file = path.join(waiting, CLEANED_FILE)
  const data = await readBytes(file)
  const html = await readText(path.join(waiting, HTML_FILE))
  if (data === undefined || html === undefined) return undefined
  // Written by `stage` and by nobody else.
  return { ...(parseJson(data, relativeName(context.layout, file)) as Staged), html }
}

function waitingFolder(context: LibraryContext, id: ArticleId): string {
  assertWritable(context.readOnly)
  return path.join(context.layout.tmp, `version-${id}`)
}

/** The files of a document, each written whole, the record last. Doing it once more changes nothing. */
async function writeInPlace(context: LibraryContext, id: ArticleId, cleaned: CleanedArticle, positions?: HighlightPositions): Promise<CleanReport> {
  const { record, folder } = await loadRecord(context.layout, id)
  await writeDurably(path.join(folder, HTML_FILE), cleaned.html, context.layout.tmp)
  context.memory.sawDocument(id, stampSync(path.join(folder, HTML_FILE)))
  const report = await anchorAgain(context, id, folder, articleText(cleaned.html), positions)
  const now = changedAt(context.now(), record.updatedAt, record.cleanedAt)
  const ready: ArticleRecord = { ...readyRecord(record, cleaned, now), bytes: await folderSize(folder) }
  await writeDurably(path.join(folder, ARTICLE_FILE), writeRecord(ready), context.layout.tmp)
  await sweepPictures(context, id, folder, { html: cleaned.html, leadPicture: cleaned.leadPicture })
  return { id, ...report }
}

/** The record of an article once it is cleaned; `bytes` is as it was. */
export function readyRecord(record: ArticleRecord, cleaned: CleanedArticle, now: Instant): ArticleRecord {
  return {
    ...withDetails({ ...withoutMetadata(record), ...cleaned.metadata }, cleaned.metadata, editsOf(record), record),
    ...optional('url', cleaned.url ?? record.url),
    ...optional('address', cleaned.address ?? record.address),
    ...optional('leadPicture', cleaned.leadPicture),
    state: { kind: 'ready' },
    pictures: cleaned.pictures,
    confidence: cleaned.confidence,
    cleanedAt: now,
    updatedAt: now,
  }
}

function withoutMetadata(record: ArticleRecord): ArticleRecord {
  const { byline: _byline, siteName: _site, publishedAt: _published, language: _language, leadPicture: _lead, ...rest } = record
  return rest
}

/** Removes the pictures that no version shows: any, or only those of `names`. An older version that cannot be read may show every one. */
async function sweepPictures(
  context: LibraryContext,
  id: ArticleId,
  folder: string,
  { html, leadPicture }: { readonly html: string; readonly leadPicture: string | undefined },
  names?: readonly string[],
): Promise<void> {
  const older = await olderDocuments(folder)
  if (older.includes(undefined)) return
  // What a repair leaves out is wanted again when it is taken back.
  const repair = (await readText(path.join(folder, REPAIR_FILE))) ?? ''
  for (const file of await namesIn(path.join(folder, IMAGES_FOLDER))) {
    const name = `${IMAGES_FOLDER}/${file}`
    if (!isPictureFile(name) || name === leadPicture || names?.includes(name) === false) continue
    if (![html, repair, ...older].some((document) => document?.includes(name))) await context.formers.takePicture(id, folder, name)
  }
}
