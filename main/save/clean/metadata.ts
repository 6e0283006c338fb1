import { getDomain } from 'tldts'
import type { DateOrInstant } from '../../../shared/model.ts'
import { chooseByline } from './byline.ts'
import { jsonLdArticle } from './json-ld.ts'
import { Metas } from './metas.ts'
import { linesNearTitle } from './near-title.ts'
import { choosePublishedAt } from './published-at.ts'
import { chooseTitle, titleSources } from './title.ts'
import { squeezed } from './words.ts'

/** What a page says of itself before it is cleaned. */
export interface PageFacts {
  readonly title: string
  readonly byline?: string
  readonly siteName?: string
  readonly publishedAt?: DateOrInstant
  readonly language?: string
  readonly direction?: 'ltr' | 'rtl'
  /** What the page says an excerpt could be; it may be an advertisement of itself. */
  readonly description: string
  readonly canonicalUrl?: string
  /** Address of the picture the page shows to others. */
  readonly leadPicture?: string
}

/** The page as its facts are read from it. */
export interface FactSources {
  readonly source: string
  readonly jsonLd: readonly string[]
  readonly url: string | undefined
  /** The page's whole text, white space squeezed. */
  readonly pageText: string
}

/** Reads the facts from the whole page, each from the surest source that agrees with the page. */
export function readFacts(document: Document, { source, jsonLd: jsonLdBlocks, url, pageText }: FactSources): PageFacts {
  const metas = new Metas(document)
  const meta = (...names: string[]): string | undefined => metas.first(...names)
  const pageTitles = [...document.querySelectorAll('h1, title')].map((element) => squeezed(element.textContent)).filter((title) => title !== '')
  const jsonLd = jsonLdArticle(jsonLdBlocks, pageTitles)
  const siteName = chooseSiteName([meta('og:site_name', 'application-name', 'al:ios:app_name'), jsonLd?.publisher], url)
  const language = chooseLanguage(document, [meta('og:locale', 'language', 'content-language'), jsonLd?.language])
  const title = chooseTitle(titleSources({ document, metas, jsonLd }, siteNames(siteName, jsonLd?.publisher, url), url))
  const near = linesNearTitle(document, title)
  const byline = chooseByline({ document, metas, jsonLd, source, pageText }, { siteName, near })
  const publishedAt = choosePublishedAt({ document, metas, jsonLd }, { url, language, title, near })
  const direction = chooseDirection(document, language)
  const canonicalUrl = chooseCanonicalUrl(document, url)
  const leadPicture = meta('og:image', 'og:image:url', 'twitter:image', 'twitter:image:src') ?? jsonLd?.picture
  return {
    title,
    description: meta('og:description', 'description', 'twitter:description') ?? jsonLd?.description ?? '',
    ...(byline === undefined ? {} : { byline }),
    ...(siteName === undefined ? {} : { siteName }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(language === undefined ? {} : { language }),
    ...(direction === undefined ? {} : { direction }),
    ...(canonicalUrl === undefined ? {} : { canonicalUrl }),
    ...(leadPicture === undefined ? {} : { leadPicture }),
  }
}

function chooseSiteName(declared: readonly (string | undefined)[], url: string | undefined): string | undefined {
  const name = declared.find((one) => one !== undefined && one.length <= 100 && !/^https?:/i.test(one))
  if (name !== undefined) return name
  return url !== undefined && /^https?:/.test(url) ? new URL(url).hostname.replace(/^www\./, '') : undefined
}

/** Names a title may carry at its end: declared ones and the host's own words. */
function siteNames(siteName: string | undefined, publisher: string | undefined, url: string | undefined): string[] {
  const names = [siteName, publisher].filter((name) => name !== undefined)
  const domain = url === undefined ? null : getDomain(url)
  return domain === null ? names : [...names, domain, domain.replace(/\..*$/, '')]
}

function chooseLanguage(document: Document, others: readonly (string | undefined)[]): string | undefined {
  const root = document.documentElement
  for (const raw of [root.getAttribute('lang'), root.getAttribute('xml:lang'), document.body?.getAttribute('lang'), ...others]) {
    const language = languageTag(raw)
    if (language !== undefined) return language
  }
  return undefined
}

/** A well-formed BCP 47 tag in its usual case; `en_US` is read as `en-US`. */
function languageTag(raw: string | null | undefined): string | undefined {
  const text = raw?.trim().split(/[\s,;]/)[0]?.replaceAll('_', '-') ?? ''
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(text)) return undefined
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}

function chooseDirection(document: Document, language: string | undefined): 'ltr' | 'rtl' | undefined {
  const declared = (document.documentElement.getAttribute('dir') ?? document.body?.getAttribute('dir') ?? '').toLowerCase()
  if (declared === 'rtl' || declared === 'ltr') return declared
  return /^(?:ar|he|iw|fa|ur|ps|sd|ug|yi|dv|ckb)\b/i.test(language ?? '') ? 'rtl' : undefined
}

/** The page's own canonical address, when it is of the same site and not merely its front page. */
function chooseCanonicalUrl(document: Document, url: string | undefined): string | undefined {
  const href =
    document.querySelector('link[rel~="canonical" i]')?.getAttribute('href') ??
    document.querySelector('meta[property="og:url" i]')?.getAttribute('content')
  if (href === null || href === undefined || !URL.canParse(href, url)) return undefined
  const canonical = new URL(href, url)
  if (canonical.protocol !== 'http:' && canonical.protocol !== 'https:') return undefined
  if (url !== undefined && /^https?:/.test(url)) {
    const page = new URL(url)
    if (site(canonical) !== site(page)) return undefined
    if (canonical.pathname === '/' && canonical.search === '' && page.pathname !== '/') return undefined
  }
  canonical.hash = ''
  return canonical.href
}

function site(url: URL): string {
  return getDomain(url.href) ?? url.host
}
