import type { BlockSelector, OriginalBlock, Repair } from '../../shared/repair.ts'

/** What the reader wants of blocks of the original, by their numbers. */
export type Marks = ReadonlyMap<number, 'drop' | 'keep'>

/** Whether a block stands in the article, and who decided that. */
export interface BlockState {
  readonly inArticle: boolean
  /** The reader did, here or in a block around it. */
  readonly byReader: boolean
}

/** The state of every block under these marks: its own mark, else that of the block around it, else the cleaner's choice. */
export function statesOf(blocks: readonly OriginalBlock[], marks: Marks): readonly BlockState[] {
  const states: BlockState[] = []
  for (const [index, { parent, standing }] of blocks.entries()) {
    const mark = marks.get(index)
    const around = parent === undefined ? undefined : states[parent]
    if (mark !== undefined) states.push({ inArticle: mark === 'keep', byReader: true })
    else states.push(around?.byReader ? around : { inArticle: standing, byReader: false })
  }
  return states
}

/** Takes a block out of the article, or brings it in, with all blocks in it. What the cleaner would do needs no mark. */
export function toggled(blocks: readonly OriginalBlock[], marks: Marks, index: number): Marks {
  const wanted = !statesOf(blocks, marks)[index]?.inArticle
  const next = new Map([...marks].filter(([other]) => other !== index && !isInside(blocks, other, index)))
  if (statesOf(blocks, next)[index]?.inArticle !== wanted) next.set(index, wanted ? 'keep' : 'drop')
  return next
}

/** Whether a block lies in another. */
export function isInside(blocks: readonly OriginalBlock[], index: number, around: number): boolean {
  for (let at = blocks[index]?.parent; at !== undefined; at = blocks[at]?.parent) if (at === around) return true
  return false
}

/** The marks that a repair stands for. Selectors that are not among the blocks' have none. */
export function marksOf(blocks: readonly OriginalBlock[], repair: Repair): Marks {
  const places = new Map(blocks.map(({ selector }, index) => [JSON.stringify(selector), index]))
  const marks = new Map<number, 'drop' | 'keep'>()
  for (const what of ['drop', 'keep'] as const) {
    for (const selector of repair[what]) {
      const place = places.get(JSON.stringify(selector))
      if (place !== undefined) marks.set(place, what)
    }
  }
  return marks
}

/** The marks as a repair of this article. */
export function repairOf(blocks: readonly OriginalBlock[], marks: Marks): Repair {
  return { drop: selectors(blocks, marks, 'drop', 'selector'), keep: selectors(blocks, marks, 'keep', 'selector') }
}

/** The marks as a rule for the site, and how many of them cannot be told apart on its other pages. */
export function siteRepairOf(blocks: readonly OriginalBlock[], marks: Marks): { readonly repair: Repair; readonly onlyHere: number } {
  const repair = { drop: selectors(blocks, marks, 'drop', 'siteSelector'), keep: selectors(blocks, marks, 'keep', 'siteSelector') }
  return { repair, onlyHere: [...marks.keys()].filter((index) => blocks[index]?.siteSelector === undefined).length }
}

function selectors(blocks: readonly OriginalBlock[], marks: Marks, what: 'drop' | 'keep', which: 'selector' | 'siteSelector'): readonly BlockSelector[] {
  const found = new Map<string, BlockSelector>()
  for (const [index, mark] of [...marks].toSorted(([a], [b]) => a - b)) {
    const selector = blocks[index]?.[which]
    if (mark === what && selector !== undefined) found.set(JSON.stringify(selector), selector)
  }
  return [...found.values()]
}
