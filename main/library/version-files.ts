import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import { fetchedAtOf, isVersionId, type ArticleVersion, type VersionId } from '../../shared/versions.ts'
import { isWholeDocument } from './article-text.ts'
import { writeState, type DocumentState } from './document-state.ts'
import { namesIn, readBytes, readText } from './files.ts'
import { instantOr, numberOr, optional, textOr } from './json-members.ts'
import { HTML_FILE, relativeName, VERSION_FILE, VERSIONS_FOLDER, type Layout } from './layout.ts'
import { readStored, VERSION_FORMAT, type Json } from './upgrade.ts'

/*
 * The files of an article's older versions:
 *
 *     versions/<time of fetching>/article.html, original.html.gz, original.json, version.json
 *
 * Pictures are shared with the present version, in the article's own images/.
 */

/** A kept picture's tag in a stored document, as the saver writes it; quotes do not stand raw in attributes, nor `<` in text. */
const FROM_ARTICLE = '<img src="images/'
/** And in an older version's, which lies two folders deeper. */
const FROM_VERSION = `<img src="../../images/`

/** Where an older version of an article lies. */
export function versionFolder(articleFolder: string, version: VersionId): string {
  return path.join(articleFolder, VERSIONS_FOLDER, version)
}

/** The names of the versions in an article's folder, new before old. */
export async function versionsIn(articleFolder: string): Promise<readonly VersionId[]> {
  const names = (await namesIn(path.join(articleFolder, VERSIONS_FOLDER))).filter(isVersionId)
  return names.sort().reverse()
}

/** An article's document as it is kept in a version's folder, so that it shows its pictures there too. */
export function documentForVersion(html: string): string {
  return html.replaceAll(FROM_ARTICLE, FROM_VERSION)
}

/** The document of an older version, with its pictures named as everywhere else. @throws Failure not-found, damaged */
export async function readVersionDocument(layout: Layout, articleFolder: string, version: VersionId): Promise<string> {
  const file = path.join(versionFolder(articleFolder, version), HTML_FILE)
  const html = await readText(file)
  if (html === undefined) throw new Failure({ code: 'not-found', what: 'version' })
  if (!isWholeDocument(html)) throw new Failure({ code: 'damaged', file: relativeName(layout, file) })
  return html.replaceAll(FROM_VERSION, FROM_ARTICLE)
}

/** The documents of all older versions; `undefined` for one that cannot be read. */
export async function olderDocuments(articleFolder: string): Promise<readonly (string | undefined)[]> {
  const documents: (string | undefined)[] = []
  for (const version of await versionsIn(articleFolder)) {
    documents.push(await readText(path.join(versionFolder(articleFolder, version), HTML_FILE)).catch(() => undefined))
  }
  return documents
}

/** The text of a `version.json`. */
export function writeVersion(state: DocumentState, fetchedAt: string): string {
  return JSON.stringify({ version: VERSION_FORMAT.version, fetchedAt, ...writeState(state) }, undefined, 2) + '\n'
}

/** Reads a `version.json`, whatever it says. @throws Failure not-found, damaged, newer-version */
export async function readVersionJson(layout: Layout, articleFolder: string, version: VersionId): Promise<Json> {
  const file = path.join(versionFolder(articleFolder, version), VERSION_FILE)
  const data = await readBytes(file)
  if (data === undefined) throw new Failure({ code: 'not-found', what: 'version' })
  return readStored(data, VERSION_FORMAT, relativeName(layout, file))
}

/** Reads a `version.json`. @throws Failure not-found, damaged, newer-version */
export async function readVersion(layout: Layout, articleFolder: string, version: VersionId): Promise<ArticleVersion> {
  const json = await readVersionJson(layout, articleFolder, version)
  return {
    id: version,
    current: false,
    fetchedAt: instantOr(json['fetchedAt'], fetchedAtOf(version)),
    title: textOr(json['title'], ''),
    ...optional('byline', textOr(json['byline'], undefined)),
    ...optional('publishedAt', instantOr(json['publishedAt'], undefined)),
    wordCount: numberOr(json['wordCount'], 0, 1e9, 0),
  }
}
