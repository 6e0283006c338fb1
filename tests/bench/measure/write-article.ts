import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from '../../../shared/anchor.ts'
import { COLOURS } from '../../../shared/model.ts'
import type { ArticleId, ArticleMetadata, Highlight, HighlightId } from '../../../shared/model.ts'
import { writeAnnotations } from '../../../main/library/annotation-file.ts'
import { articleText } from '../../../main/library/article-text.ts'
import { writeRecord } from '../../../main/library/article-record.ts'
import { ANNOTATIONS_FILE, ARTICLE_FILE, HTML_FILE, layoutOf, liveFolder } from '../../../main/library/layout.ts'
import { articleDocument } from '../../../main/save/article-document.ts'
import { bodyOf } from './synthetic-text.ts'
import type { Vocabulary } from './synthetic-text.ts'

/** Minutes between two articles' saving times. */
const APART = 37

export interface SyntheticArticle {
  /** Its place in time; also decides its id, address and site. */
  readonly number: number
  readonly title: string
  readonly byline: string
  readonly paragraphs: readonly string[]
  readonly cjk: boolean
  readonly tags: readonly string[]
  readonly favourite: boolean
  readonly archived: boolean
  readonly highlights: number
  /** A file to be the lead picture, linked and not copied. */
  readonly picture?: { readonly file: string; readonly name: string; readonly width: number; readonly height: number }
}

/** Writes one article into a library that no Lectern has open. */
export function writeArticle(library: string, article: SyntheticArticle, random: () => number, say: Vocabulary): ArticleId {
  const { number, title, paragraphs, cjk, picture } = article
  const id = idOf(number)
  const url = `https://site${number % 400}.example/${number}`
  const savedAt = new Date(Date.UTC(2020, 0, 1) + number * APART * 60_000).toISOString()
  const metadata: ArticleMetadata = {
    title,
    byline: article.byline,
    siteName: `Site ${number % 400}`,
    publishedAt: savedAt.slice(0, 10),
    language: cjk ? 'ja' : 'en',
    direction: 'ltr',
    excerpt: paragraphs[0]?.slice(0, 200) ?? '',
    wordCount: paragraphs.length * 60,
    readingMinutes: Math.max(1, Math.round((paragraphs.length * 60) / 230)),
  }
  const lead = picture && `images/${picture.name}`
  const image = picture ? `<figure><img src="${lead}" width="${picture.width}" height="${picture.height}" alt=""></figure>\n` : ''
  const html = articleDocument({ metadata, html: `${image}${bodyOf(paragraphs)}`, pictures: [], confidence: 0.9 }, [], { url, savedAt })
  const folder = liveFolder(layoutOf(library), id)
  mkdirSync(picture ? join(folder, 'images') : folder, { recursive: true })
  if (picture) linkSync(picture.file, join(folder, 'images', picture.name))
  writeFileSync(join(folder, HTML_FILE), html)
  if (article.highlights > 0) writeFileSync(join(folder, ANNOTATIONS_FILE), annotationsOf(articleText(html), article.highlights, savedAt, random, say))
  writeFileSync(
    join(folder, ARTICLE_FILE),
    writeRecord({
      ...metadata,
      version: 1,
      id,
      url,
      address: url,
      source: { kind: 'address' },
      state: { kind: 'ready' },
      savedAt,
      updatedAt: savedAt,
      cleanedAt: savedAt,
      tags: article.tags,
      favourite: article.favourite,
      ...(article.archived && { archivedAt: savedAt }),
      ...(lead !== undefined && { leadPicture: lead }),
      pictures: { kept: picture ? 1 : 0, missing: [] },
      bytes: html.length,
      confidence: 0.9,
    }),
  )
  return id
}

function annotationsOf(text: string, count: number, at: string, random: () => number, say: Vocabulary): string {
  const highlights = Array.from({ length: count }, (_, number): Highlight => {
    const start = Math.floor(random() * Math.max(1, text.length - 300))
    return {
      ...describe(text, { start, end: start + 20 + Math.floor(random() * 200) }),
      id: idOf(900_000_000 + Math.floor(random() * 1e9)) as string as HighlightId,
      colour: COLOURS[number % COLOURS.length] ?? 'yellow',
      note: random() < 0.5 ? say.title(false) : '',
      tags: [],
      createdAt: at,
      updatedAt: at,
      lost: false,
    }
  })
  return JSON.stringify(writeAnnotations({ highlights, deleted: [], note: '' }), undefined, 2)
}

/** The id of an article by its number: a ULID, the same in every run. */
export function idOf(number: number): ArticleId {
  const time = Date.UTC(2020, 0, 1) + number * APART * 60_000
  return (digitsOf(time, 10) + digitsOf(number * 7919 + 1, 16)) as ArticleId
}

function digitsOf(value: number, places: number): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz'
  let text = ''
  for (let left = value; text.length < places; left = Math.floor(left / 32)) text = (digits[left % 32] ?? '0') + text
  return text
}
