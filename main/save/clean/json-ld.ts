/** What a page's JSON-LD says of its article (https://schema.org/Article). Strings as written, not yet checked. */
export interface JsonLdArticle {
  readonly headline?: string
  readonly datePublished?: string
  readonly dateModified?: string
  readonly authors: readonly string[]
  readonly publisher?: string
  readonly language?: string
  readonly description?: string
  readonly picture?: string
}

type Json = Readonly<Record<string, unknown>>

const ARTICLE_TYPES =
  /(?:Article|BlogPosting|SocialMediaPosting|Report|Review|Recipe|HowTo|LiveBlogPosting|DiscussionForumPosting|TechArticle|APIReference|Newsletter|CreativeWork|QAPage|Question|VisualArtwork|Chapter|Essay)$/
const PAGE_TYPES = /(?:WebPage|ItemPage|AboutPage|MedicalWebPage|FAQPage|CollectionPage)$/

/**
 * Finds the article among all JSON-LD of a page: the one whose headline stands in the page's title or headings, else
 * the first. Broken blocks are skipped.
 */
export function jsonLdArticle(blocks: readonly string[], pageTitles: readonly string[]): JsonLdArticle | undefined {
  const nodes = blocks.flatMap((block) => parsed(block)).flatMap((json) => nodesIn(json, 0))
  const byId = new Map(nodes.filter((node) => typeof node['@id'] === 'string').map((node) => [node['@id'] as string, node]))
  const articles = nodes.filter((node) => ARTICLE_TYPES.test(typeOf(node)) && !isComment(node))
  const matches = (node: Json): boolean => {
    const headline = plain(text(node['headline']) ?? text(node['name']) ?? '')
    return headline !== '' && pageTitles.some((title) => plain(title).includes(headline) || headline.includes(plain(title)))
  }
  const best = articles.find(matches) ?? articles.find((node) => node['datePublished'] !== undefined) ?? articles[0]
  const page = nodes.find((node) => PAGE_TYPES.test(typeOf(node)))
  const chosen = best ?? page
  return chosen === undefined ? undefined : describe(chosen, page, byId)
}

function describe(node: Json, page: Json | undefined, byId: ReadonlyMap<string, Json>): JsonLdArticle {
  const date = text(node['datePublished']) ?? text(page?.['datePublished']) ?? text(node['dateCreated'])
  const publisher = names(node['publisher'], byId)[0]
  return {
    ...optional('headline', text(node['headline']) ?? (ARTICLE_TYPES.test(typeOf(node)) ? text(node['name']) : undefined)),
    ...optional('datePublished', date),
    ...optional('dateModified', text(node['dateModified']) ?? text(page?.['dateModified'])),
    authors: names(node['author'] ?? node['creator'], byId),
    ...optional('publisher', publisher),
    ...optional('language', text(node['inLanguage'])),
    ...optional('description', text(node['description'])),
    ...optional('picture', picture(node['image'], byId)),
  }
}

function optional<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined || value === '' ? {} : ({ [key]: value } as { [key in K]?: string })
}

function parsed(block: string): unknown[] {
  const json = block.trim().replace(/^<!\[CDATA\[|^\/\/\s*<!\[CDATA\[|(?:\/\/\s*)?\]\]>$|^<!--|-->$/g, '').replace(/;\s*$/, '')
  for (const attempt of [json, json.replace(/[\u0000-\u001F]+/g, ' '), json.replace(/[\u0000-\u001F]+/g, ' ').replace(/,\s*([}\]])/g, '$1')]) {
    try {
      return [JSON.parse(attempt)]
    } catch {
      // Unescaped line ends and trailing commas are common; the next attempt forgives them.
    }
  }
  return []
}

/** All objects with a type, the outer before the inner ones; depth is bounded for hostile input. */
function nodesIn(json: unknown, depth: number): Json[] {
  if (typeof json !== 'object' || json === null || depth > 6) return []
  if (Array.isArray(json)) return json.slice(0, 500).flatMap((one) => nodesIn(one, depth + 1))
  const node = json as Json
  const inner = ['@graph', 'mainEntity', 'mainEntityOfPage', 'hasPart', 'liveBlogUpdate', 'itemListElement', 'blogPost', 'blogPosts', 'author', 'publisher']
    .filter((key) => key === '@graph' || depth < 3)
    .flatMap((key) => nodesIn(node[key], depth + 1))
  return typeOf(node) === '' ? inner : [node, ...inner]
}

function typeOf(node: Json): string {
  const type = node['@type']
  const first: unknown = Array.isArray(type) ? (type.find((one) => ARTICLE_TYPES.test(String(one))) ?? type[0]) : type
  return typeof first === 'string' ? first : ''
}

function isComment(node: Json): boolean {
  return typeOf(node) === 'Comment' || typeOf(node) === 'Answer'
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return decodeEntities(value).trim()
  if (Array.isArray(value)) return value.map(text).find((one) => one !== undefined && one !== '')
  if (typeof value === 'object' && value !== null) return text((value as Json)['@value'] ?? (value as Json)['name'])
  return undefined
}

function names(value: unknown, byId: ReadonlyMap<string, Json>): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => names(one, byId))
  if (typeof value === 'string') return [decodeEntities(value).trim()]
  if (typeof value !== 'object' || value === null) return []
  const node = value as Json
  const known = typeof node['@id'] === 'string' ? byId.get(node['@id']) : undefined
  const name = text(node['name']) ?? text(known?.['name'])
  return name === undefined || name === '' ? [] : [name]
}

function picture(value: unknown, byId: ReadonlyMap<string, Json>): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value
  if (typeof first === 'string') return first
  if (typeof first !== 'object' || first === null) return undefined
  const node = first as Json
  const url = node['url'] ?? node['contentUrl']
  if (typeof url === 'string') return url
  const known = typeof node['@id'] === 'string' ? byId.get(node['@id']) : undefined
  return known === undefined || known === node ? undefined : text(known['url'] ?? known['contentUrl'])
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“', hellip: '…', ndash: '–', mdash: '—',
}

/** Entities do not belong in JSON but are often there. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? entity
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}
