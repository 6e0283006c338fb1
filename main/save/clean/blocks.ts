const BLOCKS = new Set([
  'address', 'article', 'aside', 'blockquote', 'caption', 'dd', 'details', 'div', 'dl', 'dt', 'figcaption', 'figure', 'footer', 'h1', 'h2', 'h3', 'h4', 'h5',
  'h6', 'header', 'hr', 'li', 'main', 'ol', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'ul', 'br', 'img',
])

export function isBlock(node: Node | null): boolean {
  return node !== null && node.nodeType === 1 && BLOCKS.has((node as Element).localName) && !['br', 'img'].includes((node as Element).localName)
}

/**
 * Puts a line end after every block and `<br>`, and one before a block that follows text, so that the element's
 * `textContent` reads like the article and words of neighbouring blocks never stick together. White space beside
 * them is squeezed; inside `<pre>` nothing is touched.
 */
export function separateBlocks(root: Element): void {
  squeezeSpace(root)
  for (const element of [...root.querySelectorAll('*')]) {
    const isBreak = element.localName === 'br'
    if (!isBreak && !isBlock(element)) continue
    if (element.closest('pre') !== null && element.localName !== 'pre') continue
    const next = element.nextSibling
    if (!(next?.nodeType === 3 && /^\s*\n/.test(next.textContent ?? ''))) element.after('\n')
    const before = element.previousSibling
    if (!isBreak && before !== null && !(before.nodeType === 3 && /\n\s*$/.test(before.textContent ?? ''))) element.before('\n')
  }
}

/** White space as a browser shows it: runs are one space, none at the edges of blocks. */
function squeezeSpace(root: Element): void {
  const walker = root.ownerDocument.createTreeWalker(root, 4)
  const texts: Text[] = []
  while (walker.nextNode() !== null) texts.push(walker.currentNode as Text)
  for (const text of texts) {
    if (text.parentElement?.closest('pre') != null) continue
    let data = text.data.replace(/[ \t\r\n\f]+/g, ' ')
    const { previousSibling: before, nextSibling: next, parentNode: parent } = text
    if (edge(before, parent)) data = data.replace(/^ /, '')
    if (edge(next, parent)) data = data.replace(/ $/, '')
    if (data === '') text.remove()
    else if (data !== text.data) text.data = data
  }
}

function edge(beside: Node | null, parent: Node | null): boolean {
  if (beside === null) return isBlock(parent)
  return isBlock(beside) || (beside as Element).localName === 'br'
}
