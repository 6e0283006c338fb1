import type { HighlightId, PositionSelector } from '../../shared/model.ts'
import { openAnnotations } from './annotation-store.ts'
import { readLeadPicture, readMetadata, readPictures, type ArticleRecord } from './article-record.ts'
import { articleText } from './article-text.ts'
import { ownDetails } from './details.ts'
import { memberOf, numberOr, optional, textOr } from './json-members.ts'
import type { LibraryContext } from './library-context.ts'
import type { CleanedArticle } from './saving.ts'
import type { Json } from './upgrade.ts'

/** Where each highlight stands in a text, by its id; of a lost one where it stood last. */
export type HighlightPositions = Readonly<Record<string, PositionSelector>>

/** What goes with one text of an article, besides the text itself: with it, it can become the current one again. */
export interface DocumentState {
  readonly cleaned: Omit<CleanedArticle, 'html'>
  readonly positions: HighlightPositions
}

/** What goes with an article's present text. Annotations that cannot be read have no positions. To be called in the article's turn. */
export function stateNow(context: LibraryContext, record: ArticleRecord, folder: string): DocumentState {
  const { url, address, leadPicture, pictures, confidence } = record
  return {
    cleaned: { metadata: metadataOf(record), ...optional('url', url), ...optional('address', address), ...optional('leadPicture', leadPicture), pictures, confidence },
    positions: positionsIn(context, folder),
  } // prettier-ignore
}

/** Members of a `version.json` that say what went with its text. */
export function writeState({ cleaned, positions }: DocumentState): object {
  const { metadata, ...rest } = cleaned
  return { ...metadata, ...rest, positions }
}

/** The inverse of `writeState`. What an older Lectern did not note is taken from the document, or from the article's present record. */
export function readState(json: Json, html: string, record: ArticleRecord): DocumentState {
  const metadata = readMetadata(json, textOr(json['title'], record.title))
  const whole = json['direction'] !== undefined
  const now = ownDetails(record)
  const { siteName: _site, ...of } = metadata
  return {
    cleaned: {
      metadata: whole ? metadata : { ...of, ...optional('siteName', now.siteName), ...optional('language', record.language), direction: record.direction, ...measured(html, metadata.wordCount, record) },
      ...optional('url', textOr(json['url'], record.url)),
      ...optional('address', textOr(json['address'], record.address)),
      ...optional('leadPicture', whole ? readLeadPicture(json['leadPicture']) : picturesIn(html)[0]),
      pictures: whole ? readPictures(json['pictures']) : { kept: picturesIn(html).length, missing: record.pictures.missing.filter(({ url }) => html.includes(url)) },
      confidence: numberOr(json['confidence'], 0, 1, record.confidence),
    },
    positions: readPositions(json['positions']),
  } // prettier-ignore
}

/** The kept pictures that a document shows, each once, in their order; relative to the article's folder. */
export function picturesIn(html: string): readonly string[] {
  return [...new Set(html.match(/images\/[0-9a-f]{64}\.[a-z0-9]{1,5}/g))]
}

/** The hint of a highlight that was kept, if there is one. */
export function positionOf(positions: HighlightPositions | undefined, id: HighlightId): PositionSelector | undefined {
  return positions !== undefined && Object.hasOwn(positions, id) ? positions[id] : undefined
}

/** Positions of stored JSON; what is none is left out. */
function readPositions(value: unknown): HighlightPositions {
  if (typeof value !== 'object' || value === null) return {}
  const found = Object.entries(value).flatMap(([id, position]) => {
    const [start, end] = [memberOf(position, 'start'), memberOf(position, 'end')].map((one) => numberOr(one, 0, 1e9, undefined))
    return start === undefined || end === undefined ? [] : [[id, { start, end }] as const]
  })
  return Object.fromEntries(found)
}

function metadataOf(record: ArticleRecord): CleanedArticle['metadata'] {
  const { language, direction, excerpt, wordCount, readingMinutes } = record
  return { ...ownDetails(record), ...optional('language', language), direction, excerpt, wordCount, readingMinutes }
}

function positionsIn(context: LibraryContext, folder: string): HighlightPositions {
  try {
    const { highlights } = openAnnotations(context.layout, folder, false, context.now()).annotations
    return Object.fromEntries(highlights.map(({ id, position }) => [id, position]))
  } catch {
    return {}
  }
}

/** Longest excerpt, as `ArticleMetadata` says. */
const EXCERPT = 300

function measured(html: string, wordCount: number, record: ArticleRecord): Pick<CleanedArticle['metadata'], 'excerpt' | 'wordCount' | 'readingMinutes'> {
  const beginning = articleText(html).replace(/\s+/g, ' ').trim().slice(0, EXCERPT)
  const [sentence] = /^.{40,}?[.!?…。！？](?=\s|$)/u.exec(beginning) ?? [beginning]
  const readingMinutes = Math.max(1, Math.round((record.readingMinutes * wordCount) / Math.max(1, record.wordCount)))
  return { excerpt: sentence, wordCount, readingMinutes }
}
