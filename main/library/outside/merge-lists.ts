import type { Instant } from '../../../shared/model.ts'
import { instantOr, memberOf } from '../json-members.ts'
import { timeOfInstant } from './times.ts'

/** An entry of a list that synchronisers may bring together; `updatedAt` is absent when it never changed. */
export interface Listed {
  readonly id: string
  readonly createdAt: Instant
  readonly updatedAt?: Instant
}

/** What is left of an entry that was removed, so that a copy which still has it does not bring it back. */
export interface Removed {
  readonly id: string
  readonly removedAt: Instant
}

/** Entries and what was removed of them. */
export interface MergeableList<T extends Listed> {
  readonly entries: readonly T[]
  readonly removed: readonly Removed[]
}

/**
 * Merges two versions of a list by id and time: of each entry the newest state counts, removed or not; at the same moment
 * what is still there wins. The same on every machine, whatever the order and grouping. Entries stand in order of their ids.
 */
export function mergeLists<T extends Listed>(one: MergeableList<T>, other: MergeableList<T>): MergeableList<T> {
  const removed = new Map<string, Removed>()
  for (const gone of [...one.removed, ...other.removed]) {
    const before = removed.get(gone.id)
    if (before === undefined || isLater(gone.removedAt, before.removedAt)) removed.set(gone.id, gone)
  }
  const entries = new Map<string, T>()
  for (const entry of [...one.entries, ...other.entries]) {
    const before = entries.get(entry.id)
    if (before === undefined || isNewer(entry, before)) entries.set(entry.id, entry)
  }
  const isThere = (entry: T) => {
    const gone = removed.get(entry.id)
    return gone === undefined || timeOfInstant(gone.removedAt) <= timeOf(entry)
  }
  const left = [...entries.values()].filter(isThere).sort(byId)
  const stays = new Set(left.map(({ id }) => id))
  return { entries: left, removed: [...removed.values()].filter(({ id }) => !stays.has(id)).sort(byId) }
}

/** Reads what stored JSON says was removed; what is of another form is left out. */
export function readRemoved(value: unknown): readonly Removed[] {
  return (Array.isArray(value) ? value : []).flatMap((one: unknown): readonly Removed[] => {
    const [id, removedAt] = [memberOf(one, 'id'), instantOr(memberOf(one, 'removedAt'), undefined)]
    return typeof id === 'string' && removedAt !== undefined ? [{ id, removedAt }] : []
  })
}

function timeOf(entry: Listed): number {
  return timeOfInstant(entry.updatedAt ?? entry.createdAt)
}

function isNewer(entry: Listed, than: Listed): boolean {
  const difference = timeOf(entry) - timeOf(than)
  return difference === 0 ? JSON.stringify(entry) > JSON.stringify(than) : difference > 0
}

function isLater(one: Instant, other: Instant): boolean {
  const difference = timeOfInstant(one) - timeOfInstant(other)
  return difference === 0 ? one > other : difference > 0
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
