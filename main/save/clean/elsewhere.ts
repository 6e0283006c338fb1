import { namesOf } from './places.ts'

const NAMES =
  /(?:^|[\s_-])(?:comments?|respond|related|recirc|recirculation|recommended|sidebar|recent(?:-?posts)?|popular|trending|footer|nav(?:bar|igation)?|menu|widgets?|author-?(?:bio|box|profile|card)|avatar|logo|newsletter|promo|teasers?|cards?|more-?(?:stories|posts|from)|upcoming|events?)(?:$|[\s_-])/i

/** Site builders call every piece of a page a widget. */
const BUILDER = /\belementor-widget\S*/g

/**
 * Whether an element stands in a part of the page that is not about the article: comments, related posts, navigation.
 * Looks no higher than the nearest element that holds a main heading, for names of whole pages say nothing
 * (`has-sidebar`, `comments-open`).
 */
export function isElsewhere(element: Element): boolean {
  for (let at: Element | null = ownFooterOf(element) ?? element; at !== null; at = at.parentElement) {
    if (/^(?:main|body|html)$/.test(at.localName) || at.querySelector('h1') !== null) return false
    if (/^(?:nav|footer|aside)$/.test(at.localName) || at.getAttribute('role') === 'navigation') return true
    if (NAMES.test(namesOf(at).replace(BUILDER, ''))) return true
  }
  return false
}

/** The article whose own footer an element stands in: there articles are signed and dated too. */
function ownFooterOf(element: Element): Element | null {
  const article = element.closest('footer')?.closest('article') ?? null
  return article !== null && article.querySelectorAll('p').length >= 5 ? article : null
}
