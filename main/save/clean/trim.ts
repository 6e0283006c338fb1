import type { Block } from './block-list.ts'
import { blocksOf } from './block-list.ts'
import type { FurnitureKind } from './furniture.ts'
import type { PageFacts } from './metadata.ts'
import { likeness, squeezed, wordsOf } from './words.ts'

/** Furniture that is taken out wherever it stands, for whole lines that say just this are never an article's own words. */
const ANYWHERE: ReadonlySet<FurnitureKind> = new Set(['share', 'advert', 'player', 'counter', 'newsletter', 'notice', 'related'])
/** Furniture only above the first or below the last paragraph. */
const AT_EDGES: ReadonlySet<FurnitureKind> = new Set(['navigation', 'date', 'byline', 'read-time', 'credit', 'end'])
/** Text above the first paragraph that trimming looks through, in characters. */
const TOP_REACH = 1500

/**
 * Takes out lines of furniture: above the first paragraph (title, byline, date, navigation), below the last one
 * (what begins with "Related posts", "Comments" …), and those that are furniture anywhere.
 */
export function trim(root: HTMLElement, facts: PageFacts): void {
  cutTail(root)
  trimTop(root, facts)
  for (const block of blocksOf(root)) if (isFurnitureAnywhere(block)) drop(block)
  trimEnd(root)
}

function isFurnitureAnywhere({ kind, isHeading, text, linked, element }: Block): boolean {
  if (kind === undefined || !ANYWHERE.has(kind)) return false
  if (element.closest('table, blockquote, dl') !== null) return false
  if (isHeading) return kind !== 'notice' && kind !== 'related'
  if (kind === 'related') return linked > 0.3
  // A list of words such as "Twitter" and "Email" may be the article's subject.
  if (element.closest('li') !== null && (kind === 'share' || kind === 'newsletter')) return linked > 0.8 || wordsOf(text).length > 3
  return true
}

function trimTop(root: HTMLElement, facts: PageFacts): void {
  const blocks = blocksOf(root)
  const first = blocks.findIndex((block) => block.isProse && !isTopLine(block, facts))
  if (first === -1) return
  let seen = 0
  for (const block of blocks.slice(0, first)) {
    seen += block.text.length
    if (seen > TOP_REACH) return
    if (isTopLine(block, facts)) drop(block)
  }
}

function isTopLine(block: Block, facts: PageFacts): boolean {
  const { text, kind, linked, element } = block
  if (element.closest('table, figure, [data-part]') !== null) return false
  if (kind !== undefined && kind !== 'end' && (AT_EDGES.has(kind) || ANYWHERE.has(kind))) return true
  if (sameWords(text, facts.title) || (text.length < 300 && block.isHeading && likeness(text, facts.title) === 1)) return true
  if (facts.byline !== undefined && text.length < 160 && mentionsByline(text, facts.byline)) return true
  if (facts.siteName !== undefined && sameWords(text, facts.siteName)) return true
  // Links that stand alone above an article lead away from it; sentences with links are its own.
  return linked > 0.8 && text.length < 60 && wordsOf(text).length <= 6 && !block.isHeading
}

function mentionsByline(text: string, byline: string): boolean {
  const names = byline.split(', ')
  const rest = names.reduce((left, name) => left.replace(name, ''), text)
  return rest.length < text.length && wordsOf(rest).length <= 8 && !/[.!?]$/.test(text)
}

/**
 * Finds where the article ends: at a line that begins comments or related posts, when what follows is not the greater
 * part of the article's prose. Everything after that line goes.
 */
function cutTail(root: HTMLElement): void {
  const blocks = blocksOf(root)
  const total = proseLength(blocks)
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'end' || block.element.closest('table, figure, blockquote, [data-part]') !== null) continue
    const before = proseLength(blocks.slice(0, index))
    const after = blocks.slice(index + 1)
    if (before < total * 0.4 || before < 200) continue
    // Prose that goes on in the same container is the article, not a list of teasers or comments.
    const goesOn = proseLength(after.filter((other) => !other.isHeading && other.linked < 0.1))
    if (goesOn > Math.max(before * 0.35, 300) && !/comment|repl(?:y|ies)|recent|related|コメント/i.test(block.text)) continue
    if (goesOn > before) continue
    for (const other of [block, ...after]) drop(other)
    return
  }
}

/** Below the last paragraph: bylines, dates, tags, navigation and links that lead away. */
function trimEnd(root: HTMLElement): void {
  const blocks = blocksOf(root)
  const last = blocks.findLastIndex((block) => block.isProse && block.kind === undefined)
  if (last === -1) return
  const tail = blocks.slice(last + 1)
  for (const block of tail) {
    const { kind, element, linked, text } = block
    if (element.closest('table, figure, [data-part], pre') !== null) continue
    if (kind !== undefined) drop(block)
    else if (linked > 0.9 && text.length < 200 && element.closest('li') === null && tail.length > 1) drop(block)
  }
  dropLonelyHeadings(root)
}

/** A heading at the very end heads nothing. */
function dropLonelyHeadings(root: HTMLElement): void {
  for (const block of blocksOf(root).toReversed()) {
    if (!block.isHeading) return
    if (block.element.querySelector('img') !== null || followedByContent(block.element, root)) return
    drop(block)
  }
}

function followedByContent(element: Element, root: Element): boolean {
  const content = [...root.querySelectorAll('img, table, pre, math')]
  return content.some((one) => (element.compareDocumentPosition(one) & 4) !== 0)
}

function proseLength(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + (block.isProse ? block.text.length : 0), 0)
}

function sameWords(a: string, b: string): boolean {
  return wordsOf(a).join(' ') === wordsOf(b).join(' ') && b !== ''
}

/** Removes a block, and its picture only when it has no other content. */
function drop(block: Block): void {
  const { element } = block
  const pictures = [...element.querySelectorAll('img')]
  if (pictures.length > 0) element.replaceChildren(...pictures)
  else element.remove()
  if (squeezed(element.parentElement?.textContent) === '' && element.parentElement?.localName === 'li') element.parentElement.remove()
}
