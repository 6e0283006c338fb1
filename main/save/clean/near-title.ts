import { isBlock } from './blocks.ts'
import { isProse } from './prose.ts'
import { titleHeading } from './title-heading.ts'
import { squeezed } from './words.ts'

const MOST_AFTER = 24
const MOST_BEFORE = 8
const AFTER_PROSE = 5
const LONGEST_LINE = 400
/** White space that sets apart what stands on one line. */
const GAP = /\u00A0{2,}|\u2003/

export interface LineNearTitle {
  readonly text: string
  /** The element around its first piece of text. */
  readonly element: Element
}

/** The lines a reader sees around an article's title: nearest first. */
export interface LinesNearTitle {
  readonly after: readonly LineNearTitle[]
  readonly before: readonly LineNearTitle[]
}

/**
 * Reads the page's text around its title line by line, whatever the markup: from the title down to the first
 * paragraphs, and a few lines up. There stand author and date on pages that declare neither.
 */
export function linesNearTitle(document: Document, title: string): LinesNearTitle {
  const heading = titleHeading(document, title, 'h1, h2, h3') ?? document.querySelector('h1')
  if (heading === null) return { after: [], before: [] }
  return { after: lines(heading, following, MOST_AFTER), before: lines(heading, preceding, MOST_BEFORE) }
}

function lines(start: Element, step: (node: Node) => Node | null, most: number): LineNearTitle[] {
  const found: LineNearTitle[] = []
  let line: Text[] = []
  let limit = most
  let block: Element | null = null
  const flush = (): boolean => {
    const pieces = step === preceding ? line.toReversed() : line
    const text = squeezed(pieces.map(({ data }) => data.replaceAll(new RegExp(GAP, 'g'), ' | ')).join(' '))
    const element = pieces[0]?.parentElement
    line = []
    if (element && text !== '' && text.length <= LONGEST_LINE) found.push({ text, element })
    // Below the first prose, which may be the second line of the title, a few more are looked at.
    if (text.length > 120 && isProse(text) && step === following) limit = Math.min(limit, found.length + AFTER_PROSE)
    return found.length >= limit
  }
  for (let node = step(start); node !== null; node = step(node)) {
    if (node.nodeName === 'BR' && line.length > 0 && flush()) return found
    if (node.nodeType !== 3 || start.contains(node) || (squeezed(node.textContent) === '' && (line.length === 0 || !GAP.test((node as Text).data)))) continue
    const own = blockAround(node)
    if (own !== block && line.length > 0 && flush()) return found
    block = own
    line.push(node as Text)
  }
  flush()
  return found
}

function blockAround(node: Node): Element | null {
  let at = node.parentElement
  while (at !== null && !isBlock(at)) at = at.parentElement
  return at
}

function following(node: Node): Node | null {
  if (node.firstChild !== null && node.nodeName !== 'H1') return node.firstChild
  for (let at: Node | null = node; at !== null; at = at.parentNode) if (at.nextSibling !== null) return at.nextSibling
  return null
}

function preceding(node: Node): Node | null {
  let at = node.previousSibling
  if (at === null) return node.parentNode
  while (at.lastChild !== null) at = at.lastChild
  return at
}
