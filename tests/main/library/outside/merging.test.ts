import { describe, expect, test } from 'vitest'
import type { Annotations, DeletedHighlight, KeptHighlight } from '../../../../main/library/annotation-file.ts'
import { readAnnotations, writeAnnotations } from '../../../../main/library/annotation-file.ts'
import type { ArticleRecord } from '../../../../main/library/article-record.ts'
import { rewritten, type KeptNote } from '../../../../main/library/outside/kept-note.ts'
import { mergeAnnotations } from '../../../../main/library/outside/merge-annotations.ts'
import { mergeLists, type MergeableList } from '../../../../main/library/outside/merge-lists.ts'
import { mergeRecords } from '../../../../main/library/outside/merge-records.ts'
import { decideRepair, mergeRepairs } from '../../../../main/library/outside/merge-repairs.ts'
import { changedAt } from '../../../../main/library/outside/times.ts'
import { NO_REPAIR_FILE, readRepairFile, selectorKey, writeRepairFile, type RepairFile } from '../../../../main/library/repair-file.ts'
import type { ArticleId, HighlightId } from '../../../../shared/model.ts'
import type { BlockSelector } from '../../../../shared/repair.ts'
import { fc } from '../../../helpers/fc.ts'

/** Few values, so that equal times and equal words come up all the time. */
const instant = fc.integer({ min: 1, max: 4 }).map((day) => `2026-01-0${day}T00:00:00.000Z`)
const maybeInstant = fc.option(instant, { nil: undefined })
const BASE = { createdAt: '2026-01-01T00:00:00.000Z', tags: [], lost: false, quote: { exact: 'q', prefix: '', suffix: '' }, position: { start: 0, end: 1 } }

/** A note as some writings, one on top of the other, leave it. */
const note: fc.Arbitrary<KeptNote> = fc
  .array(fc.tuple(fc.constantFrom('', 'x', 'y', 'two\n\nparagraphs'), instant), { maxLength: 3 })
  .map((writings) => writings.reduce<KeptNote>((old, [text, at]) => rewritten(old, text, at, ''), { note: '' }))

const highlight: fc.Arbitrary<KeptHighlight | DeletedHighlight> = fc
  .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('yellow' as const, 'blue' as const), instant, maybeInstant, maybeInstant, note)
  .map(([id, colour, updatedAt, restoredAt, deletedAt, written]) => ({
    ...BASE,
    id: id as HighlightId,
    colour,
    updatedAt,
    ...written,
    ...(restoredAt === undefined ? {} : { restoredAt }),
    ...(deletedAt === undefined ? {} : { deletedAt }),
  }))

const annotations: fc.Arbitrary<Annotations> = fc
  .tuple(fc.uniqueArray(highlight, { selector: (one) => one.id }), note, maybeInstant)
  .map(([all, written, noteUpdatedAt]) => ({
    highlights: all.filter((one) => !('deletedAt' in one)).sort(byId),
    deleted: all.filter((one): one is DeletedHighlight => 'deletedAt' in one).sort(byId),
    ...written,
    ...(noteUpdatedAt === undefined ? {} : { noteUpdatedAt }),
  }))

const record: fc.Arbitrary<ArticleRecord> = fc
  .record({
    updatedAt: instant,
    cleanedAt: maybeInstant,
    renamedAt: maybeInstant,
    archivedAt: maybeInstant,
    favourite: fc.boolean(),
    tags: fc.uniqueArray(fc.constantFrom('News', 'news', 'a', 'é'), { maxLength: 3, selector: (tag) => tag.toLowerCase() }),
    title: fc.constantFrom('One', 'Two'),
    byline: fc.constantFrom(undefined, 'Ada', 'Bo'),
    bylineEdit: fc.option(fc.record({ at: instant, back: fc.boolean(), own: fc.constantFrom(undefined, 'Ada', 'Page') }), { nil: undefined }),
    ownTitle: fc.constantFrom(undefined, 'One', 'Page'),
    state: fc.constantFrom({ kind: 'saving' as const }, { kind: 'ready' as const }),
    wordCount: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ cleanedAt, renamedAt, archivedAt, byline, bylineEdit, ownTitle, ...rest }) => ({
    version: 1,
    id: '01kaaaaaaaaaaaaaaaaaaaaazz' as ArticleId,
    source: { kind: 'address' as const },
    direction: 'ltr' as const,
    excerpt: '',
    readingMinutes: 1,
    savedAt: '2026-01-01T00:00:00.000Z',
    pictures: { kept: 0, missing: [] },
    bytes: 0,
    confidence: 1,
    ...rest,
    ...(cleanedAt === undefined ? {} : { cleanedAt }),
    ...(archivedAt === undefined ? {} : { archivedAt }),
    ...(renamedAt === undefined ? {} : { renamed: true as const, renamedAt }),
    ...(byline === undefined ? {} : { byline }),
    ...(bylineEdit === undefined ? {} : { edited: { byline: { at: bylineEdit.at, ...(bylineEdit.back && { back: true as const }) } } }),
    ...(renamedAt === undefined && bylineEdit === undefined
      ? {}
      : { own: { ...(renamedAt !== undefined && ownTitle !== undefined && { title: ownTitle }), ...(bylineEdit?.own !== undefined && !bylineEdit.back && { byline: bylineEdit.own }) } }),
  }))

interface Entry {
  readonly id: string
  readonly createdAt: string
  readonly updatedAt?: string
  readonly name: string
}
const list: fc.Arbitrary<MergeableList<Entry>> = fc.record({
  entries: fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b'), createdAt: fc.constant('2026-01-01T00:00:00.000Z'), updatedAt: instant, name: fc.constantFrom('x', 'y') }),
    { selector: (one) => one.id },
  ),
  removed: fc.uniqueArray(fc.record({ id: fc.constantFrom('a', 'b'), removedAt: instant }), { selector: (one) => one.id }),
})

const selector = fc.constantFrom('a', 'b', 'c').map((name): BlockSelector => ({ tag: 'div', classes: [name], within: [] }))
const decision = fc.tuple(selector, fc.constantFrom('drop' as const, 'keep' as const, 'gone' as const), maybeInstant)
/** A `repair.json`, also of a time before decisions were dated; read as it is stored. */
const repair: fc.Arbitrary<RepairFile> = fc
  .record({
    decisions: fc.uniqueArray(decision, { selector: ([one]) => selectorKey(one) }),
    accepted: fc.boolean(),
    acceptedAt: maybeInstant,
    pictures: fc.uniqueArray(fc.record({ url: fc.constantFrom('u', 'v'), path: fc.constantFrom('0', '1').map((digit) => `images/${digit.repeat(64)}.png`) }), {
      selector: (one) => one.url,
    }),
  })
  .map(({ decisions, acceptedAt, ...rest }) => {
    const those = (as: string) => decisions.filter(([, of]) => of === as).map(([one]) => one)
    const decided = decisions.flatMap(([one, as, at]) => (at === undefined ? [] : [{ selector: one, as, at }]))
    return { ...NO_REPAIR_FILE, ...rest, drop: those('drop'), keep: those('keep'), ...(acceptedAt && { acceptedAt }), ...(decided.length > 0 && { decided }) }
  })
const asStored = (file: RepairFile): RepairFile => readRepairFile(Buffer.from(writeRepairFile(file) ?? '{"version":1}'), '')

/** What makes merging give the same on all machines, however often and in whatever order copies come. */
function agrees<T>(value: fc.Arbitrary<T>, merge: (one: T, other: T) => T): void {
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      const ab = merge(a, b)
      expect(merge(b, a), 'commutative').toEqual(ab)
      expect(merge(ab, c), 'associative').toEqual(merge(a, merge(b, c)))
      expect(merge(ab, ab), 'idempotent').toEqual(ab)
      expect(merge(ab, b), 'once is enough').toEqual(ab)
    }),
    { numRuns: 500 },
  )
}

test.each([
  ['annotations', () => agrees(annotations, mergeAnnotations)],
  ['article.json', () => agrees(record, mergeRecords)],
  ['repair.json', () => agrees(repair, mergeRepairs)],
  ['lists', () => agrees(list, mergeLists)],
])('%s: the same on every machine', (_what, check) => {
  expect(check).not.toThrow()
})

test('annotations: no highlight vanishes, and what is merged is stored and read as it is', () => {
  fc.assert(
    fc.property(annotations, annotations, (mine, theirs) => {
      const merged = mergeAnnotations(mine, theirs)
      const idsOf = (one: Annotations) => [...one.highlights, ...one.deleted].map((each) => each.id)
      expect(idsOf(merged).sort()).toEqual([...new Set([...idsOf(mine), ...idsOf(theirs)])].sort())
      expect(readAnnotations(JSON.parse(JSON.stringify(writeAnnotations(merged))), '')).toEqual(merged)
    }),
  )
})

test('repair.json: what is merged is stored and read as it is', () => {
  fc.assert(
    fc.property(repair, repair, (mine, theirs) => {
      const merged = mergeRepairs(mine, theirs)
      if (merged.drop.length + merged.keep.length + merged.pictures.length === 0 && !merged.accepted) return
      expect(mergeRepairs(asStored(merged), asStored(merged))).toEqual(merged)
    }),
  )
})

test('repair.json: of two machines that repair the same article, each decision counts, the later one of the same block', () => {
  const [a, b, c] = ['a', 'b', 'c'].map((name): BlockSelector => ({ tag: 'div', classes: [name], within: [] })) as [BlockSelector, BlockSelector, BlockSelector]
  const at = (day: number) => new Date(`2026-01-0${day}T00:00:00.000Z`)
  const decide = (before: RepairFile, drop: BlockSelector[], keep: BlockSelector[], day: number): RepairFile => ({ ...before, ...decideRepair(before, { drop, keep }, at(day)) })
  const first = decide(NO_REPAIR_FILE, [a, b], [], 1)
  // One takes back `a` and brings back `c`, the other drops `c` before that and keeps `b` after it.
  const one = decide(first, [b], [c], 3)
  const other = decide(decide(first, [a, b, c], [], 2), [a, c], [b], 4)
  const merged = mergeRepairs(asStored(one), asStored(other))
  expect(merged).toMatchObject({ drop: [], keep: [b, c] })
  // A clock that is behind does not make a later decision an earlier one.
  const again = decide(merged, [c], [b], 1)
  expect(mergeRepairs(again, merged)).toMatchObject({ drop: [c], keep: [b] })
})

describe('what counts', () => {
  const of = (more: Partial<KeptHighlight>): Annotations => ({ highlights: [{ ...BASE, id: 'a' as HighlightId, colour: 'blue', note: '', updatedAt: BASE.createdAt, ...more }], deleted: [], note: '' })
  const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`
  const gone = (day: number): Annotations => {
    const [one] = of({}).highlights
    return { highlights: [], deleted: one === undefined ? [] : [{ ...one, deletedAt: at(day) }], note: '' }
  }

  test('the later of deletion and change', () => {
    expect(mergeAnnotations(of({ updatedAt: at(2) }), gone(3)).highlights).toEqual([])
    expect(mergeAnnotations(of({ updatedAt: at(3) }), gone(2)).deleted).toEqual([])
    expect(mergeAnnotations(of({ updatedAt: at(2) }), gone(2)).deleted, 'at the same moment it stays').toEqual([])
    expect(mergeAnnotations(of({ updatedAt: at(1), restoredAt: at(3) }), gone(2)).deleted, 'brought back').toEqual([])
  })

  test('words written on both sides stay; words that were changed do not come back', () => {
    const first = rewritten({ note: '' }, 'first', at(1), '')
    const changed = rewritten(first, 'changed', at(2), '')
    const elsewhere = rewritten(first, 'elsewhere', at(3), '')
    const noteOf = (one: KeptNote, other: KeptNote) => mergeAnnotations(of(one), of(other)).highlights[0]?.note
    expect(noteOf(first, changed)).toBe('changed')
    expect(noteOf(changed, elsewhere)).toBe('changed\n\n⁂\n\nelsewhere')
    expect(noteOf(changed, rewritten(first, '', at(3), '')), 'emptied on one side, changed on the other').toBe('changed')
    expect(noteOf(first, rewritten(first, '', at(3), ''))).toBe('')
  })

  test('a note that was merged and then made one is one', () => {
    const merged = mergeAnnotations(of(rewritten({ note: '' }, 'x', at(1), '')), of(rewritten({ note: '' }, 'y', at(2), ''))).highlights[0]
    const tidied = rewritten(merged ?? { note: '' }, 'x and y', at(3), '')
    expect(mergeAnnotations(of(tidied), of(rewritten({ note: '' }, 'x', at(1), ''))).highlights[0]?.note).toBe('x and y')
  })

  test('a change on top of one from a clock that is ahead counts as newer', () => {
    expect(changedAt(new Date(at(1)), '2027-01-01T00:00:00.000Z')).toBe('2027-01-01T00:00:00.001Z')
    expect(changedAt(new Date(at(3)), at(2), undefined)).toBe(at(3))
    expect(changedAt(new Date(at(3)), '9999-12-31T00:00:00.000Z'), 'a clock that is broken').toBe(at(3))
  })

  test('article.json: tags of both, the title that was given, the newer cleaning', () => {
    const [one] = fc.sample(record, 1)
    if (one === undefined) throw new Error('no sample')
    const { renamed: _renamed, archivedAt: _archived, ...plain } = one
    const mine = { ...plain, updatedAt: at(3), cleanedAt: at(1), state: { kind: 'ready' as const }, tags: ['a'], wordCount: 1, title: 'Old', favourite: true }
    const theirs = { ...plain, updatedAt: at(2), cleanedAt: at(2), state: { kind: 'ready' as const }, tags: ['b'], wordCount: 2, title: 'Given', renamed: true as const, favourite: false, archivedAt: at(2) }
    const merged = mergeRecords(mine, theirs)
    expect(merged).toMatchObject({ tags: ['a', 'b'], wordCount: 2, title: 'Given', renamed: true, favourite: true, updatedAt: at(3) })
    expect(merged.archivedAt, 'the newer side had it in the inbox').toBeUndefined()
  })
})

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}
