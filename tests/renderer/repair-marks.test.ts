import { describe, expect, test } from 'vitest'
import { isInside, marksOf, repairOf, siteRepairOf, statesOf, toggled } from '../../renderer/repair/marks.ts'
import type { Marks } from '../../renderer/repair/marks.ts'
import type { OriginalBlock } from '../../shared/repair.ts'
import { fc } from '../helpers/fc.ts'

function block(index: number, standing: boolean, parent?: number, site = false): OriginalBlock {
  const selector = { tag: 'p', within: [], text: { begins: `block ${index}`, ends: `block ${index}`, length: 7 } }
  const siteSelector = { tag: 'p', classes: [`b${index}`], within: [] }
  return { selector, kind: 'paragraph', standing, hidden: false, ...(parent === undefined ? {} : { parent }), ...(site ? { siteSelector } : {}) }
}

/** A page of some blocks in boxes of boxes; boxes come before what is in them. */
const page: fc.Arbitrary<readonly OriginalBlock[]> = fc
  .array(fc.tuple(fc.boolean(), fc.option(fc.nat(), { nil: undefined })), { minLength: 1, maxLength: 12 })
  .map((made) => made.map(([standing, parent], index) => block(index, standing, index === 0 || parent === undefined ? undefined : parent % index)))

describe('marks', () => {
  test('a toggled block, and all in it, is as wanted; toggled again it is as before it was marked', () => {
    fc.assert(
      fc.property(page, fc.array(fc.nat(), { maxLength: 10 }), fc.nat(), (blocks, before, at) => {
        const index = at % blocks.length
        const marks = before.reduce<Marks>((now, one) => toggled(blocks, now, one % blocks.length), new Map())
        const wanted = !statesOf(blocks, marks)[index]?.inArticle
        const next = toggled(blocks, marks, index)
        const states = statesOf(blocks, next)
        expect(states[index]?.inArticle).toBe(wanted)
        if (next.has(index)) for (const other of blocks.keys()) if (isInside(blocks, other, index)) expect(states[other]?.inArticle).toBe(wanted)
        expect(statesOf(blocks, toggled(blocks, next, index))[index]?.inArticle).toBe(!wanted)
      }),
    )
  })

  test('no mark says what the cleaner does by itself at the top of the page', () => {
    fc.assert(
      fc.property(page, fc.array(fc.nat(), { maxLength: 10 }), (blocks, clicks) => {
        const marks = clicks.reduce<Marks>((now, one) => toggled(blocks, now, one % blocks.length), new Map())
        const needless = [...marks].filter(([index, mark]) => blocks[index]?.parent === undefined && (mark === 'keep') === blocks[index]?.standing)
        expect(needless).toEqual([])
      }),
    )
  })

  test('are found again in the repair that they make', () => {
    const blocks = [block(0, true), block(1, false), block(2, true, 1), block(3, false, 1)]
    const marks: Marks = new Map([[0, 'drop'], [1, 'keep'], [3, 'drop']]) // prettier-ignore
    const repair = repairOf(blocks, marks)
    expect(repair).toEqual({ drop: [blocks[0]?.selector, blocks[3]?.selector], keep: [blocks[1]?.selector] })
    expect(marksOf(blocks, repair)).toEqual(marks)
  })

  test('make a rule of the blocks that other pages have too', () => {
    const blocks = [block(0, true, undefined, true), block(1, true), block(2, false, undefined, true)]
    const { repair, onlyHere } = siteRepairOf(blocks, new Map([[0, 'drop'], [1, 'drop'], [2, 'keep']])) // prettier-ignore
    expect(repair).toEqual({ drop: [blocks[0]?.siteSelector], keep: [blocks[2]?.siteSelector] })
    expect(onlyHere).toBe(1)
  })
})
