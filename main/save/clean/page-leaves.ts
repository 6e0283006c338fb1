import { isBlock } from './blocks.ts'
import { squeezed } from './words.ts'

/** The smallest elements that hold text in blocks: paragraphs, headings, items, cells. */
export function leavesOf(root: Element): Element[] {
  const leaves: Element[] = []
  collect(root, leaves)
  return leaves
}

function collect(element: Element, leaves: Element[]): boolean {
  if (element.localName === 'pre') {
    leaves.push(element)
    return true
  }
  let holdsBlock = false
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    if (collect(child, leaves)) holdsBlock = true
  }
  if (holdsBlock) return true
  if (!isBlock(element) || squeezed(element.textContent) === '') return false
  leaves.push(element)
  return true
}

/** More pairs than this are not compared one by one; then equal words alone must do. */
const MOST_PAIRS = 4_000_000

/**
 * For each text of `before` the index of the same text in `after`, keeping the order of both (a longest common
 * subsequence, https://en.wikipedia.org/wiki/Longest_common_subsequence): the same few words in another place are
 * another block.
 */
export function matchInOrder(before: readonly string[], after: readonly string[]): (number | undefined)[] {
  const matched: (number | undefined)[] = before.map(() => undefined)
  const inBefore = new Set(before)
  const inAfter = new Set(after)
  const a = before.flatMap((text, index) => (inAfter.has(text) ? [index] : []))
  const b = after.flatMap((text, index) => (inBefore.has(text) ? [index] : []))
  if (a.length * b.length > MOST_PAIRS) {
    const places = new Map(b.map((index) => [after[index] ?? '', index]))
    for (const index of a) matched[index] = places.get(before[index] ?? '')
    return matched
  }
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const same = before[a[i] ?? -1] === after[b[j] ?? -1]
      lengths[i * width + j] = same ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (before[a[i] ?? -1] === after[b[j] ?? -1]) matched[a[i++] ?? -1] = b[j++]
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return matched
}
