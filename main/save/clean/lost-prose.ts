import { isBlock } from './blocks.ts'
import { isProse } from './prose.ts'
import { squeezed } from './words.ts'

const OUTSIDE = new Set(['nav', 'footer', 'aside', 'form', 'dialog'])
const COMMENTS_NAME = /(?:^|[\s_-])(?:comments?|respond|replies|disqus(?:_thread)?)(?:$|[\s_-])/i
const OUTSIDE_NAME = /(?:^|[\s_-])(?:footer|cookie|consent|newsletter|related|recirc)(?:$|[\s_-])/i
/** A name that says so is not believed of what holds this share of a page's prose: it is the article, of a newsletter perhaps. */
const MOST_OUTSIDE = 0.5
/** Shorter sentences stand in teasers and captions too. */
const LEAST_LENGTH = 100
/** Fewer paragraphs on a page say nothing of its article. */
const LEAST_COUNT = 3
/** So much of a paragraph tells it from the others. */
const TELLING_LENGTH = 60

/** The paragraphs of a page that may be of its article, once each: sentences, but not in comments and what names itself furniture. */
export function proseOf({ body }: Document): string[] {
  const found: Found = { texts: [], named: [] }
  collect(body, found)
  const all = lengthOf([...found.texts, ...found.named.flat()])
  return [...new Set(found.named.find((texts) => lengthOf(texts) > all * MOST_OUTSIDE) ?? found.texts)]
}

interface Found {
  readonly texts: string[]
  /** The prose of each part that names itself furniture. */
  readonly named: string[][]
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0)
}

/** Whether an element is a block or holds one. Parts that are not of the article are not walked through: this is done for every page. */
function collect(element: Element, found: Found): boolean {
  const outside = outsideness(element)
  if (outside === 'surely') return true
  if (outside === 'by name') {
    const own: Found = { texts: [], named: [] }
    for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) collect(child, own)
    found.named.push([...own.texts, ...own.named.flat()])
    return true
  }
  let holdsBlock = false
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    if (collect(child, found)) holdsBlock = true
  }
  if (holdsBlock || !isBlock(element)) return holdsBlock
  const text = squeezed(element.textContent)
  if (text.length >= LEAST_LENGTH && isProse(text)) found.texts.push(text)
  return true
}

/** Share of a page's prose that is not in the article found: 0 when all of it is. */
export function lostShare(prose: readonly string[], article: string): number {
  if (prose.length < LEAST_COUNT) return 0
  let [all, lost, from] = [0, 0, 0]
  for (const text of prose) {
    all += text.length
    const telling = text.slice(0, TELLING_LENGTH)
    // The article is in the page's order nearly always: the next one stands right behind.
    const behind = article.indexOf(telling, from)
    if (behind !== -1) from = behind
    else if (!article.includes(telling)) lost += text.length
  }
  return all === 0 ? 0 : lost / all
}

function outsideness(element: Element): 'surely' | 'by name' | 'not' {
  const { localName } = element
  if (OUTSIDE.has(localName) || element.hasAttribute('hidden')) return 'surely'
  if (!isBlock(element) || localName === 'article') return 'not'
  if (element.getAttribute('aria-hidden') === 'true') return 'surely'
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
  if (names === ' ') return 'not'
  return COMMENTS_NAME.test(names) ? 'surely' : OUTSIDE_NAME.test(names) ? 'by name' : 'not'
}
