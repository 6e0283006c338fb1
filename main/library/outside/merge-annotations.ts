import type { HighlightId, Instant } from '../../../shared/model.ts'
import type { Annotations, DeletedHighlight, KeptHighlight } from '../annotation-file.ts'
import { optional } from '../json-members.ts'
import { mergeNotes, noteOf } from './kept-note.ts'
import { latest, timeOfInstant } from './times.ts'

/**
 * Merges two versions of one article's annotations, as two machines may make them: of each highlight the newest state
 * counts, deleted or not; words that were written on both sides stay. The same on every machine: neither the order of
 * the two nor the grouping of several merges matters, and merging once more changes nothing.
 */
export function mergeAnnotations(one: Annotations, other: Annotations): Annotations {
  const ids = new Set([...all(one), ...all(other)].map((highlight) => highlight.id))
  const highlights: KeptHighlight[] = []
  const deleted: DeletedHighlight[] = []
  for (const id of ids) {
    const merged = mergeVersions(versionOf(one, id), versionOf(other, id))
    if (merged === undefined) continue
    if (isDeleted(merged)) deleted.push(merged)
    else highlights.push(merged)
  }
  const unnamed = { one: one.noteUpdatedAt ?? '', other: other.noteUpdatedAt ?? '' }
  return {
    highlights: highlights.sort(byId),
    deleted: deleted.sort(byId),
    ...mergeNotes(one, other, unnamed),
    ...optional('noteUpdatedAt', latest(one.noteUpdatedAt, other.noteUpdatedAt)),
  }
}

/** A highlight, deleted or not. */
export type HighlightVersion = KeptHighlight | DeletedHighlight

/** Every highlight that a file knows of, deleted ones among them. */
export function all(annotations: Annotations): readonly HighlightVersion[] {
  return [...annotations.highlights, ...annotations.deleted]
}

/** When a highlight was last changed, deleted or brought back. */
export function timeOf(version: HighlightVersion): Instant {
  const changed = latest(version.updatedAt, version.restoredAt) ?? version.updatedAt
  return isDeleted(version) ? (latest(changed, version.deletedAt) ?? changed) : changed
}

function versionOf(annotations: Annotations, id: HighlightId): HighlightVersion | undefined {
  const versions = all(annotations).filter((one) => one.id === id)
  // A file that a hand or a tool put together may name one twice.
  return versions.length < 2 ? versions[0] : versions.reduce((one, other) => mergeVersions(one, other) ?? one)
}

function isDeleted(version: HighlightVersion): version is DeletedHighlight {
  return 'deletedAt' in version
}

function mergeVersions(one: HighlightVersion | undefined, other: HighlightVersion | undefined): HighlightVersion | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const newer = isNewer(one, other) ? one : other
  const { note: _note, noteAt: _at, noteReplaced: _replaced, noteParts: _parts, ...members } = newer
  return { ...members, ...mergeNotes(one, other, { one: one.createdAt, other: other.createdAt }) }
}

function isNewer(one: HighlightVersion, other: HighlightVersion): boolean {
  const [mine, theirs] = [timeOfInstant(timeOf(one)), timeOfInstant(timeOf(other))]
  if (mine !== theirs) return mine > theirs
  // At the same moment what is still there wins over what is gone; else any rule that both machines share.
  if (isDeleted(one) !== isDeleted(other)) return !isDeleted(one)
  return sortable(one) >= sortable(other)
}

/** Without the note, which is merged by rules of its own. */
function sortable(version: HighlightVersion): string {
  const rest: Record<string, unknown> = { ...version }
  for (const name of Object.keys(noteOf(version))) delete rest[name]
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function byId(a: HighlightVersion, b: HighlightVersion): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
