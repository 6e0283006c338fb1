import { NO_REPAIR, isEmptyRepair } from '../../shared/repair.ts'
import type { BlockNames, BlockPosition, BlockSelector, BlockText, Repair } from '../../shared/repair.ts'
import { instantOr, memberOf, numberOr, optional, textOr, textsIn } from './json-members.ts'
import type { Instant } from '../../shared/model.ts'
import { isPictureFile } from './layout.ts'
import { REPAIR_FORMAT, readStored } from './upgrade.ts'

/** A picture that the article had before its repair: taking the repair back must not need the network. */
export interface RememberedPicture {
  readonly url: string
  /** Relative to the article's folder. */
  readonly path: string
  readonly width?: number
  readonly height?: number
}

/** What an article's `repair.json` holds. */
export interface RepairFile extends Repair {
  /** The reader looked at the article and found it whole. */
  readonly accepted: boolean
  readonly pictures: readonly RememberedPicture[]
  /** What was decided of each selector, and when; of what is absent it is not known when. */
  readonly decided?: readonly DecidedSelector[]
  /** When `accepted` became what it is. */
  readonly acceptedAt?: Instant
}

/** A selector that was put into a repair, or taken out of it. */
export interface DecidedSelector {
  readonly selector: BlockSelector
  readonly as: 'drop' | 'keep' | 'gone'
  readonly at: Instant
}

export const NO_REPAIR_FILE: RepairFile = { ...NO_REPAIR, accepted: false, pictures: [] }

const MOST_SELECTORS = 2000

/**
 * Reads a `repair.json`. What is no selector in it is left out: it could not match anything.
 * @throws Failure damaged, newer-version
 */
export function readRepairFile(data: Uint8Array | undefined, file: string): RepairFile {
  if (data === undefined) return NO_REPAIR_FILE
  const json = readStored(data, REPAIR_FORMAT, file)
  const pictures: readonly unknown[] = Array.isArray(json['pictures']) ? json['pictures'] : []
  const decided = [
    ...readDecided(json['drop'], 'drop', 'at'),
    ...readDecided(json['keep'], 'keep', 'at'),
    ...readDecided(json['removed'], 'gone', 'removedAt'),
  ]
  return {
    drop: readSelectors(json['drop']),
    keep: readSelectors(json['keep']),
    accepted: json['accepted'] === true,
    pictures: pictures.flatMap((one) => readPicture(one) ?? []),
    ...(decided.length > 0 && { decided }),
    ...optional('acceptedAt', instantOr(json['acceptedAt'], undefined)),
  }
}

/** The text of a `repair.json`; `undefined` when there is nothing to say: a repair that is taken back whole leaves no file. */
export function writeRepairFile(file: RepairFile): string | undefined {
  if (isEmptyRepair(file) && !file.accepted && file.pictures.length === 0) return undefined
  const { drop, keep, accepted, acceptedAt, pictures, decided = [] } = file
  const times = new Map(decided.map(({ selector, as, at }) => [`${as} ${selectorKey(selector)}`, at]))
  const dated = (as: 'drop' | 'keep') => (selector: BlockSelector) => ({ ...selector, ...optional('at', times.get(`${as} ${selectorKey(selector)}`)) })
  const removed = decided.filter(({ as }) => as === 'gone').map(({ selector, at }) => ({ ...selector, removedAt: at }))
  const stored = {
    version: REPAIR_FORMAT.version,
    drop: drop.map(dated('drop')),
    keep: keep.map(dated('keep')),
    ...(removed.length > 0 && { removed }),
    ...(accepted && { accepted }),
    ...optional('acceptedAt', acceptedAt),
    ...(pictures.length > 0 && { pictures }),
  }
  return JSON.stringify(stored, undefined, 2) + '\n'
}

/** The same for selectors that say the same. */
export function selectorKey(selector: BlockSelector): string {
  return JSON.stringify(readSelector(selector))
}

function readDecided(value: unknown, as: DecidedSelector['as'], time: string): readonly DecidedSelector[] {
  return (Array.isArray(value) ? value.slice(0, MOST_SELECTORS) : []).flatMap((one: unknown): readonly DecidedSelector[] => {
    const [selector, at] = [readSelector(one), instantOr(memberOf(one, time), undefined)]
    return selector === undefined || at === undefined ? [] : [{ selector, as, at }]
  })
}

/** Selectors of stored or foreign JSON; what is none is left out. */
export function readSelectors(value: unknown): readonly BlockSelector[] {
  return Array.isArray(value) ? value.slice(0, MOST_SELECTORS).flatMap((one) => readSelector(one) ?? []) : []
}

function readSelector(value: unknown): BlockSelector | undefined {
  const names = readNames(value)
  if (names === undefined) return undefined
  const around = memberOf(value, 'within')
  const within = Array.isArray(around) ? around.slice(0, 10).flatMap((one) => readNames(one) ?? []) : []
  return { ...names, within, ...optional('position', readPosition(memberOf(value, 'position'))), ...optional('text', readText(memberOf(value, 'text'))) }
}

function readNames(value: unknown): BlockNames | undefined {
  const tag = short(memberOf(value, 'tag'))
  if (tag === undefined || !/^[a-z][\w-]*$/.test(tag)) return undefined
  const classes = textsIn(memberOf(value, 'classes')).filter((name) => name.length <= 200).slice(0, 20)
  return {
    tag,
    ...optional('id', short(memberOf(value, 'id'))),
    ...(classes.length > 0 && { classes }),
    ...optional('role', short(memberOf(value, 'role'))),
    ...optional('itemprop', short(memberOf(value, 'itemprop'))),
  }
}

function readPosition(value: unknown): BlockPosition | undefined {
  const index = numberOr(memberOf(value, 'index'), 0, 1e6, undefined)
  return index === undefined ? undefined : { index: Math.floor(index), fromEnd: memberOf(value, 'fromEnd') === true }
}

function readText(value: unknown): BlockText | undefined {
  const length = numberOr(memberOf(value, 'length'), 0, 1e9, undefined)
  if (length === undefined) return undefined
  return { begins: textOr(memberOf(value, 'begins'), '').slice(0, 200), ends: textOr(memberOf(value, 'ends'), '').slice(0, 200), length }
}

function short(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined
}

function readPicture(value: unknown): RememberedPicture | undefined {
  const url = memberOf(value, 'url')
  const path = memberOf(value, 'path')
  if (typeof url !== 'string' || typeof path !== 'string' || !isPictureFile(path)) return undefined
  return { url, path, ...optional('width', numberOr(memberOf(value, 'width'), 1, 1e5, undefined)), ...optional('height', numberOr(memberOf(value, 'height'), 1, 1e5, undefined)) }
}
