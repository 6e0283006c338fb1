import { isElsewhere } from './elsewhere.ts'
import { isBylineLine, isDateLine } from './furniture.ts'
import type { LinesNearTitle } from './near-title.ts'
import type { JsonLdArticle } from './json-ld.ts'
import type { Metas } from './metas.ts'
import { cleanByline, isPersonal, namesIn, sameWords } from './names.ts'
import { namesOf } from './places.ts'
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

/**
 * Who wrote the article, as text without lead-in, address or date. What the page declares counts when the page shows
 * it too or shows nobody else; several names are joined as the page joins them.
 */
export function chooseByline(
  sources: BylineSources,
  about: { readonly siteName: string | undefined; readonly near: LinesNearTitle },
): string | undefined {
  const { document, metas, jsonLd, source, pageText: text } = sources
  const lower = text.toLowerCase()
  const isSite = (names: readonly string[]): boolean => names.every((name) => sameWords(name, about.siteName ?? ''))
  const standsOnPage = (names: readonly string[]): boolean => names.some((name) => lower.includes(name.toLowerCase()))
  const declared = [jsonLd?.authors ?? [], ...metaAuthors(metas)].map((names) => namesIn(names)).filter((names) => names.length > 0)
  // Looked for only when needed: it walks the whole page.
  const shown = (): readonly string[] | undefined => {
    const near = namesNear(about.near)
    const alone = near.length > 0 ? near : nameAlone(about.near, sources)
    const visible = alone.length > 0 ? alone : visibleAuthors(document, source)
    const any = visible.length > 0 ? visible : signature(text)
    return any.length > 0 ? any : undefined
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
  return [' and ', ', and ', ' & '].map((and) => `${head}${and}${last}`).find((form) => names.length > 1 && text.includes(form)) ?? names.join(', ')
}

/** Names on a line near the title that says they are: "By Jane Doe", or "By" on a line above them. */
function namesNear(near: LinesNearTitle): string[] {
  for (const lines of [near.after, near.before]) {
    for (const [index, { text }] of lines.entries()) {
      if (isBylineLine(text) && !NO_AUTHOR.test(text)) {
        const names = cleanByline(text)
        if (names.length > 0) return names
      }
      const next = lines[index + (lines === near.after ? 1 : -1)]?.text
      if (LABEL_ALONE.test(text) && next !== undefined && next.length <= 80) {
        const names = cleanByline(next)
        if (names.length > 0) return names
      }
    }
  }
  return []
}

/** Who took pictures, checked or changed what another wrote. */
const NO_AUTHOR = /^(?:(?:photo|video|image|picture|illustration)s?\b|(?:\w+ly |expert )?(?:reviewed|edited|updated|(?:fact[- ])?checked|approved|translated) by\b)/i
const LABEL_ALONE = /^(?:by|written by|authors?|words by|published by|story by|authors of this article)\s*:?$/i
/** Lines looked at for a name without a label: where a byline stands. */
const NAME_REACH = { after: 6, before: 4 }
const NAMED_AUTHOR = /(?:^|[\s_-])(?:authors?|creators?|writers?|contributors?|byline)(?:$|[\s_-])/i

/**
 * A name on a line of its own near the title, without a label: believed when its element is named so, or when the page
 * has an address of a person of that name or says who that is.
 */
function nameAlone(near: LinesNearTitle, { source, pageText }: BylineSources): string[] {
  for (const line of [...near.after.slice(0, NAME_REACH.after), ...near.before.slice(0, NAME_REACH.before)]) {
    if (line.text.length > 80 || isDateLine(line.text) || leadsToTopic(line.element)) continue
    const names = cleanByline(line.text)
    const [name = ''] = names
    if (names.length === 0 || names.length > 4) continue
    if (hasAuthorName(line.element) || (isPersonal(name) && isKnownPerson(name, source, pageText))) return names
  }
  return []
}

/** Lines that name what an article is about stand there too. */
function leadsToTopic(element: Element): boolean {
  return /\/(?:category|categories|tags?|topics?|sections?)\//i.test(element.closest('a')?.getAttribute('href') ?? '')
}

function hasAuthorName(element: Element): boolean {
  const parent = element.parentElement
  return NAMED_AUTHOR.test(namesOf(element)) || (parent !== null && squeezed(parent.textContent).length <= 80 && NAMED_AUTHOR.test(namesOf(parent)))
}

const PEOPLE = "(?:[\\w-]{0,20}authors?|team|people|staff|profiles?|users?|u|contributors?|writers?|experts?|bios?|by)"
const TRADE = '(?:[Aa]uthor|[Ww]riter|[Ee]ditor|[Jj]ournalist|[Rr]eporter|[Cc]olumnist|[Cc]ontributor|[Bb]logger|[Ff]ounder|[Cc]oach|[Ee]xpert|[Ss]pecialist|[Cc]onsultant|[Ff]reelance|[Pp]hotographer)'

/** Whether the page links to "/team/jane-doe", or says "Articles by Jane Doe" or "Jane Doe is a writer". */
function isKnownPerson(name: string, source: string, pageText: string): boolean {
  const slug = wordsOf(name).join('[-_.+]?')
  if (new RegExp(`/${PEOPLE}/(?:[^"'\\s<>/]{0,40}/)?@?${slug}\\b`, 'i').test(source)) return true
  const plain = name.replace(/[^\p{L}\p{N}\s]/gu, '.')
  // Neighbouring elements leave no space between their words.
  return new RegExp(`(?:[Mm]ore from|(?:[Aa]rticles|[Pp]osts|[Ss]tories|[Ww]ritten) by|[Aa]uthor:?) ${plain}|${plain}(?:[^\\p{L}]{0,3}| (?:is|was) [^.]{0,100} )${TRADE}(?!\\p{Ll})`, 'u').test(pageText)
}

/** "Posted by Jane Doe at 11:15 AM" below an article, as old blogs end. */
function signature(pageText: string): string[] {
  const [, name] = /(?:Posted|Written|Published|Submitted) by:? (\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,3}) (?:at|on|in|\|) /u.exec(pageText) ?? []
  return name === undefined ? [] : cleanByline(name)
}

const AUTHOR_METAS = ['author', 'article:author', 'og:article:author', 'citation_author', 'citation_authors', 'dc.creator', 'dcterms.creator', 'parsely-author', 'sailthru.author', 'byl', 'twitter:creator:name']

/** What each kind of meta says, for one may name the author and another the site's staff. */
function metaAuthors(metas: Metas): string[][] {
  const isLabelled = /^(?:written by|author)$/i.test(metas.first('twitter:label1') ?? '')
  const labelled = isLabelled ? [metas.first('twitter:data1') ?? ''] : []
  return [...AUTHOR_METAS.map((name) => metas.all([name]).map((content) => nameFirst(name, content))), labelled]
}

/** Libraries write "Doe, Jane" (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing). */
function nameFirst(meta: string, content: string): string {
  const [, last, first] = meta.startsWith('citation_') && content.length <= 200 ? (/^\s*([^,;]+),\s*([^,;]+)$/.exec(content) ?? []) : []
  return first === undefined ? content : `${first.trim()} ${last?.trim()}`
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
