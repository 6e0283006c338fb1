import { Failure } from '../../../shared/errors.ts'
import type { ArticleMetadata } from '../../../shared/model.ts'
import type { CleanedPage, PictureToKeep } from '../clean.ts'
import { contentOf } from './blocks.ts'
import { confidenceOf } from './confidence.ts'
import { excerptOf } from './excerpt.ts'
import type { PageFacts } from './metadata.ts'
import type { PictureSource } from './page-pictures.ts'
import type { RepairReport } from './repair.ts'
import { countWords, readingMinutes, squeezed } from './words.ts'

/** An article as found: sanitised, but not yet counted and numbered. */
export interface FoundArticle {
  readonly root: HTMLElement
  readonly facts: PageFacts
  readonly pictures: ReadonlyMap<string, PictureSource>
  /** Characters of text of the whole page. */
  readonly pageText: number
  /** Share of the page's own prose that is not in the article; 0 unless told. */
  readonly lost?: number
  readonly repair?: RepairReport
}

/**
 * Counts, numbers and describes what was found.
 * @throws Failure no-article when no text is left
 */
export function assemble({ root, facts, pictures, pageText, lost = 0 }: FoundArticle): CleanedPage {
  const kept = numberPictures(root, pictures)
  const content = contentOf(root)
  const text = squeezed(content.text)
  if (text === '') throw new Failure({ code: 'no-article' })
  const wordCount = countWords(text, facts.language)
  const excerpt = excerptOf(root, facts.description)
  const metadata: ArticleMetadata = {
    title: facts.title === '' ? titleFrom(excerpt) : facts.title,
    ...(facts.byline === undefined ? {} : { byline: facts.byline }),
    ...(facts.siteName === undefined ? {} : { siteName: facts.siteName }),
    ...(facts.publishedAt === undefined ? {} : { publishedAt: facts.publishedAt }),
    ...(facts.language === undefined ? {} : { language: facts.language }),
    direction: facts.direction ?? directionOf(text),
    excerpt,
    wordCount,
    readingMinutes: readingMinutes(wordCount),
  }
  return {
    metadata,
    ...(facts.canonicalUrl === undefined ? {} : { canonicalUrl: facts.canonicalUrl }),
    html: content.html,
    pictures: kept,
    ...leadPicture(kept, facts),
    confidence: confidenceOf(root, { pageText, facts, lost }),
  }
}

/** What has no title is called by its first sentence. */
function titleFrom(excerpt: string): string {
  const sentence = /^.{8,80}?[.!?。！？](?=\s|$)/.exec(excerpt)?.[0]
  if (sentence !== undefined) return sentence.replace(/[.。]$/, '')
  return excerpt.length <= 80 ? excerpt : `${excerpt.slice(0, 80).replace(/\s+\S*$/, '')}…`
}

/** Right to left when most letters are of scripts written so. */
function directionOf(text: string): 'ltr' | 'rtl' {
  const sample = text.slice(0, 2000)
  const rtl = sample.match(/[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu)?.length ?? 0
  return rtl > 0 && rtl * 2 > (sample.match(/\p{L}/gu)?.length ?? 0) ? 'rtl' : 'ltr'
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
    const alt = squeezed(image.getAttribute('alt') ?? source.alt)
    for (const name of image.getAttributeNames()) image.removeAttribute(name)
    image.setAttribute('data-picture', String(kept.length))
    image.setAttribute('alt', alt)
    kept.push({ ...source, alt })
  }
  return kept
}

/** The picture the page names as its own, if it stayed; else the first that is no icon. */
function leadPicture(kept: readonly PictureToKeep[], facts: PageFacts): { leadPicture?: number } {
  if (kept.length === 0) return {}
  const named = kept.findIndex((picture) => facts.leadPicture !== undefined && picture.urls.includes(facts.leadPicture))
  const large = kept.findIndex((picture) => (picture.width ?? 1000) >= 200)
  return { leadPicture: named !== -1 ? named : Math.max(0, large) }
}
