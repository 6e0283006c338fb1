import type { OriginalOutline, RefusedSelector, Repair } from '../../../shared/repair.ts'
import { PageBlocks } from './block-selector.ts'
import { finishCaptions } from './captions.ts'
import { finishCode } from './code.ts'
import { findProseContainer } from './container.ts'
import { finishHeadings } from './headings.ts'
import { finishIds } from './ids.ts'
import { blocksOfPage, outlineHtml, siteSelectorOf } from './original-blocks.ts'
import type { PageBlock } from './original-blocks.ts'
import { leavesOf, matchInOrder } from './page-leaves.ts'
import type { PictureSource } from './page-pictures.ts'
import { sanitise } from './sanitise.ts'
import { tidy } from './tidy.ts'
import { squeezed } from './words.ts'

/** What a page is cleaned with besides the pipeline's own judgement. */
export interface RepairPlan {
  /** The article's own repair; it is stronger than the site's rules. */
  readonly article?: Repair
  /** Rules of the page's site. */
  readonly site?: readonly Repair[]
  /** What to answer besides the article: which blocks stand in it, or the whole original as blocks too. */
  readonly report?: 'standing' | 'outline'
  /** With `outline`: the repair whose blocks are to be named, without carrying it out. */
  readonly locate?: Repair
}

/** What became of a plan. */
export interface RepairReport {
  readonly refused: readonly RefusedSelector[]
  /** Numbers of the original's blocks that stand in the article. */
  readonly standing: readonly number[]
  readonly outline?: OriginalOutline
  /** The blocks that `locate` means. */
  readonly located: { readonly drop: readonly number[]; readonly keep: readonly number[] }
}

/** A rule of a site never takes a greater share of an article's text: then it was made for other pages. */
const LARGEST_SHARE = 0.5
/** Shorter texts may be part of any other text. */
const TELLING_LENGTH = 30

/** A block to bring back: its parts, each with the leaves and pictures of the page that it holds. */
interface KeptBlock {
  readonly whole: Part
  readonly parts: readonly Part[]
}
interface Part {
  readonly copy: Element
  readonly leaves: readonly number[]
  readonly pictures: readonly string[]
  /** Leaves of the page that stand before it. */
  readonly place: number
}

/**
 * Carries out a plan on a prepared page, before Readability looks at it: blocks to drop are taken out, blocks to keep
 * are remembered, and `finish` puts those back that did not survive the cleaning. A selector that matches nothing does
 * nothing; a site's that would take too much is refused.
 */
export class PageRepair {
  readonly #plan: RepairPlan
  readonly #page: PageBlocks
  readonly #leaves: readonly Element[]
  readonly #texts: readonly string[]
  /** For each element of the page the leaves and the pictures in it. */
  readonly #leavesIn = new Map<Element, number[]>()
  readonly #picturesIn = new Map<Element, string[]>()
  readonly #blocks: readonly PageBlock[]
  readonly #outline: OriginalOutline | undefined
  readonly #refused: RefusedSelector[] = []
  readonly #located: RepairReport['located']
  readonly #kept: readonly KeptBlock[]

  constructor(document: Document, plan: RepairPlan, pictures: ReadonlyMap<string, PictureSource>) {
    const { body } = document
    this.#plan = plan
    this.#page = new PageBlocks(body)
    this.#leaves = leavesOf(body)
    this.#texts = this.#leaves.map((leaf) => this.#page.textOf(leaf))
    this.#index(body)
    const keeps = [plan.article, ...(plan.site ?? [])].some((repair) => repair !== undefined && repair.keep.length > 0)
    this.#blocks = keeps || plan.report !== undefined ? blocksOfPage(body, this.#page) : []
    this.#located = { drop: this.#numbersOf(plan.locate?.drop), keep: this.#numbersOf(plan.locate?.keep) }
    this.#outline = plan.report === 'outline' ? this.#readOutline(body, pictures) : undefined
    const keep = this.#elementsOf(plan.article?.keep ?? [])
    const drop = this.#elementsOf(plan.article?.drop ?? [])
    const siteDrop = this.#siteDrops(document).filter((element) => !keep.some((one) => one.contains(element)))
    const siteKeep = this.#elementsOf((plan.site ?? []).flatMap((rule) => rule.keep))
    const allKept = inOrder([...keep, ...siteKeep.filter((one) => !drop.some((dropped) => dropped.contains(one)))])
    this.#kept = allKept.map((element) => this.#remember(element, drop, allKept))
    for (const element of [...drop, ...siteDrop]) element.remove()
  }

  /** Puts back what the plan keeps and the cleaning lost, each at its place, and says what became of the plan. */
  finish(root: HTMLElement): RepairReport {
    if (this.#kept.length > 0) this.#putBack(root)
    const standing = this.#plan.report === undefined ? [] : this.#standingBlocks(root)
    const outline = this.#outline && withStanding(this.#outline, standing)
    return { refused: this.#refused, standing, located: this.#located, ...(outline === undefined ? {} : { outline }) }
  }

  #index(body: Element): void {
    const climb = <T>(from: Element, value: T, into: Map<Element, T[]>): void => {
      for (let at: Element | null = from; at !== null && at !== body; at = at.parentElement) {
        const known = into.get(at)
        if (known === undefined) into.set(at, [value])
        else known.push(value)
      }
    }
    for (const [index, leaf] of this.#leaves.entries()) climb(leaf, index, this.#leavesIn)
    for (const image of body.querySelectorAll('img[data-picture]')) climb(image, image.getAttribute('data-picture') ?? '', this.#picturesIn)
  }

  #elementsOf(selectors: Repair['drop']): Element[] {
    return [...new Set(selectors.flatMap((selector) => this.#page.find(selector)))]
  }

  #numbersOf(selectors: Repair['drop'] = []): number[] {
    const elements = new Set(this.#elementsOf(selectors))
    return this.#blocks.flatMap(({ element }, index) => (elements.has(element) ? [index] : []))
  }

  /** The elements that the site's rules take out; of those that together are too much, the later ones stay. */
  #siteDrops(document: Document): Element[] {
    const selectors = (this.#plan.site ?? []).flatMap((rule) => rule.drop)
    if (selectors.length === 0) return []
    const container = findProseContainer(document)?.element ?? document.body
    const whole = this.#page.textOf(container).length
    const taken: Element[] = []
    let share = 0
    for (const selector of selectors) {
      const elements = this.#page.find(selector).filter((element) => !taken.some((one) => one.contains(element)))
      const outermost = elements.filter((element) => !elements.some((other) => other !== element && other.contains(element)))
      const takes = outermost.reduce((sum, element) => sum + this.#lengthIn(element, container), 0) / Math.max(1, whole)
      if (share + takes > LARGEST_SHARE) this.#refused.push({ selector, reason: 'takes-too-much' })
      else {
        share += takes
        taken.push(...outermost)
      }
    }
    return taken
  }

  #lengthIn(element: Element, container: Element): number {
    if (element.contains(container)) return this.#page.textOf(container).length
    return container.contains(element) ? this.#page.textOf(element).length : 0
  }

  #remember(element: Element, dropped: readonly Element[], kept: readonly Element[]): KeptBlock {
    // What the reader took out of a block that is kept stays out, and what is kept for itself comes once.
    const without = [...dropped, ...kept].filter((one) => one !== element && element.contains(one))
    const parts = this.#blocks
      .filter((block) => block.kind !== 'section' && element !== block.element && element.contains(block.element))
      .filter((block) => !without.some((one) => one.contains(block.element)))
      .map((block) => this.#part(block.element, []))
    const whole = this.#part(element, without)
    return { whole, parts: parts.length === 0 ? [whole] : parts }
  }

  #part(element: Element, without: readonly Element[]): Part {
    for (const one of without) one.setAttribute('data-left-out', '')
    const copy = element.cloneNode(true) as Element
    for (const one of without) one.removeAttribute('data-left-out')
    for (const one of copy.querySelectorAll('[data-left-out]')) one.remove()
    const leaves = (this.#leavesIn.get(element) ?? []).filter((leaf) => !without.some((one) => one.contains(this.#leaves[leaf] ?? null)))
    const place = leaves[0] ?? this.#leaves.filter((leaf) => (element.compareDocumentPosition(leaf) & 2) !== 0).length
    return { copy, leaves, pictures: this.#picturesIn.get(element) ?? [], place }
  }

  #putBack(root: HTMLElement): void {
    const anchors = new Map<number, Node>()
    const stands = this.#standingIn(root, anchors)
    for (const { whole, parts } of this.#kept) {
      const missing = parts.filter((part) => !stands(part.leaves, part.pictures))
      for (const part of missing.length === parts.length ? [whole] : missing) this.#insert(part, root, anchors)
    }
  }

  #insert(part: Part, root: HTMLElement, anchors: Map<number, Node>): void {
    const nodes = finished(part.copy)
    const last = nodes.at(-1)
    if (last === undefined) return
    const before = [...anchors.keys()].filter((leaf) => leaf < part.place)
    const behind = [...anchors.keys()].filter((leaf) => leaf >= part.place)
    const previous = before.length === 0 ? undefined : anchors.get(Math.max(...before))
    const following = behind.length === 0 ? undefined : anchors.get(Math.min(...behind))
    const next = previous === undefined ? (following ?? null) : previous.nextSibling
    for (const node of nodes) root.insertBefore(node, next)
    anchors.set(part.leaves.at(-1) ?? part.place - 0.5, last)
  }

  /** Whether leaves and pictures of the page stand in the cleaned article; fills in where the leaves are. */
  #standingIn(root: HTMLElement, anchors?: Map<number, Node>): (leaves: readonly number[], pictures: readonly string[]) => boolean {
    const cleaned = leavesOf(root)
    const matched = matchInOrder(this.#texts, cleaned.map((leaf) => squeezed(leaf.textContent)))
    const whole = squeezed(root.textContent)
    const shown = new Set([...root.querySelectorAll('img[data-picture]')].map((image) => image.getAttribute('data-picture')))
    for (const [index, match] of matched.entries()) {
      const top = match === undefined ? undefined : childOf(root, cleaned[match])
      if (top !== undefined) anchors?.set(index, top)
    }
    const leafStands = (leaf: number): boolean => {
      const text = this.#texts[leaf] ?? ''
      return matched[leaf] !== undefined || (text.length >= TELLING_LENGTH && whole.includes(text))
    }
    return (leaves, pictures) => {
      if (pictures.some((picture) => shown.has(picture)) && leaves.length <= 1) return true
      const length = (some: readonly number[]): number => some.reduce((sum, leaf) => sum + (this.#texts[leaf]?.length ?? 0), 0)
      return leaves.length > 0 && length(leaves.filter(leafStands)) * 2 >= length(leaves)
    }
  }

  #standingBlocks(root: HTMLElement): number[] {
    const stands = this.#standingIn(root)
    return this.#blocks.flatMap(({ element }, index) => (stands(this.#leavesIn.get(element) ?? [], this.#picturesIn.get(element) ?? []) ? [index] : []))
  }

  #readOutline(body: HTMLElement, pictures: ReadonlyMap<string, PictureSource>): OriginalOutline {
    const blocks = this.#blocks.map(({ element, kind, parent }) => {
      const siteSelector = siteSelectorOf(element, this.#page)
      return {
        selector: this.#page.selectorOf(element),
        kind,
        ...(parent === undefined ? {} : { parent }),
        standing: false,
        hidden: element.closest('[hidden], [aria-hidden="true"]') !== null,
        ...(siteSelector === undefined ? {} : { siteSelector }),
      }
    })
    return { html: outlineHtml(body, this.#blocks, pictures), blocks }
  }
}

function withStanding({ html, blocks }: OriginalOutline, standing: readonly number[]): OriginalOutline {
  const stands = new Set(standing)
  return { html, blocks: blocks.map((block, index) => ({ ...block, standing: stands.has(index) })) }
}

/** A block of the page made ready for the article, as all of the article was: finished, tidied and sanitised. */
function finished(copy: Element): Node[] {
  const box = copy.ownerDocument.createElement('div')
  box.append(copy)
  const base = copy.ownerDocument.baseURI
  for (const link of box.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? ''
    if (!href.startsWith('#') && URL.canParse(href, base)) link.setAttribute('href', new URL(href, base).href)
  }
  finishCode(box)
  finishCaptions(box)
  finishHeadings(box, '')
  finishIds(box)
  tidy(box)
  return [...sanitise(box.innerHTML).childNodes].filter((node) => node.nodeType === 1 || squeezed(node.textContent) !== '')
}

function childOf(root: Element, inside: Element | undefined): Node | undefined {
  let at: Element | null | undefined = inside
  while (at && at.parentElement !== root) at = at.parentElement
  return at ?? undefined
}

function inOrder(elements: readonly Element[]): Element[] {
  return [...new Set(elements)].sort((a, b) => ((a.compareDocumentPosition(b) & 4) !== 0 ? -1 : 1))
}
