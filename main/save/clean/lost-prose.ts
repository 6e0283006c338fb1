import { isBlock } from './blocks.ts'
import { isProse } from './prose.ts'
import { squeezed } from './words.ts'

const OUTSIDE = new Set(['nav', 'footer', 'aside', 'form', 'dialog'])
const OUTSIDE_NAME = /(?:^|[\s_-])(?:comments?|respond|replies|disqus(?:_thread)?|footer|cookie|consent|newsletter|related|recirc)(?:$|[\s_-])/i
/** Shorter sentences stand in teasers and captions too. */
const LEAST_LENGTH = 100
/** Fewer paragraphs on a page say nothing of its article. */
const LEAST_COUNT = 3
/** So much of a paragraph tells it from the others. */
const TELLING_LENGTH = 60

/** The paragraphs of a page that may be of its article: sentences, but not in comments and what names itself furniture. */
export function proseOf({ body }: Document): string[] {
  const texts: string[] = []
  collect(body, texts)
  return texts
}

/** Whether an element is a block or holds one. Parts that are not of the article are not walked through: this is done for every page. */
function collect(element: Element, texts: string[]): boolean {
  if (isOutside(element)) return true
  let holdsBlock = false
  for (let child = element.firstElementChild; child !== null; child = child.nextElementSibling) {
    if (collect(child, texts)) holdsBlock = true
  }
  if (holdsBlock || !isBlock(element)) return holdsBlock
  const text = squeezed(element.textContent)
  if (text.length >= LEAST_LENGTH && isProse(text)) texts.push(text)
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

function isOutside(element: Element): boolean {
  const { localName } = element
  if (OUTSIDE.has(localName) || element.hasAttribute('hidden')) return true
  if (!isBlock(element) || localName === 'article') return false
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`
  return (names !== ' ' && OUTSIDE_NAME.test(names)) || element.getAttribute('aria-hidden') === 'true'
}
