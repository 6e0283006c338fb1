import { Failure } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import { readRecord, type ArticleRecord } from './article-record.ts'
import { readBytes } from './files.ts'
import { FormerStates } from './former-states.ts'
import type { IndexClient } from './index/index-client.ts'
import { ARTICLE_FILE, folderNow, isThere, relativeName, type Layout } from './layout.ts'
import { libraryIdIn } from './library-id.ts'
import { annotationMemory, type AnnotationMemory } from './outside/annotation-memory.ts'
import path from 'node:path'

/** What the parts of the library share: where things are, who is told, and whose turn it is. */
export interface LibraryContext {
  readonly layout: Layout
  readonly index: IndexClient
  /** Names this device's progress file. */
  readonly device: string
  readonly readOnly: boolean
  /** What this process did to annotations a short while ago. */
  readonly memory: AnnotationMemory
  /** Texts as they were before what was done since Lectern started. */
  readonly formers: FormerStates
  /** Articles in whose folders something was noticed; what is read into the index after that needs no look. */
  readonly suspects: Set<ArticleId>
  /** The library's folder was found missing, and nobody has seen yet that it is back. */
  readonly missed: { seen: boolean }
  /** Whether the library is in its place; after it was missed, another one may be, which is none of ours. */
  presence(): 'there' | 'missing' | 'other-library'
  now(): Date
  /** Tells the owner that rows differ; many tellings become one. */
  changed(ids: readonly ArticleId[]): void
  annotationsChanged(id: ArticleId): void
  /** Runs work on an article when all earlier work on it has ended; different articles do not wait for each other. */
  inTurn<T>(id: ArticleId, work: () => Promise<T>): Promise<T>
  /**
   * `inTurn` for work that changes an article's files. The index is told before, so that a kill in the middle is noticed,
   * and made the same after, whether the work succeeded or not.
   * @throws Failure read-only, and what the work throws
   */
  changing<T>(id: ArticleId, work: () => Promise<T>): Promise<T>
  /** Makes rows the same as files. Never fails: what the index cannot take now is tried again before the next list. */
  refresh(ids: readonly ArticleId[]): Promise<void>
  /** `refresh` for many articles of which nothing but the record or the place changed: what search knows of their titles and tags follows later. */
  refreshRecords(ids: readonly ArticleId[]): Promise<void>
  /** Tries again what `refresh` could not do. */
  catchUp(): Promise<void>
  /** Work that nobody waits for, but `close` does. */
  inBackground(work: Promise<unknown>): void
  /** Aborted when the library is about to close: long work ends where it stands. */
  readonly ending: AbortSignal
  /** Begins the end: aborts `ending`. */
  end(): void
  /** All work that was begun has ended. */
  settled(): Promise<void>
}

/** What the owner of a context decides. */
export interface ContextOptions {
  readonly layout: Layout
  /** The library's id, if it has one. */
  readonly id: string | undefined
  readonly index: IndexClient
  readonly device: string
  readonly readOnly: boolean
  readonly now: () => Date
  readonly onChange: (ids: readonly ArticleId[]) => void
  readonly onAnnotationsChange: (id: ArticleId) => void
}

/** How long changes are collected before they are told, in milliseconds: less than a frame or two is not seen. */
const TELLING_DELAY = 25
/** More ids than this are told as "everything". */
const MOST_TOLD = 1000

/** Makes the context of an open library. */
export function libraryContext(options: ContextOptions): LibraryContext {
  const { layout, index, device, readOnly, now } = options
  const turns = new Map<ArticleId, Promise<unknown>>()
  const background = new Set<Promise<unknown>>()
  const behind = new Set<ArticleId>()
  const changed = collecting(options.onChange, background)

  const inTurn = async <T>(id: ArticleId, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(id) ?? Promise.resolve()
    const mine = before.then(work, work)
    const done = mine.catch(() => undefined)
    turns.set(id, done)
    try {
      return await mine
    } finally {
      if (turns.get(id) === done) turns.delete(id)
    }
  }

  const ending = new AbortController()

  const suspects = new Set<ArticleId>()
  const missed = { seen: false }
  const presence = () => {
    const isMissing = !isThere(layout)
    missed.seen ||= isMissing
    if (isMissing) return 'missing'
    // Only then: while it stays, a synchroniser may bring the id that another machine gave it.
    const isOther = missed.seen && options.id !== undefined && (libraryIdIn(layout.root) ?? options.id) !== options.id
    return isOther ? 'other-library' : 'there'
  }

  const refreshing = (how: (ids: readonly ArticleId[]) => Promise<unknown>) => async (ids: readonly ArticleId[]) => {
    // Before anything is read: what is noticed from now on may not be in it.
    for (const id of ids) suspects.delete(id)
    try {
      await how(ids)
      for (const id of ids) behind.delete(id)
    } catch {
      for (const id of ids) behind.add(id)
    }
  }
  const refresh = refreshing((ids) => index.refresh(ids))

  return {
    layout,
    index,
    device,
    readOnly,
    memory: annotationMemory(),
    formers: new FormerStates(layout.tmp),
    suspects,
    missed,
    presence,
    now,
    changed,
    annotationsChanged: options.onAnnotationsChange,
    inTurn,
    refresh,
    refreshRecords: refreshing((ids) => index.refreshRecords(ids)),
    ending: ending.signal,
    end: () => ending.abort(),
    changing: (id, work) =>
      inTurn(id, async () => {
        assertWritable(readOnly)
        if (presence() !== 'there') throw new Failure({ code: 'library-away', folder: layout.root })
        // When the index cannot note it, the change is still made: files are the truth, and the next start compares.
        await index.pending([id]).catch(() => undefined)
        try {
          return await work()
        } finally {
          await refresh([id])
          changed([id])
        }
      }),
    catchUp: async () => {
      if (behind.size > 0) await refresh([...behind])
    },
    inBackground: (work) => {
      const done = work.catch(() => undefined)
      background.add(done)
      void done.then(() => background.delete(done))
    },
    settled: async () => {
      while (turns.size > 0 || background.size > 0) await Promise.all([...turns.values(), ...background])
    },
  }
}

/** @throws Failure read-only */
export function assertWritable(readOnly: boolean): void {
  if (readOnly) throw new Failure({ code: 'read-only', what: 'library' })
}

/** A folder that is gone must not be made anew in the place where a disk belongs. @throws Failure library-away */
export function assertThere(layout: Layout): void {
  if (!isThere(layout)) throw new Failure({ code: 'library-away', folder: layout.root })
}

/** An article's record and where its folder is now. */
export interface FoundRecord {
  readonly record: ArticleRecord
  readonly folder: string
  readonly inTrash: boolean
}

/** Reads an article's record. @throws Failure not-found, damaged, newer-version, library-away */
export async function loadRecord(layout: Layout, id: ArticleId): Promise<FoundRecord> {
  const { folder, inTrash } = folderNow(layout, id)
  const file = path.join(folder, ARTICLE_FILE)
  const data = await readBytes(file).catch((error: unknown) => {
    if (error instanceof Failure && error.error.code === 'disk-error' && error.error.name === 'EISDIR') {
      throw new Failure({ code: 'damaged', file: relativeName(layout, file) }, { cause: error })
    }
    throw error
  })
  if (data === undefined) {
    assertThere(layout)
    throw new Failure({ code: 'not-found', what: 'article' })
  }
  return { record: readRecord(data, id, relativeName(layout, file)), folder, inTrash }
}

function collecting(tell: (ids: readonly ArticleId[]) => void, background: Set<Promise<unknown>>) {
  let collected = new Set<ArticleId>()
  let everything = false
  let telling: Promise<void> | undefined
  return (ids: readonly ArticleId[]) => {
    if (ids.length === 0) everything = true
    for (const id of ids) collected.add(id)
    if (telling !== undefined) return
    const mine = new Promise<void>((resolve) => setTimeout(resolve, TELLING_DELAY)).then(() => {
      const told = everything || collected.size > MOST_TOLD ? [] : [...collected]
      collected = new Set()
      everything = false
      telling = undefined
      background.delete(mine)
      tell(told)
    })
    telling = mine
    background.add(mine)
  }
}
