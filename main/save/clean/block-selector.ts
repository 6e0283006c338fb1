import type { BlockNames, BlockPosition, BlockSelector, BlockText } from '../../../shared/repair.ts'
import { hasNames } from '../../../shared/repair.ts'
import { isProse } from './prose.ts'
import { squeezed } from './words.ts'

const MOST_CLASSES = 4
const MOST_AROUND = 3
const BEGIN = 60
const END = 40

/** Classes that say which page this is, or what a script did to it, and not what the element is. */
const OF_THE_MOMENT = /^(?:(?:post|page|entry|node|item|category|tag|author|postid|term|section|block|id|widget|menu-item)-?\d+|(?:category|tag|author|status|format)-.+|(?:is|has|js|no|wow|aos|animated?|lazy\w*|active|open|visible|loaded|first|last|odd|even|hentry|clearfix)(?:-.*)?)$/i

/**
 * Elements of one document and what is known of them; each is looked at once, for jsdom's attributes and texts are slow.
 * Texts and names are those of the moment when they were first asked for.
 */
export class PageBlocks {
  readonly root: Element
  readonly #names = new Map<Element, BlockNames>()
  readonly #texts = new Map<Element, string>()
  readonly #byTag = new Map<string, Element[]>()
  /** By tag and first class; made when it is first asked for. */
  #byClass: Map<string, Element[]> | undefined
  readonly #like = new Map<Element, Map<string, Element[]>>()
  readonly #prose = new Map<string, Element[]>()

  constructor(root: Element) {
    this.root = root
    for (const element of root.querySelectorAll('*')) {
      addTo(this.#byTag, element.localName, element)
    }
  }

  textOf(element: Element): string {
    let text = this.#texts.get(element)
    if (text === undefined) this.#texts.set(element, (text = squeezed(element.textContent)))
    return text
  }

  namesOf(element: Element): BlockNames {
    let names = this.#names.get(element)
    if (names === undefined) this.#names.set(element, (names = readNames(element)))
    return names
  }

  /** The selector that finds an element again, words included. */
  selectorOf(element: Element): BlockSelector {
    const own = this.namesOf(element)
    const around = this.#around(element).map((one) => this.namesOf(one))
    return { ...own, within: around.filter(hasNames).slice(0, MOST_AROUND), position: this.#positionOf(element, own), text: describeText(this.textOf(element)) }
  }

  /**
   * The elements that a selector means, in their order: with `text` at most one, the likest; without, all of that
   * structure. None when there is none: a selector never guesses.
   */
  find(selector: BlockSelector): Element[] {
    if (selector.text === undefined) return this.#candidates(selector).filter((element) => this.#hasStructure(element, selector))
    const candidates = this.#byTag.get(selector.tag) ?? []
    let best: { readonly element: Element; readonly score: number } | undefined
    for (const element of candidates) {
      const words = likenessOf(selector.text, this.textOf(element))
      if (words === 0) continue
      const score = words + this.#structureScore(element, selector)
      // Few words or none stand in many places: there the structure must speak too.
      if (selector.text.length < 20 && score - words < 2) continue
      if (best === undefined || score > best.score) best = { element, score }
    }
    return best === undefined ? [] : [best.element]
  }

  /** Those of the elements with this structure that hold sentences. */
  proseOf(selector: BlockSelector): readonly Element[] {
    const key = JSON.stringify(selector)
    let prose = this.#prose.get(key)
    if (prose === undefined) this.#prose.set(key, (prose = this.find(selector).filter((element) => isProse(this.textOf(element)))))
    return prose
  }

  #candidates({ tag, classes }: BlockNames): readonly Element[] {
    const [first] = classes ?? []
    if (first === undefined) return this.#byTag.get(tag) ?? []
    if (this.#byClass === undefined) {
      this.#byClass = new Map()
      for (const element of this.root.querySelectorAll('*')) {
        for (const name of this.namesOf(element).classes ?? []) addTo(this.#byClass, `${element.localName}.${name}`, element)
      }
    }
    return this.#byClass.get(`${tag}.${first}`) ?? []
  }

  /** How an element, named or not, stands among those of its parent that have its names. */
  #positionOf(element: Element, names: BlockNames): BlockPosition {
    const like = this.#likeSiblings(element, names)
    const index = like.indexOf(element)
    const behind = like.length - 1 - index
    return index <= behind ? { index, fromEnd: false } : { index: behind, fromEnd: true }
  }

  #likeSiblings(element: Element, names: BlockNames): readonly Element[] {
    const parent = element.parentElement
    if (parent === null) return [element]
    let known = this.#like.get(parent)
    if (known === undefined) this.#like.set(parent, (known = new Map<string, Element[]>()))
    const key = keyOf(names)
    const found = known.get(key)
    if (found !== undefined) return found
    const like = childrenOf(parent).filter((one) => one.localName === names.tag && isNamed(this.namesOf(one), names, 1))
    known.set(key, like)
    return like
  }

  #hasStructure(element: Element, selector: BlockSelector): boolean {
    return isNamed(this.namesOf(element), selector, 1) && this.#isWithin(element, selector.within) && this.#isAt(element, selector)
  }

  #isAt(element: Element, selector: BlockSelector): boolean {
    if (selector.position === undefined) return true
    const like = this.#likeSiblings(element, selector)
    return (selector.position.fromEnd ? like.at(-1 - selector.position.index) : like[selector.position.index]) === element
  }

  #isWithin(element: Element, within: readonly BlockNames[]): boolean {
    return this.#countAround(element, within) === within.length
  }

  /** How many of the elements around it, from the innermost on, are there in this order. */
  #countAround(element: Element, within: readonly BlockNames[]): number {
    let found = 0
    for (const one of this.#around(element)) {
      const wanted = within[found]
      if (wanted === undefined) break
      if (one.localName === wanted.tag && isNamed(this.namesOf(one), wanted, 0.5)) found++
    }
    return found
  }

  #around(element: Element): Element[] {
    const around: Element[] = []
    for (let at = element.parentElement; at !== null && at !== this.root; at = at.parentElement) around.push(at)
    return around
  }

  /** 0 to 5: names 2, surroundings 2, place 1. */
  #structureScore(element: Element, selector: BlockSelector): number {
    const names = isNamed(this.namesOf(element), selector, 0.5) ? 2 : 0
    const around = selector.within.length === 0 ? 2 : (2 * this.#countAround(element, selector.within)) / selector.within.length
    return names + around + (this.#isAt(element, selector) ? 1 : 0)
  }
}

/** The elements in an element. jsdom's own list of them is slow. */
export function childrenOf(parent: Element): Element[] {
  const children: Element[] = []
  for (let child = parent.firstElementChild; child !== null; child = child.nextElementSibling) children.push(child)
  return children
}

/** Names as one text. */
function keyOf({ tag, id, classes, role, itemprop }: BlockNames): string {
  return JSON.stringify([tag, id, classes, role, itemprop])
}

function addTo(lists: Map<string, Element[]>, key: string, element: Element): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [element])
  else list.push(element)
}

/** Whether an element has the names asked for, and this share of the classes. */
function isNamed(has: BlockNames, wanted: BlockNames, share: number): boolean {
  if (wanted.id !== undefined && has.id !== wanted.id) return false
  if (wanted.role !== undefined && has.role !== wanted.role) return false
  if (wanted.itemprop !== undefined && has.itemprop !== wanted.itemprop) return false
  const classes = wanted.classes ?? []
  return classes.filter((name) => has.classes?.includes(name)).length >= classes.length * share
}

function describeText(text: string): BlockText {
  return { begins: text.slice(0, BEGIN), ends: text.slice(-END), length: text.length }
}

/** 0 for other words, 10 for the same, less for words that were edited. */
function likenessOf(wanted: BlockText, text: string): number {
  if ((wanted.length === 0) !== (text === '')) return 0
  const begins = text.startsWith(wanted.begins)
  const ends = text.endsWith(wanted.ends)
  if (begins && ends) return text.length === wanted.length ? 10 : wanted.length >= BEGIN ? 8 : 0
  const near = Math.abs(text.length - wanted.length) <= wanted.length * 0.3
  return (begins || ends) && near && wanted.length >= END ? 6 : 0
}

function readNames(element: Element): BlockNames {
  // The step before hides the names of headings from Readability in `data-`.
  const attribute = (name: string): string => element.getAttribute(name) ?? element.getAttribute(`data-${name}`) ?? ''
  const id = attribute('id').trim()
  const classes = attribute('class').split(/\s+/).filter(isStable).slice(0, MOST_CLASSES)
  const role = element.getAttribute('role')?.trim() ?? ''
  const itemprop = element.getAttribute('itemprop')?.trim() ?? ''
  return {
    tag: element.localName,
    ...(isStable(id) ? { id } : {}),
    ...(classes.length === 0 ? {} : { classes }),
    ...(/^[a-z-]{2,30}$/.test(role) ? { role } : {}),
    ...(/^[a-zA-Z-]{2,40}$/.test(itemprop) ? { itemprop } : {}),
  }
}

/** Whether a name was given by people: not made up by a tool, not of this page or moment alone. */
export function isStable(name: string): boolean {
  if (name.length < 2 || name.length > 60 || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) return false
  if (OF_THE_MOMENT.test(name) || /\d{3}/.test(name)) return false
  return !name.split(/[-_]+/).some(isMadeUp)
}

/** `1a2b3c`, `x7Kq`, `bdVaJa`: letters and digits mixed, or capitals where no word begins. */
function isMadeUp(part: string): boolean {
  if (part.length < 4) return false
  if (/\d/.test(part)) return /\d\p{L}/u.test(part) || (part.match(/\p{L}/gu)?.length ?? 0) < 3
  const humps = part.split(/(?=\p{Lu})/u)
  return humps.length >= 3 && part.length / humps.length < 2.5
}
