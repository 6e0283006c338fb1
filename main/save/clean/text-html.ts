import { isShortLine, listItem } from './text-blocks.ts'
import type { TextBlock } from './text-blocks.ts'

/**
 * The HTML of a plain text's blocks: paragraphs, lists where lines are marked (or, unmarked, where short lines stand
 * close together), and headings where a short line stands above longer text.
 */
export function htmlOfText(blocks: readonly TextBlock[]): string {
  const html: string[] = []
  // A gap here and there says nothing; gaps nearly everywhere tell paragraphs from items.
  const hasGaps = blocks.filter((block) => block.apart).length > blocks.length * 0.4
  for (let index = 0; index < blocks.length; ) {
    const list = markedList(blocks, index) ?? unmarkedList(blocks, index, hasGaps)
    if (list !== undefined) {
      html.push(list.html)
      index = list.next
      continue
    }
    const block = blocks[index] as TextBlock
    const name = isHeading(blocks, index, hasGaps) ? 'h2' : 'p'
    html.push(`<${name}>${escaped(block.text)}</${name}>`)
    index++
  }
  return html.join('\n')
}

interface ListHtml {
  readonly html: string
  readonly next: number
}

function markedList(blocks: readonly TextBlock[], start: number): ListHtml | undefined {
  const first = listItem(blocks[start]?.text ?? '')
  if (first === undefined) return undefined
  const items = [first.text]
  let next = start + 1
  for (; next < blocks.length; next++) {
    const item = listItem(blocks[next]?.text ?? '')
    if (item === undefined || item.ordered !== first.ordered) break
    items.push(item.text)
  }
  // One numbered line alone is a heading or a sentence that begins with a number.
  if (items.length === 1 && (first.ordered || /^\d/.test(blocks[start]?.text ?? ''))) return undefined
  return { html: listHtml(items, first.ordered, first.number), next }
}

/** Short lines after a colon, or three and more close together, were a list before they were copied. */
function unmarkedList(blocks: readonly TextBlock[], start: number, hasGaps: boolean): ListHtml | undefined {
  let next = start
  while (next < blocks.length && isShortLine(blocks[next] as TextBlock) && !(hasGaps && next > start && blocks[next]?.apart === true)) next++
  const introduced = (blocks[start - 1]?.text ?? '').endsWith(':')
  const heads = !hasGaps && next < blocks.length ? next - 1 : next
  const count = heads - start
  if (count < (introduced ? 2 : 3)) return undefined
  return { html: listHtml(blocks.slice(start, heads).map((block) => block.text), false, 1), next: heads }
}

function listHtml(items: readonly string[], ordered: boolean, first: number): string {
  const name = ordered ? 'ol' : 'ul'
  const start = ordered && first > 1 ? ` start="${first}"` : ''
  return `<${name}${start}>\n${items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</${name}>`
}

function isHeading(blocks: readonly TextBlock[], index: number, hasGaps: boolean): boolean {
  const block = blocks[index] as TextBlock
  const next = blocks[index + 1]
  if (next === undefined || !isShortLine(block) || block.words > 12 || !/^[\p{Lu}\p{N}\p{Lo}]/u.test(block.text)) return false
  if (hasGaps && !next.apart && !block.apart && index > 0) return false
  return !isShortLine(next) || (hasGaps && next.apart && blocks[index + 2] !== undefined)
}

/** Text as it is written in HTML, outside of attributes. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
