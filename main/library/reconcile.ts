import { setTimeout } from 'node:timers/promises'
import type { ScanResult } from './index/protocol.ts'
import type { LibraryContext } from './library-context.ts'
import { mergeCopy } from './outside/merge-copies.ts'

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
    const { changed, conflicts, waiting } = await scanPatiently(context, part)
    if (changed.length > 0) context.changed(changed)
    for (const { id, file } of conflicts) if (!context.readOnly) await mergeCopy(context, id, file)
    for (const id of waiting) context.suspects.add(id)
  }
}

/** A disk that is full for a moment must not leave a part of the library unlooked at until the next start. */
async function scanPatiently(context: LibraryContext, part: string): Promise<ScanResult> {
  for (const wait of SCAN_AGAIN_AFTER) {
    try {
      return await context.index.scan(part, 0)
    } catch {
      await setTimeout(wait, undefined, { signal: context.ending }).catch(() => undefined)
    }
  }
  return await context.index.scan(part, 0)
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
