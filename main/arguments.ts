import { BROWSER_MOVES } from '../shared/browser.ts'
import type { BrowserStep } from '../shared/browser.ts'
import { COMMAND_LIST } from '../shared/commands.ts'
import type { CommandId, MenuState } from '../shared/commands.ts'
import { DETAIL_FIELDS } from '../shared/details.ts'
import type { DetailField, DetailsChange } from '../shared/details.ts'
import { Failure } from '../shared/errors.ts'
import type { NextStart } from '../shared/first-screen.ts'
import type { AnnotationFormat, ArticleFormat, SaveRequest } from '../shared/ipc.ts'
import { COLOURS, COMPLETION_FIELDS, SORTS, VIEWS } from '../shared/model.ts'
import type { Repair, SiteRule } from '../shared/repair.ts'
import { isArticleId } from './article-id.ts'
import { readSelectors } from './library/repair-file.ts'
import { readSavedSearch, readSearchDraft } from './library/saved-searches.ts'
import { readRule } from './library/site-rules.ts'
import type {
  Anchor,
  ArticleChange,
  ArticleId,
  Colour,
  CompletionField,
  HighlightChange,
  HighlightDraft,
  HighlightId,
  LibraryQuery,
  Passage,
  QuoteSelector,
  ReadingPosition,
} from '../shared/model.ts'
import type { SavedSearch, SearchDraft } from '../shared/saved-search.ts'
import { LARGEST_THUMBNAIL } from './thumbnails.ts'
import { readPublished } from '../shared/published.ts'
import { isFormerId, isVersionId, type FormerId, type VersionId } from '../shared/versions.ts'

/**
 * The edge of the `Api`: arguments come from a window or a socket and are parsed here into typed values, or refused
 * with `invalid-argument`. The compiler sees that each call of `Api` takes what its reader gives.
 */

/** Longest note, title or pasted text in UTF-16 units: a long book fits, a runaway program's output does not. */
const LONGEST_TEXT = 30_000_000
const LONGEST_LABEL = 2_000
/** Most articles of one call: twice the largest library that is measured. */
const MOST_IDS = 100_000
/** The window's stacks have some thirty families. */
const MOST_FONTS = 200
/** Rows that a start may begin with. */
const MOST_START_ROWS = 200
/** Bytes of a file to save; the limit of a fetched page after decompression is half of it. */
const LARGEST_FILE = 100_000_000

export function readId(value: unknown): ArticleId {
  if (typeof value === 'string' && isArticleId(value)) return value
  throw new Failure({ code: 'not-found', what: 'article' })
}

export function readHighlightId(value: unknown): HighlightId {
  if (typeof value === 'string' && isArticleId(value)) return value as string as HighlightId
  throw new Failure({ code: 'not-found', what: 'highlight' })
}

export function readVersionId(value: unknown): VersionId {
  if (isVersionId(value)) return value
  throw new Failure({ code: 'not-found', what: 'version' })
}

export function readFormerId(value: unknown): FormerId {
  if (isFormerId(value)) return value
  throw new Failure({ code: 'not-found', what: 'former text' })
}

export function readDetailsChange(value: unknown): DetailsChange {
  const change = record(value, 'details')
  return Object.fromEntries(DETAIL_FIELDS.flatMap((field) => (change[field] === undefined ? [] : [[field, readDetail(field, change[field])]])))
}

function readDetail(field: DetailField, value: unknown): string | null {
  if (value === null) return null
  const text = readText(value, field, LONGEST_LABEL).trim().replace(/\s+/gu, ' ')
  const date = field === 'publishedAt' && text !== '' ? readPublished(text) : text
  if (date === undefined) throw wrong('publishedAt: a date such as 2026-03-02')
  return date
}

export function readIds(value: unknown): readonly ArticleId[] {
  return list(value, MOST_IDS, 'ids').filter((id): id is ArticleId => typeof id === 'string' && isArticleId(id))
}

/** The name of a piece of work, which its caller chose. */
export function readJob(value: unknown): string {
  if (typeof value === 'string' && /^[\w-]{1,64}$/.test(value)) return value
  throw wrong('job: a name of letters and digits')
}

export function readText(value: unknown, what: string, longest = LONGEST_TEXT): string {
  if (typeof value === 'string' && value.length <= longest) return value.toWellFormed()
  throw wrong(`${what}: a text of at most ${longest} characters`)
}

export function readTags(value: unknown): readonly string[] {
  const tags = list(value ?? [], 1_000, 'tags').map((tag) => readText(tag, 'tag', 200).trim().replace(/\s+/gu, ' '))
  return [...new Set(tags.filter((tag) => tag !== ''))]
}

export function readSaveRequest(value: unknown): SaveRequest {
  const request = record(value, 'request')
  const more = { ...optional('tags', request['tags'], readTags), ...optional('url', request['url'], readAddress) }
  switch (request['kind']) {
    case 'address':
      return {
        kind: 'address',
        address: readAddress(request['address']),
        ...optional('tags', request['tags'], readTags),
        ...optional('render', request['render'], (on) => flag(on, 'render')),
      }
    case 'file':
      return { kind: 'file', name: readText(request['name'], 'name', 1_000), bytes: readBytes(request['bytes']), ...more }
    case 'paste':
      return { kind: 'paste', text: readText(request['text'], 'text'), ...optional('html', request['html'], readHtml), ...more }
    default:
      throw wrong('request: kind is address, file or paste')
  }
}

export type BrowserStart = { readonly article: ArticleId } | { readonly address: string }

export function readBrowserStart(value: unknown): BrowserStart | undefined {
  if (value === undefined || value === null) return undefined
  const start = record(value, 'start')
  return start['article'] === undefined ? { address: readAddress(start['address']) } : { article: readId(start['article']) }
}

export function readBrowserStep(value: unknown): BrowserStep {
  const step = record(value, 'step')
  if (step['kind'] === 'address') return { kind: 'address', address: readAddress(step['address']) }
  return { kind: oneOf(step['kind'], BROWSER_MOVES, 'kind') }
}

export function readCompletionField(value: unknown): CompletionField {
  return oneOf(value, COMPLETION_FIELDS, 'field')
}

export function readQuery(value: unknown): LibraryQuery {
  const query = record(value, 'query')
  return {
    view: oneOf(query['view'], VIEWS, 'view'),
    text: readText(query['text'], 'text', LONGEST_LABEL),
    offset: count(query['offset'], Number.MAX_SAFE_INTEGER, 'offset'),
    limit: count(query['limit'], MOST_IDS, 'limit'),
    ...optional('tag', query['tag'], (tag) => readText(tag, 'tag', 200)),
    ...optional('sort', query['sort'], (sort) => oneOf(sort, SORTS, 'sort')),
    ...optional('descending', query['descending'], (down) => flag(down, 'descending')),
  }
}

export function readChange(value: unknown): ArticleChange {
  const change = record(value, 'change')
  return {
    ...optional('archived', change['archived'], (on) => flag(on, 'archived')),
    ...optional('favourite', change['favourite'], (on) => flag(on, 'favourite')),
    ...optional('addTags', change['addTags'], readTags),
    ...optional('removeTags', change['removeTags'], readTags),
    ...optional('title', change['title'], (title) => readText(title, 'title', LONGEST_LABEL)),
  }
}

export function readPosition(value: unknown): ReadingPosition {
  const position = record(value, 'position')
  const progress = position['progress']
  if (typeof progress !== 'number' || !(progress >= 0 && progress <= 1)) throw wrong('progress: 0 to 1')
  return { offset: count(position['offset'], LONGEST_TEXT, 'offset'), progress }
}

export function readDraft(value: unknown): HighlightDraft {
  const draft = record(value, 'draft')
  return {
    ...readAnchor(draft),
    colour: readColour(draft['colour']),
    ...optional('note', draft['note'], (note) => readText(note, 'note')),
    ...optional('tags', draft['tags'], readTags),
  }
}

export function readHighlightChange(value: unknown): HighlightChange {
  const change = record(value, 'change')
  return {
    ...optional('colour', change['colour'], readColour),
    ...optional('note', change['note'], (note) => readText(note, 'note')),
    ...optional('noteBefore', change['noteBefore'], (note) => readText(note, 'note')),
    ...optional('tags', change['tags'], readTags),
    ...optional('anchor', change['anchor'], readAnchor),
  }
}

export function readQuote(value: unknown): Partial<QuoteSelector> & { readonly exact: string } {
  const quote = record(value, 'quote')
  return {
    exact: readText(quote['exact'], 'quote'),
    ...optional('prefix', quote['prefix'], (prefix) => readText(prefix, 'prefix')),
    ...optional('suffix', quote['suffix'], (suffix) => readText(suffix, 'suffix')),
  }
}

/** A repair as a window or another program asks for it; what is no selector in it is refused. */
export function readRepair(value: unknown): Repair {
  const repair = record(value, 'repair')
  return { drop: readBlockSelectors(repair['drop'], 'drop'), keep: readBlockSelectors(repair['keep'], 'keep') }
}

function readBlockSelectors(value: unknown, what: string): Repair['drop'] {
  const given = list(value, 2_000, what)
  const selectors = readSelectors(given)
  if (selectors.length !== given.length) throw wrong(`${what}: selectors of blocks`)
  return selectors
}

export function readSiteRule(value: unknown): SiteRule {
  const rule = readRule(value)
  if (rule === undefined) throw wrong('rule: a rule for a site')
  return rule
}

export function readDraftOfSearch(value: unknown): SearchDraft {
  const draft = readSearchDraft(value)
  if (draft === undefined) throw wrong('search: a name and a text')
  return draft
}

export function readKeptSearch(value: unknown): SavedSearch {
  const search = readSavedSearch(value)
  if (search === undefined) throw wrong('search: a saved search')
  return search
}

/** A WebP picture small enough to be a thumbnail; its container is told by its first bytes (RFC 9649). */
export function readThumbnail(value: unknown): Uint8Array {
  const bytes = readBytes(value)
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes.byteLength <= LARGEST_THUMBNAIL && ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return bytes
  throw wrong(`bytes: a WebP picture of at most ${LARGEST_THUMBNAIL} bytes`)
}

export function readColour(value: unknown): Colour {
  return oneOf(value, COLOURS, 'colour')
}

export function readArticleFormat(value: unknown): ArticleFormat {
  return oneOf(value, ['json', 'html', 'text', 'markdown'] as const, 'format')
}

export function readAnnotationFormat(value: unknown): AnnotationFormat {
  return oneOf(value, ['jsonld', 'markdown', 'csv', 'html'] as const, 'format')
}

export function flag(value: unknown, what: string): boolean {
  if (typeof value === 'boolean') return value
  throw wrong(`${what}: true or false`)
}

function readAnchor(value: unknown): Anchor {
  const anchor = record(value, 'anchor')
  const quote = readQuote(anchor['quote'])
  return { quote: { prefix: '', suffix: '', ...quote }, position: readPassage(anchor['position']) }
}

function readPassage(value: unknown): Passage {
  const passage = record(value, 'position')
  return {
    start: count(passage['start'], LONGEST_TEXT, 'start'),
    end: count(passage['end'], LONGEST_TEXT, 'end'),
  }
}

function readAddress(value: unknown): string {
  if (typeof value === 'string' && value.length <= 20_000) return value
  throw new Failure({ code: 'invalid-address', address: String(value).slice(0, 200) })
}

function readHtml(value: unknown): string {
  return readText(value, 'html')
}

export function readMenuState(value: unknown): MenuState {
  const { disabled, checked, undo, redo } = record(value, 'menu')
  return {
    disabled: readCommands(disabled),
    checked: readCommands(checked),
    ...optional('undo', undo, (label) => readText(label, 'undo', LONGEST_LABEL)),
    ...optional('redo', redo, (label) => readText(label, 'redo', LONGEST_LABEL)),
  }
}

/** @throws Failure invalid-argument, also for a list that is a search */
export function readNextStart(value: unknown): NextStart {
  const { list: rows, fonts } = record(value, 'start')
  return {
    ...optional('list', rows, readStartList),
    ...optional('fonts', fonts, (all) => list(all, MOST_FONTS, 'fonts').map((font) => readText(font, 'font', LONGEST_LABEL))),
  }
}

function readStartList(value: unknown): LibraryQuery {
  const query = readQuery(value)
  if (query.text !== '' || query.limit > MOST_START_ROWS) throw wrong(`list: at most ${MOST_START_ROWS} rows, no words`)
  return query
}

function readCommands(value: unknown): readonly CommandId[] {
  const given = new Set(list(value, COMMAND_LIST.length, 'commands'))
  return COMMAND_LIST.map(({ id }) => id).filter((id) => given.has(id))
}

export function readBytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw wrong('bytes: a Uint8Array')
  if (value.byteLength > LARGEST_FILE) throw new Failure({ code: 'too-large', limit: LARGEST_FILE })
  return value
}

/** An object. @throws Failure invalid-argument */
export function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(`${what}: an object`)
}

/** A list that is not too long. @throws Failure invalid-argument */
export function list(value: unknown, most: number, what: string): readonly unknown[] {
  if (Array.isArray(value) && value.length <= most) return value
  throw wrong(`${what}: a list of at most ${most}`)
}

/** A whole number. @throws Failure invalid-argument */
export function count(value: unknown, most: number, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most) return value
  throw wrong(`${what}: a whole number from 0 to ${most}`)
}

/** One of these words. @throws Failure invalid-argument */
export function oneOf<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw wrong(`${what}: one of ${allowed.join(', ')}`)
  return found
}

/** `{ [name]: read(value) }`, or nothing when the value is absent. */
function optional<N extends string, T>(name: N, value: unknown, read: (value: unknown) => T): { readonly [K in N]?: T } {
  return value === undefined || value === null ? {} : ({ [name]: read(value) } as { [K in N]: T })
}

function wrong(problem: string): Failure {
  return new Failure({ code: 'invalid-argument', problem })
}
