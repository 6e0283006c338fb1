import { isBlock } from './blocks.ts'
import { isProse } from './prose.ts'
import { furnitureKind } from './furniture.ts'
import type { FurnitureKind } from './furniture.ts'
import { squeezed } from './words.ts'

/** A smallest block of text in a cleaned page: a paragraph, a heading, an item, a cell. */
export interface Block {
  readonly element: HTMLElement
  readonly text: string
  /** Share of its text that is link. */
  readonly linked: number
  /** Marked as standing around the body: a caption, a dek, a link card. */
  readonly isMarked: boolean
  readonly kind: FurnitureKind | undefined
  readonly isHeading: boolean
  /** A sentence or more, not mostly links. */
  readonly isProse: boolean
}

/** The blocks of an element in their order; those of code are left out, those marked already have no kind. */
export function blocksOf(root: HTMLElement): Block[] {
  const blocks: Block[] = []
  collect(root, { isMarked: false, isLink: false }, blocks)
  return blocks
}

/** Whether an element holds a block; if it is one itself and holds none, it is added. One walk, for jsdom's selectors are slow. */
function collect(element: Element, around: { readonly isMarked: boolean; readonly isLink: boolean }, blocks: Block[]): boolean {
  if (element.localName === 'pre') return true
  const inside = {
    isMarked: around.isMarked || element.hasAttribute('data-part'),
    isLink: around.isLink || (element.localName === 'a' && element.hasAttribute('href')),
  }
  let holdsBlock = false
  for (let child = element.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType !== 1) continue
    const holds = collect(child as Element, inside, blocks)
    holdsBlock ||= holds || isBlock(child)
  }
  if (holdsBlock || !isBlock(element)) return holdsBlock
  const text = squeezed(element.textContent)
  if (text !== '') blocks.push(new FoundBlock(element as HTMLElement, text, inside))
  return false
}

/** Whether an element, or one around it, has one of these names. */
export function isWithin(element: Element, names: ReadonlySet<string>): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement) if (names.has(at.localName)) return true
  return false
}

/** What its words say is found out when it is asked for: some steps never ask. */
class FoundBlock implements Block {
  readonly element: HTMLElement
  readonly text: string
  readonly linked: number
  readonly isMarked: boolean
  #kind: FurnitureKind | 'none' | undefined
  #isProse: boolean | undefined

  constructor(element: HTMLElement, text: string, inside: { readonly isMarked: boolean; readonly isLink: boolean }) {
    this.element = element
    this.text = text
    this.linked = inside.isLink ? 1 : Math.min(1, linkedLength(element) / text.length)
    this.isMarked = inside.isMarked
  }

  get kind(): FurnitureKind | undefined {
    this.#kind ??= this.isMarked ? 'none' : (furnitureKind(this.text) ?? 'none')
    return this.#kind === 'none' ? undefined : this.#kind
  }

  get isHeading(): boolean {
    return /^h[1-6]$/.test(this.element.localName)
  }

  get isProse(): boolean {
    return (this.#isProse ??= !this.isMarked && this.linked < 0.6 && isProse(this.text))
  }
}

function linkedLength(element: Element): number {
  let length = 0
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    length += child.localName === 'a' && child.hasAttribute('href') ? squeezed(child.textContent).length : linkedLength(child)
  }
  return length
}

/** Text that stands beside blocks in a container gets a paragraph of its own, so that every text is in some block. */
export function wrapLooseText(root: HTMLElement): void {
  for (const inline of [...root.querySelectorAll('span, font, center')].reverse()) {
    if ([...inline.childNodes].some((child) => isBlock(child))) inline.replaceWith(...inline.childNodes)
  }
  const containers = [root, ...root.querySelectorAll('div, section, article, header, footer, main, aside, body, center, blockquote, td, th, figure, li, dd')]
  for (const container of containers) {
    const children = [...container.childNodes]
    if (!children.some((child) => isBlock(child))) continue
    let run: Element | undefined
    for (const child of children) {
      if (isBlock(child)) run = undefined
      else if (run !== undefined) run.append(child)
      else if (squeezed(child.textContent) !== '') {
        run = root.ownerDocument.createElement('p')
        child.replaceWith(run)
        run.append(child)
      }
    }
  }
}
