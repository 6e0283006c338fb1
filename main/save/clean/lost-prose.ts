import { leavesOf } from './page-leaves.ts'
import { namesOf } from './places.ts'
import { isProse } from './prose.ts'
import { squeezed } from './words.ts'

const OUTSIDE = new Set(['nav', 'footer', 'aside', 'form', 'dialog'])
const OUTSIDE_NAME = /(?:^|[\s_-])(?:comments?|respond|replies|disqus(?:_thread)?|footer|cookie|consent|newsletter|related|recirc)(?:$|[\s_-])/i
/** Shorter sentences stand in teasers and captions too. */
const LEAST_LENGTH = 100
/** So much of a paragraph tells it from the others. */
const TELLING_LENGTH = 60

/** The paragraphs of a page that may be of its article: sentences, but not in comments and what names itself furniture. */
export function proseOf({ body }: Document): string[] {
  const texts: string[] = []
  for (const leaf of leavesOf(body)) {
    const text = squeezed(leaf.textContent)
    if (text.length >= LEAST_LENGTH && isProse(text) && !isOutside(leaf)) texts.push(text)
  }
  return texts
}

/** Share of a page's prose that is not in the article found: 0 when all of it is. */
export function lostShare(prose: readonly string[], article: string): number {
  let [all, lost] = [0, 0]
  for (const text of prose) {
    all += text.length
    if (!article.includes(text.slice(0, TELLING_LENGTH))) lost += text.length
  }
  return all === 0 ? 0 : lost / all
}

function isOutside(leaf: Element): boolean {
  for (let at: Element | null = leaf; at !== null && at.localName !== 'body'; at = at.parentElement) {
    if (OUTSIDE.has(at.localName) || at.hasAttribute('hidden') || at.getAttribute('aria-hidden') === 'true') return true
    if (at.localName !== 'article' && at.localName !== 'main' && OUTSIDE_NAME.test(namesOf(at))) return true
  }
  return false
}
