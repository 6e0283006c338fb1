import { JSDOM } from 'jsdom'
import { Failure } from '../../shared/errors.ts'
import type { ArticleMetadata } from '../../shared/model.ts'
import { after } from './clean/after.ts'
import { prepare } from './clean/before.ts'
import { separateBlocks } from './clean/blocks.ts'
import { confidenceOf } from './clean/confidence.ts'
import { excerptOf } from './clean/excerpt.ts'
import { languageTag, readFacts } from './clean/metadata.ts'
import type { PageFacts } from './clean/metadata.ts'
import { pageKind } from './clean/page-kind.ts'
import { findPictures } from './clean/page-pictures.ts'
import type { PictureSource } from './clean/page-pictures.ts'
import { readable } from './clean/readable.ts'
import { sanitise } from './clean/sanitise.ts'
import { stripPage } from './clean/strip-page.ts'
import type { StrippedPage } from './clean/strip-page.ts'
import { cleanText } from './clean/text-dump.ts'
import { countWords, readingMinutes, squeezed } from './clean/words.ts'
import { decodePage } from './decode-page.ts'

/** What is to be cleaned: the bytes of a page or a text, and what is known of them. */
export interface CleanJob {
  readonly bytes: Uint8Array
  readonly contentType?: string
  readonly url?: string
  /** The file's name, when it came from a file. */
  readonly name?: string
}

export interface PictureToKeep {
  /** Best first, absolute http(s) or `data:`. */
  readonly urls: readonly string[]
  readonly alt: string
  readonly width?: number
  readonly height?: number
}

export interface CleanedPage {
  readonly metadata: ArticleMetadata
  readonly canonicalUrl?: string
  /** What goes into `<main>`; pictures as `<img data-picture="n" alt …>`. */
  readonly html: string
  readonly pictures: readonly PictureToKeep[]
  /** Index of the picture that stands for the article. */
  readonly leadPicture?: number
  /** 0 (a guess) to 1 (sure). */
  readonly confidence: number
}

/**
 * Turns a page into an article: whole, clean and safe. Decides itself whether the bytes are HTML or plain text.
 * @throws Failure no-article, not-a-page, too-complex
 */
export function clean(job: CleanJob): CleanedPage {
  const { text } = decodePage(job.bytes, job.contentType)
  return pageKind(job, text) === 'text' ? cleanText(text, job) : cleanHtml(text, job)
}

/** What of a page is worth keeping, before the metadata that depends on it is counted. */
interface Found {
  readonly root: HTMLElement
  readonly facts: PageFacts
  readonly pictures: ReadonlyMap<string, PictureSource>
  readonly pageText: number
}

function cleanHtml(html: string, job: CleanJob): CleanedPage {
  const stripped = stripPage(html)
  const found = findArticle(stripped, job, false) ?? findArticle(stripped, job, true)
  if (found === undefined) throw new Failure({ code: 'no-article' })
  return assemble(found)
}

function findArticle(stripped: StrippedPage, job: CleanJob, withHidden: boolean): Found | undefined {
  const url = job.url !== undefined && /^https?:/.test(job.url) ? job.url : undefined
  const { window } = new JSDOM(stripped.html, url === undefined ? {} : { url })
  try {
    const { document } = window
    const facts = readFacts(document, stripped.jsonLd, url)
    const pageText = squeezed(document.body?.textContent).length
    prepare(document)
    const pictures = findPictures(document, url === undefined ? undefined : document.baseURI)
    const article = readable(document, { withHidden })
    if (article === undefined || squeezed(article.textContent) === '') return undefined
    after(article, facts)
    const root = sanitise(article.innerHTML)
    if (squeezed(root.textContent) === '') return undefined
    return { root, facts, pictures, pageText }
  } finally {
    window.close()
  }
}

function assemble({ root, facts, pictures, pageText }: Found): CleanedPage {
  const kept = numberPictures(root, pictures)
  separateBlocks(root)
  const text = squeezed(root.textContent)
  if (text === '') throw new Failure({ code: 'no-article' })
  const wordCount = countWords(text, facts.language)
  const language = languageTag(facts.language)
  const excerpt = excerptOf(root, facts.description)
  const metadata: ArticleMetadata = {
    title: facts.title === '' ? excerpt.slice(0, 80) : facts.title,
    ...(facts.byline === undefined ? {} : { byline: facts.byline }),
    ...(facts.siteName === undefined ? {} : { siteName: facts.siteName }),
    ...(facts.publishedAt === undefined ? {} : { publishedAt: facts.publishedAt }),
    ...(language === undefined ? {} : { language }),
    direction: facts.direction ?? 'ltr',
    excerpt,
    wordCount,
    readingMinutes: readingMinutes(wordCount),
  }
  return {
    metadata,
    ...(facts.canonicalUrl === undefined ? {} : { canonicalUrl: facts.canonicalUrl }),
    html: root.innerHTML,
    pictures: kept,
    ...leadPicture(kept, facts),
    confidence: confidenceOf(root, { pageText, facts }),
  }
}

/** Numbers the pictures that stayed in the article, in its order. */
function numberPictures(root: HTMLElement, sources: ReadonlyMap<string, PictureSource>): PictureToKeep[] {
  const kept: PictureToKeep[] = []
  for (const image of [...root.querySelectorAll('img')]) {
    const source = sources.get(image.getAttribute('data-picture') ?? '')
    if (source === undefined) {
      image.remove()
      continue
    }
    const alt = squeezed(image.getAttribute('alt'))
    for (const name of image.getAttributeNames()) image.removeAttribute(name)
    image.setAttribute('data-picture', String(kept.length))
    image.setAttribute('alt', alt)
    kept.push({ ...source, alt })
  }
  return kept
}

function leadPicture(kept: readonly PictureToKeep[], facts: PageFacts): { leadPicture?: number } {
  if (kept.length === 0) return {}
  const named = kept.findIndex((picture) => facts.leadPicture !== undefined && picture.urls.includes(facts.leadPicture))
  const large = kept.findIndex((picture) => (picture.width ?? 1000) >= 200)
  return { leadPicture: named !== -1 ? named : Math.max(0, large) }
}
