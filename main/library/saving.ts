import { createHash } from 'node:crypto'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { Failure, type AppError } from '../../shared/errors.ts'
import type {
  ArticleId,
  ArticleMetadata,
  ArticleSource,
  ArticleSummary,
  Confidence,
  Instant,
  MissingPicture,
} from '../../shared/model.ts'
import { NO_ANNOTATIONS } from './annotation-file.ts'
import { writeRecord, type ArticleRecord } from './article-record.ts'
import { cleanTags } from './changes.ts'
import {
  existsSync,
  makeFolder,
  makeNewFolder,
  moveDurably,
  readBytes,
  remove,
  writeDurably,
  writeNew,
} from './files.ts'
import { newId } from './ids.ts'
import { instantOr, optional, textOr } from './json-members.ts'
import {
  ARTICLE_FILE,
  folderNow,
  IMAGES_FOLDER,
  isPictureFile,
  liveFolder,
  ORIGINAL_ABOUT_FILE,
  ORIGINAL_FILE,
  relativeName,
} from './layout.ts'
import { assertWritable, loadRecord, type LibraryContext } from './library-context.ts'
import { NO_PROGRESS } from './progress-file.ts'
import { summaryOf } from './summary.ts'
import { syncFolder } from './sync-folder.ts'
import { temporaryPath } from './temporary-names.ts'
import { ARTICLE_FORMAT, ORIGINAL_FORMAT, readStored } from './upgrade.ts'

/** How hard originals are packed: at half the time of zlib's own 6, they become 2 % larger (400 pages, measured). */
const PACKING = 4

/** What saving begins with. */
export interface NewArticle {
  /** When it was chosen before, so that an interrupted saving finds it again; else a new one. No article may have it. */
  readonly id?: ArticleId
  readonly source: ArticleSource
  readonly url?: string
  /** The canonical address by which the same article is recognised. */
  readonly address?: string
  /** The address or file name, until the article is cleaned. */
  readonly title: string
  readonly tags: readonly string[]
  readonly original?: Original
}

/** What was fetched or given, as it was. */
export interface Original {
  readonly bytes: Uint8Array
  readonly contentType?: string
  readonly url?: string
  readonly name?: string
  readonly fetchedAt: Instant
}

/** Everything that becomes true at once when saving ends. */
export interface CleanedArticle {
  readonly metadata: ArticleMetadata
  /** The whole document. */
  readonly html: string
  readonly url?: string
  readonly address?: string
  readonly leadPicture?: string
  readonly pictures: { readonly kept: number; readonly missing: readonly MissingPicture[] }
  readonly confidence: Confidence
}

/**
 * Makes an article in state `saving`. Durable when it resolves: the folder is made whole in tmp/ and moved into place.
 * @throws Failure disk-full, read-only, disk-error; then there is nothing
 */
export async function begin(context: LibraryContext, article: NewArticle): Promise<ArticleSummary> {
  assertWritable(context.readOnly)
  const now = context.now()
  const id = article.id ?? (newId(now) as ArticleId)
  const record = newRecord(article, id, now)
  const unfinished = temporaryPath(context.layout.tmp, id)
  const folder = liveFolder(context.layout, id)
  return await context.changing(id, async () => {
    try {
      await makeNewFolder(unfinished)
      await writeNew(path.join(unfinished, ARTICLE_FILE), writeRecord(record))
      if (article.original !== undefined) await writeOriginal(article.original, (name, data) => writeNew(path.join(unfinished, name), data))
      await syncFolder(unfinished)
      await makeFolder(path.dirname(folder))
      await moveDurably(unfinished, folder)
    } catch (error) {
      await remove(unfinished).catch(() => undefined)
      throw error
    }
    return summaryOf(record, NO_ANNOTATIONS, NO_PROGRESS, false)
  })
}

/** The record of an article of which nothing is known yet but how it came, in state `saving`. */
export function newRecord(article: NewArticle, id: ArticleId, now: Date): ArticleRecord {
  return {
    version: ARTICLE_FORMAT.version,
    id,
    ...optional('url', article.url),
    ...optional('address', article.address),
    source: article.source,
    state: { kind: 'saving' },
    title: article.title,
    direction: 'ltr',
    excerpt: '',
    wordCount: 0,
    readingMinutes: 1,
    tags: cleanTags(article.tags),
    favourite: false,
    savedAt: now.toISOString(),
    updatedAt: now.toISOString(),
    pictures: { kept: 0, missing: [] },
    bytes: 0,
    confidence: 0,
  }
}

/** Keeps what was fetched, so that cleaning can be done again. @throws Failure not-found, disk-full, read-only */
export async function storeOriginal(context: LibraryContext, id: ArticleId, original: Original): Promise<void> {
  await context.changing(id, async () => {
    const { folder } = await loadRecord(context.layout, id)
    await writeOriginal(original, (name, data) => writeDurably(path.join(folder, name), data, context.layout.tmp))
  })
}

/** The data goes first: what is said of it is only there when it is. */
export async function writeOriginal(original: Original, write: (name: string, data: Uint8Array | string) => Promise<void>): Promise<void> {
  const { bytes, fetchedAt } = original
  await write(ORIGINAL_FILE, await promisify(gzip)(bytes, { level: PACKING }))
  const about = {
    version: ORIGINAL_FORMAT.version,
    ...optional('contentType', original.contentType),
    ...optional('url', original.url),
    ...optional('name', original.name),
    fetchedAt,
  }
  await write(ORIGINAL_ABOUT_FILE, JSON.stringify(about, undefined, 2) + '\n')
}

/** The files of an original, by name. */
export async function originalFiles(original: Original): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const files = new Map<string, Uint8Array | string>()
  await writeOriginal(original, async (name, data) => void files.set(name, data))
  return files
}

/** What was fetched or given, unchanged. @throws Failure not-found `original`, damaged, newer-version */
export async function readOriginal(context: LibraryContext, id: ArticleId): Promise<Original> {
  return await readOriginalIn(context, folderNow(context.layout, id).folder)
}

/** `readOriginal` of a folder: an article's, or that of one of its older versions. */
export async function readOriginalIn(context: LibraryContext, folder: string): Promise<Original> {
  const file = path.join(folder, ORIGINAL_FILE)
  const aboutFile = path.join(folder, ORIGINAL_ABOUT_FILE)
  const packed = await readBytes(file)
  const about = await readBytes(aboutFile)
  if (packed === undefined || about === undefined) throw new Failure({ code: 'not-found', what: 'original' })
  const json = readStored(about, ORIGINAL_FORMAT, relativeName(context.layout, aboutFile))
  const bytes = await promisify(gunzip)(packed).catch((cause: unknown) => {
    throw new Failure({ code: 'damaged', file: relativeName(context.layout, file) }, { cause })
  })
  return {
    bytes,
    ...optional('contentType', textOr(json['contentType'], undefined)),
    ...optional('url', textOr(json['url'], undefined)),
    ...optional('name', textOr(json['name'], undefined)),
    fetchedAt: instantOr(json['fetchedAt'], new Date(0).toISOString()),
  }
}

/**
 * Keeps a picture under its content's SHA-256, once. Durable when it resolves.
 * @param extension without the dot, e.g. `jpg`
 * @returns its name relative to the article's folder
 * @throws Failure not-found, invalid-argument, disk-full, read-only
 */
export async function keepPicture(context: LibraryContext, id: ArticleId, bytes: Uint8Array, extension: string): Promise<string> {
  assertWritable(context.readOnly)
  const name = `${IMAGES_FOLDER}/${createHash('sha256').update(bytes).digest('hex')}.${extension.toLowerCase()}`
  if (!isPictureFile(name)) throw new Failure({ code: 'invalid-argument', problem: 'Not a file extension' })
  return await context.inTurn(id, async () => {
    const { folder } = folderNow(context.layout, id)
    if (!existsSync(folder)) throw new Failure({ code: 'not-found', what: 'article' })
    const file = path.join(folder, name)
    if (existsSync(file)) return name
    await makeFolder(path.dirname(file))
    await writeDurably(file, bytes, context.layout.tmp)
    return name
  })
}

/** Ends saving without success; what was kept of it stays for the next try. @throws Failure not-found, disk-full, read-only */
export async function fail(context: LibraryContext, id: ArticleId, error: AppError): Promise<void> {
  await setState(context, id, (now) => ({ kind: 'failed', error, at: now }))
}

/** Makes a failed article one that is being saved again; a restart will go on with it. */
export async function resume(context: LibraryContext, id: ArticleId): Promise<void> {
  await setState(context, id, () => ({ kind: 'saving' }))
}

async function setState(context: LibraryContext, id: ArticleId, state: (now: Instant) => ArticleRecord['state']): Promise<void> {
  await context.changing(id, async () => {
    const { record, folder } = await loadRecord(context.layout, id)
    const now = context.now().toISOString()
    const changed = { ...record, state: state(now), updatedAt: now }
    await writeDurably(path.join(folder, ARTICLE_FILE), writeRecord(changed), context.layout.tmp)
  })
}
