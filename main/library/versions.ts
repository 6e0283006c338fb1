import path from 'node:path'
import { fold, locate } from '../../shared/anchor.ts'
import { Failure } from '../../shared/errors.ts'
import type { CleanReport } from '../../shared/ipc.ts'
import type { ArticleId, Instant } from '../../shared/model.ts'
import { fetchedAtOf, versionIdOf, type ArticleVersion, type OpenVersion, type VersionId, type VersionReport } from '../../shared/versions.ts'
import type { ArticleRecord } from './article-record.ts'
import { articleText } from './article-text.ts'
import { existsSync, makeFolder, makeNewFolder, moveDurably, namesIn, readBytes, readText, remove, syncFolder, writeDurably, writeNew } from './files.ts'
import { highlightsOf } from './highlights.ts'
import { instantOr } from './json-members.ts'
import { folderNow, HTML_FILE, isId, ORIGINAL_ABOUT_FILE, ORIGINAL_FILE, relativeName, VERSION_FILE } from './layout.ts'
import { assertWritable, loadRecord, type LibraryContext } from './library-context.ts'
import { readHtml } from './reading.ts'
import { putInPlace, writeOriginal, type CleanedArticle, type Original } from './saving.ts'
import { temporaryPath } from './temporary-names.ts'
import { ORIGINAL_FORMAT, parseJson, readStored } from './upgrade.ts'
import { documentForVersion, readVersion, readVersionDocument, versionFolder, versionsIn, writeVersion } from './version-files.ts'

/** In tmp/: a new version that is whole, on its way to its place. Not swept: the next start goes on with it. */
const WAITING = /^version-(.{26})$/
const CLEANED_FILE = 'cleaned.json'

/**
 * Makes what came of fetching an article again its current version. The order in which nothing can be lost:
 *
 * 1. The present version is copied to `versions/<time>/`, a folder that is made aside and renamed.
 * 2. The new one is written to a folder of `tmp/`, which is renamed to `version-<id>`: from here on it counts.
 * 3. Its files replace the present ones, one after the other; highlights are anchored, and the record comes last.
 * 4. The folder in `tmp/` goes.
 *
 * A kill in step 3 leaves files of both versions in the article's folder, each whole. The next start, or the next call
 * here, does the rest of it again: `completeVersions`.
 * @throws Failure not-found, not-ready, damaged, newer-version, disk-full, read-only; then all is as it was, or, when the
 * disk refuses in the middle of step 3, as soon as it takes the rest
 */
export async function addVersion(context: LibraryContext, id: ArticleId, cleaned: CleanedArticle, original: Original): Promise<VersionReport> {
  return await context.changing(id, async () => {
    const waiting = waitingFolder(context, id)
    if (existsSync(waiting)) await install(context, id)
    const previous = await keepPresent(context, id)
    const dated = { ...original, fetchedAt: await freeTime(context, id, original.fetchedAt) }
    try {
      await stage(context, waiting, cleaned, dated)
    } catch (error) {
      // It may have been renamed before the disk refused: what was said to have failed must not come true at the next start.
      await discard(context, waiting).catch(() => undefined)
      throw error
    }
    // Once staged it can only go on: what failed for a moment is tried once more before anybody sees a mixture.
    const report = await install(context, id).catch(async () => await install(context, id))
    const { anchored = 0, lost = 0 } = report ?? {}
    return { kind: 'updated', id, version: versionIdOf(dated.fetchedAt), previous, anchored, lost }
  })
}

/** Goes on with new versions that a kill interrupted. One that cannot be put in place now waits for the next time. */
export async function completeVersions(context: LibraryContext): Promise<void> {
  if (context.readOnly) return
  for (const name of await namesIn(context.layout.tmp)) {
    const id = WAITING.exec(name)?.[1]
    if (isId(id)) await context.changing(id, async () => await install(context, id)).catch(() => undefined)
  }
}

/** An article's versions: the current one, then the older ones from new to old. @throws Failure not-found, damaged, newer-version */
export async function versionsOf(context: LibraryContext, id: ArticleId): Promise<readonly ArticleVersion[]> {
  return await context.inTurn(id, async () => {
    const { record, folder } = await loadRecord(context.layout, id)
    const current = currentVersion(record, await fetchedAtIn(context, folder, record))
    const older: ArticleVersion[] = []
    for (const version of await versionsIn(folder)) {
      // A kill before step 2 leaves a copy of the version that is still the current one.
      if (version === current.id) continue
      older.push(await readVersion(context.layout, folder, version).catch(() => nameless(version, record)))
    }
    return [current, ...older]
  })
}

/** A version to read, and the highlights that stand in its text. @throws Failure not-found, not-ready, damaged */
export async function openVersion(context: LibraryContext, id: ArticleId, version: VersionId): Promise<OpenVersion> {
  const opened = await documentOf(context, id, version)
  const text = articleText(opened.html)
  const folded = fold(text)
  const { highlights } = await highlightsOf(context, id)
  const standing = highlights.flatMap((one) => {
    const position = locate(text, one, folded)
    return position === undefined ? [] : [{ ...one, position, lost: false }]
  })
  return { ...opened, highlights: standing.sort((one, other) => one.position.start - other.position.start) }
}

/** One version and its document. @throws Failure not-found, not-ready, damaged */
async function documentOf(
  context: LibraryContext,
  id: ArticleId,
  version: VersionId,
): Promise<{ readonly version: ArticleVersion; readonly html: string }> {
  const found = (await versionsOf(context, id)).find((one) => one.id === version)
  if (found === undefined) throw new Failure({ code: 'not-found', what: 'version' })
  if (found.current) return { version: found, html: await readHtml(context, id) }
  const { folder } = folderNow(context.layout, id)
  return { version: found, html: await readVersionDocument(context.layout, folder, version) }
}

/** What comparing two versions of an article needs of the library. @throws as `openVersion` */
export async function versionsToCompare(context: LibraryContext, id: ArticleId, older: VersionId, newer: VersionId) {
  const side = async (version: VersionId) => {
    const opened = await documentOf(context, id, version)
    return { version: opened.version, text: articleText(opened.html) }
  }
  return { older: await side(older), newer: await side(newer), ...(await highlightsOf(context, id)) }
}

/** Whether a document says what the article says now; white space and what nobody sees do not count. @throws as `readHtml` */
export async function hasText(context: LibraryContext, id: ArticleId, html: string): Promise<boolean> {
  return sameText(await readHtml(context, id), html)
}

/** Whether two documents have the same text, but for white space and invisible characters. */
export function sameText(one: string, other: string): boolean {
  const folded = (html: string) => fold(articleText(html)).text.trim()
  return folded(one) === folded(other)
}

/** Step 1. A version is one fetching: a copy that is there already is of the same, and is brought up to date. */
async function keepPresent(context: LibraryContext, id: ArticleId): Promise<VersionId> {
  const { record, folder } = await loadRecord(context.layout, id)
  const { tmp } = context.layout
  const fetchedAt = await fetchedAtIn(context, folder, record)
  const version = versionIdOf(fetchedAt)
  const files = new Map<string, Uint8Array | string>([[HTML_FILE, documentForVersion(await readHtml(context, id))]])
  for (const name of [ORIGINAL_FILE, ORIGINAL_ABOUT_FILE]) {
    const data = await readBytes(path.join(folder, name))
    if (data !== undefined) files.set(name, data)
  }
  files.set(VERSION_FILE, writeVersion(record, fetchedAt))
  const place = versionFolder(folder, version)
  if (existsSync(place)) {
    for (const [name, data] of files) await writeDurably(path.join(place, name), data, tmp)
  } else {
    await makeWhole(temporaryPath(tmp, version), place, files)
  }
  return version
}

/** Step 2. */
async function stage(context: LibraryContext, waiting: string, cleaned: CleanedArticle, original: Original): Promise<void> {
  const { html, ...rest } = cleaned
  const files = new Map<string, Uint8Array | string>([[HTML_FILE, html], [CLEANED_FILE, JSON.stringify(rest)]]) // prettier-ignore
  await writeOriginal(original, async (name, data) => void files.set(name, data))
  await makeWhole(temporaryPath(context.layout.tmp, 'version'), waiting, files)
}

/** Steps 3 and 4. Where it was cut off it does again what was done; `undefined` when there was nothing to do. */
async function install(context: LibraryContext, id: ArticleId): Promise<CleanReport | undefined> {
  const waiting = waitingFolder(context, id)
  const cleaned = await readStaged(context, waiting)
  const { folder } = folderNow(context.layout, id)
  let report: CleanReport | undefined
  // The article may have been purged while its version waited.
  if (cleaned !== undefined && existsSync(folder)) {
    for (const name of [ORIGINAL_FILE, ORIGINAL_ABOUT_FILE]) {
      if (existsSync(path.join(waiting, name))) await moveDurably(path.join(waiting, name), path.join(folder, name))
    }
    report = await putInPlace(context, id, cleaned)
  }
  await discard(context, waiting)
  return report
}

/** Step 4, in one step at first: half a folder must not be taken for one that waits. */
async function discard(context: LibraryContext, waiting: string): Promise<void> {
  if (!existsSync(waiting)) return
  const gone = temporaryPath(context.layout.tmp, 'version')
  try {
    await moveDurably(waiting, gone)
  } finally {
    await remove(gone)
  }
}

async function readStaged(context: LibraryContext, waiting: string): Promise<CleanedArticle | undefined> {
  const file = path.join(waiting, CLEANED_FILE)
  const data = await readBytes(file)
  const html = await readText(path.join(waiting, HTML_FILE))
  if (data === undefined || html === undefined) return undefined
  // Written by `stage` and by nobody else.
  return { ...(parseJson(data, relativeName(context.layout, file)) as Omit<CleanedArticle, 'html'>), html }
}

/** Makes a folder of files that is there whole or not at all. */
async function makeWhole(unfinished: string, place: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
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

function waitingFolder(context: LibraryContext, id: ArticleId): string {
  assertWritable(context.readOnly)
  return path.join(context.layout.tmp, `version-${id}`)
}

/** A version is named by its time: two never have the same one, whatever the clock says. */
async function freeTime(context: LibraryContext, id: ArticleId, wanted: Instant): Promise<Instant> {
  const taken = await versionsIn(folderNow(context.layout, id).folder)
  let time = new Date(wanted)
  while (taken.includes(versionIdOf(time.toISOString()))) time = new Date(time.getTime() + 1)
  return time.toISOString()
}

/** When the present version was fetched; where that is not known, when it was cleaned. */
async function fetchedAtIn(context: LibraryContext, folder: string, record: ArticleRecord): Promise<Instant> {
  const file = path.join(folder, ORIGINAL_ABOUT_FILE)
  const about = await readBytes(file)
  const otherwise = record.cleanedAt ?? record.savedAt
  if (about === undefined) return otherwise
  try {
    return instantOr(readStored(about, ORIGINAL_FORMAT, relativeName(context.layout, file))['fetchedAt'], otherwise)
  } catch {
    return otherwise
  }
}

function currentVersion(record: ArticleRecord, fetchedAt: Instant): ArticleVersion {
  const { title, byline, publishedAt, wordCount } = record
  return {
    id: versionIdOf(fetchedAt),
    current: true,
    fetchedAt,
    title,
    ...(byline !== undefined && { byline }),
    ...(publishedAt !== undefined && { publishedAt }),
    wordCount,
  }
}

/** An older version whose `version.json` is damaged or missing can still be read and compared. */
function nameless(version: VersionId, record: ArticleRecord): ArticleVersion {
  return { id: version, current: false, fetchedAt: fetchedAtOf(version), title: record.title, wordCount: 0 }
}
