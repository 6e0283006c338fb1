import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { ArticlesAbout } from '../../../shared/list.ts'
import type { ArticleId, ArticleSummary } from '../../../shared/model.ts'
import { layoutOf, type Layout } from '../layout.ts'
import { completionsOf } from './completions.ts'
import { inTransaction, isDamage, openDatabase } from './database.ts'
import type { IndexCalls, IndexOptions, IndexOverview, IndexState, RowProblem, TextProgress } from './protocol.ts'
import { rowsOf } from './rows.ts'
import { PLACE } from './schema.ts'
import { foldersOf, idsOfPart, partsOf, scannerOf } from './scan.ts'
import { searchOf } from './search.ts'
import { readStoredArticle } from './stored-article.ts'


/** An open index, in the thread that it runs in. */
export interface ArticleIndex extends IndexCalls {
  readonly state: IndexState
}

/** Opens the index of a library and reads again the articles whose changes were cut short. */
export function openArticleIndex(options: IndexOptions): ArticleIndex {
  const layout = layoutOf(options.library)
  const database = openDatabase(options.file)
  const rows = rowsOf(database, layout)
  const pending = pendingOf(database)
  const search = searchOf(database)
  const completions = completionsOf(database)
  const withoutText = database.prepare('SELECT id FROM articles WHERE text_stamp <> html_stamp ORDER BY n DESC LIMIT 20')

  const refresh = (ids: readonly ArticleId[], withText: boolean, onlyRecord = false): readonly ArticleId[] =>
    inTransaction(database, () => {
      const there = ids.filter((id) => rows.refresh(id, withText, onlyRecord))
      pending.remove(ids)
      return there
    })

  const replayed = replay(pending.all(), refresh)
  const complete = database.prepare("SELECT 1 FROM facts WHERE name = 'complete'").get() !== undefined

  return {
    state: { onDisk: (database.location() ?? '') !== '', complete, replayed },
    pending: (ids) => inTransaction(database, () => pending.add(ids)),
    refresh: (ids) => refresh(ids, true),
    list: (query) => search.list(query),
    ids: (query) => search.ids(query),
    placeOf: (query, id) => search.placeOf(query, id),
    about: (ids) => aboutOf(database, ids),
    completions: (field, begun) => completions.of(field, begun),
    get: (ids) => getRows(database, ids),
    findByAddress: (address) => findByAddress(database, address),
    unfinished: () => idsOf(database, "SELECT id FROM articles WHERE state = 'saving' AND place < 3 ORDER BY saved, id"),
    annotated: () => idsOf(database, 'SELECT id FROM articles WHERE (highlights > 0 OR notes > 0) AND place < 3 ORDER BY id'),
    overview: () => overviewOf(database),
    folders: () => partsOf(layout).flatMap((part) => foldersOf(layout, part).ids).sort().reverse(),
    refreshRows: (ids) => refresh(ids, false),
    refreshRecords: (ids) => refresh(ids, false, true),
    ...scannerOf({ database, layout, rows, refresh: (ids) => refresh(ids, false) }),
    complete: () => database.exec("INSERT OR REPLACE INTO facts VALUES ('complete', '1')"),
    indexTexts: (milliseconds) => {
      const end = performance.now() + milliseconds
      while (performance.now() < end) {
        const ids = (withoutText.all() as { id: ArticleId }[]).map((row) => row.id)
        if (ids.length === 0) break
        inTransaction(database, () => ids.forEach((id) => rows.indexText(id)))
      }
      return textProgress(database)
    },
    check: (part, repair) => {
      const problems = check(database, layout, part)
      if (repair && problems.length > 0) refresh(problems.map((one) => one.id), true)
      return problems
    },
    close: () => database.close(),
  }
}

/** Reads again what was cut short. On a full disk it stays noted, and is tried again by the next scan and start. */
function replay(
  ids: readonly ArticleId[],
  refresh: (ids: readonly ArticleId[], withText: boolean) => unknown,
): readonly ArticleId[] {
  if (ids.length === 0) return ids
  try {
    refresh(ids, true)
    return ids
  } catch (error) {
    if (isDamage(error)) throw error
    return []
  }
}

function pendingOf(database: DatabaseSyncInstance) {
  const add = database.prepare('INSERT OR IGNORE INTO pending VALUES (?)')
  const remove = database.prepare('DELETE FROM pending WHERE id = ?')
  add.setReadBigInts(true)
  remove.setReadBigInts(true)
  return {
    add: (ids: readonly ArticleId[]) => ids.forEach((id) => add.run(id)),
    remove: (ids: readonly ArticleId[]) => ids.forEach((id) => remove.run(id)),
    all: () => idsOf(database, 'SELECT id FROM pending'),
  }
}

function idsOf(database: DatabaseSyncInstance, sql: string, ...values: readonly string[]): readonly ArticleId[] {
  return (database.prepare(sql).all(...values) as { id: ArticleId }[]).map((row) => row.id)
}

function getRows(database: DatabaseSyncInstance, ids: readonly ArticleId[]): readonly ArticleSummary[] {
  const select = database.prepare('SELECT summary FROM articles WHERE id = ?')
  return ids.flatMap((id) => {
    const row = select.get(id) as { summary: string } | undefined
    return row === undefined ? [] : [JSON.parse(row.summary) as ArticleSummary]
  })
}

/** The newest article with an address, one in the trash only when there is no other. */
function findByAddress(database: DatabaseSyncInstance, address: string): ArticleSummary | undefined {
  const row = database
    .prepare(`SELECT summary FROM articles WHERE address = ? ORDER BY place = ${PLACE.trash}, saved DESC LIMIT 1`)
    .get(address) as { summary: string } | undefined
  return row === undefined ? undefined : (JSON.parse(row.summary) as ArticleSummary)
}

function overviewOf(database: DatabaseSyncInstance): IndexOverview {
  const count = (place: number) =>
    (database.prepare('SELECT count(*) AS count FROM articles WHERE place = ?').get(place) as { count: number }).count
  const reading = count(PLACE.reading)
  const inbox = count(PLACE.inbox) + reading
  const archive = count(PLACE.archive)
  const favourites = database.prepare(`SELECT count(*) AS count FROM articles WHERE favourite = 1 AND place < ${PLACE.trash}`).get()
  const tags = database
    .prepare('SELECT min(tag) AS tag, count(*) AS count FROM tags WHERE live = 1 GROUP BY folded ORDER BY folded')
    .all() as { tag: string; count: number }[]
  const damaged = database.prepare('SELECT file FROM damaged ORDER BY file').all() as { file: string }[]
  return {
    counts: {
      inbox,
      reading,
      archive,
      favourites: (favourites as { count: number }).count,
      all: inbox + archive,
      trash: count(PLACE.trash),
    },
    tags: tags.map(({ tag, count: articles }) => ({ tag, count: articles })),
    damaged: damaged.map((row) => row.file),
  }
}

function aboutOf(database: DatabaseSyncInstance, ids: readonly ArticleId[]): ArticlesAbout {
  const asked = JSON.stringify(ids)
  const counts = database
    .prepare(
      `SELECT count(*) AS articles, coalesce(sum(place = ${PLACE.archive}), 0) AS archived,
         coalesce(sum(favourite), 0) AS favourites, coalesce(sum(place = ${PLACE.trash}), 0) AS trashed
       FROM articles WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .get(asked) as Omit<ArticlesAbout, 'tags'>
  const tags = database
    .prepare(
      `SELECT min(tag) AS tag, count(*) AS count FROM tags JOIN articles USING (n)
       WHERE id IN (SELECT value FROM json_each(?)) GROUP BY folded ORDER BY folded`,
    )
    .all(asked) as { tag: string; count: number }[]
  return { ...counts, tags: tags.map(({ tag, count }) => ({ tag, count })) }
}

function textProgress(database: DatabaseSyncInstance): TextProgress {
  const { left } = database.prepare('SELECT count(*) AS left FROM articles WHERE text_stamp <> html_stamp').get() as { left: number }
  const { total } = database.prepare('SELECT count(*) AS total FROM articles').get() as { total: number }
  return { left, total }
}

function check(database: DatabaseSyncInstance, layout: Layout, part: string): readonly RowProblem[] {
  const { ids } = foldersOf(layout, part)
  const known = idsOfPart(database, part)
  const problems: RowProblem[] = []
  const summary = database.prepare('SELECT summary FROM articles WHERE id = ?')
  for (const id of ids) {
    const stored = readStoredArticle(layout, id)
    const inIndex = known.delete(id)
    if (stored?.row === undefined) continue
    if (!inIndex) {
      problems.push({ id, problem: 'not-in-index' })
      continue
    }
    const row = summary.get(id) as { summary: string } | undefined
    if (row?.summary !== JSON.stringify(stored.row.summary)) problems.push({ id, problem: 'index-differs' })
  }
  for (const id of known) problems.push({ id, problem: 'not-on-disk' })
  return problems
}
