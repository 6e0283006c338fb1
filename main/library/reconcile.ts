import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { ArticleId } from '../../shared/model.ts'
import { readAnnotations } from './annotation-file.ts'
import { openAnnotations } from './annotation-store.ts'
import type { ScanResult } from './index/protocol.ts'
import { readBytes, remove } from './files.ts'
import { relativeName } from './layout.ts'
import type { LibraryContext } from './library-context.ts'
import { mergeAnnotations } from './outside/merge-annotations.ts'
import { parseJson } from './upgrade.ts'

/** How long the index may work on texts before it answers others again, in milliseconds. */
const TEXT_SLICE = 50

/** When a part of the folder could not be read into the index, it is tried again after so many milliseconds. */
const SCAN_AGAIN_AFTER = [200, 1000, 5000]

/** How far comparing the folder with the index has come. */
export interface Reconciling {
  /** The newest articles have rows: there is something to show. */
  readonly firstRows: Promise<void>
  /** Rows of all articles are in the index: lists, counts and addresses are complete. */
  readonly rows: Promise<void>
  /** And their texts: search is complete. */
  readonly texts: Promise<void>
  progress(): ReconcilingProgress | undefined
  stop(): void
}

/** Articles done, of all. */
export interface ReconcilingProgress {
  readonly done: number
  readonly total: number
}

/** How many articles are read into the index between two answers to others. */
const ROWS_AT_A_TIME = 50

/**
 * Compares the library's folder with the index and makes the index the same, in the background: rows before texts, and
 * newest articles first, so that the list is right as early as can be. Merges copies that a synchroniser made of
 * annotations.
 * @param quietMs how long to wait before comparing a complete index, so that the window comes first
 */
export function reconcile(context: LibraryContext, complete: boolean, quietMs: number): Reconciling {
  let stopped = false
  let progress: ReconcilingProgress | undefined
  let endQuiet = () => {}
  const isStopped = () => stopped
  const tell = (now: ReconcilingProgress | undefined) => {
    progress = now
  }
  const quiet = new Promise<void>((resolve) => {
    endQuiet = resolve
    if (complete) void setTimeout(quietMs).then(resolve)
    else resolve()
  })
  let haveFirstRows = () => {}
  const firstRows = new Promise<void>((resolve) => {
    haveFirstRows = resolve
  })
  const rows = complete ? Promise.resolve() : buildRows(context, tell, haveFirstRows, isStopped)
  void rows.catch(() => undefined).then(haveFirstRows)
  const texts = rows
    .then(() => quiet)
    .then(() => scanAll(context, isStopped))
    .then(() => indexTexts(context, tell, isStopped))
  return {
    firstRows,
    rows: rows.catch(() => undefined),
    texts: texts.catch(() => undefined),
    progress: () => progress,
    stop: () => {
      stopped = true
      endQuiet()
    },
  }
}

type Tell = (progress: ReconcilingProgress | undefined) => void

async function buildRows(context: LibraryContext, tell: Tell, haveFirstRows: () => void, isStopped: () => boolean): Promise<void> {
  const ids = await context.index.folders()
  for (let from = 0; from < ids.length; from += ROWS_AT_A_TIME) {
    if (isStopped()) return
    const some = ids.slice(from, from + ROWS_AT_A_TIME)
    await context.index.refreshRows(some)
    haveFirstRows()
    context.changed(some)
    tell({ done: Math.min(from + ROWS_AT_A_TIME, ids.length), total: ids.length })
  }
  await context.index.complete()
  tell(undefined)
}

async function scanAll(context: LibraryContext, isStopped: () => boolean): Promise<void> {
  for (const part of await context.index.parts()) {
    if (isStopped()) return
    const { changed, conflicts } = await scanPatiently(context, part)
    if (changed.length > 0) context.changed(changed)
    for (const { id, file } of conflicts) if (!context.readOnly) await mergeConflict(context, id, file)
  }
}

/** A disk that is full for a moment must not leave a part of the library unlooked at until the next start. */
async function scanPatiently(context: LibraryContext, part: string): Promise<ScanResult> {
  for (const wait of SCAN_AGAIN_AFTER) {
    try {
      return await context.index.scan(part)
    } catch {
      await setTimeout(wait, undefined, { signal: context.ending }).catch(() => undefined)
    }
  }
  return await context.index.scan(part)
}

async function indexTexts(context: LibraryContext, tell: Tell, isStopped: () => boolean): Promise<void> {
  for (let first = true; !isStopped(); first = false) {
    const { left, total } = await context.index.indexTexts(TEXT_SLICE)
    tell(left === 0 ? undefined : { done: total - left, total })
    if (left > 0) continue
    if (!first) context.changed([])
    return
  }
}

/**
 * Merges a conflict copy into the article's annotations and removes it. A copy that cannot be read is left alone: it may
 * not be whole yet.
 * @returns whether it was merged
 */
export async function mergeConflict(context: LibraryContext, id: ArticleId, file: string): Promise<boolean> {
  try {
    return await context.changing(id, async () => {
      const data = await readBytes(file)
      if (data === undefined) return false
      const name = relativeName(context.layout, file)
      const theirs = readAnnotations(parseJson(data, name), name)
      const store = openAnnotations(context.layout, path.dirname(file), true, context.now())
      store.write(mergeAnnotations(store.annotations, theirs))
      await remove(file)
      context.annotationsChanged(id)
      return true
    })
  } catch {
    return false
  }
}
