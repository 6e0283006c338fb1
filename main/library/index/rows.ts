import { deflateRawSync } from 'node:zlib'
import path from 'node:path'
import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite'
import type { ArticleId, ArticleSummary } from '../../../shared/model.ts'
import { articleText, isWholeDocument } from '../article-text.ts'
import type { Annotations } from '../annotation-file.ts'
import { namesInSync, readBytesSync } from '../files.ts'
import { ARTICLE_FILE, folderNow, HTML_FILE, isThere, relativeName, type Layout } from '../layout.ts'
import { isArriving } from './arriving.ts'
import { PLACE } from './schema.ts'
import { searchText } from '../../../shared/search-text.ts'
import { tagKey } from '../../../shared/tag-key.ts'
import { readStoredArticle, type StoredArticle } from './stored-article.ts'

/** What a row remembers of the files it was made from. */
export interface KnownRow {
  readonly n: number
  readonly id: ArticleId
  readonly stamp: string
  readonly html_stamp: string
  readonly text_stamp: string
}

/** Makes rows of articles, and keeps them the same as the files. */
export interface Rows {
  /**
   * Reads an article's files and writes its row; answers whether there is a row now. `onlyRecord`: nothing but
   * `article.json` or the article's place changed, so that its highlights need not be written again.
   */
  refresh(id: ArticleId, withText: boolean, onlyRecord?: boolean): boolean
  /** Articles without a row, because another program is still bringing them. */
  readonly arriving: ReadonlySet<ArticleId>
  known(id: ArticleId): KnownRow | undefined
  remove(id: ArticleId): void
  /** Puts one article's text into the search tables. */
  indexText(id: ArticleId): void
}

/** A word of its own between two marks, so that no phrase begins in one and ends in the next. */
const BETWEEN_MARKS = ' \u{f0000} '

/** Rows of a database that has the tables of `schema.ts`. */
export function rowsOf(database: DatabaseSyncInstance, layout: Layout): Rows {
  const select = database.prepare('SELECT n, id, stamp, html_stamp, text_stamp FROM articles WHERE id = ?')
  const write = writers(database)

  const known = (id: ArticleId) => select.get(id) as KnownRow | undefined

  const arriving = new Set<ArticleId>()

  const remove = (id: ArticleId) => {
    // A library whose folder is gone (a disk that was pulled) has not lost its articles.
    if (!isThere(layout)) return
    write.forgetDamage.run(id)
    const row = known(id)
    if (row === undefined) return
    removeMarks(row.n)
    for (const statement of [write.forgetWords, write.forgetTerms, write.forgetHeads, write.forgetText, write.forgetTags, write.forgetArticle]) {
      statement.run(row.n)
    }
  }

  const removeMarks = (n: number) => {
    write.forgetMarkWords.run(n)
    write.forgetMarks.run(n)
  }

  const writeMarks = (n: number, annotations: Annotations, isNew: boolean) => {
    if (!isNew) removeMarks(n)
    const { highlights, note } = annotations
    if (highlights.length === 0 && note === '') return
    for (const one of highlights) {
      write.addMark.run(n, one.id, one.colour, one.quote.exact, one.note, one.position.start, one.position.end, one.lost ? 1 : 0)
    }
    if (note !== '') write.addMark.run(n, '', '', '', note, 0, 0, 0)
    const joined = (texts: readonly string[]) => texts.map(searchText).join(BETWEEN_MARKS)
    write.addMarkWords.run(
      n,
      joined(highlights.map((one) => one.quote.exact)),
      joined([...highlights.map((one) => one.note), note]),
      joined(highlights.flatMap((one) => one.tags)),
    )
  }

  const headOf = (n: number) => (write.headFields.get(n) as { fields: string } | undefined)?.fields

  const writeHead = (n: number, summary: ArticleSummary, isNew: boolean) => {
    if (!isNew) write.forgetHeads.run(n)
    write.addHeads.run(
      n,
      searchText(summary.title),
      searchText(summary.byline ?? ''),
      searchText([summary.siteName ?? '', hostOf(summary.url)].join(' , ')),
      searchText(summary.tags.join(' , ')),
    )
  }

  const indexText = (n: number, id: ArticleId, stored: StoredArticle, isNew: boolean) => {
    const text = readText(id, stored)
    const body = searchText(text)
    if (!isNew) for (const statement of [write.forgetWords, write.forgetTerms]) statement.run(n)
    write.addWords.run(n, body)
    write.addTerms.run(n, body)
    write.addText.run(n, deflateRawSync(text, { level: 1 }))
    write.textDone.run(stored.htmlStamp, stored.htmlStamp, n)
  }

  /** The text of an article's document, which is noted as damaged when it is no whole one. */
  const readText = (id: ArticleId, stored: StoredArticle): string => {
    const file = path.join(stored.folder, HTML_FILE)
    const html = readHtml(file)
    const name = relativeName(layout, file)
    write.forgetHtmlDamage.run(name)
    if (html === undefined && stored.row?.summary.state.kind === 'ready') write.addDamage.run(name, id, 'damaged')
    return html === undefined ? '' : articleText(html)
  }

  const refresh = (id: ArticleId, withText: boolean, onlyRecord = false): boolean => {
    const stored = readStoredArticle(layout, id)
    const before = known(id)
    arriving.delete(id)
    if (before === undefined && stored?.row !== undefined && isArriving(stored.folder, stored.row.record)) {
      arriving.add(id)
      return false
    }
    if (stored === undefined) {
      const folder = folderNow(layout, id).folder
      // An article that was here and has lost its record is damaged; one never seen may still be being copied.
      if (before !== undefined && namesInSync(folder).length > 0) {
        write.addDamage.run(relativeName(layout, path.join(folder, ARTICLE_FILE)), id, 'damaged')
        return true
      }
      remove(id)
      return false
    }
    if (write.damageOf.get(id) !== undefined) write.forgetSmallDamage.run(id)
    for (const { file, problem } of stored.unreadable) write.addDamage.run(file, id, problem)
    if (stored.row === undefined) {
      // The row of a damaged article stays: it is still known by name, and its record can be repaired from it.
      if (before !== undefined) write.moved.run(stored.stamp, stored.inTrash ? 1 : 0, before.n)
      return before !== undefined
    }
    // Of a new article nothing is forgotten: a search table that is asked to looks through all that it holds.
    const isNew = before === undefined
    const headBefore = isNew ? undefined : headOf(before.n)
    const n = writeArticle(write, stored, stored.row, before)
    if (isNew || headBefore !== headOf(n)) writeHead(n, stored.row.summary, isNew)
    const sameMarks = onlyRecord && !isNew && annotationsPart(before.stamp) === annotationsPart(stored.stamp)
    if (!sameMarks) writeMarks(n, stored.row.annotations, isNew)
    if (isNew || before.text_stamp !== stored.htmlStamp) {
      if (withText) indexText(n, id, stored, isNew)
      else write.textMissing.run(n)
    }
    return true
  }

  return {
    refresh,
    arriving,
    known,
    remove,
    indexText: (id) => {
      const [row, stored] = [known(id), readStoredArticle(layout, id)]
      if (row !== undefined && stored?.row !== undefined) indexText(row.n, id, stored, false)
    },
  }
}

/** What a stamp says of the annotations, see `stampsOf`. */
function annotationsPart(stamp: string): string | undefined {
  return stamp.split('|')[2]
}

/** A whole document; `undefined` when it is missing, cut off or no file. */
function readHtml(file: string): string | undefined {
  try {
    const data = readBytesSync(file)
    const html = data === undefined ? '' : new TextDecoder().decode(data)
    return isWholeDocument(html) ? html : undefined
  } catch {
    return undefined
  }
}

/** A host's name without `www.`, for searching by site. */
export function hostOf(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return ''
  return new URL(url).hostname.replace(/^www\./, '')
}

function placeOf(stored: StoredArticle, row: NonNullable<StoredArticle['row']>): number {
  if (stored.inTrash) return PLACE.trash
  if (row.record.archivedAt !== undefined) return PLACE.archive
  return row.summary.progress > 0 ? PLACE.reading : PLACE.inbox
}

function writeArticle(
  write: Writers,
  stored: StoredArticle,
  row: NonNullable<StoredArticle['row']>,
  before: KnownRow | undefined,
): number {
  const { record, summary } = row
  const values = [
    record.id,
    placeOf(stored, row),
    record.state.kind,
    record.address ?? null,
    summary.savedAt,
    summary.publishedAt ?? null,
    // Sorted without the quotes and brackets a title may begin with.
    searchText(summary.title).replace(/^[^\p{L}\p{N}]+/u, ''),
    summary.wordCount,
    summary.progress,
    summary.favourite ? 1 : 0,
    summary.offline.missing.length,
    summary.highlightCount,
    summary.noteCount,
    (summary.language ?? '').toLowerCase(),
    searchText([summary.siteName ?? '', hostOf(summary.url)].join(' , ')),
    searchText(summary.byline ?? ''),
    JSON.stringify(summary),
    stored.stamp,
    stored.htmlStamp,
  ]
  let n: number
  if (before === undefined) n = Number(write.addArticle.run(...values).lastInsertRowid)
  else {
    n = before.n
    write.changeArticle.run(...values, n)
    write.forgetTags.run(n)
  }
  for (const tag of summary.tags) write.addTag.run(tagKey(tag), n, tag, stored.inTrash ? 0 : 1)
  return n
}

type Writers = Readonly<Record<keyof typeof WRITERS, StatementSyncInstance>>

function writers(database: DatabaseSyncInstance): Writers {
  const entries = Object.entries(WRITERS).map(([name, sql]) => {
    const statement = database.prepare(sql)
    // After a delete in a contentless table the last row id can be about 9e15, and run() would throw after having run.
    statement.setReadBigInts(!sql.startsWith('SELECT'))
    return [name, statement] as const
  })
  return Object.fromEntries(entries) as Writers
}

const COLUMNS =
  'id, place, state, address, saved, published, title, word_count, progress, favourite, missing, highlights, notes, language, site, byline, summary, stamp, html_stamp'

const WRITERS = {
  addArticle: `INSERT INTO articles (${COLUMNS}, text_stamp) VALUES (${'?, '.repeat(19)}'none')`,
  changeArticle: `UPDATE articles SET (${COLUMNS}) = (${'?, '.repeat(18)}?) WHERE n = ?`,
  moved: `UPDATE articles SET stamp = ?, place = iif(?, ${PLACE.trash}, iif(place = ${PLACE.trash}, ${PLACE.inbox}, place)) WHERE n = ?`,
  textDone: 'UPDATE articles SET html_stamp = ?, text_stamp = ? WHERE n = ?',
  textMissing: "UPDATE articles SET text_stamp = 'none' WHERE n = ?",
  headFields: "SELECT title || '|' || byline || '|' || site || '|' || (SELECT coalesce(group_concat(folded), '') FROM tags WHERE tags.n = articles.n) AS fields FROM articles WHERE n = ?",
  forgetArticle: 'DELETE FROM articles WHERE n = ?',
  forgetWords: 'DELETE FROM words WHERE rowid = ?',
  forgetText: 'DELETE FROM texts WHERE n = ?',
  forgetTags: 'DELETE FROM tags WHERE n = ?',
  forgetTerms: 'DELETE FROM terms WHERE rowid = ?',
  forgetHeads: 'DELETE FROM heads WHERE rowid = ?',
  forgetMarkWords: 'DELETE FROM mark_words WHERE rowid = ?',
  forgetMarks: 'DELETE FROM marks WHERE n = ?',
  forgetDamage: 'DELETE FROM damaged WHERE id = ?',
  damageOf: 'SELECT 1 FROM damaged WHERE id = ?',
  // Not run for nothing: a statement with a function in it that may change rows makes SQLite write out all that the search tables
  // have in memory, and each article would be a segment of its own there (a quarter of the time of indexing, measured).
  forgetSmallDamage: `DELETE FROM damaged WHERE id = ? AND file NOT LIKE '%/${HTML_FILE}'`,
  forgetHtmlDamage: 'DELETE FROM damaged WHERE file = ?',
  addDamage: 'INSERT OR REPLACE INTO damaged (file, id, problem) VALUES (?, ?, ?)',
  addWords: 'INSERT INTO words (rowid, body) VALUES (?, ?)',
  addTerms: 'INSERT INTO terms (rowid, body) VALUES (?, ?)',
  addHeads: 'INSERT INTO heads (rowid, title, byline, site, tags) VALUES (?, ?, ?, ?, ?)',
  addText: 'INSERT OR REPLACE INTO texts (n, text) VALUES (?, ?)',
  addTag: 'INSERT OR REPLACE INTO tags (folded, n, tag, live) VALUES (?, ?, ?, ?)',
  addMark: 'INSERT INTO marks (n, id, colour, quote, note, first, last, lost) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  addMarkWords: 'INSERT INTO mark_words (rowid, quote, note, tags) VALUES (?, ?, ?, ?)',
}
