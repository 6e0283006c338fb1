import { isBlock } from './blocks.ts'
import { isProse } from './excerpt.ts'
import { furnitureKind } from './furniture.ts'
import type { FurnitureKind } from './furniture.ts'
import { squeezed } from './words.ts'

/** A smallest block of text in a cleaned page: a paragraph, a heading, an item, a cell. */
export interface Block {
  readonly element: HTMLElement
  readonly text: string
  /** Share of its text that is link. */
  readonly linked: number
  readonly kind: FurnitureKind | undefined
  readonly isHeading: boolean
  /** A sentence or more, not mostly links. */
  readonly isProse: boolean
}

/** The blocks of an element in their order; those of code, and of what is marked already, are never furniture. */
export function blocksOf(root: HTMLElement): Block[] {
  const blocks: Block[] = []
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (!isBlock(element) || [...element.children].some((child) => containsBlock(child))) continue
    const text = squeezed(element.textContent)
    if (text === '' || element.closest('pre') !== null) continue
    blocks.push(blockOf(element, text))
  }
  return blocks
}

function containsBlock(element: Element): boolean {
  return isBlock(element) || [...element.children].some((child) => containsBlock(child))
}

function blockOf(element: HTMLElement, text: string): Block {
  let inLinks = 0
  for (const link of element.querySelectorAll('a[href]')) inLinks += squeezed(link.textContent).length
  const around = element.closest('a[href]')
  const linked = around === null ? Math.min(1, inLinks / text.length) : 1
  const marked = element.closest('[data-part]') !== null
  return {
    element,
    text,
    linked,
    kind: marked ? undefined : furnitureKind(text),
    isHeading: /^h[1-6]$/.test(element.localName),
    isProse: !marked && linked < 0.6 && isProse(text),
  }
}

/** Text that stands beside blocks in a container gets a paragraph of its own, so that every text is in some block. */
export function wrapLooseText(root: HTMLElement): void {
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
