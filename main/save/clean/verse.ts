import { isBlock } from './blocks.ts'
import { namesOf } from './places.ts'
import { squeezed } from './words.ts'

const STANZA = /(?:^|[\s_-])(?:stanza|verse|strophe|line-?group|lg)(?:$|[\s_-])/i
const LONGEST_LINE = 120

/** Stanzas whose lines stand in boxes of their own are one paragraph each, with line breaks. */
export function joinVerses(root: HTMLElement): void {
  for (const stanza of [...root.querySelectorAll('div, section, blockquote')]) {
    if (!STANZA.test(namesOf(stanza))) continue
    const lines = [...stanza.children]
    const isVerse = lines.length > 1 && lines.every((line) => isLine(line)) && [...stanza.childNodes].every((node) => node.nodeType === 1 || squeezed(node.textContent) === '')
    if (!isVerse) continue
    const paragraph = stanza.ownerDocument.createElement('p')
    for (const [index, line] of lines.entries()) paragraph.append(...(index === 0 ? [] : [stanza.ownerDocument.createElement('br')]), ...line.childNodes)
    stanza.replaceChildren(paragraph)
  }
}

function isLine(element: Element): boolean {
  const holdsBlock = [...element.querySelectorAll('*')].some((inner) => isBlock(inner) || inner.localName === 'img')
  return (element.localName === 'div' || element.localName === 'p' || element.localName === 'span') && !holdsBlock && squeezed(element.textContent).length <= LONGEST_LINE
}
