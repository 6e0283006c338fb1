import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import { moveAsideSync, readBytes, writeDurably } from './files.ts'
import { optional } from './json-members.ts'
import type { Layout } from './layout.ts'
import { assertThere, assertWritable } from './library-context.ts'
import { mergeLists, readRemoved, type Listed, type MergeableList } from './outside/merge-lists.ts'
import { changedAt } from './outside/times.ts'
import { readStored, type Json, type StoredFormat } from './upgrade.ts'

/** A small list in a file of the library, which a synchroniser carries along. Changes are durable when they resolve. */
export interface ListFile<T extends Listed> {
  /** Newest first; none when the file cannot be read. */
  readonly list: () => Promise<readonly T[]>
  /** @throws Failure newer-version, disk-full, read-only */
  readonly change: (edit: (list: MergeableList<T>) => MergeableList<T>) => Promise<void>
  /** Brings back an entry that was removed. */
  readonly restore: (entry: T) => Promise<void>
  readonly remove: (id: string) => Promise<void>
  /** Takes in another version of the file, by id and time. @throws Failure damaged, newer-version, and as `change` */
  readonly merge: (data: Uint8Array) => Promise<void>
}

/**
 * Opens a list. The file is read each time it is asked for: it is small, and another machine may have changed it. A
 * damaged one is kept aside before a new one is written.
 */
export function listFile<T extends Listed>(o: {
  readonly layout: Layout
  readonly readOnly: boolean
  readonly now: () => Date
  /** Its name in the library's folder. */
  readonly file: string
  readonly format: StoredFormat
  /** The member of the file that holds the list. */
  readonly member: string
  /** `undefined` for what is no entry. */
  readonly read: (value: unknown) => T | undefined
}): ListFile<T> {
  const file = path.join(o.layout.root, o.file)
  let turn: Promise<unknown> = Promise.resolve()

  /** @throws Failure damaged, newer-version */
  function listIn(data: Uint8Array): Stored<T> {
    const json = readStored(data, o.format, o.file)
    const values = json[o.member]
    const entries = (Array.isArray(values) ? values : []).flatMap((one: unknown) => o.read(one) ?? [])
    return { json, entries, removed: readRemoved(json['removed']) }
  }

  async function read(): Promise<Stored<T>> {
    const data = await readBytes(file)
    return data === undefined ? { json: {}, entries: [], removed: [] } : listIn(data)
  }

  /** Members of the file that this version does not know are kept. */
  function change(edit: (list: MergeableList<T>) => MergeableList<T>): Promise<void> {
    const mine = turn.then(async () => {
      assertWritable(o.readOnly)
      assertThere(o.layout)
      const { json, ...list } = await read().catch((error: unknown) => {
        if (!(error instanceof Failure) || error.error.code !== 'damaged') throw error
        moveAsideSync(file, o.now())
        return { json: {}, entries: [], removed: [] }
      })
      const { entries, removed } = edit(list)
      const stored = { ...json, version: o.format.version, [o.member]: entries, removed }
      if (JSON.stringify(stored) === JSON.stringify(json)) return
      await writeDurably(file, JSON.stringify(stored, undefined, 2) + '\n', o.layout.tmp)
    })
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    change,
    async list() {
      await turn
      const { entries } = await read().catch(() => ({ entries: [] as readonly T[] }))
      return entries.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    },
    restore: (entry) =>
      change(({ entries, removed }) => {
        if (entries.some(({ id }) => id === entry.id)) return { entries, removed }
        const gone = removed.find(({ id }) => id === entry.id)
        const updatedAt = gone === undefined ? entry.updatedAt : changedAt(o.now(), gone.removedAt)
        return { entries: [...entries, { ...entry, ...optional('updatedAt', updatedAt) }], removed: removed.filter((one) => one !== gone) }
      }),
    remove: (id) =>
      change(({ entries, removed }) => {
        const entry = entries.find((one) => one.id === id)
        if (entry === undefined) return { entries, removed }
        const gone = { id, removedAt: changedAt(o.now(), entry.createdAt, entry.updatedAt) }
        return { entries: entries.filter((one) => one !== entry), removed: [...removed, gone] }
      }),
    async merge(data) {
      const theirs = listIn(data)
      await change((mine) => mergeLists(mine, theirs))
    },
  }
}

interface Stored<T extends Listed> extends MergeableList<T> {
  readonly json: Json
}
