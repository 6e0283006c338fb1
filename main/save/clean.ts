import { Failure } from '../../shared/errors.ts'
import type { ArticleMetadata } from '../../shared/model.ts'
import { after } from './clean/after.ts'
import { assemble } from './clean/assemble.ts'
import type { FoundArticle } from './clean/assemble.ts'
import { blocksOf } from './clean/block-list.ts'
import type { Block } from './clean/block-list.ts'
import { prepare } from './clean/before.ts'
import { findProseContainer, isListOfArticles, takeContainer } from './clean/container.ts'
import { findDek, placeDek } from './clean/dek.ts'
import { findLeadBackground } from './clean/lead-background.ts'
import { findLeadFigure, placeLeadFigure } from './clean/lead-figure.ts'
import { findLeadProse, placeLeadProse } from './clean/lead-prose.ts'
import { lostShare, proseOf } from './clean/lost-prose.ts'
import { readFacts } from './clean/metadata.ts'
import type { PageFacts } from './clean/metadata.ts'
import { findNotes } from './clean/notes.ts'
import { pageKind } from './clean/page-kind.ts'
import { findPictures } from './clean/page-pictures.ts'
import { readable } from './clean/readable.ts'
import { pageOfMhtml } from './clean/mhtml.ts'
import { parsePage } from './clean/parse-page.ts'
import { PageRepair } from './clean/repair.ts'
import type { RepairPlan, RepairReport } from './clean/repair.ts'
import { sanitise } from './clean/sanitise.ts'
import { stripPage } from './clean/strip-page.ts'
import type { StrippedPage } from './clean/strip-page.ts'
import { cleanText } from './clean/text-page.ts'
import { squeezed } from './clean/words.ts'
import { decodePage } from './decode-page.ts'
import { isXhtml, xhtmlAsHtml } from './clean/xhtml.ts'

/** What is to be cleaned: the bytes of a page or a text, and what is known of them. */
export interface CleanJob {
  readonly bytes: Uint8Array
  readonly contentType?: string
  readonly url?: string
  /** The file's name, when it came from a file. */
  readonly name?: string
  /** Milliseconds that it may take, when not what every page may. */
  readonly limitMs?: number
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
export function clean(given: CleanJob): CleanedPage {
  const job = unpacked(given)
  const { text } = decodePage(job.bytes, job.contentType)
  return pageKind(job, text) === 'text' ? cleanText(text, job) : cleanHtml(isXhtml(job) ? xhtmlAsHtml(text) : text, job)
}

/** Of a web archive the page in it; everything else as it is. */
export function unpacked(job: CleanJob): CleanJob {
  const page = pageOfMhtml(job.bytes)
  if (page === undefined) return job
  const { name: _name, ...rest } = job
  return { ...rest, ...page, ...(job.url !== undefined && { url: job.url }) }
}

function cleanHtml(html: string, job: CleanJob): CleanedPage {
  const stripped = stripPage(html)
  const first = findArticle(stripped, job, 'readable')
  const others = first.others.map((way) => findArticle(stripped, job, way, first.facts).article)
  const best = others.reduce((one, other) => (holdsMore(other, one) ? other : one), first.article)
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
  readonly facts: PageFacts
  /** Ways that may find more; none when this one found most of the page's prose. */
  readonly others: readonly Way[]
}

/** Share of a page's prose that is missed by an attempt worth a second one. */
const MUCH_LOST = 0.2
/** Share that is missed by an attempt which took something else. */
const NEARLY_ALL = 0.8

/** @param known the page's facts, when another attempt has read them */
function findArticle(stripped: StrippedPage, job: CleanJob, way: Way, known?: PageFacts): Attempt {
  const url = job.url !== undefined && /^https?:/.test(job.url) ? job.url : undefined
  const document = parsePage(stripped.html, url)
  const pageText = squeezed(document.body?.textContent)
  const facts = known ?? readFacts(document, { source: stripped.html, jsonLd: stripped.jsonLd, url, pageText })
  const hidden = prepare(document)
  const base = url === undefined ? undefined : document.baseURI
  const pictures = findPictures(document, base)
  const repair = job.repair && new PageRepair(document, job.repair, pictures)
  const prose = proseOf(document)
  const lead = findLeadFigure(document, facts.title) ?? findLeadBackground(document, { title: facts.title, leadPicture: facts.leadPicture, rules: stripped.backgrounds, base }, pictures)
  const dek = findDek(document, facts)
  const notes = findNotes(document)
  const leadProse = findLeadProse(document, facts.title)
  const container = findProseContainer(document)
  const isOneArticle = container !== undefined && !isListOfArticles(container)
  const article = way === 'container' ? container && takeContainer(container) : readable(document, { withHidden: way === 'hidden' })
  const length = squeezed(article?.textContent).length
  const others = (lost: number): readonly Way[] => {
    if (lost < MUCH_LOST && length >= (container?.length ?? 0) * 0.6) return []
    return [...(isOneArticle || (lost > NEARLY_ALL && !isMostlyProse(article)) ? (['container'] as const) : []), ...(hidden > length * 0.4 ? (['hidden'] as const) : [])]
  }
  if (article === undefined || length === 0) return { article: undefined, facts, others: others(1) }
  placeLeadProse(article, leadProse)
  after(article, facts, notes)
  placeLeadFigure(article, lead)
  placeDek(article, dek)
  const root = sanitise(article.innerHTML)
  const repaired = repair && { repair: repair.finish(root) }
  const text = squeezed(root.textContent)
  if (text === '') return { article: undefined, facts, others: others(1) }
  const lost = lostShare(prose, text)
  return { article: { root, facts, pictures, pageText: pageText.length, lost, ...repaired }, facts, others: others(lost) }
}

/** An article that has hardly any sentences, on a page that has: labels and figures of a list, without its items. */
function isMostlyProse(article: HTMLElement | undefined): boolean {
  const blocks = article === undefined ? [] : blocksOf(article)
  const length = (some: readonly Block[]): number => some.reduce((sum, block) => sum + block.text.length, 0)
  return length(blocks.filter((block) => block.isProse)) > length(blocks) * 0.3
}

/** Whether another attempt found clearly more of the article. */
function holdsMore(other: FoundArticle | undefined, one: FoundArticle | undefined): boolean {
  if (other === undefined || one === undefined) return other !== undefined
  return textLength(other) > textLength(one) * 1.4 || ((other.lost ?? 0) < (one.lost ?? 0) - MUCH_LOST && textLength(other) > textLength(one))
}

function textLength(article: FoundArticle | undefined): number {
  return squeezed(article?.root.textContent).length
}
