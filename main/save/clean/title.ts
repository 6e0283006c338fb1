import { isBlock } from './blocks.ts'
import { decodeEntities } from './json-ld.ts'
import type { JsonLdArticle } from './json-ld.ts'
import type { Metas } from './metas.ts'
import { LABEL } from './title-heading.ts'
import { lettersOf, likeness, squeezed, wordsOf } from './words.ts'

const LONGEST_TITLE = 400
/** Fewer words may be a section's or a site's name. */
const LEAST_WORDS = 4
/** Between a title and a site's name: a mark with white space around it, or a bar without. */
const SEPARATOR = /\s*[｜]\s*|\s+[|\-–—·•»«/\\:~]{1,2}\s+|\s*\|\s*|:\s+(?=[^:]*$)/

export interface TitleSources {
  readonly headings: readonly string[]
  /** There is one main heading, and it stands above the text. */
  readonly isAboveProse: boolean
  /** What the page says to others: Open Graph, JSON-LD, Twitter. */
  readonly declared: readonly string[]
  /** The text of `<title>`. */
  readonly documentTitle: string
  readonly siteNames: readonly string[]
  /** The words of the page's address; empty when they are few. */
  readonly slug: string
}

/**
 * The article's title: a main heading that agrees with what the page declares, for that is what its author wrote
 * (measured: right on five pages of six, the declared one on half); else a declared one without the site's name.
 */
export function chooseTitle(sources: TitleSources): string {
  const { documentTitle, declared } = sources
  const headings = sources.headings.filter((heading) => heading.length >= 2 && heading.length <= LONGEST_TITLE)
  const references = [...declared, documentTitle].filter((title) => title !== '')
  const agreeing = headings.filter((heading) => references.some((title) => agrees(heading, title)) && !isSiteName(heading, sources))
  if (agreeing.length > 0) return longest(agreeing.slice(0, 3))
  const like = headings.find((heading) => [...references, sources.slug].some((title) => likeness(heading, title) >= 0.6) && !isSiteName(heading, sources))
  if (like !== undefined && wordsOf(like).length >= 2) return like
  // One main heading that is a sentence or a phrase: what its author wrote, however the page advertises it.
  const only = sources.isAboveProse && headings.length === 1 && !isSiteName(headings[0] ?? '', sources) ? headings[0] : undefined
  if (only !== undefined && wordsOf(only).length >= LEAST_WORDS) return only
  const stripped = references.map((title) => withoutSiteName(title, sources)).find((title) => title !== '' && !isSiteName(title, sources))
  if (stripped === undefined) return (headings[0] ?? references[0] ?? '').slice(0, LONGEST_TITLE)
  return stripped.slice(0, LONGEST_TITLE)
}

/** All that titles could be, from a page. */
export function titleSources(
  { document, metas, jsonLd }: { readonly document: Document; readonly metas: Metas; readonly jsonLd: JsonLdArticle | undefined },
  siteNames: readonly string[],
  url: string | undefined,
): TitleSources {
  const meta = (name: string): string => metas.first(name) ?? ''
  const main = [...document.querySelectorAll('h1')].filter((element) => !isMasthead(element))
  const marked = main.length > 0 ? main : [...document.querySelectorAll('[itemprop~="headline"], .entry-title, .post-title, .p-name')]
  const shown = marked.filter((element) => !isHidden(element))
  const headings = shown.map((element) => withoutSuffix(headingText(element), siteNames))
  return {
    headings: [...new Set(headings)],
    isAboveProse: shown.length === 1 && shown[0]?.localName === 'h1' && standsAboveProse(shown[0]),
    declared: [meta('og:title'), jsonLd?.headline ?? '', meta('twitter:title'), meta('citation_title'), meta('dc.title')]
      .map((title) => squeezed(decodeEntities(title.slice(0, 2000))))
      .filter((title) => title !== ''),
    documentTitle: squeezed(document.querySelector('head > title, title')?.textContent?.slice(0, 2000)),
    siteNames,
    slug: slugOf(url),
  }
}

/** An article's address often repeats its title: `/2024/06/the-mill-by-the-wood.html`. */
function slugOf(url: string | undefined): string {
  if (url === undefined || !URL.canParse(url)) return ''
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? ''
  const words = wordsOf(last.replace(/\.\w{2,5}$/, '').replaceAll('_', ' '))
  return words.length >= 3 ? words.join(' ') : ''
}

/** A heading as its page shows it: pieces on lines of their own do not stick together. */
function headingText(heading: Element): string {
  const pieces: string[] = []
  const collect = (node: Node): void => {
    for (let child = node.firstChild; child !== null; child = child.nextSibling) {
      const breaks = child.nodeName === 'BR' || isBlock(child) || (child.nodeType === 1 && /(?:^|\s)(?:d-)?block(?:\s|$)/.test((child as Element).className))
      if (breaks) pieces.push(' ')
      if (child.nodeType === 3) pieces.push((child as Text).data)
      else if (child.nodeType === 1) collect(child)
      if (breaks) pieces.push(' ')
    }
  }
  collect(heading)
  return squeezed(decodeEntities(pieces.join('')))
    .replace(/\s*[#¶§🔗]+$/u, '')
    .replace(LABEL, '')
}

/** The site's name above every page of it: it leads to a front page. */
function isMasthead(heading: Element): boolean {
  return [...heading.querySelectorAll('a[href]')].some((link) => {
    const href = link.getAttribute('href') ?? ''
    const isFront = /^(?:\/|(?:https?:)?\/\/[^/]+\/?)$/i.test(href)
    return isFront && squeezed(link.textContent) === squeezed(heading.textContent)
  })
}

/** Whether no paragraph worth the name stands above a heading. */
function standsAboveProse(heading: Element): boolean {
  for (const paragraph of heading.ownerDocument.querySelectorAll('p')) {
    if ((heading.compareDocumentPosition(paragraph) & 4) !== 0) return true
    if (squeezed(paragraph.textContent).length > 120 && !isHidden(paragraph) && paragraph.closest('header') === null) return false
  }
  return true
}

/** A heading without the name of its site or its section behind a bar or a dash. */
function withoutSuffix(heading: string, siteNames: readonly string[]): string {
  if (heading.length > LONGEST_TITLE) return heading
  const [, head, mark, last] = /^(.{8,}\S)\s+([|–—-])\s+([^|]+)$/u.exec(heading) ?? []
  if (head === undefined || last === undefined) return heading
  const plain = lettersOf(last)
  const isName = siteNames.map(lettersOf).some((name) => name === plain || (mark === '|' && plain.length >= 4 && (name.includes(plain) || (name.length >= 4 && plain.includes(name)))))
  const isSection = mark === '|' && wordsOf(last).length <= 4 && wordsOf(head).length >= 3
  return isName || isSection ? withoutSuffix(head, siteNames) : heading
}

function isHidden(element: Element): boolean {
  return element.closest('[hidden], [aria-hidden="true"], nav, dialog, template') !== null
}

/** A heading agrees when the declared title is it, or it with a site's name or section around it. */
function agrees(heading: string, title: string): boolean {
  const [one, other] = [wordsOf(heading).join(' '), wordsOf(title).join(' ')]
  if (one === '' || other === '') return false
  if (one === other) return true
  if (` ${other} `.includes(` ${one} `)) return one.length >= other.length * 0.35 && (one.includes(' ') || /[\u3040-\u9FFF\uAC00-\uD7AF]{3}/.test(one))
  return ` ${one} `.includes(` ${other} `) && other.length >= one.length * 0.5
}

function longest(titles: readonly string[]): string {
  return titles.reduce((best, title) => (title.length > best.length ? title : best))
}

function isSiteName(title: string, { siteNames }: TitleSources): boolean {
  const plain = lettersOf(title)
  return siteNames.some((name) => lettersOf(name) === plain)
}

/** A title without the site's name at either end; only a part that is that name, or a short last part, is taken off. */
function withoutSiteName(title: string, sources: Pick<TitleSources, 'siteNames'>): string {
  const domain = sources.siteNames.find((name) => name.includes('.') && title.toLowerCase().startsWith(`${name.toLowerCase()} `))
  if (domain !== undefined) return title.slice(domain.length).replace(/^[\s|\-–—·•»«/\\:~]+/, '')
  const parts = title.split(SEPARATOR).map((part) => part.trim())
  const [head = '', last = ''] = [parts[0], parts.at(-1)]
  if (parts.length < 2 || last === '' || head === '') return title
  const names = sources.siteNames.map(lettersOf)
  const isName = (part: string): boolean => {
    const plain = lettersOf(part)
    return plain !== '' && names.some((name) => name === plain || (name.length > 3 && (plain.includes(name) || name.includes(plain))))
  }
  if (isName(last)) return withoutSiteName(title.slice(0, title.lastIndexOf(last)).replace(/[\s|\-–—·•»«/\\:~]+$/, ''), sources)
  if (isName(head)) return title.slice(title.indexOf(head) + head.length).replace(/^[\s|\-–—·•»«/\\:~]+/, '')
  const barred = /\s\|\s|\|/.test(title)
  if (barred && wordsOf(last).length <= 4 && wordsOf(title).length - wordsOf(last).length >= 3) {
    return withoutSiteName(title.slice(0, title.lastIndexOf(last)).replace(/[\s|]+$/, ''), sources)
  }
  return title
}
