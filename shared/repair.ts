import type { CleanReport } from './saving.ts'

/** What marks an element of a page: only what a site gives on purpose, no names that machines made up. */
export interface BlockNames {
  /** Lower case, e.g. `aside`. */
  readonly tag: string
  readonly id?: string
  readonly classes?: readonly string[]
  readonly role?: string
  readonly itemprop?: string
}

/** Where an element stands among the elements of its parent that have the same names. */
export interface BlockPosition {
  /** From 0. */
  readonly index: number
  /** Counted from the last one. */
  readonly fromEnd: boolean
}

/** The words by which a block of one page is known again. */
export interface BlockText {
  /** Its first characters, white space squeezed; all of a short one. */
  readonly begins: string
  /** Its last characters. */
  readonly ends: string
  /** Characters of the whole, white space squeezed. */
  readonly length: number
}

/**
 * Finds a block of the original page again after small changes of that page. With `text` it means one block of one
 * article; without, every block of that structure, on every page of a site.
 */
export interface BlockSelector extends BlockNames {
  /** The nearest elements around it that have names, the innermost first. */
  readonly within: readonly BlockNames[]
  readonly position?: BlockPosition
  readonly text?: BlockText
}

/** What the reader corrected: blocks of the original to leave out, and blocks to bring back. */
export interface Repair {
  readonly drop: readonly BlockSelector[]
  readonly keep: readonly BlockSelector[]
}

export const NO_REPAIR: Repair = { drop: [], keep: [] }

/** A repair that is remembered for every page of a site; its selectors have no text. */
export interface SiteRule extends Repair {
  readonly id: string
  /** The host without `www.`, e.g. `example.com`. */
  readonly site: string
  /** ISO 8601 in UTC. */
  readonly createdAt: string
  /** When it came back from having been removed. */
  readonly updatedAt?: string
}

/** A selector of a site's rule that did nothing, and why. */
export interface RefusedSelector {
  readonly selector: BlockSelector
  /** It would have taken more than half of the article's text. */
  readonly reason: 'takes-too-much'
}

/** A block of the original page. Numbers are places in the list of blocks. */
export interface OriginalBlock {
  readonly selector: BlockSelector
  readonly kind: BlockKind
  /** The block around it. */
  readonly parent?: number
  /** It stands in the article as it is cleaned without this view's changes. */
  readonly standing: boolean
  /** The page itself hides it until a script shows it. */
  readonly hidden: boolean
  /** The same block on other pages of the site, when its structure says enough; no text. */
  readonly siteSelector?: BlockSelector
}

export type BlockKind = 'paragraph' | 'heading' | 'list' | 'table' | 'picture' | 'code' | 'quote' | 'section'

/** The original page as blocks that can be dropped and brought back. */
export interface OriginalOutline {
  /** Safe, inert HTML: no links, no addresses that load; blocks carry `data-block`, pictures `data-original`. */
  readonly html: string
  readonly blocks: readonly OriginalBlock[]
}

/** What a repair makes of an article. */
export interface RepairPreview {
  /** The whole document, as it would be stored. */
  readonly html: string
  readonly wordCount: number
  /** Blocks of the original that stand in it. */
  readonly standing: readonly number[]
  readonly refused: readonly RefusedSelector[]
}

/** Everything that the repair view shows at first. */
export interface RepairView extends RepairPreview {
  readonly title: string
  readonly outline: OriginalOutline
  /** The repair that the article has now. */
  readonly repair: Repair
  /** The host whose pages a remembered rule is for; absent when the article has no address. */
  readonly site?: string
}

/**
 * Below this, the reader is asked to compare with the original. Measured on 287 pages whose text is known: 11 are below
 * (3.8 %), among them all 4 that had lost about half of their words or more; the other 7 are whole. None of the project's own
 * page fixtures is below. Pages that kept too much look sure, and are not found by it.
 */
export const SURE_ENOUGH = 0.61

/** Whether a repair changes nothing. */
export function isEmptyRepair(repair: Repair): boolean {
  return repair.drop.length === 0 && repair.keep.length === 0
}

/** Whether a selector says enough to be used on pages that it was not made on: it has no text, and it has some name. */
export function isStructural(selector: BlockSelector): boolean {
  return selector.text === undefined && (hasNames(selector) || selector.within.some(hasNames))
}

/** Whether an element has a name besides its tag, or a tag that is one. */
export function hasNames(names: BlockNames): boolean {
  return names.id !== undefined || (names.classes?.length ?? 0) > 0 || names.role !== undefined || names.itemprop !== undefined
}

const THINGS: Readonly<Record<string, string>> = {
  p: 'paragraph', ul: 'list', ol: 'list', dl: 'list', table: 'table', figure: 'picture', img: 'picture', pre: 'code block',
  blockquote: 'quote', aside: 'side box', nav: 'navigation', header: 'page head', footer: 'page foot', form: 'form', details: 'details box',
  h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading',
} // prettier-ignore

/** A selector in words: `the side box “related”`, `the last paragraph in “post-body”`. English, for the reader. */
export function selectorText(selector: BlockSelector): string {
  const thing = THINGS[selector.tag] ?? 'block'
  const own = nameOf(selector)
  const around = own === undefined ? selector.within.map(nameOf).find((name) => name !== undefined) : undefined
  const which = selector.position === undefined ? '' : `${ordinal(selector.position)} `
  const many = selector.position === undefined && selector.text === undefined
  const what = own === undefined ? thing : `${thing} “${own}”`
  const place = around === undefined ? '' : ` in “${around}”`
  return many ? `every ${what}${place}` : `the ${which}${what}${place}`
}

/** The name by which a reader may know an element of the page. */
function nameOf(names: BlockNames): string | undefined {
  return names.id ?? names.classes?.[0] ?? names.role ?? names.itemprop
}

function ordinal({ index, fromEnd }: BlockPosition): string {
  if (fromEnd) return index === 0 ? 'last' : `${counted(index + 1)} last`
  return counted(index + 1)
}

function counted(number: number): string {
  const ending = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return number === 1 ? 'first' : number === 2 ? 'second' : number === 3 ? 'third' : `${number}${ending}`
}

/** What came of repairing an article. */
export interface RepairReport extends CleanReport {
  /** What is remembered for the site from now on. */
  readonly rule?: SiteRule
}
