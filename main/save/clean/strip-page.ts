import { Failure } from '../../../shared/errors.ts'
import { backgroundRules } from './lead-background.ts'
import type { BackgroundRule } from './lead-background.ts'

export interface StrippedPage {
  readonly html: string
  /** The text of its `application/ld+json` blocks. */
  readonly jsonLd: readonly string[]
  /** Pictures that its style sheets put behind boxes. */
  readonly backgrounds: readonly BackgroundRule[]
}

/** More tags than this are not parsed here: jsdom and Readability would need minutes. */
const MOST_TAGS = 150_000
/** Elements nested deeper are taken out of their wrappers, as browsers do from 512 on. */
const DEEPEST = 256
/** Formatting that is never closed is opened anew by a parser in each block: few levels of it say all there is. */
const DEEPEST_FORMATTING = 16
const FORMATTING = new Set(['a', 'b', 'big', 'code', 'em', 'font', 'i', 'nobr', 's', 'small', 'strike', 'strong', 'tt', 'u'])
/** Twice as many pictures as are ever kept; Readability's walks grow with the square of them. */
const MOST_PICTURES = 1000
/** Characters of attributes that a tag may have; pictures may carry themselves in theirs. */
const LONGEST_ATTRIBUTES = 50_000
/** Backgrounds of style sheets that are looked at; those of a page's own are few. */
const MOST_BACKGROUNDS = 200
/** Runs of line breaks longer than this are layout; each costs Readability a walk. */
const LINE_BREAKS = /(?:<br\s*\/?>(?:\s|&nbsp;)*){3,}/gi

/** Where a tag begins; its end is looked for by `endOfTag`, for a pattern would need memory for every character. */
const TAG = /<(\/?)([a-zA-Z][^\s/><]{0,60})/y
const VOID = new Set([
  'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr',
])
/** Elements that another start tag may close: they do not nest by being repeated. */
const IMPLIED_END = new Set(['p', 'li', 'dt', 'dd', 'option', 'optgroup', 'tr', 'td', 'th', 'tbody', 'thead', 'tfoot', 'rp', 'rt', 'html', 'head', 'body', 'colgroup'])
const RAW = new Set(['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes'])

/**
 * Takes inline scripts, styles, comments and drawings out of a page before it is parsed: they are three quarters of
 * the parse and nothing of the article. One linear pass over the text; it never needs to understand the tree, for what
 * it leaves is parsed by a real parser and sanitised after that.
 * @throws Failure too-complex when there are more tags than can be cleaned in time
 */
export function stripPage(html: string): StrippedPage {
  const kept: string[] = []
  const jsonLd: string[] = []
  const backgrounds: BackgroundRule[] = []
  const depth: string[] = []
  let flattened = 0
  let tags = 0
  let pictures = 0
  let from = 0
  let at = html.indexOf('<')
  const drop = (until: number): void => {
    kept.push(html.slice(from, at))
    from = until
  }
  while (at !== -1) {
    let next = at + 1
    if (html.startsWith('<!--', at)) {
      next = endOf(html, /--!?>/g, at + 2)
      drop(next)
    } else {
      TAG.lastIndex = at
      const match = TAG.exec(html)
      if (match !== null) {
        const [start, slash, rawName = ''] = match
        const name = rawName.toLowerCase()
        next = endOfTag(html, at + start.length)
        const attributes = html.slice(at + start.length, next - 1)
        if (++tags > MOST_TAGS) throw new Failure({ code: 'too-complex' })
        if (slash === '' && RAW.has(name) && !attributes.endsWith('/')) {
          const bodyStart = next
          next = endOf(html, new RegExp(`</${name}(?=[\\s/>])[^>]*>`, 'gi'), bodyStart)
          if (name === 'script') {
            const replacement = scriptContent(attributes, html.slice(bodyStart, next).replace(/<\/script[^>]*>$/i, ''), jsonLd)
            drop(next)
            if (replacement !== '') kept.push(replacement)
          } else if (name === 'style') {
            if (backgrounds.length < MOST_BACKGROUNDS) backgrounds.push(...backgroundRules(html.slice(bodyStart, next)))
            drop(next)
          }
        } else if (name === 'svg' && slash === '') {
          const end = endOfDrawing(html, next)
          if (end !== undefined) drop((next = end))
        } else if (slash === '' && name !== 'img' && attributes.length > LONGEST_ATTRIBUTES) {
          // Nothing of such a tag is meant for readers; that it stands there is all that counts.
          drop(next)
          kept.push(`<${name}>`)
          if (nests(name, '')) depth.push(name)
        } else if (name === 'img' && ++pictures > MOST_PICTURES) drop(next)
        else if (flattened > 0 && depth.length >= DEEPEST && IMPLIED_END.has(name)) drop(next)
        else if (nests(name, attributes)) {
          if (slash !== '') {
            if (flattened > 0 && depth.at(-1) !== name) {
              flattened--
              drop(next)
            } else closeTo(depth, name)
          } else if (depth.length >= DEEPEST || (FORMATTING.has(name) && openFormatting(depth) >= DEEPEST_FORMATTING)) {
            flattened++
            drop(next)
          } else depth.push(name)
        }
      }
    }
    at = html.indexOf('<', next)
  }
  kept.push(html.slice(from))
  return { html: kept.join('').replaceAll('\0', '').replace(LINE_BREAKS, '<br><br>'), jsonLd, backgrounds }
}

function nests(name: string, attributes: string): boolean {
  return !VOID.has(name) && !IMPLIED_END.has(name) && !attributes.endsWith('/')
}

function closeTo(depth: string[], name: string): void {
  // An end tag closes up to its own start tag, if that stands near; a stray one closes nothing.
  const at = depth.lastIndexOf(name)
  if (at !== -1) depth.length = at
}

/** Elements of formatting among the innermost open ones; what lies further out is not looked at. */
function openFormatting(depth: readonly string[]): number {
  let count = 0
  for (let index = depth.length - 1; index >= Math.max(0, depth.length - 64); index--) if (FORMATTING.has(depth[index] ?? '')) count++
  return count
}

/** After the `>` that ends a tag; `>` in quoted values does not. A tag that never ends takes the rest of the page. */
function endOfTag(html: string, start: number): number {
  let quote = 0
  let afterEquals = false
  for (let at = start; at < html.length; at++) {
    const code = html.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 62) return at + 1
    else if ((code === 34 || code === 39) && afterEquals) quote = code
    else if (code !== 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) afterEquals = code === 61
    if (quote !== 0) afterEquals = false
  }
  return html.length
}

function endOf(html: string, pattern: RegExp, start: number): number {
  pattern.lastIndex = start
  const match = pattern.exec(html)
  return match === null ? html.length : match.index + match[0].length
}

/** JSON-LD is set aside; TeX source is kept as text, for without scripts it would be lost. */
function scriptContent(attributes: string, content: string, jsonLd: string[]): string {
  const type = /\btype\s*=\s*["']?\s*([^"'\s>]+[^"'>]*)/i.exec(attributes)?.[1]?.toLowerCase() ?? ''
  if (type.startsWith('application/ld+json')) jsonLd.push(content)
  if (!type.startsWith('math/tex')) return ''
  const tex = content.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return type.includes('display') ? `<span data-tex="display">\\[${tex}\\]</span>` : `<span data-tex="inline">\\(${tex}\\)</span>`
}

/** Where an inline `<svg>` ends; undefined when it never does. */
function endOfDrawing(html: string, start: number): number | undefined {
  const pattern = /<(\/?)svg(?=[\s/>])[^>]*>/gi
  pattern.lastIndex = start
  let open = 1
  for (let match = pattern.exec(html); match !== null; match = pattern.exec(html)) {
    open += match[1] === '/' ? -1 : match[0].endsWith('/>') ? 0 : 1
    if (open === 0) return match.index + match[0].length
  }
  return undefined
}
