import { DomUtils } from 'htmlparser2'
import { asElement, asText, parseStoredArticle, type StoredElement, type StoredNode } from './stored-document.ts'

/** Never part of the body: pictures' captions, and what the cleaner marked as standing around the body. */
const LEFT_OUT = new Set(['figcaption', 'caption', 'script', 'style', 'template', 'title', 'annotation', 'annotation-xml'])
const LEFT_OUT_PARTS = new Set(['caption', 'dek', 'byline', 'date', 'embed'])

const BLOCKS = new Set([
  'address', 'article', 'aside', 'blockquote', 'dd', 'details', 'div', 'dl', 'dt', 'figure', 'footer', 'h1', 'h2', 'h3',
  'h4', 'h5', 'h6', 'header', 'hr', 'li', 'main', 'nav', 'ol', 'p', 'section', 'summary', 'table', 'ul',
])
/** Their blocks stand on neighbouring lines, without an empty line between them. */
const TIGHT = new Set(['ul', 'ol', 'dl', 'table'])
/** A table with one of these in a cell, or with two paragraphs in one, is page layout and no data. */
const LAYOUT = new Set(['table', 'ul', 'ol', 'dl', 'pre', 'blockquote', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

interface Block {
  readonly text: string
  /** Blocks of one list or table share it; 0 for none. */
  readonly group: number
}

/**
 * The body of a stored article as plain text: no title, byline, date or captions; a block a line, an empty line
 * between paragraphs; list items and table rows on neighbouring lines, cells separated by tabs; code as it stands.
 * @param documentHtml a whole `article.html`
 */
export function bodyText(documentHtml: string): string {
  const writer = new BlockWriter()
  writer.writeAll(parseStoredArticle(documentHtml), 0)
  writer.endBlock(0)
  return writer.blocks.reduce((text, block, index) => {
    if (index === 0) return block.text
    const tight = block.group !== 0 && block.group === writer.blocks[index - 1]?.group
    return text + (tight ? '\n' : '\n\n') + block.text
  }, '')
}

class BlockWriter {
  readonly blocks: Block[] = []
  #line = ''
  #groups = 0

  writeAll(nodes: readonly StoredNode[], group: number): void {
    for (const node of nodes) this.#write(node, group)
  }

  endBlock(group: number): void {
    const text = this.#line.replace(/ *\n */g, '\n').replace(/ {2,}/g, ' ').trim()
    this.#line = ''
    if (text !== '') this.blocks.push({ text, group })
  }

  #write(node: StoredNode, group: number): void {
    this.#line += spaced(asText(node) ?? '')
    const element = asElement(node)
    if (element === undefined || isLeftOut(element)) return
    const { name } = element
    if (name === 'br') this.#line += '\n'
    else if (name === 'pre') this.#writeCode(element, group)
    else if (name === 'table' && !isLayout(element)) this.#writeRows(element, group)
    else if (BLOCKS.has(name)) this.#writeBlock(element, group)
    else if (isCell(element)) this.#writeBlock(element, group)
    else this.writeAll(element.children, group)
  }

  #writeBlock(element: StoredElement, outer: number): void {
    const group = outer === 0 && TIGHT.has(element.name) && !isLayout(element) ? ++this.#groups : outer
    this.endBlock(outer)
    this.writeAll(element.children, group)
    this.endBlock(group)
  }

  #writeCode(element: StoredElement, group: number): void {
    this.endBlock(group)
    // The parser of the HTML standard drops one newline right after `<pre>`; this one keeps it.
    const text = DomUtils.textContent(element).replace(/^\r?\n/, '').trimEnd()
    if (text !== '') this.blocks.push({ text, group: 0 })
  }

  #writeRows(table: StoredElement, outer: number): void {
    this.endBlock(outer)
    const group = outer === 0 ? ++this.#groups : outer
    for (const row of DomUtils.getElementsByTagName('tr', table)) {
      const cells = row.children.flatMap((node) => asElement(node) ?? []).filter(isCell)
      const text = cells.map((cell) => lineOf(cell.children)).join('\t')
      if (text.trim() !== '') this.blocks.push({ text, group })
    }
  }
}

/** All text of these nodes on one line. */
function lineOf(nodes: readonly StoredNode[]): string {
  const inner = new BlockWriter()
  inner.writeAll(nodes, 0)
  inner.endBlock(0)
  return inner.blocks.map((block) => block.text.replace(/\s+/g, ' ')).join(' ')
}

function isLeftOut(element: StoredElement): boolean {
  return LEFT_OUT.has(element.name) || LEFT_OUT_PARTS.has(element.attribs['data-part'] ?? '')
}

function isCell(element: StoredElement): boolean {
  return element.name === 'td' || element.name === 'th'
}

function isLayout(table: StoredElement): boolean {
  if (table.name !== 'table') return false
  const inside = DomUtils.getElementsByTagName(() => true, table.children)
  return inside.some((element) => LAYOUT.has(element.name) || (isCell(element) && paragraphsIn(element) > 1))
}

function paragraphsIn(cell: StoredElement): number {
  return cell.children.filter((node) => ['p', 'div'].includes(asElement(node)?.name ?? '')).length
}

/** White space as HTML lays it out: runs are one space. A no-break space is not white space there. */
function spaced(text: string): string {
  return text.replace(/[ \t\n\r\f]+/g, ' ')
}
