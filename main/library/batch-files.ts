import fs from 'node:fs'
import path from 'node:path'
import type { BatchId, BatchLine, BatchReport } from '../../shared/batch.ts'
import type { AppError } from '../../shared/errors.ts'
import { Failure } from '../../shared/errors.ts'
import type { ArticleId, Instant } from '../../shared/model.ts'
import { asFailure } from './disk-failures.ts'
import { makeFolder, namesIn, readText, remove, writeDurably } from './files.ts'
import { isId, type Layout } from './layout.ts'
import { assertThere, assertWritable } from './library-context.ts'

/** What is saved in one batch, as it was asked for; it never changes. */
export interface BatchHeader {
  readonly version: 1
  readonly id: BatchId
  /** Only this device works on it: the library may be carried to others. */
  readonly device: string
  readonly createdAt: Instant
  readonly kind: 'addresses' | 'files'
  readonly name: string
  readonly tags: readonly string[]
  readonly render?: boolean
  /** Where its files are. */
  readonly folder?: string
  readonly entries: number
  readonly invalid: readonly BatchLine[]
  readonly duplicates: BatchReport['duplicates']
  readonly leftOut: readonly string[]
}

/** One thing to save. Its article will have this id, so that it is found again after a kill, and never made twice. */
export interface BatchEntry {
  readonly id: ArticleId
  readonly line: number
  readonly address?: string
  /** Relative to the header's folder. */
  readonly file?: string
  /** Of a file that the window hands over: its name. */
  readonly given?: string
}

/** What happened to a batch, in order. */
export type BatchEvent =
  | { readonly ended: ArticleId; readonly as: 'saved' | 'known' | 'failed' | 'cancelled'; readonly article?: ArticleId; readonly error?: AppError }
  /** To be done (again), after it had failed or was cancelled. */
  | { readonly again: ArticleId }
  | { readonly paused: boolean }

export interface StoredBatch {
  readonly header: BatchHeader
  readonly entries: readonly BatchEntry[]
  readonly events: readonly BatchEvent[]
}

/** The files of batches, `queue/<id>.jsonl` in the library's folder. */
export interface BatchFiles {
  /** This device's batches, oldest first. What cannot be read is left alone. */
  list(): Promise<readonly StoredBatch[]>
  /** Durable when it resolves. @throws Failure disk-full, read-only, disk-error */
  create(header: BatchHeader, entries: readonly BatchEntry[]): Promise<void>
  /** Adds what happened. It outlives a kill at once, and a power cut soon. @throws Failure disk-full, read-only, disk-error */
  append(id: BatchId, events: readonly BatchEvent[]): Promise<void>
  remove(id: BatchId): Promise<void>
  /** @throws Failure library-away when the library's disk is not connected just now */
  assertThere(): void
}

const FOLDER = 'queue'
const NAME = /^([0-9a-z]{26})\.jsonl$/

/** Opens the files of a library's batches. */
export function batchFilesOf(o: { readonly layout: Layout; readonly readOnly: boolean; readonly device: string }): BatchFiles {
  const folder = path.join(o.layout.root, FOLDER)
  const fileOf = (id: BatchId): string => {
    if (!isId(id)) throw new Failure({ code: 'not-found', what: 'file' })
    return path.join(folder, `${id}.jsonl`)
  }
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    async list() {
      const names = (await namesIn(folder)).filter((name) => NAME.test(name)).toSorted()
      const all = await Promise.all(names.map(async (name) => readBatch((await readText(path.join(folder, name)).catch(() => undefined)) ?? '')))
      return all.filter((one) => one !== undefined && one.header.device === o.device) as readonly StoredBatch[]
    },
    create: (header, entries) =>
      inTurn(async () => {
        assertWritable(o.readOnly)
        assertThere(o.layout)
        await makeFolder(folder)
        await writeDurably(fileOf(header.id), linesOf([header, ...entries]), o.layout.tmp)
      }),
    append: (id, events) =>
      inTurn(async () => {
        assertWritable(o.readOnly)
        // A batch that was put away meanwhile does not come back.
        if (!fs.existsSync(fileOf(id))) return
        // A line that a full disk or a kill cut off ends here, and is not understood: nothing else is.
        await fs.promises.appendFile(fileOf(id), `\n${linesOf(events)}`).catch((error: unknown) => {
          throw asFailure(error)
        })
      }),
    remove: (id) => inTurn(() => remove(fileOf(id))),
    assertThere: () => assertThere(o.layout),
  }
}

function linesOf(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('')
}

/** `undefined` when its header or an entry cannot be read, or is of a newer Lectern. */
function readBatch(text: string): StoredBatch | undefined {
  const values = text.split('\n').filter((line) => line !== '').map(parsed) // prettier-ignore
  const [first, ...rest] = values
  if (!isHeader(first)) return undefined
  const entries = rest.slice(0, first.entries).filter(isEntry)
  if (entries.length !== first.entries) return undefined
  return { header: first, entries, events: rest.slice(first.entries).filter(isEvent) }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isHeader(value: unknown): value is BatchHeader {
  const header = value as Partial<BatchHeader> | undefined
  return header?.version === 1 && isId(header.id) && typeof header.device === 'string' && typeof header.entries === 'number'
}

function isEntry(value: unknown): value is BatchEntry {
  return typeof value === 'object' && value !== null && 'id' in value && isId(value.id)
}

function isEvent(value: unknown): value is BatchEvent {
  return typeof value === 'object' && value !== null && ('ended' in value || 'again' in value || 'paused' in value)
}
