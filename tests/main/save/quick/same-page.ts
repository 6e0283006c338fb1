import { JSDOM } from 'jsdom'
import { changeQuickly } from '../../../../main/save/quick/change-quickly.ts'
import { quicken } from '../../../../main/save/quick/quicken.ts'
import { fc } from '../../../helpers/fc.ts'

const NAMES = ['p', 'div', 'span', 'h2', 'em', 'li', 'a', 'ul', 'form', 'svg', 'math', 'x-card']
const NAME_ATTRIBUTES = ['class', 'id', 'itemprop', 'data-n', 'HREF', 'hidden', 'rel', 'style']
const VALUES = ['one', 'two', 'one two', 'One', ' two\tone ', '', 'author', 'x-one-y', 'none', 'ones two']

const attributes = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAME_ATTRIBUTES), fc.constantFrom(...VALUES)), { maxLength: 3, selector: ([name]) => name })
const node = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('words', ' ', 'a &amp; b', '<br>', '<!-- note -->', '<![CDATA[data]]>', '<img alt>'),
    fc.tuple(fc.constantFrom(...NAMES), attributes, fc.array(tie('node'), { maxLength: 4 })).map(([name, given, children]) => {
      const written = given.map(([key, value]) => ` ${key}="${value}"`).join('')
      return `<${name}${written}>${children.join('')}</${name}>`
    }),
  ),
})).node

/** HTML of small pages of every kind of node, with and without a doctype. */
export const pageHtml = fc
  .tuple(fc.boolean(), fc.array(node, { maxLength: 5 }))
  .map(([isStandard, parts]) => `${isStandard ? '<!doctype html>' : ''}<title>T</title><body class="one">${parts.join('')}`)

const slow = new JSDOM('').window
const quick = new JSDOM('').window
quicken(quick as unknown as Window & typeof globalThis)
changeQuickly(quick as unknown as Window & typeof globalThis)

/** The window whose pages are quick. */
export function quickWindow(): typeof quick {
  return quick
}

/** The same page by jsdom as it is and by jsdom made quick. */
export function bothPages(html: string): { readonly slow: Document; readonly quick: Document } {
  const parse = (window: typeof slow): Document => new window.DOMParser().parseFromString(html, 'text/html')
  return { slow: parse(slow), quick: parse(quick) }
}

/** All nodes of a tree, its root first, by a walk that asks jsdom alone. */
export function nodesOf(root: Node): readonly Node[] {
  const walker = (root.ownerDocument ?? (root as Document)).createTreeWalker(root)
  const nodes: Node[] = [root]
  for (let at = walker.nextNode(); at !== null; at = walker.nextNode()) nodes.push(at)
  return nodes
}
