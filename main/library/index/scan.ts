import path from 'node:path'
import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { ArticleId } from '../../../shared/model.ts'
import { namesInSync } from '../files.ts'
import { ANNOTATIONS_FILE, ARTICLE_FILE, folderNow, HTML_FILE, isId, isThere, REPAIR_FILE, type Layout } from '../layout.ts'
import { originalOf } from '../outside/conflict-names.ts'
import { isBeingWritten } from './arriving.ts'
import type { ScanResult } from './protocol.ts'
import type { Rows } from './rows.ts'
import { PLACE } from './schema.ts'
import { stampsOf } from './stored-article.ts'

/** The part of the library's folder that is its trash. */
const TRASH_PART = 'trash'

/** Files of an article whose copies, made by a synchroniser, are named in a scan. */
const COPIED = [ANNOTATIONS_FILE, ARTICLE_FILE, REPAIR_FILE, HTML_FILE]

/** How many articles are read at once: about 50 ms. */
const MOST_AT_ONCE = 50

/** Comparing the library's folder with its rows. */
export interface Scanner {
  /** The parts of the folder, those that have rows and are gone among them. */
  parts(): readonly string[]
  scan(part: string, patience: number): ScanResult
  look(ids: readonly ArticleId[], patience: number): ScanResult
}

/** What a scan works on. `refresh` reads articles into their rows without their texts, `rows` says which are on their way. */
export interface ScannerParts {
  readonly database: DatabaseSyncInstance
  readonly layout: Layout
  readonly rows: Rows
  readonly refresh: (ids: readonly ArticleId[]) => unknown
}

interface Row {
  readonly id: ArticleId
  readonly stamp: string
  readonly html_stamp: string
  readonly summary: string
  readonly damage: string | null
}

const ROWS = "SELECT id, stamp, html_stamp, summary, (SELECT group_concat(file || ' ' || problem) FROM damaged WHERE damaged.id = articles.id) AS damage FROM articles"

/** The comparing side of an index. */
export function scannerOf({ database, layout, rows, refresh }: ScannerParts): Scanner {
  const all = <T>(sql: string, ...values: readonly string[]) => database.prepare(sql).all(...values) as unknown as readonly T[]
  const byId = (found: readonly Row[]) => new Map(found.map((row) => [row.id, row]))
  const rowsFor = (ids: Iterable<ArticleId>) => byId(all<Row>(`${ROWS} WHERE id IN (SELECT value FROM json_each(?))`, JSON.stringify([...ids])))
  const rowsOfPart = (part: string) =>
    byId(part === TRASH_PART ? all(`${ROWS} WHERE place = ${PLACE.trash}`) : all(`${ROWS} WHERE substr(id, -2) = ? AND place < ${PLACE.trash}`, part))

  const compare = (folders: ReadonlyMap<ArticleId, Place | undefined>, known: ReadonlyMap<ArticleId, Row>, patience: number): ScanResult => {
    const found: ArticleId[] = []
    const damaged: ArticleId[] = []
    const waiting: ArticleId[] = []
    const conflicts: { id: ArticleId; file: string }[] = []
    for (const [id, place] of folders) {
      const row = known.get(id)
      if (place !== undefined) conflicts.push(...copiesIn(id, place.folder))
      const now = place === undefined ? undefined : stampsOf(place.folder, place.inTrash)
      const isSame = now !== undefined && row?.stamp === now.stamp && row.html_stamp === now.htmlStamp
      if (isSame && row.damage === null) continue
      const isUnfinished = patience > 0 && row !== undefined && place !== undefined && isBeingWritten(place.folder, patience)
      if (isUnfinished) waiting.push(id)
      else (isSame ? damaged : found).push(id)
    }
    // While the window is in use, others are not kept waiting for long. What is damaged differs every time, and comes last.
    const different = [...found, ...damaged].slice(0, patience > 0 ? MOST_AT_ONCE : undefined)
    if (different.length === 0) return { ...NOTHING, conflicts, waiting }
    const before = rowsFor(different)
    refresh(different)
    const after = rowsFor(different)
    // A folder that is still being copied has no row yet, neither before nor now.
    waiting.push(...different.filter((id) => rows.arriving.has(id)))
    return {
      changed: different.filter((id) => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id))),
      conflicts,
      waiting,
      more: found.length + damaged.length > different.length,
    }
  }

  return {
    parts: () => {
      if (!isThere(layout)) return []
      const stored = all<{ part: string }>(`SELECT DISTINCT substr(id, -2) AS part FROM articles WHERE place < ${PLACE.trash}`)
      return [...new Set([...partsOf(layout), ...stored.map(({ part }) => part)])]
    },
    scan: (part, patience) => {
      // A library whose folder is gone (a disk that was pulled) has not lost its articles.
      if (!isThere(layout)) return NOTHING
      const { inTrash, folder, ids } = foldersOf(layout, part)
      const known = rowsOfPart(part)
      const folders = new Map<ArticleId, Place | undefined>(ids.map((id) => [id, { folder: path.join(folder, id), inTrash }]))
      // What has a row and no folder here is gone, or was moved between the trash and the rest.
      for (const id of known.keys()) if (!folders.has(id)) folders.set(id, undefined)
      return compare(folders, known, patience)
    },
    look: (ids, patience) => {
      if (!isThere(layout)) return NOTHING
      return compare(new Map(ids.map((id) => [id, folderNow(layout, id)])), rowsFor(ids), patience)
    },
  }
}

interface Place {
  readonly folder: string
  readonly inTrash: boolean
}

const NOTHING: ScanResult = { changed: [], conflicts: [], waiting: [], more: false }

function copiesIn(id: ArticleId, folder: string): readonly { id: ArticleId; file: string }[] {
  const copies = namesInSync(folder).filter((name) => originalOf(name, COPIED) !== undefined)
  return copies.map((name) => ({ id, file: path.join(folder, name) }))
}

/** The parts that are on the disk. */
export function partsOf(layout: Layout): readonly string[] {
  return [...namesInSync(layout.articles).filter((name) => name.length === 2), TRASH_PART]
}


/** The ids of the folders in a part, and where they lie. */
export function foldersOf(layout: Layout, part: string): { readonly inTrash: boolean; readonly folder: string; readonly ids: readonly ArticleId[] } {
  const inTrash = part === TRASH_PART
  const folder = inTrash ? layout.trash : path.join(layout.articles, part)
  return { inTrash, folder, ids: namesInSync(folder).filter(isId) }
}

/** The ids of the rows that a part of the folder should have. */
export function idsOfPart(database: DatabaseSyncInstance, part: string): Set<ArticleId> {
  const condition = part === TRASH_PART ? `place = ${PLACE.trash}` : `substr(id, -2) = ? AND place < ${PLACE.trash}`
  const statement = database.prepare(`SELECT id FROM articles WHERE ${condition}`)
  const found = part === TRASH_PART ? statement.all() : statement.all(part)
  return new Set((found as { id: ArticleId }[]).map((row) => row.id))
}
