const BLOCKS = new Set([
  'address', 'article', 'aside', 'blockquote', 'caption', 'dd', 'details', 'div', 'dl', 'dt', 'figcaption', 'figure', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5',
  'h6', 'header', 'hr', 'li', 'main', 'ol', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul',
])

/** Whether a node is an element that stands on lines of its own. */
export function isBlock(node: Node | null): boolean {
  return node !== null && node.nodeType === 1 && BLOCKS.has((node as Element).localName)
}

const VOID = new Set(['br', 'img', 'hr', 'wbr', 'col', 'mprescripts', 'none'])

export interface ArticleContent {
  readonly html: string
  /** `textContent` of that HTML. */
  readonly text: string
}

/**
 * The HTML of an element's content, as the DOM serialises it, but with a line end after every block and `<br>` and
 * before a block that follows text: so its text reads like the article and words of neighbouring blocks never stick
 * together. White space beside them is squeezed; inside `<pre>` nothing is touched. Written here and not by changing
 * the tree, for jsdom counts all neighbours at each insertion.
 */
export function contentOf(root: Element): ArticleContent {
  const writer = new ContentWriter()
  writer.writeChildren(root)
  return { html: writer.html.join(''), text: writer.text.join('') }
}

class ContentWriter {
  readonly html: string[] = []
  readonly text: string[] = []
  #preformatted = 0

  writeChildren(parent: Element): void {
    for (let child = parent.firstChild; child !== null; child = child.nextSibling) {
      if (child.nodeType === 3) this.#write(this.#textOf(child as Text))
      else if (child.nodeType === 1) this.#writeElement(child as Element)
    }
  }

  #writeElement(element: Element): void {
    const name = element.localName
    const separated = this.#preformatted === 0 && (isBlock(element) || name === 'br')
    if (separated && name !== 'br' && element.previousSibling !== null) this.#endLine()
    this.html.push(`<${name}${attributesOf(element)}>`)
    if (!VOID.has(name)) {
      if (name === 'pre') this.#preformatted++
      this.writeChildren(element)
      if (name === 'pre') this.#preformatted--
      this.html.push(`</${name}>`)
    }
    if (separated) this.#write('\n')
  }

  /** A line end, unless one was just written. */
  #endLine(): void {
    if (this.html.at(-1) !== '\n') this.#write('\n')
  }

  #write(text: string): void {
    if (text === '') return
    this.html.push(text.replace(/&/g, '&amp;').replace(/\u00A0/g, '&nbsp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'))
    this.text.push(text)
  }

  /** White space as a browser shows it: runs are one space, none at the edges of blocks. */
  #textOf(node: Text): string {
    if (this.#preformatted > 0) return node.data
    let data = node.data.replace(/[ \t\r\n\f]+/g, ' ')
    if (isEdge(node.previousSibling, node.parentNode)) data = data.replace(/^ /, '')
    if (isEdge(node.nextSibling, node.parentNode)) data = data.replace(/ $/, '')
    return data
  }
}

function attributesOf(element: Element): string {
  return element
    .getAttributeNames()
    .map((name) => ` ${name}="${(element.getAttribute(name) ?? '').replace(/&/g, '&amp;').replace(/\u00A0/g, '&nbsp;').replace(/"/g, '&quot;')}"`)
    .join('')
}

function isEdge(beside: Node | null, parent: Node | null): boolean {
  if (beside === null) return isBlock(parent) || parent?.nodeName === 'BODY'
  return isBlock(beside) || (beside as Element).localName === 'br'
}
