import { DETAIL_FIELDS, type DetailField, type Details } from '../../shared/details.ts'
import { Failure, type AppError } from '../../shared/errors.ts'
import type {
  ArticleId,
  ArticleMetadata,
  ArticleSource,
  ArticleState,
  Confidence,
  Instant,
  MissingPicture,
} from '../../shared/model.ts'
import { instantOr, memberOf, numberOr, optional, textOr, textsIn } from './json-members.ts'
import { isPictureFile } from './layout.ts'
import { ARTICLE_FORMAT, isJson, readStored, type Json } from './upgrade.ts'

/** The state on disk: the step of saving is not kept, a restart begins the step again. */
export type StoredState = Exclude<ArticleState, { kind: 'saving' }> | { readonly kind: 'saving' }

/** What `article.json` holds. Members that this version does not know are kept when it is rewritten. */
export interface ArticleRecord extends ArticleMetadata {
  readonly version: number
  readonly id: ArticleId
  readonly url?: string
  /** The canonical address by which the same article is recognised. */
  readonly address?: string
  readonly source: ArticleSource
  readonly state: StoredState
  readonly savedAt: Instant
  readonly updatedAt: Instant
  /** When `article.html` was last written. */
  readonly cleanedAt?: Instant
  readonly tags: readonly string[]
  readonly favourite: boolean
  readonly archivedAt?: Instant
  /** The trash is a place, not a mark: this only says since when the article is there. */
  readonly deletedAt?: Instant
  readonly leadPicture?: string
  readonly pictures: { readonly kept: number; readonly missing: readonly MissingPicture[] }
  /** The reader gave the title: cleaning again does not change it. */
  readonly renamed?: true
  /** When it was given, or given up again: of what was decided on two machines the last counts. */
  readonly renamedAt?: Instant
  /** The same of other details; `back`: the reader went back to the page's own. See `details.ts`. */
  readonly edited?: { readonly [Field in Exclude<DetailField, 'title'>]?: { readonly at: Instant; readonly back?: true } }
  /** What the page says where the reader gave something else; what it does not say is absent. */
  readonly own?: Partial<Details>
  /** Bytes of the article's folder when saving ended. */
  readonly bytes: number
  readonly confidence: Confidence
}

/**
 * Reads an `article.json`. A member of the wrong form gets its default; a file that does not even say which article it
 * is counts as damaged.
 * @throws Failure damaged, newer-version
 */
export function readRecord(data: Uint8Array, id: ArticleId, file: string): ArticleRecord {
  const json = readStored(data, ARTICLE_FORMAT, file)
  const savedAt = instantOr(json['savedAt'], undefined)
  const state = readState(json['state'])
  if (json['id'] !== id || typeof json['title'] !== 'string' || savedAt === undefined || state === undefined) {
    throw new Failure({ code: 'damaged', file })
  }
  return {
    ...unknownMembers(json),
    version: ARTICLE_FORMAT.version,
    id,
    ...optional('url', textOr(json['url'], undefined)),
    ...optional('address', textOr(json['address'], undefined)),
    source: readSource(json['source']),
    state,
    ...readMetadata(json, json['title']),
    tags: textsIn(json['tags']),
    favourite: json['favourite'] === true,
    ...optional('archivedAt', instantOr(json['archivedAt'], undefined)),
    ...optional('deletedAt', instantOr(json['deletedAt'], undefined)),
    savedAt,
    updatedAt: instantOr(json['updatedAt'], savedAt),
    ...optional('cleanedAt', instantOr(json['cleanedAt'], undefined)),
    ...optional('leadPicture', readLeadPicture(json['leadPicture'])),
    pictures: readPictures(json['pictures']),
    ...optional('renamed', json['renamed'] === true ? (true as const) : undefined),
    ...optional('renamedAt', instantOr(json['renamedAt'], undefined)),
    ...optional('edited', readEdited(json['edited'])),
    ...optional('own', readOwn(json['own'])),
    bytes: numberOr(json['bytes'], 0, Number.MAX_SAFE_INTEGER, 0),
    confidence: numberOr(json['confidence'], 0, 1, 0),
  }
}

/** The text of an `article.json`. */
export function writeRecord(record: ArticleRecord): string {
  return JSON.stringify(record, undefined, 2) + '\n'
}

/** What a stored JSON says of an article's text. A member of the wrong form gets its default. */
export function readMetadata(json: Json, title: string): ArticleMetadata {
  return {
    title,
    ...optional('byline', textOr(json['byline'], undefined)),
    ...optional('siteName', textOr(json['siteName'], undefined)),
    ...optional('publishedAt', instantOr(json['publishedAt'], undefined)),
    ...optional('language', textOr(json['language'], undefined)),
    direction: json['direction'] === 'rtl' ? 'rtl' : 'ltr',
    excerpt: textOr(json['excerpt'], ''),
    wordCount: numberOr(json['wordCount'], 0, 1e9, 0),
    readingMinutes: numberOr(json['readingMinutes'], 1, 1e7, 1),
  }
}

function readSource(value: unknown): ArticleSource {
  switch (memberOf(value, 'kind')) {
    case 'file':
      return { kind: 'file', name: textOr(memberOf(value, 'name'), '') }
    case 'paste':
      return { kind: 'paste' }
    case 'browser':
      return { kind: 'browser' }
    case 'sample':
      return { kind: 'sample' }
    default:
      return { kind: 'address' }
  }
}

function readState(value: unknown): StoredState | undefined {
  const kind = memberOf(value, 'kind')
  if (kind === 'saving' || kind === 'ready') return { kind }
  if (kind !== 'failed') return undefined
  const error = memberOf(value, 'error')
  const known = isJson(error) && typeof error['code'] === 'string'
  return {
    kind,
    // Written by `fail` from an AppError; a hand-made one that is no more than an object with a code shows as unexpected.
    error: known ? (error as unknown as AppError) : { code: 'unexpected' },
    at: instantOr(memberOf(value, 'at'), new Date(0).toISOString()),
  }
}

/** The name of a kept picture, or nothing. */
export function readLeadPicture(value: unknown): string | undefined {
  return typeof value === 'string' && isPictureFile(value) ? value : undefined
}

/** What a stored JSON says of pictures. */
export function readPictures(value: unknown): ArticleRecord['pictures'] {
  return { kept: numberOr(memberOf(value, 'kept'), 0, 1e6, 0), missing: readMissing(memberOf(value, 'missing')) }
}

function readEdited(value: unknown): ArticleRecord['edited'] {
  const edits = DETAIL_FIELDS.flatMap((field) => {
    const at = field === 'title' ? undefined : instantOr(memberOf(memberOf(value, field), 'at'), undefined)
    return at === undefined ? [] : [[field, { at, ...(memberOf(memberOf(value, field), 'back') === true && { back: true as const }) }]]
  })
  return edits.length === 0 ? undefined : (Object.fromEntries(edits) as ArticleRecord['edited'])
}

function readOwn(value: unknown): ArticleRecord['own'] {
  const texts = DETAIL_FIELDS.flatMap((field) => {
    const text = memberOf(value, field)
    return typeof text === 'string' ? [[field, text]] : []
  })
  return texts.length === 0 ? undefined : (Object.fromEntries(texts) as ArticleRecord['own'])
}

function readMissing(value: unknown): readonly MissingPicture[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (one): one is MissingPicture => isJson(one) && typeof one['url'] === 'string' && typeof one['problem'] === 'string',
  )
}

const KNOWN: ReadonlySet<string> = new Set([
  'version', 'id', 'url', 'address', 'source', 'state', 'title', 'byline', 'siteName', 'publishedAt', 'language',
  'direction', 'excerpt', 'wordCount', 'readingMinutes', 'tags', 'favourite', 'archivedAt', 'deletedAt', 'savedAt',
  'updatedAt', 'cleanedAt', 'leadPicture', 'pictures', 'renamed', 'renamedAt', 'edited', 'own', 'bytes', 'confidence',
])

function unknownMembers(json: Json): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !KNOWN.has(name) && name !== '__proto__'))
}
