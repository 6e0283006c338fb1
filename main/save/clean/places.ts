import { isProse } from './prose.ts'
import { squeezed } from './words.ts'

/** Names in class, id or data attributes of what stands in an article without being of it. Whole words of the name. */
const NAMES: readonly (readonly [name: RegExp, most: number])[] = [
  // [what the name says, the largest share of the article's text that it may hold and still go]
  [/(?:^|[\s_-])(?:social|share|sharing|sharebar|sharedaddy|addtoany|addthis|shareaholic|share-?(?:buttons?|tools?|links?|icons?|bar)|social-?(?:links?|media|icons?|share)|vote-?(?:cell|count|buttons?)|votes|voting|post-?menu)(?:$|[\s_-])/i, 0.1],
  [/(?:^|[\s_-])(?:newsletter|subscribe|subscription|sign-?up|mailchimp|mc_embed|optin|opt-in|email-?capture|lead-?(?:magnet|form)|convertkit|klaviyo|hs-form|wpforms|gform|inline-?cta|cta(?:-?(?:box|block|banner|card|section|wrapper))?|call-?to-?action|paywall|regwall|subscription-widget)(?:$|[\s_-])/i, 0.15],
  [/(?:^|[\s_-])(?:related|recirc|recirculation|recommended|recommendations|read-?(?:next|more|also)|readmore|more-?(?:stories|news|posts|from|articles)|also-?(?:read|like)|you-?may(?:-also)?-?like|jp-relatedposts|yarpp|crp_related|outbrain|taboola|zergnet|trending|most-?(?:read|popular)|popular-?posts|latest-?(?:news|posts)|recent-?posts|teaser-?list|article-?teasers?|see-?also|inline-?related|post-?navigation|nav-?links|prev-?next|pagination|pager|next-?(?:post|article)|story-?links?|story-?package|carousel-related)(?:$|[\s_-])/i, 0.3],
  [/(?:^|[\s_-])(?:author-?(?:bio|box|info|card|profile|description|details|block|about|widget)|about-?(?:the-?)?author|bio-?(?:box|card)?|biography|contributor-?bio|post-?author|abh_box|saboxplugin|pp-multiple-authors|molongui|guest-?author|entry-?author|byline-?(?:bio|card))(?:$|[\s_-])/i, 0.15],
  [/(?:^|[\s_-])(?:breadcrumbs?|crumbs?|bread-crumb)(?:$|[\s_-])/i, 0.1],
  [/(?:^|[\s_-])(?:post-?tags?|entry-?tags?|tag-?(?:list|links|cloud)|tags(?:-?(?:links?|list|container))?|article-?tags|topics-?list|post-?categories|cat-?links|category-?list|post-?footer|entry-?footer|entry-?utility)(?:$|[\s_-])/i, 0.1],
  [/(?:^|[\s_-])(?:comments?|comment-?(?:list|form|area|section|respond|count)|respond|disqus(?:_thread)?|fb-comments|discussion-?embed)(?:$|[\s_-])/i, 0.5],
  [/(?:^|[\s_-])(?:advert(?:isement|s)?|ads?|ad-?(?:container|slot|unit|wrapper|block|banner|label|text)|adsbygoogle|sponsor(?:ed)?(?:-?(?:content|message|links))?|promo(?:tion)?(?:-?(?:box|block|banner|bar|card|unit))?|dfp|gpt-ad|affiliate-?(?:disclosure|notice|disclaimer)|disclosure|disclaimer-?affiliate)(?:$|[\s_-])/i, 0.1],
  [/(?:^|[\s_-])(?:screen-?reader(?:-?(?:text|only))?|sr-?only|visually-?hidden|visuallyhidden|hidden-?visually|element-invisible|offscreen|print-?only|skip-?link|noprint-?nav)(?:$|[\s_-])/i, 0.1],
  [/(?:^|[\s_-])(?:entry-?meta|post-?meta(?:data)?|article-?meta(?:data)?|postmetadata|post-?info|article-?info|post-?date|article-?date|entry-?date|posted-?on|published-?(?:date|on|at)|publish-?date|date-?published|dateline|timestamp|byline|bylines|byline-?(?:block|wrapper|container)|article-?byline|author-?name|read(?:ing)?-?time|reading-?duration|time-?to-?read|meta-?(?:data|info)|article-?header-?meta|story-?meta|article__?meta)(?:$|[\s_-])/i, 0.1],
  [/(?:^|[\s_-])(?:cookie(?:-?(?:banner|notice|consent|bar|law))?|gdpr|consent|onetrust|popup|modal|overlay|toast|interstitial|lightbox-?caption)(?:$|[\s_-])/i, 0.1],
  [/(?:^|[\s_-])(?:site-?(?:header|footer|nav|menu)|main-?(?:menu|nav)|top-?bar|nav-?(?:bar|menu)|navbar|menu-?(?:item|list|container)|footer-?(?:links|menu|widgets?|nav)|mega-?menu|off-?canvas|drawer)(?:$|[\s_-])/i, 0.15],
]
const ROLES = /^(?:navigation|complementary|search|banner|contentinfo|dialog|alertdialog|toolbar|menu|menubar|tablist)$/

/** Readability gives its own container and page this name. */
const OWN = 'readability-page-1'

/**
 * Takes out the parts whose names say that they are not of the article (share bars, newsletter boxes, related posts,
 * author boxes, bylines, comments …). A name alone never takes much: each kind may hold only so much of the text, one
 * by one and all of one name together (a name that stands on much of the article is the layout's), and what is prose
 * without links needs the surer names.
 */
export function dropByName(root: HTMLElement): void {
  const total = squeezed(root.textContent).length
  if (total === 0) return
  const named = new Map<string, { readonly most: number; readonly elements: Element[]; share: number }>()
  const candidates = new Set<Element>()
  for (const element of root.querySelectorAll('*')) {
    if (element.id === OWN || NEVER.test(element.localName)) continue
    const { most, name } = kindOf(element)
    if (most === 0 || isInside(element, candidates) || isPlaceOfReport(element) || holdsHeadPicture(element, root)) continue
    const text = squeezed(element.textContent)
    const share = text.length / total
    const isContent = (most <= 0.15 && share > 0.05 && isMostlyProse(element, text)) || holdsFigures(element)
    if (share > most && !isContent) continue
    const group = named.get(name) ?? { most, elements: [], share: 0 }
    group.share += share
    named.set(name, group)
    if (isContent) continue
    candidates.add(element)
    group.elements.push(element)
  }
  for (const { most, elements, share } of named.values()) {
    if (share <= most) for (const element of elements) element.remove()
  }
}

const NEVER = /^(?:html|body|main|table|tbody|tr|td|th|pre|code|img|picture|figcaption|math|strong|em|b|i)$/

function isInside(element: Element, others: ReadonlySet<Element>): boolean {
  for (let at = element.parentElement; at !== null; at = at.parentElement) if (others.has(at)) return true
  return false
}

/** The share that an element may hold and still go, by its name: 0 when the name says nothing. */
function kindOf(element: Element): { readonly most: number; readonly name: string } {
  if (element.localName === 'nav') return { most: 0.3, name: 'nav' }
  const role = element.getAttribute('role')
  if (role !== null && ROLES.test(role)) return { most: 0.2, name: role }
  const names = namesOf(element)
  if (names === '') return { most: 0, name: '' }
  for (const [pattern, most] of NAMES) {
    const found = pattern.exec(names)
    if (found !== null) return { most, name: found[0].toLowerCase().replace(/^[\s_-]+|[\s_-]+$/g, '') }
  }
  return { most: 0, name: '' }
}

/** Class, id and the names that frameworks give, in words separated as in `NAMES`. */
export function namesOf(element: Element): string {
  const names = [element.getAttribute('class'), element.id, element.getAttribute('data-testid'), element.getAttribute('data-hook'), element.getAttribute('data-component'), element.getAttribute('itemprop'), element.getAttribute('data-class')]
  return names
    .filter((name) => name !== null && name !== '')
    .join(' ')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/__/g, '-')
}

/** The place that a report begins with stands in its first sentence; a date on a line of its own has the same name. */
function isPlaceOfReport(element: Element): boolean {
  const paragraph = element.closest('p')
  return paragraph !== null && paragraph !== element && /dateline/i.test(namesOf(element)) && squeezed(paragraph.textContent).length > 2 * squeezed(element.textContent).length
}

function holdsHeadPicture(element: Element, root: Element): boolean {
  const figures = element.querySelectorAll('figure, img').length
  return figures > 0 && squeezed(element.textContent) === '' && root.querySelectorAll('img').length <= 3
}

/** A table with headings and several rows of its own words: data, in whatever box it stands. */
function holdsFigures(element: Element): boolean {
  return [...element.querySelectorAll('table')].some((table) => table.querySelector('th') !== null && table.querySelectorAll('tr').length >= 3 && table.querySelector('a') === null)
}

function isMostlyProse(element: Element, text: string): boolean {
  const paragraphs = [...element.querySelectorAll('p')].filter((paragraph) => isProse(squeezed(paragraph.textContent)))
  const length = paragraphs.reduce((sum, paragraph) => sum + squeezed(paragraph.textContent).length, 0)
  return length > text.length * 0.6
}
