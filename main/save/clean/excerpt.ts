import { blocksOf, isWithin } from './block-list.ts'
import { isProse } from './prose.ts'
import { squeezed, wordsOf } from './words.ts'

const LONGEST = 300
const NOT_PROSE = new Set(['figure', 'table', 'pre'])

/**
 * A real sentence of the article for the list: its beginning, from the first paragraph that is prose; never a date
 * line, a kicker, a caption or a notice. At most 300 characters, cut after a sentence or a word.
 */
export function excerptOf(root: Element, description: string): string {
  const texts: string[] = []
  const sentences: string[] = []
  for (const block of blocksOf(root as HTMLElement)) {
    if (block.isMarked || block.isHeading || isWithin(block.element, NOT_PROSE)) continue
    const text = readText(block.element)
    texts.push(text)
    if (isProse(text) && sentences.push(text) === 3) break
  }
  // A short one at the top may be a caption or a slogan; a longer one right after it says more anyway.
  const prose = sentences.find((text) => wordsOf(text).length >= 12 || text.length >= 80) ?? sentences[0] ?? texts.find((text) => wordsOf(text).length >= 5)
  if (prose !== undefined) return shortened(prose)
  return shortened(description === '' ? squeezed(root.textContent) : squeezed(description))
}

/** A block as one reads it aloud: a line break is a space, marks of notes are nothing. */
function readText(element: Element): string {
  const pieces: string[] = []
  const collect = (node: Node): void => {
    if (node.nodeType === 3) pieces.push((node as Text).data)
    else if (node.nodeName.toLowerCase() === 'br') pieces.push(' ')
    else if (node.nodeName.toLowerCase() !== 'sup' || (node as Element).querySelector('a[href^="#"]') === null) for (let child = node.firstChild; child !== null; child = child.nextSibling) collect(child)
  }
  collect(element)
  return squeezed(pieces.join(''))
}

function shortened(text: string): string {
  if (text.length <= LONGEST) return text
  const head = text.slice(0, LONGEST)
  const sentence = /^[^]{60,}[.!?…。！？]["”’»)]?(?=\s|$|[\u3040-\u9FFF])/.exec(head)?.[0]
  if (sentence !== undefined) return sentence.trim()
  const word = /^[^]*\S(?=\s)/.exec(head.slice(0, LONGEST - 1))?.[0] ?? head.slice(0, LONGEST - 1)
  return `${word.replace(/[\s,;:–—-]+$/, '')}…`
}
