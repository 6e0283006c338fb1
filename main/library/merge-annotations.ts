import type { HighlightId, Instant } from '../../shared/model.ts'
import type { Annotations, DeletedHighlight, KeptHighlight } from './annotation-file.ts'

/**
 * Merges two versions of one article's annotations, as two machines may make them: of each highlight the newest state
 * counts, deleted or not; words that were written on both sides stay. The order of the two does not matter.
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
  return { highlights: highlights.sort(byId), deleted: deleted.sort(byId), ...mergeNotes(one, other) }
}

type Version = KeptHighlight | DeletedHighlight

function all(annotations: Annotations): readonly Version[] {
  return [...annotations.highlights, ...annotations.deleted]
}

function versionOf(annotations: Annotations, id: HighlightId): Version | undefined {
  return annotations.highlights.find((one) => one.id === id) ?? annotations.deleted.find((one) => one.id === id)
}

function isDeleted(version: Version): version is DeletedHighlight {
  return 'deletedAt' in version
}

function mergeVersions(one: Version | undefined, other: Version | undefined): Version | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const [newer, older] = isNewer(one, other) ? [one, other] : [other, one]
  if (isDeleted(newer) || isDeleted(older)) return newer
  return { ...newer, note: mergeTexts(newer.note, older.note) }
}

function isNewer(one: Version, other: Version): boolean {
  const mine = timeOf(one)
  const theirs = timeOf(other)
  if (mine !== theirs) return mine > theirs
  // At the same moment what is still there wins over what is gone; else any rule that both machines share.
  if (isDeleted(one) !== isDeleted(other)) return !isDeleted(one)
  return JSON.stringify(one) >= JSON.stringify(other)
}

function timeOf(version: Version): Instant {
  const times = [version.updatedAt, version.restoredAt ?? '', isDeleted(version) ? version.deletedAt : '']
  return times.reduce((latest, time) => (time > latest ? time : latest))
}

function mergeNotes(one: Annotations, other: Annotations): Pick<Annotations, 'note' | 'noteUpdatedAt'> {
  const oneTime = one.noteUpdatedAt ?? ''
  const otherTime = other.noteUpdatedAt ?? ''
  const oneIsNewer = oneTime === otherTime ? one.note >= other.note : oneTime > otherTime
  const [newer, older] = oneIsNewer ? [one, other] : [other, one]
  // An emptied note was taken away on purpose; two written ones are both kept.
  const note = newer.note === '' && newer.noteUpdatedAt !== undefined ? '' : mergeTexts(newer.note, older.note)
  return newer.noteUpdatedAt === undefined ? { note } : { note, noteUpdatedAt: newer.noteUpdatedAt }
}

function mergeTexts(newer: string, older: string): string {
  return newer === '' || older === '' || newer.includes(older) ? newer || older : older.includes(newer) ? older : `${newer}\n\n${older}`
}

function byId(a: Version, b: Version): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
