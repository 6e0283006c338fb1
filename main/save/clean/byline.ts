import { isElsewhere } from './elsewhere.ts'
import type { JsonLdArticle } from './json-ld.ts'
import { squeezed, wordsOf } from './words.ts'

/** Where pages show who wrote an article, the surest first. */
const VISIBLE = [
  '[itemprop~="author"] [itemprop~="name"]',
  '[rel~="author"]',
  '.p-author, .h-card .p-name',
  '[itemprop~="author"]',
  '[class*="author-name" i], [class*="authorname" i], [class*="author__name" i], [class*="byline__name" i], [class*="byline-name" i]',
  '[class~="byline" i], [class*="byline" i]',
  '[class~="author" i], .post-author, .entry-author, [class*="author-link" i]',
  '[data-testid*="author" i], [data-testid*="byline" i], [data-hook="user-name"]',
  'a[href*="/author/"], a[href*="/authors/"], a[href*="/by/"]',
]

const LEAD_IN =
  /^(?:(?:article|story|post|words?|text|report|analysis|opinion)?\s*(?:written|posted|published|authored|created|reviewed)?\s*(?:by|von|par|por|di|door|av|af)\b[\s:]*|(?:author|authors|writer|autor|auteur|autore|contributor|text|words)\s*:\s*|文\s*[/:：]\s*|作者\s*[:：]\s*|記者\s*)/i
const DATE_WORDS = /\b(?:\d{4}|\d{1,2}:\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d+\s*min(?:ute)?s?\b|updated|published|posted)/i
/** Words that are a label or an account's default, not a name. */
const NO_NAME =
  /^(?:admin(?:istrator)?|author|authors|user|guest|root|webmaster|test|unknown|none|null|undefined|default|anonymous|by|contributor|view (?:all|profile|bio).*|see (?:all|bio).*|follow.*|about.*|more.*|share.*|read.*|https?:.*|www\..*|@)$/i

/**
 * Who wrote the article, as text without lead-in, address or date; several names are joined by commas. What the page
 * declares counts when the page shows it too or shows nobody else.
 */
export function chooseByline(document: Document, jsonLd: JsonLdArticle | undefined, siteName: string | undefined): string | undefined {
  const shown = visibleAuthors(document)
  const text = squeezed(document.body?.textContent).toLowerCase()
  const sources = [jsonLd?.authors ?? [], metaAuthors(document)].map((names) => namesIn(names))
  const isSite = (names: readonly string[]): boolean => names.every((name) => sameWords(name, siteName ?? ''))
  const standsOnPage = (names: readonly string[]): boolean => names.some((name) => text.includes(name.toLowerCase()))
  const declared = sources.find((names) => names.length > 0 && standsOnPage(names) && !isSite(names))
  const any = declared ?? (shown.length > 0 ? shown : sources.find((names) => names.length > 0))
  return any === undefined || any.length === 0 ? undefined : any.slice(0, 12).join(', ')
}

function metaAuthors(document: Document): string[] {
  const selector = ['author', 'article:author', 'og:article:author', 'dc.creator', 'dcterms.creator', 'citation_author', 'parsely-author', 'sailthru.author', 'byl', 'twitter:creator:name']
    .map((name) => `meta[name="${name}" i], meta[property="${name}" i]`)
    .join(', ')
  return [...document.querySelectorAll(selector)].map((meta) => meta.getAttribute('content') ?? '')
}

function visibleAuthors(document: Document): string[] {
  for (const selector of VISIBLE) {
    const found = [...document.querySelectorAll(selector)]
      .filter((element) => !isElsewhere(element))
      .slice(0, 8)
    const first = found[0]
    if (first === undefined) continue
    // Names of one byline stand together; the next element with such a class may be another article's.
    const together = found.filter((element) => near(element, first))
    const names = namesIn(together.map((element) => squeezed(element.textContent)).filter((text) => text.length <= 120))
    if (names.length > 0) return names
  }
  return []
}

function near(element: Element, first: Element): boolean {
  return element === first || first.parentElement?.parentElement?.contains(element) === true
}

/** The names of raw bylines, once each. */
export function namesIn(raw: readonly string[]): string[] {
  const names = raw.flatMap((text) => cleanByline(text)).filter((name, index, all) => all.findIndex((other) => sameWords(other, name)) === index)
  return names
}

/** One raw byline as names; none when it holds no name. */
export function cleanByline(raw: string): string[] {
  let text = squeezed(raw).replace(/\S+@\S+\.\S+/g, ' ')
  // "Posted on June 5, 2024 by Jane Doe"
  text = /^(?:posted|published|written|updated|added|submitted)\s+(?:on|in|at)\b.{0,60}?\bby\s+(.+)$/i.exec(text)?.[1] ?? text
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(LEAD_IN, '').trim()
  }
  text = (text.split(/\s[|•·–—]\s|\s[|•·]|\s-\s|\s\/\s/)[0] ?? '').trim()
  const date = DATE_WORDS.exec(text)
  if (date !== null) text = text.slice(0, date.index).replace(/\b(?:on|in|at|am|le)\s*$/i, '')
  text = text.replace(/\s*\((?:[^)]*)\)\s*$/, '')
  return text
    .split(/\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|、|，)\s*(?=\p{L})/u)
    .map((name) => name.replace(/^[\s:,.·•|–—-]+|[\s:,·•|–—-]+$/g, ''))
    .filter((name, index) => isName(name) && (index === 0 || !isRole(name)))
}

function isName(name: string): boolean {
  return name.length >= 2 && name.length <= 70 && /\p{L}/u.test(name) && !NO_NAME.test(name) && !/https?:|www\.|[<>{}@]|\.com\b/i.test(name) && wordsOf(name).length <= 8
}

function isRole(text: string): boolean {
  return /\b(?:editor|writer|reporter|correspondent|contributor|journalist|staff|senior|manager|director|founder|ceo|cto|professor|phd|ph\.d|md|m\.d|rd|rdn|author|analyst|columnist|producer|jr\.?|inc\.?|llc)\b/i.test(text)
}

function sameWords(a: string, b: string): boolean {
  return wordsOf(a).join(' ') === wordsOf(b).join(' ')
}
