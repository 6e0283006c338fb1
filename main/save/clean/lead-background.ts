import { isElsewhere } from './elsewhere.ts'
import type { LeadFigure } from './lead-figure.ts'
import type { PictureSource } from './page-pictures.ts'
import { namesOf } from './places.ts'
import { squeezed } from './words.ts'

/** Where `prepare` keeps an element's background for this; styles themselves go. */
export const BACKGROUND = 'data-background'

const URL_IN_STYLE = /(?:^|[;{\s])background(?:-image)?\s*:[^;}]{0,300}?url\(\s*(?:"([^"]+)"|'([^']+)'|([^"')\s]+))\s*\)/i
const RULE = /(?:^|[}\s])([.#][\w-]+)\s*\{([^{}]*url\([^{}]*)\}/g
const MOST_RULES = 100
const LONGEST_STYLE = 200_000
/** Names of boxes that show the picture of an article, and not the decoration of a site. */
const HERO = /(?:^|[\s_-])(?:hero|cover|featured?|lead|masthead|splash|post-?(?:image|thumbnail|header|cover)|article-?(?:image|header|cover)|entry-?(?:image|header)|header-?image|banner-?image|thumb(?:nail)?)(?:$|[\s_-])/i
const PICTURE = /\.(?:jpe?g|png|webp|avif)(?:[?#]|$)/i

/** A rule of a page's own style sheet that gives a background to what has a class or an id. */
export interface BackgroundRule {
  readonly selector: string
  readonly url: string
}

/** The address of a background in a list of declarations. */
export function backgroundIn(style: string): string | undefined {
  if (!style.includes('url(')) return undefined
  const found = URL_IN_STYLE.exec(style)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

/** Backgrounds of a style sheet, by rules of one class or id; of a long one none, for it is the site's. */
export function backgroundRules(css: string): BackgroundRule[] {
  if (css.length > LONGEST_STYLE || !css.includes('url(')) return []
  return [...css.matchAll(RULE)].slice(0, MOST_RULES).flatMap(([, selector = '', declarations = '']) => {
    const url = backgroundIn(declarations)
    return url === undefined ? [] : [{ selector, url }]
  })
}

/**
 * The picture that a page shows as the background of a box over its article: between the title and the first paragraph,
 * or around the title. Only what the page names as its picture, or a box that is named for it, is believed.
 */
export function findLeadBackground(
  document: Document,
  page: { readonly title: string; readonly leadPicture: string | undefined; readonly rules: readonly BackgroundRule[]; readonly base: string | undefined },
  pictures: Map<string, PictureSource>,
): LeadFigure | undefined {
  const heading = [...document.querySelectorAll('h1')].find((element) => squeezed(element.textContent) === page.title)
  if (heading === undefined) return undefined
  const prose = [...document.querySelectorAll('p')].find((element) => squeezed(element.textContent).length > 120 && (heading.compareDocumentPosition(element) & 4) !== 0)
  if (prose === undefined) return undefined
  const byRule = page.rules.flatMap(({ selector, url }) => [...document.querySelectorAll(selector)].map((element) => ({ element, url })))
  const byStyle = [...document.querySelectorAll(`[${BACKGROUND}]`)].map((element) => ({ element, url: element.getAttribute(BACKGROUND) ?? '' }))
  for (const { element, url: raw } of [...byStyle, ...byRule]) {
    const url = URL.canParse(raw, page.base) ? new URL(raw, page.base) : undefined
    if (url === undefined || !/^https?:$/.test(url.protocol) || !standsOver(element, heading, prose)) continue
    const file = fileOf(url.href)
    // It stands in the article too, or may; a site's own header was cropped by its owner.
    if ([...pictures.values()].some(({ urls }) => urls.some((one) => fileOf(one) === file))) continue
    const isNamed = page.leadPicture !== undefined && file === fileOf(page.leadPicture)
    if (!isNamed && !(HERO.test(namesOf(element)) && PICTURE.test(url.pathname) && !file.startsWith('cropped-'))) continue
    const picture = String(pictures.size)
    pictures.set(picture, { urls: [url.href], alt: element.getAttribute('aria-label') ?? element.getAttribute('title') ?? '' })
    return { picture, caption: '' }
  }
  return undefined
}

/** After the title and before the text, or around the title, and no part of another story. */
function standsOver(element: Element, heading: Element, prose: Element): boolean {
  if (element.contains(prose) || (element.compareDocumentPosition(prose) & 4) === 0) return false
  if (element.contains(heading)) return true
  return !isElsewhere(element) && element.closest('a[href]') === null && element.children.length <= 3
}

/** The name of a file without what says its size, for a page's picture is served in many. */
function fileOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return (path.split('/').at(-1) ?? '').replace(/-\d{2,4}x\d{2,4}(?=\.\w+$)/, '').toLowerCase()
}
