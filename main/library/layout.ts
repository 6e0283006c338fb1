import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import { existsSync } from './files.ts'

/** A lower-case ULID (Crockford's base 32; the first digit holds 3 bits). */
const ULID = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** A kept picture: its content's SHA-256 and a plain extension. */
const PICTURE = /^images\/[0-9a-f]{64}\.[a-z0-9]{1,5}$/

/** Names in an article's folder. */
export const ARTICLE_FILE = 'article.json'
export const HTML_FILE = 'article.html'
export const ANNOTATIONS_FILE = 'annotations.json'
export const ORIGINAL_FILE = 'original.html.gz'
export const ORIGINAL_ABOUT_FILE = 'original.json'
/** What the reader corrected of the cleaning. */
export const REPAIR_FILE = 'repair.json'
export const PROGRESS_FOLDER = 'progress'
export const IMAGES_FOLDER = 'images'
export const VERSIONS_FOLDER = 'versions'
/** In an older version's folder. */
export const VERSION_FILE = 'version.json'

/** In the library's own folder. */
export const SITE_RULES_FILE = 'site-rules.json'
export const SAVED_SEARCHES_FILE = 'saved-searches.json'

/** Where everything of a library lies. Built from its folder alone, so that the index worker has the same one. */
export interface Layout {
  readonly root: string
  readonly articles: string
  readonly trash: string
  readonly tmp: string
}

/** The layout of the library in `root`. */
export function layoutOf(root: string): Layout {
  return {
    root,
    articles: path.join(root, 'articles'),
    trash: path.join(root, 'trash'),
    tmp: path.join(root, 'tmp'),
  }
}

/**
 * Whether a library's folder is there. A disk that was pulled or a share that is not mounted leaves a missing or empty
 * folder, and what it held is not deleted.
 */
export function isThere(layout: Layout): boolean {
  return existsSync(layout.articles)
}

/** Whether a text is an article's (or highlight's) id. Only such texts are ever joined into paths. */
export function isId(text: unknown): text is ArticleId {
  return typeof text === 'string' && ULID.test(text)
}

/** Whether a text names a kept picture relative to its article's folder. */
export function isPictureFile(file: string): boolean {
  return PICTURE.test(file)
}

/** The folder that shares out articles: the id's LAST two characters, because the first ones are time. */
export function shardOf(id: ArticleId): string {
  return id.slice(-2)
}

/** Where an article's folder is when it is not in the trash. @throws Failure not-found when it is no id */
export function liveFolder(layout: Layout, id: ArticleId): string {
  return path.join(layout.articles, shardOf(known(id)), id)
}

/** Where an article's folder is when it is in the trash. @throws Failure not-found when it is no id */
export function trashFolder(layout: Layout, id: ArticleId): string {
  return path.join(layout.trash, known(id))
}

/**
 * Where an article's folder is now; a missing one would be among the living. A folder without a record, as a
 * synchroniser may leave one, does not hide the article in the other place.
 */
export function folderNow(layout: Layout, id: ArticleId): { readonly folder: string; readonly inTrash: boolean } {
  const live = liveFolder(layout, id)
  const trash = trashFolder(layout, id)
  const inTrash = !existsSync(path.join(live, ARTICLE_FILE)) && existsSync(path.join(trash, ARTICLE_FILE))
  return { folder: inTrash ? trash : live, inTrash }
}

/** A path as problems and damage are named: relative to the library, with `/` on every system. */
export function relativeName(layout: Layout, file: string): string {
  return path.relative(layout.root, file).split(path.sep).join('/')
}

function known(id: ArticleId): ArticleId {
  if (!isId(id)) throw new Failure({ code: 'not-found', what: 'article' })
  return id
}
