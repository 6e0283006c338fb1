import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import type { ArticleId, OpenArticle, ReadingPosition } from '../../shared/model.ts'
import { isEmptyRepair } from '../../shared/repair.ts'
import { shown } from './annotation-file.ts'
import { articleText, isWholeDocument } from './article-text.ts'
import { existsSync, makeFolder, readBytes, readText, stampSync, writeDurably } from './files.ts'
import { readAllProgress, readStoredArticle, type StoredArticle } from './index/stored-article.ts'
import { folderNow, HTML_FILE, isId, isPictureFile, PROGRESS_FOLDER, relativeName } from './layout.ts'
import { assertThere, loadRecord, type LibraryContext } from './library-context.ts'
import { readableRepairOf } from './repairs.ts'
import { readProgress, writeProgress, type Progress } from './progress-file.ts'

/** The stored document. @throws Failure not-found, not-ready, damaged, newer-version */
export async function readHtml(context: LibraryContext, id: ArticleId): Promise<string> {
  const { record, folder } = await loadRecord(context.layout, id)
  if (record.state.kind !== 'ready') throw new Failure({ code: 'not-ready', id })
  const file = path.join(folder, HTML_FILE)
  const html = await readText(file).catch((cause: unknown) => {
    throw new Failure({ code: 'damaged', file: relativeName(context.layout, file) }, { cause })
  })
  if (html === undefined || !isWholeDocument(html)) throw new Failure({ code: 'damaged', file: relativeName(context.layout, file) })
  return html
}

/** The last text that was asked for: highlighting asks for the same one again and again. */
const lastText = new WeakMap<LibraryContext, { readonly key: string; readonly text: string }>()

/** The article's text, in which every anchor counts. @throws as `readHtml` */
export async function articleTextOf(context: LibraryContext, id: ArticleId): Promise<string> {
  const { folder } = folderNow(context.layout, id)
  const key = `${id} ${stampSync(path.join(folder, HTML_FILE))}`
  const last = lastText.get(context)
  if (last?.key === key) return last.text
  const text = articleText(await readHtml(context, id))
  lastText.set(context, { key, text })
  return text
}

/** Where reading stopped a moment ago, while it is written down: who comes back at once goes on there. */
const onTheirWay = new WeakMap<LibraryContext, Map<ArticleId, ReadingPosition>>()

/**
 * Everything the reader needs besides the HTML; notes that the article was opened. Damaged annotations do not keep an
 * article from being read.
 * @throws Failure not-found, not-ready, damaged, newer-version
 */
export async function openArticle(context: LibraryContext, id: ArticleId): Promise<OpenArticle> {
  const stored = readStoredArticle(context.layout, id)
  if (stored === undefined) assertThere(context.layout)
  const { summary, annotations } = wholeRow(stored)
  if (stored === undefined || summary.state.kind !== 'ready') throw new Failure({ code: 'not-ready', id })
  // Before anything is waited for: what is changed here meanwhile is newer.
  const [annotationsStamp = '', documentStamp] = [stored.stamp.split('|')[2], stored.htmlStamp]
  context.memory.saw(id, annotations, annotationsStamp)
  context.memory.sawDocument(id, documentStamp)
  await readHtml(context, id)
  const { offset, progress } = onTheirWay.get(context)?.get(id) ?? readAllProgress(stored.folder)
  const repair = await readableRepairOf(context, id)
  const cleaning = { repaired: !isEmptyRepair(repair), accepted: repair.accepted }
  const openedAt = context.now().toISOString()
  if (!context.readOnly) context.inBackground(remember(context, id, { openedAt }))
  return { summary: { ...summary, openedAt }, ...shown(annotations), position: { offset, progress }, cleaning }
}

/** Keeps where reading stopped. @throws Failure invalid-argument, not-found, disk-full, read-only */
export async function rememberPosition(context: LibraryContext, id: ArticleId, position: ReadingPosition): Promise<void> {
  const { offset, progress } = position
  if (!Number.isSafeInteger(offset) || offset < 0 || !(progress >= 0 && progress <= 1)) {
    throw new Failure({ code: 'invalid-argument', problem: 'The position is no place in a text' })
  }
  const waiting = onTheirWay.get(context) ?? new Map<ArticleId, ReadingPosition>()
  onTheirWay.set(context, waiting.set(id, position))
  try {
    await remember(context, id, { offset, progress, updatedAt: context.now().toISOString() })
  } finally {
    if (waiting.get(id) === position) waiting.delete(id)
  }
}

async function remember(context: LibraryContext, id: ArticleId, news: Partial<Progress>): Promise<void> {
  await context.changing(id, async () => {
    const { folder } = folderNow(context.layout, id)
    if (!existsSync(folder)) throw new Failure({ code: 'not-found', what: 'article' })
    const file = path.join(folder, PROGRESS_FOLDER, `${context.device}.json`)
    const old = readProgress(await readBytes(file).catch(() => undefined))
    await makeFolder(path.dirname(file))
    await writeDurably(file, writeProgress({ ...old, ...news }), context.layout.tmp)
  })
}

/**
 * The file that the app's protocol may serve: the document or a kept picture, by pattern and never by joining what a
 * page says.
 */
export function servedFile(context: LibraryContext, id: string, file: string): string | undefined {
  if (!isId(id) || (file !== HTML_FILE && !isPictureFile(file))) return undefined
  const { folder } = folderNow(context.layout, id)
  return path.join(folder, ...file.split('/'))
}

function wholeRow(stored: StoredArticle | undefined): NonNullable<StoredArticle['row']> {
  if (stored === undefined) throw new Failure({ code: 'not-found', what: 'article' })
  if (stored.row !== undefined) return stored.row
  const first = stored.unreadable.find((one) => one.file.endsWith('/article.json')) ?? stored.unreadable[0]
  throw new Failure({ code: first?.problem ?? 'damaged', file: first?.file ?? '' })
}
