import { JSDOM } from 'jsdom'
import { Failure } from '../../shared/errors.ts'
import type { ArticleMetadata } from '../../shared/model.ts'
import { after } from './clean/after.ts'
import { assemble } from './clean/assemble.ts'
import type { FoundArticle } from './clean/assemble.ts'
import { prepare } from './clean/before.ts'
import { findProseContainer, isListOfArticles } from './clean/container.ts'
import { findLeadFigure, placeLeadFigure } from './clean/lead-figure.ts'
import { readFacts } from './clean/metadata.ts'
import { pageKind } from './clean/page-kind.ts'
import { findPictures } from './clean/page-pictures.ts'
import { readable } from './clean/readable.ts'
import { PageRepair } from './clean/repair.ts'
import type { RepairPlan, RepairReport } from './clean/repair.ts'
import { sanitise } from './clean/sanitise.ts'
import { stripPage } from './clean/strip-page.ts'
import type { StrippedPage } from './clean/strip-page.ts'
import { cleanText } from './clean/text-page.ts'
import { squeezed } from './clean/words.ts'
import { decodePage } from './decode-page.ts'

/** What is to be cleaned: the bytes of a page or a text, and what is known of them. */
export interface CleanJob {
  readonly bytes: Uint8Array
  readonly contentType?: string
  readonly url?: string
  /** The file's name, when it came from a file. */
  readonly name?: string
  /** The reader's corrections for this page; plain text has none. */
  readonly repair?: RepairPlan
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
  /** What became of the job's repair. */
  readonly repair?: RepairReport
}

/**
 * Turns a page into an article: whole, clean and safe. Decides itself whether the bytes are HTML or plain text.
 * @throws Failure no-article, not-a-page, too-complex
 */
export function clean(job: CleanJob): CleanedPage {
  const { text } = decodePage(job.bytes, job.contentType)
  return pageKind(job, text) === 'text' ? cleanText(text, job) : cleanHtml(text, job)
}

function cleanHtml(html: string, job: CleanJob): CleanedPage {
  const stripped = stripPage(html)
  const first = findArticle(stripped, job, 'readable')
  const others = first.isSure ? [] : (['container', 'hidden'] as const).map((way) => findArticle(stripped, job, way).article)
  const best = others.reduce((one, other) => (textLength(other) > textLength(one) * 1.4 ? other : one), first.article)
  if (best === undefined) throw new Failure({ code: 'no-article' })
  return { ...assemble(best), ...(best.repair && { repair: best.repair }) }
}

/**
 * How the article is looked for: as Readability does; as the element that holds nearly all prose; or as Readability
 * does with hidden elements taken for visible, for pages that show their article by script.
 */
type Way = 'readable' | 'container' | 'hidden'

interface Attempt {
  readonly article: FoundArticle | undefined
  /** It holds most of the page's prose: no other way needs to be tried. */
  readonly isSure: boolean
}

function findArticle(stripped: StrippedPage, job: CleanJob, way: Way): Attempt {
  const url = job.url !== undefined && /^https?:/.test(job.url) ? job.url : undefined
  const { window } = new JSDOM(stripped.html, url === undefined ? {} : { url })
  try {
    const { document } = window
    const facts = readFacts(document, stripped.jsonLd, url)
    const pageText = squeezed(document.body?.textContent).length
    prepare(document)
    const pictures = findPictures(document, url === undefined ? undefined : document.baseURI)
    const repair = job.repair && new PageRepair(document, job.repair, pictures)
    const lead = findLeadFigure(document, facts.title)
    const container = findProseContainer(document)
    if (way === 'container' && container !== undefined && isListOfArticles(container)) return { article: undefined, isSure: false }
    const article = way === 'container' ? container?.element : readable(document, { withHidden: way === 'hidden' })
    if (article === undefined || squeezed(article.textContent) === '') return { article: undefined, isSure: false }
    const isSure = squeezed(article.textContent).length >= (container?.length ?? 0) * 0.6
    after(article, facts)
    placeLeadFigure(article, lead)
    const root = sanitise(article.innerHTML)
    const repaired = repair && { repair: repair.finish(root) }
    const found = squeezed(root.textContent) === '' ? undefined : { root, facts, pictures, pageText, ...repaired }
    return { article: found, isSure: isSure && found !== undefined }
  } finally {
    window.close()
  }
}

function textLength(article: FoundArticle | undefined): number {
  return squeezed(article?.root.textContent).length
}
