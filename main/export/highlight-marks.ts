import { ElementType } from 'htmlparser2'
import type { Highlight } from '../../shared/model.ts'
import { asElement, type StoredElement, type StoredNode } from './stored-document.ts'

/** Noncharacters (Unicode 23.7): never in a text's meaning, untouched by escaping, so they can carry marks through it. */
const BEGIN = '\uFDD0'
const END = '\uFDD1'

/** Where `==` would be read as code or formula, not as a mark. */
const VERBATIM = new Set(['pre', 'code', 'math', 'kbd', 'samp'])

function isVerbatim({ name, attribs }: StoredElement): boolean {
  return VERBATIM.has(name) || attribs['data-tex'] !== undefined
}

interface Run {
  readonly node: { data: string }
  readonly start: number
  readonly verbatim: boolean
}

/** Replaces what could be taken for a mark in the text itself. Positions stay. */
export function withoutMarks(nodes: readonly StoredNode[]): void {
  for (const { node } of runsOf(nodes)) node.data = node.data.replace(/[\uFDD0\uFDD1]/g, '\uFFFD')
}

/**
 * Puts marks around each highlight that lies within one run of text, overlaps no other and still has its words at its
 * position. The others are left for the list at the end.
 */
export function markHighlights(nodes: readonly StoredNode[], inTextOrder: readonly Highlight[]): void {
  const runs = runsOf(nodes)
  let free = Number.POSITIVE_INFINITY
  // From the last to the first, so that marks already set do not move the next one's position.
  for (const { position, quote, lost } of inTextOrder.toReversed()) {
    const run = runs.findLast((one) => one.start <= position.start)
    if (lost || run === undefined || run.verbatim || position.end > free) continue
    const from = position.start - run.start
    const to = position.end - run.start
    if (run.node.data.slice(from, to) !== quote.exact || quote.exact.includes('==')) continue
    run.node.data = `${run.node.data.slice(0, from)}${BEGIN}${quote.exact}${END}${run.node.data.slice(to)}`
    free = position.start
  }
}

/** Turns the marks into Markdown's. */
export function writeMarks(markdown: string): string {
  return markdown.replace(/[\uFDD0\uFDD1]/g, '==')
}

/** The text nodes in order, each with where it begins in the article's text (UTF-16 units). */
function runsOf(nodes: readonly StoredNode[]): readonly Run[] {
  const runs: Run[] = []
  let start = 0
  const visit = (node: StoredNode, verbatim: boolean): void => {
    if (node.type === ElementType.Text) {
      runs.push({ node, start, verbatim })
      start += node.data.length
    }
    const element = asElement(node)
    for (const child of element?.children ?? []) visit(child, verbatim || (element !== undefined && isVerbatim(element)))
  }
  for (const node of nodes) visit(node, false)
  return runs
}
