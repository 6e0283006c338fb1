import type { Instant } from '../../../shared/model.ts'
import { isEmptyRepair, type BlockSelector, type Repair } from '../../../shared/repair.ts'
import { optional } from '../json-members.ts'
import { selectorKey, type DecidedSelector, type RememberedPicture, type RepairFile } from '../repair-file.ts'
import { changedAt, latest, timeOfInstant } from './times.ts'

/** What was decided of a selector; `at` is absent when it is not known when. */
type Decision = Pick<DecidedSelector, 'selector' | 'as'> & { readonly at?: Instant }

/** At the same moment what shows more of the page wins, and what is there over what is gone. */
const RANK: Readonly<Record<DecidedSelector['as'], number>> = { keep: 2, drop: 1, gone: 0 }

/**
 * Merges two versions of an article's `repair.json`, as two machines may make them: of each block the newest decision
 * counts, whether it is to be dropped, kept or neither; pictures of both are remembered. The same on every machine,
 * whatever the order and grouping.
 */
export function mergeRepairs(one: RepairFile, other: RepairFile): RepairFile {
  const decisions = new Map(decisionsOf(one))
  for (const [key, theirs] of decisionsOf(other)) {
    const ours = decisions.get(key)
    if (ours === undefined || isNewer(theirs, ours)) decisions.set(key, theirs)
  }
  const sorted = [...decisions].sort(byKey).map(([, decision]) => decision)
  const accepting = isAcceptedLater(other, one) ? other : one
  return {
    ...repairOf(sorted),
    accepted: accepting.accepted,
    ...optional('acceptedAt', accepting.acceptedAt),
    pictures: mergePictures(one.pictures, other.pictures),
  }
}

/** A repair that the reader makes now in place of `before`: what is another than it was is decided now. */
export function decideRepair(before: RepairFile, repair: Repair, now: Date): Pick<RepairFile, 'drop' | 'keep' | 'decided'> {
  const were = decisionsOf(before)
  const next = new Map([...were].map(([key, was]) => [key, { ...was, as: 'gone' as DecidedSelector['as'] }]))
  for (const as of ['drop', 'keep'] as const) for (const selector of repair[as]) next.set(selectorKey(selector), { selector, as })
  // What is taken back whole leaves nothing.
  if (isEmptyRepair(repair)) return repair
  const decisions = [...next].map(([key, { selector, as }]): Decision => {
    const was = were.get(key)
    return was?.as === as ? was : { selector, as, at: changedAt(now, was?.at) }
  })
  const { decided } = repairOf(decisions)
  return { ...repair, ...optional('decided', decided) }
}

function decisionsOf({ drop, keep, decided = [] }: RepairFile): Map<string, Decision> {
  const decisions = new Map<string, Decision>()
  const add = (decision: Decision): void => {
    const key = selectorKey(decision.selector)
    const known = decisions.get(key)
    if (known === undefined || isNewer(decision, known)) decisions.set(key, decision)
  }
  const stands = (selectors: readonly BlockSelector[], as: 'drop' | 'keep') => selectors.forEach((selector) => add({ selector, as }))
  stands(drop, 'drop')
  stands(keep, 'keep')
  decided.forEach(add)
  return decisions
}

function repairOf(decisions: readonly Decision[]): Pick<RepairFile, 'drop' | 'keep' | 'decided'> {
  const those = (as: Decision['as']) => decisions.filter((one) => one.as === as).map(({ selector }) => selector)
  const decided = decisions.flatMap(({ selector, as, at }) => (at === undefined ? [] : [{ selector, as, at }]))
  return { drop: those('drop'), keep: those('keep'), ...(decided.length > 0 && { decided }) }
}

function isNewer(one: Decision, other: Decision): boolean {
  const difference = timeOfInstant(one.at) - timeOfInstant(other.at) || RANK[one.as] - RANK[other.as]
  // The same moment may be written in several ways.
  return difference === 0 ? (one.at ?? '') > (other.at ?? '') : difference > 0
}

function isAcceptedLater(one: RepairFile, other: RepairFile): boolean {
  const difference = timeOfInstant(one.acceptedAt) - timeOfInstant(other.acceptedAt) || Number(one.accepted) - Number(other.accepted)
  return difference === 0 ? latest(one.acceptedAt, other.acceptedAt) !== other.acceptedAt : difference > 0
}

function mergePictures(one: readonly RememberedPicture[], other: readonly RememberedPicture[]): readonly RememberedPicture[] {
  const pictures = new Map<string, RememberedPicture>()
  for (const picture of [...one, ...other]) {
    const known = pictures.get(picture.url)
    if (known === undefined || JSON.stringify(picture) < JSON.stringify(known)) pictures.set(picture.url, picture)
  }
  return [...pictures].sort(byKey).map(([, picture]) => picture)
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
