import { Failure, type AppError } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import { isId } from './layout.ts'
import { assertThere, assertWritable, type LibraryContext } from './library-context.ts'

/** How many articles are written to at a time; beyond this the disk's own queue is full. */
const AT_A_TIME = 16
/** How many are told to the index and to the window together. */
const BATCH = 200
/** Up to so many articles are put into the search tables at once, so that they are found by a new tag right away. */
const FEW = 20
/** How long the index may work on texts before it answers others again, in milliseconds. */
const TEXT_SLICE = 50

/** Somebody who watches work on many articles, and may stop it. */
export interface Watch {
  readonly signal: AbortSignal
  progress(done: number, total: number): void
  /** The work ended early: what was done until then stays done. */
  problem(error: AppError): void
}

/** How work on many articles is done. */
export interface How {
  readonly watch?: Watch | undefined
  /** Done to each article before its turn has come: what itself needs the article's turn. */
  readonly before?: (id: ArticleId) => Promise<void>
}

/**
 * Does something to each article, some at a time, in batches: the index is told of a batch before and after, so that a
 * kill in the middle loses nothing, and the window after. While the index takes in one batch, the next is written.
 * @param work answers whether it changed anything; runs in the article's turn
 * @returns the ids for which it did, in the order asked
 * @throws Failure what the disk refused (to an unwatched caller: a watching one is told, and gets what was done); what
 * is wrong with one of several articles only leaves that one out
 */
export async function eachArticle(
  context: LibraryContext,
  ids: readonly ArticleId[],
  work: (id: ArticleId) => Promise<boolean>,
  { watch, before }: How = {},
): Promise<readonly ArticleId[]> {
  assertWritable(context.readOnly)
  assertThere(context.layout)
  const known = [...new Set(ids)].filter(isId)
  const done = new Set<ArticleId>()
  const isStopped = () => watch?.signal.aborted === true || context.ending.aborted
  let shown: Promise<void> = Promise.resolve()
  let problem: unknown
  for (let from = 0; from < known.length && problem === undefined && !isStopped(); from += BATCH) {
    const batch = known.slice(from, from + BATCH)
    await context.index.pending(batch).catch(() => undefined)
    problem = await eachOf(context, batch, { single: known.length === 1, work, before, done, isStopped })
    await shown
    shown = refresh(context, batch, known.length <= FEW)
    watch?.progress(Math.min(from + BATCH, known.length), known.length)
  }
  await shown
  if (known.length > FEW) indexTextsLater(context)
  const changed = known.filter((id) => done.has(id))
  if (problem === undefined) return changed
  if (watch === undefined || changed.length === 0 || !(problem instanceof Failure)) throw problem
  watch.problem(problem.error)
  return changed
}

interface Batch {
  readonly single: boolean
  readonly work: (id: ArticleId) => Promise<boolean>
  readonly before: How['before']
  readonly done: Set<ArticleId>
  readonly isStopped: () => boolean
}

/** @returns the first failure that is the disk's and not one article's */
async function eachOf(context: LibraryContext, ids: readonly ArticleId[], { single, work, before, done, isStopped }: Batch): Promise<unknown> {
  let next = 0
  let problem: unknown
  const takeOver = async () => {
    for (let id = ids[next++]; id !== undefined && problem === undefined && !isStopped(); id = ids[next++]) {
      const mine = id
      try {
        await before?.(mine)
        if (await context.inTurn(mine, () => work(mine))) done.add(mine)
      } catch (error) {
        if (single || !isOneArticles(error)) problem ??= isMissingArticle(error) ? undefined : error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, ids.length) }, takeOver))
  return problem
}

async function refresh(context: LibraryContext, ids: readonly ArticleId[], withTexts: boolean): Promise<void> {
  await (withTexts ? context.refresh(ids) : context.refreshRecords(ids))
  context.changed(ids)
}

/** Titles and tags stand in the search tables too; of many articles they get there while nobody waits. */
function indexTextsLater(context: LibraryContext): void {
  const work = async () => {
    while (!context.ending.aborted && (await context.index.indexTexts(TEXT_SLICE)).left > 0);
  }
  context.inBackground(work())
}

function isOneArticles(error: unknown): boolean {
  return error instanceof Failure && ['not-found', 'damaged', 'newer-version'].includes(error.error.code)
}

function isMissingArticle(error: unknown): boolean {
  return error instanceof Failure && error.error.code === 'not-found'
}
