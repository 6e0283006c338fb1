import type { Instant } from '../../../shared/model.ts'
import { instantOr, memberOf, optional, textsIn } from '../json-members.ts'
import { changedAt } from './times.ts'

/** One writing of a note: the time when it was begun tells it from all others. */
export interface NotePart {
  readonly at: Instant
  readonly text: string
}

/**
 * A note with what merging two copies of it needs. A note is a set of writings: one, unless two machines wrote at the
 * same time and neither knew of the other's words; then both are there until somebody makes one of them. A writing that
 * was changed takes the place of the one before, by name; so an older copy does not bring back words that were taken
 * away on purpose (an observed-remove set: https://inria.hal.science/inria-00555588).
 */
export interface KeptNote {
  /** Markdown: all writings, as people see them. */
  readonly note: string
  /** When the present writing was begun. */
  readonly noteAt?: Instant
  /** The writings that this one took the place of. */
  readonly noteReplaced?: readonly Instant[]
  /** There when there are several writings. */
  readonly noteParts?: readonly NotePart[]
}

/** Stands between words that were written on two machines at the same time. */
const BETWEEN = '\n\n⁂\n\n'
/** Writing that goes on within this time of its beginning is one writing, in milliseconds. */
const ONE_WRITING = 60_000
/** How many earlier writings are remembered: a machine that was away for more of them brings its words back. */
const MOST_REPLACED = 32

/**
 * A note with other words in it.
 * @param before what it was when these words were begun; where it is another now, what came meanwhile is kept beside them
 * @param unnamed the name of a writing that has none, as a hand or another tool leaves it
 */
export function rewritten(old: KeptNote, text: string, now: Instant, unnamed: Instant, before = old.note): KeptNote {
  if (text === old.note) return noteOf(old)
  const parts = partsOf(old, unnamed)
  const mine = before === old.note ? parts : parts.filter((part) => part.text === before)
  const others = parts.filter((part) => !mine.includes(part) && part.text !== text)
  const [only] = mine
  const goesOn = mine.length === 1 && text !== '' && only !== undefined && isWithin(only.at, now)
  const gone = goesOn ? [] : mine.map((part) => part.at)
  const replaced = [...new Set([...(old.noteReplaced ?? []), ...gone])].slice(-MOST_REPLACED)
  // The name of a writing that is gone must not be given again: merging would take the new words for the old ones.
  const at = goesOn ? only.at : changedAt(new Date(now), ...replaced, ...others.map((part) => part.at))
  return noteFrom(text === '' ? others : [...others, { at, text }], replaced)
}

/**
 * Merges two copies of a note: all writings of both, but for those that either took the place of. The same whatever the
 * order and grouping of several merges.
 */
export function mergeNotes(one: KeptNote, other: KeptNote, unnamed: { readonly one: Instant; readonly other: Instant }): KeptNote {
  const replaced = [...new Set([...(one.noteReplaced ?? []), ...(other.noteReplaced ?? [])])].sort()
  const parts = new Map<Instant, string>()
  for (const { at, text } of [...partsOf(one, unnamed.one), ...partsOf(other, unnamed.other)]) {
    const before = parts.get(at)
    if (!replaced.includes(at) && (before === undefined || isLarger(text, before))) parts.set(at, text)
  }
  return noteFrom([...parts].map(([at, text]) => ({ at, text })), replaced)
}

function noteFrom(parts: readonly NotePart[], replaced: readonly Instant[]): KeptNote {
  const sorted = parts.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return {
    note: joined(sorted),
    ...optional('noteAt', sorted.length === 1 ? sorted[0]?.at : undefined),
    ...(replaced.length === 0 ? {} : { noteReplaced: replaced }),
    ...(sorted.length > 1 ? { noteParts: sorted } : {}),
  }
}

/** The members of a note alone. */
export function noteOf({ note, noteAt, noteReplaced, noteParts }: KeptNote): KeptNote {
  return { note, ...optional('noteAt', noteAt), ...optional('noteReplaced', noteReplaced), ...optional('noteParts', noteParts) }
}

/** Reads what an entry of stored JSON says of its note besides the words. */
export function readNoteHistory(entry: unknown): Omit<KeptNote, 'note'> {
  const noteAt = instantOr(memberOf(entry, 'noteAt'), undefined)
  const replaced = textsIn(memberOf(entry, 'noteReplaced')).filter((at) => at !== noteAt)
  const stored = memberOf(entry, 'noteParts')
  const parts = (Array.isArray(stored) ? stored : []).flatMap((part: unknown): readonly NotePart[] => {
    const [at, text] = [memberOf(part, 'at'), memberOf(part, 'text')]
    return typeof at === 'string' && typeof text === 'string' && text !== '' ? [{ at, text }] : []
  })
  return {
    ...optional('noteAt', noteAt),
    ...(replaced.length === 0 ? {} : { noteReplaced: replaced }),
    ...(parts.length > 1 ? { noteParts: parts } : {}),
  }
}

function partsOf(kept: KeptNote, unnamed: Instant): readonly NotePart[] {
  // Words that were changed by hand make the parts they came from untrue.
  if (kept.noteParts !== undefined && joined(kept.noteParts) === kept.note) return kept.noteParts
  return kept.note === '' ? [] : [{ at: kept.noteAt ?? unnamed, text: kept.note }]
}

function joined(parts: readonly NotePart[]): string {
  return [...new Set(parts.map((part) => part.text))].join(BETWEEN)
}

function isLarger(text: string, than: string): boolean {
  return text.length === than.length ? text > than : text.length > than.length
}

function isWithin(began: Instant, now: Instant): boolean {
  const passed = Date.parse(now) - Date.parse(began)
  return passed >= 0 && passed < ONE_WRITING
}
