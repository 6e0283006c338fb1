import { isElsewhere } from './elsewhere.ts'
import { isBylineLine } from './furniture.ts'
import type { LinesNearTitle } from './near-title.ts'
import type { JsonLdArticle } from './json-ld.ts'
import type { Metas } from './metas.ts'
import { likeness, squeezed, wordsOf } from './words.ts'

/** Where pages show who wrote an article, the surest first; a selector is tried only on pages that hold its words at all. */
const VISIBLE: readonly (readonly [selector: string, words: RegExp])[] = [
  ['[itemprop~="author"] [itemprop~="name"]', /itemprop/i],
  ['[rel~="author"]', /\brel\s*=\s*["']?[^"'>]*author/i],
  ['.p-author, .h-card .p-name', /p-author|p-name/i],
  ['[itemprop~="author"]', /itemprop/i],
  [
    '[class*="author-name" i], [class*="authorname" i], [class*="author__name" i], [class*="byline__name" i], [class*="byline-name" i]',
    /author-?name|author__name|byline(?:__|-)name/i,
  ],
  ['[class*="byline" i]', /byline/i],
  ['[class~="author" i], .post-author, .entry-author, [class*="author-link" i]', /author/i],
  ['[data-testid*="author" i], [data-testid*="byline" i], [data-hook="user-name"]', /data-testid|user-name/i],
  ['a[href*="/author/"], a[href*="/authors/"], a[href*="/by/"]', /\/(?:authors?|by)\//],
]

/** What a byline is looked for in. */
export interface BylineSources {
  readonly document: Document
  readonly metas: Metas
  readonly jsonLd: JsonLdArticle | undefined
  /** The page's HTML. */
  readonly source: string
  /** The page's whole text, white space squeezed. */
  readonly pageText: string
}

const LEAD_IN =
  /^(?:(?:article|story|post|words?|text|report|analysis|opinion)?\s*(?:written|posted|published|authored|created|reviewed)?\s*(?:by|von|par|por|di|door|av|af)\b[\s:]*|(?:author|authors|writer|autor|auteur|autore|contributor|text|words)\s*:\s*|文\s*[/:：]\s*|作者\s*[:：]\s*|記者\s*|글\s*(?:[:：]\s*|\s)|글쓴이\s*[:：]?\s*)/i
const DATE_WORDS = /\b(?:on\s+\d|(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}|\d{1,2}:\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d+\s*min(?:ute)?s?\b|updated|published|posted)/i
/** Words that are a label or an account's default, not a name. */
const NO_NAME =
  /^(?:admin(?:istrator)?|author|authors|user|guest|root|webmaster|test|unknown|none|null|undefined|default|anonymous|by|contributor|view (?:all|profile|bio).*|see (?:all|bio).*|follow.*|about.*|more.*|share.*|read.*|https?:.*|www\..*|@)$/i

/**
 * Who wrote the article, as text without lead-in, address or date. What the page declares counts when the page shows
 * it too or shows nobody else; several names are joined as the page joins them.
 */
export function chooseByline(
  { document, metas, jsonLd, source, pageText: text }: BylineSources,
  about: { readonly siteName: string | undefined; readonly near: LinesNearTitle },
): string | undefined {
  const lower = text.toLowerCase()
  const isSite = (names: readonly string[]): boolean => names.every((name) => sameWords(name, about.siteName ?? ''))
  const standsOnPage = (names: readonly string[]): boolean => names.some((name) => lower.includes(name.toLowerCase()))
  const declared = [jsonLd?.authors ?? [], metaAuthors(metas)].map((names) => namesIn(names)).filter((names) => names.length > 0)
  // Looked for only when needed: it walks the whole page.
  const shown = (): readonly string[] | undefined => {
    const near = namesNear(about.near)
    const visible = near.length > 0 ? near : visibleAuthors(document, source)
    return visible.length > 0 ? visible : undefined
  }
  const chosen =
    declared.find((names) => standsOnPage(names) && !isSite(names)) ?? shown() ?? declared.find((names) => !isSite(names)) ?? declared[0]
  if (chosen === undefined) return undefined
  const people = chosen.filter((name) => likeness(name.replace(/^the /i, ''), about.siteName ?? '') < 1)
  return joined((people.length > 0 ? people : chosen).slice(0, 12), text)
}

/** As the page says it: "A and B" stays so, where it stands so. */
function joined(names: readonly string[], text: string): string {
  const head = names.slice(0, -1).join(', ')
  const last = names.at(-1) ?? ''
  return [' and ', ', and ', ' & '].map((and) => `${head}${and}${last}`).find((form) => names.length > 1 && text.includes(form)) ?? names.join(names.length === 2 && !last.includes(' ') ? ' and ' : ', ')
}

/** Names on a line near the title that says they are: "By Jane Doe", or "By" on a line above them. */
function namesNear(near: LinesNearTitle): string[] {
  for (const lines of [near.after, near.before]) {
    for (const [index, line] of lines.entries()) {
      if (isBylineLine(line)) {
        const names = cleanByline(line)
        if (names.length > 0) return names
      }
      const next = lines[index + (lines === near.after ? 1 : -1)]
      if (/^(?:by|written by|author|words by|published by|story by)\s*:?$/i.test(line) && next !== undefined && next.length <= 80) {
        const names = cleanByline(next)
        if (names.length > 0) return names
      }
    }
  }
  return []
}

const AUTHOR_METAS = ['author', 'article:author', 'og:article:author', 'dc.creator', 'dcterms.creator', 'citation_author', 'parsely-author', 'sailthru.author', 'byl', 'twitter:creator:name']

function metaAuthors(metas: Metas): string[] {
  const isLabelled = /^(?:written by|author)$/i.test(metas.first('twitter:label1') ?? '')
  return [...metas.all(AUTHOR_METAS), ...(isLabelled ? [metas.first('twitter:data1') ?? ''] : [])]
}

function visibleAuthors(document: Document, source: string): string[] {
  for (const [selector, words] of VISIBLE) {
    if (!words.test(source)) continue
    const found = [...document.querySelectorAll(selector)]
      .filter((element) => !isElsewhere(element))
      .slice(0, 8)
    const first = found[0]
    if (first === undefined) continue
    // Names of one byline stand together; the next element with such a class may be another article's.
    const together = found.filter((element) => near(element, first))
    const names = namesIn(together.map((element) => spacedText(element)).filter((text) => text.length <= 120))
    if (names.length > 0) return names
  }
  return []
}

/** Text with a space between its pieces, for names and roles stand in neighbouring elements. */
function spacedText(element: Element): string {
  const pieces: string[] = []
  for (const child of element.childNodes) pieces.push(child.nodeType === 1 ? spacedText(child as Element) : (child.textContent ?? ''))
  return squeezed(pieces.join(' '))
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
  // "Jane Doe Senior Reporter": a role right behind two or three names.
  text = /^(\p{Lu}\S*(?:\s\p{Lu}[\p{L}.'’-]*){1,2}?)\s(?:(?:Senior|Staff|Contributing|Associate|Tech|News|Chief|Lead|Managing|Executive|Deputy|Freelance)\s.*|(?:Editor|Writer|Reporter|Author|Contributor|Correspondent|Columnist|Founder)\b.*)$/u.exec(text)?.[1] ?? text
  text = text.replace(/^(?:articles?|posts?|stories) by /i, '').replace(/\s+(?:on|sponsored)$/i, '')
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
