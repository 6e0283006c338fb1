import { createHash } from 'node:crypto'
import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import type { LibraryProblem, Verification } from '../../shared/verification.ts'
import type { ArticleId } from '../../shared/model.ts'
import { isWholeDocument } from './article-text.ts'
import { openAnnotations } from './annotation-store.ts'
import { writeRecord, type ArticleRecord } from './article-record.ts'
import { moveAsideSync, namesIn, readBytes, readText, writeDurably } from './files.ts'
import { deadTemporaries, sweepTemporaries } from './sweep-temporaries.ts'
import { ANNOTATIONS_FILE, ARTICLE_FILE, HTML_FILE, IMAGES_FOLDER, isId, isPictureFile, ORIGINAL_FILE, relativeName, REPAIR_FILE, VERSION_FILE, VERSIONS_FOLDER } from './layout.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { isConflictCopy } from './outside/conflict-names.ts'
import { mergeCopy } from './outside/merge-copies.ts'
import { repairOf } from './repairs.ts'
import { readOriginalIn } from './saving.ts'
import { ARTICLE_FORMAT } from './upgrade.ts'
import { readVersion, readVersionDocument, versionFolder, versionsIn } from './version-files.ts'

/**
 * Checks every file of the library and every row of the index. With `repair` what can be made good without losing
 * anything is: rows, leftovers, conflict copies, and a damaged `article.json` whose row is still known; the damaged file
 * is kept aside.
 * @throws Failure read-only with `repair`, disk-error
 */
export async function verify(context: LibraryContext, repair: boolean): Promise<Verification> {
  if (repair && context.readOnly) throw new Failure({ code: 'read-only', what: 'library' })
  const problems: LibraryProblem[] = []
  let checked = 0
  for (const part of await context.index.parts()) {
    const folder = part === 'trash' ? context.layout.trash : path.join(context.layout.articles, part)
    for (const id of (await namesIn(folder)).filter(isId)) {
      checked++
      problems.push(...(await verifyArticle(context, id, path.join(folder, id), repair)))
    }
    problems.push(...(await verifyRows(context, part, repair)))
    const { conflicts } = await context.index.scan(part, 0)
    for (const { id, file } of conflicts) {
      const repaired = repair && (await mergeCopy(context, id, file))
      problems.push({ id, file: relativeName(context.layout, file), problem: 'conflict-copy', repaired })
    }
  }
  problems.push(...(await leftovers(context, repair)))
  return { problems, checked }
}

async function verifyRows(context: LibraryContext, part: string, repair: boolean): Promise<readonly LibraryProblem[]> {
  const suspects = await context.index.check(part, false)
  if (suspects.length === 0) return []
  // A change may be under way, its files written and its row not yet: look again when it has ended.
  for (const { id } of suspects) await context.inTurn(id, async () => undefined)
  const ids = new Set(suspects.map((one) => one.id))
  const still = (await context.index.check(part, repair)).filter((one) => ids.has(one.id))
  return still.map(({ id, problem }) => ({ id, problem, repaired: repair }))
}

async function leftovers(context: LibraryContext, repair: boolean): Promise<readonly LibraryProblem[]> {
  const before = await deadTemporaries(context.layout.tmp)
  const swept = new Set(repair ? await sweepTemporaries(context.layout.tmp) : [])
  return before.map((name) => ({ file: `tmp/${name}`, problem: 'leftover', repaired: swept.has(name) }))
}

async function verifyArticle(context: LibraryContext, id: ArticleId, folder: string, repair: boolean): Promise<readonly LibraryProblem[]> {
  const problems: LibraryProblem[] = []
  const report = (file: string, problem: LibraryProblem['problem'], repaired = false) =>
    problems.push({ id, file: relativeName(context.layout, path.join(folder, file)), problem, repaired })
  const reporting = async <T>(file: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      const known = error instanceof Failure ? error.error : undefined
      const missing = known?.code === 'not-found' && known.what === 'version'
      report(file, known?.code === 'newer-version' ? known.code : missing ? 'missing-file' : 'damaged')
      return undefined
    }
  }
  if (!(await namesIn(folder)).includes(ARTICLE_FILE)) {
    report(ARTICLE_FILE, 'missing-file', repair && (await repairRecord(context, id, folder)))
    return problems
  }
  const found = await loadRecord(context.layout, id).catch((error: unknown) => error)
  if (found instanceof Failure) {
    const newer = found.error.code === 'newer-version'
    const repaired = !newer && repair && (await repairRecord(context, id, folder))
    report(ARTICLE_FILE, newer ? 'newer-version' : 'damaged', repaired)
    return problems
  }
  await reporting(ANNOTATIONS_FILE, async () => openAnnotations(context.layout, folder, false, context.now()))
  if ((await namesIn(folder)).includes(ORIGINAL_FILE)) await reporting(ORIGINAL_FILE, async () => await readOriginalIn(context, folder))
  await reporting(REPAIR_FILE, async () => await repairOf(context, id))
  const older: string[] = []
  for (const version of await versionsIn(folder)) {
    const place = `${VERSIONS_FOLDER}/${version}`
    await reporting(`${place}/${VERSION_FILE}`, async () => await readVersion(context.layout, folder, version))
    const html = await reporting(`${place}/${HTML_FILE}`, async () => await readVersionDocument(context.layout, folder, version))
    if (html !== undefined) older.push(html)
    const inside = versionFolder(folder, version)
    if ((await namesIn(inside)).includes(ORIGINAL_FILE)) {
      await reporting(`${place}/${ORIGINAL_FILE}`, async () => await readOriginalIn(context, inside))
    }
  }
  const { record } = found as { record: ArticleRecord }
  if (record.state.kind === 'ready') {
    for (const { file, problem } of await verifyContent(folder, older)) report(file, problem)
  }
  return problems
}

/** The document, and every picture that it or an older version shows. */
async function verifyContent(folder: string, older: readonly string[]): Promise<readonly { file: string; problem: 'damaged' | 'missing-file' | 'conflict-copy' }[]> {
  const html = await readText(path.join(folder, HTML_FILE)).catch(() => '')
  if (html === undefined) return [{ file: HTML_FILE, problem: 'missing-file' }]
  if (!isWholeDocument(html)) return [{ file: HTML_FILE, problem: 'damaged' }]
  const problems: { file: string; problem: 'damaged' | 'missing-file' | 'conflict-copy' }[] = []
  const shown = new Set([html, ...older].flatMap((document) => document.match(/images\/[0-9a-f]{64}\.[a-z0-9]{1,5}/g) ?? []))
  const kept = new Set((await namesIn(path.join(folder, IMAGES_FOLDER))).map((name) => `${IMAGES_FOLDER}/${name}`))
  for (const file of kept) if (isCopyOfPicture(path.basename(file))) problems.push({ file, problem: 'conflict-copy' })
  for (const file of [...new Set([...shown, ...kept])].filter(isPictureFile)) {
    const bytes = await readBytes(path.join(folder, file)).catch(() => new Uint8Array())
    if (bytes === undefined) problems.push({ file, problem: 'missing-file' })
    else if (!file.includes(createHash('sha256').update(bytes).digest('hex'))) problems.push({ file, problem: 'damaged' })
  }
  return problems
}

function isCopyOfPicture(name: string): boolean {
  const [, hash, ending] = /^([0-9a-f]{64}).+(\.[a-z0-9]{1,5})$/.exec(name) ?? []
  return hash !== undefined && ending !== undefined && isConflictCopy(name, hash + ending)
}

/** Writes an `article.json` anew from the row that the index still has. The damaged one is kept aside. */
async function repairRecord(context: LibraryContext, id: ArticleId, folder: string): Promise<boolean> {
  const [summary] = await context.index.get([id])
  if (summary === undefined) return false
  return await context.changing(id, async () => {
    const file = path.join(folder, ARTICLE_FILE)
    if ((await namesIn(folder)).includes(ARTICLE_FILE)) moveAsideSync(file, context.now())
    const { offline, highlightCount: _highlights, noteCount: _notes, progress: _progress, openedAt: _opened, ...row } = summary
    const record: ArticleRecord = {
      ...row,
      version: ARTICLE_FORMAT.version,
      state: row.state.kind === 'saving' ? { kind: 'saving' } : row.state,
      pictures: { kept: offline.picturesKept, missing: offline.missing },
      bytes: offline.bytes,
    }
    await writeDurably(file, writeRecord(record), context.layout.tmp)
    return true
  })
}
