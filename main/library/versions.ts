import path from 'node:path'
import { fold, locate } from '../../shared/anchor.ts'
import { Failure } from '../../shared/errors.ts'
import type { ArticleId, Instant } from '../../shared/model.ts'
import { fetchedAtOf, versionIdOf, type ArticleVersion, type OpenVersion, type VersionId, type VersionReport } from '../../shared/versions.ts'
import type { ArticleRecord } from './article-record.ts'
import { articleText } from './article-text.ts'
import { stateNow } from './document-state.ts'
import { existsSync, readBytes, writeDurably } from './files.ts'
import { highlightsOf } from './highlights.ts'
import { instantOr } from './json-members.ts'
import { folderNow, HTML_FILE, ORIGINAL_ABOUT_FILE, ORIGINAL_FILE, relativeName, VERSION_FILE } from './layout.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { readHtml } from './reading.ts'
import { completeWaiting, makeWhole, replacePresent } from './put-in-place.ts'
import { originalFiles, type CleanedArticle, type Original } from './saving.ts'
import { temporaryPath } from './temporary-names.ts'
import { ORIGINAL_FORMAT, readStored } from './upgrade.ts'
import { documentForVersion, readVersion, readVersionDocument, versionFolder, versionsIn, writeVersion } from './version-files.ts'

/**
 * Makes what came of fetching an article again its current version, in an order in which nothing can be lost: the present
 * version is copied to `versions/<time>/`, a folder that is made aside and renamed; then the new one is put in its place
 * (`replacePresent`).
 * @throws Failure not-found, not-ready, damaged, newer-version, disk-full, read-only; then as `replacePresent` says
 */
export async function addVersion(context: LibraryContext, id: ArticleId, cleaned: CleanedArticle, original: Original): Promise<VersionReport> {
  return await context.changing(id, async () => {
    await completeWaiting(context, id)
    const previous = await keepPresent(context, id)
    const dated = { ...original, fetchedAt: await freeTime(context, id, original.fetchedAt) }
    const { anchored, lost } = await replacePresent(context, id, cleaned, { original: await originalFiles(dated) })
    return { kind: 'updated', id, version: versionIdOf(dated.fetchedAt), previous, anchored, lost }
  })
}

/** An article's versions: the current one, then the older ones from new to old. @throws Failure not-found, damaged, newer-version */
export async function versionsOf(context: LibraryContext, id: ArticleId): Promise<readonly ArticleVersion[]> {
  return await context.inTurn(id, async () => {
    const { record, folder } = await loadRecord(context.layout, id)
    const current = currentVersion(record, await fetchedAtIn(context, folder, record))
    const older: ArticleVersion[] = []
    for (const version of await versionsIn(folder)) {
      // A kill before the new one is staged leaves a copy of the version that is still the current one.
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

/** The name of the version that an article shows. @throws Failure not-found, damaged, newer-version */
export async function currentVersionId(context: LibraryContext, id: ArticleId): Promise<VersionId> {
  const { record, folder } = await loadRecord(context.layout, id)
  return versionIdOf(await fetchedAtIn(context, folder, record))
}

/**
 * Copies the present version to `versions/`. A version is one fetching: a copy that is there already is of the same, and is
 * brought up to date. To be called in the article's turn.
 */
export async function keepPresent(context: LibraryContext, id: ArticleId): Promise<VersionId> {
  const { record, folder } = await loadRecord(context.layout, id)
  const { tmp } = context.layout
  const fetchedAt = await fetchedAtIn(context, folder, record)
  const version = versionIdOf(fetchedAt)
  const files = new Map<string, Uint8Array | string>([[HTML_FILE, documentForVersion(await readHtml(context, id))]])
  for (const name of [ORIGINAL_FILE, ORIGINAL_ABOUT_FILE]) {
    const data = await readBytes(path.join(folder, name))
    if (data !== undefined) files.set(name, data)
  }
  files.set(VERSION_FILE, writeVersion(stateNow(context, record, folder), fetchedAt))
  const place = versionFolder(folder, version)
  if (existsSync(place)) {
    for (const [name, data] of files) await writeDurably(path.join(place, name), data, tmp)
  } else {
    await makeWhole(temporaryPath(tmp, version), place, files)
  }
  return version
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
