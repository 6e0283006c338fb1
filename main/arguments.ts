import { DETAIL_FIELDS } from '../shared/details.ts'
import type { DetailField, DetailsChange } from '../shared/details.ts'
import { Failure } from '../shared/errors.ts'
import { ANNOTATION_FORMATS, ARTICLE_FORMATS } from '../shared/export-formats.ts'
import type { AnnotationFormat, ArticleFormat } from '../shared/export-formats.ts'
import type { SaveRequest } from '../shared/saving.ts'
import { COMPLETION_FIELDS, SORTS, VIEWS } from '../shared/list.ts'
import type { CompletionField, LibraryQuery } from '../shared/list.ts'
import { COLOURS } from '../shared/model.ts'
import type {
  Anchor,
  ArticleChange,
  ArticleId,
  Colour,
  HighlightChange,
  HighlightDraft,
  HighlightId,
  Passage,
  ReadingPosition,
  WantedQuote,
} from '../shared/model.ts'
import { readPublished } from '../shared/published.ts'
import type { Repair, SiteRule } from '../shared/repair.ts'
import type { SavedSearch, SearchDraft } from '../shared/saved-search.ts'
import { isFormerId, isVersionId } from '../shared/versions.ts'
import type { FormerId, VersionId } from '../shared/versions.ts'
import { count, flag, list, LONGEST_LABEL, LONGEST_TEXT, oneOf, optional, readBytes, readTags, readText, record, wrong } from './argument-values.ts'
import { isArticleId } from './article-id.ts'
import { readSelectors } from './library/repair-file.ts'
import { readSavedSearch, readSearchDraft } from './library/saved-searches.ts'
import { readRule } from './library/site-rules.ts'

/**
 * The edge of the `Api`: arguments come from a window or a socket and are parsed here into typed values, or refused
 * with `invalid-argument` where nothing else is said. The compiler sees that each call of `Api` takes what its reader gives.
 * What the arguments are made of is in `argument-values.ts`; those of batches and of the window alone have files of their own.
 */

/** Most articles of one call: twice the largest library that is measured. */
const MOST_IDS = 100_000

/** The id of an article. @throws Failure not-found for what cannot be one */
export function readId(value: unknown): ArticleId {
  if (typeof value === 'string' && isArticleId(value)) return value
  throw new Failure({ code: 'not-found', what: 'article' })
}

/** @throws Failure not-found for what cannot be the id of a highlight */
export function readHighlightId(value: unknown): HighlightId {
  if (typeof value === 'string' && isArticleId(value)) return value as string as HighlightId
  throw new Failure({ code: 'not-found', what: 'highlight' })
}

/** @throws Failure not-found for what cannot be the id of a version */
export function readVersionId(value: unknown): VersionId {
  if (isVersionId(value)) return value
  throw new Failure({ code: 'not-found', what: 'version' })
}

/** @throws Failure not-found for what cannot be the id of a former text */
export function readFormerId(value: unknown): FormerId {
  if (isFormerId(value)) return value
  throw new Failure({ code: 'not-found', what: 'former text' })
}

/** Details to change; `null` goes back to what the page says. White space is folded. */
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

/** Ids of articles; what cannot be one is left out, as one that is gone would be. */
export function readIds(value: unknown): readonly ArticleId[] {
  return list(value, MOST_IDS, 'ids').filter((id): id is ArticleId => typeof id === 'string' && isArticleId(id))
}

/** The name of a piece of work, which its caller chose. */
export function readJob(value: unknown): string {
  if (typeof value === 'string' && /^[\w-]{1,64}$/.test(value)) return value
  throw wrong('job: a name of letters and digits')
}

/** What is to be saved. @throws Failure invalid-argument, invalid-address, too-large */
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

/** The field whose values are to be completed. */
export function readCompletionField(value: unknown): CompletionField {
  return oneOf(value, COMPLETION_FIELDS, 'field')
}

/** What a list is asked for. Whether its words can be understood is for the library to say. */
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

/** A change of many articles; what is absent stays as it is. */
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

/** Where reading stopped. */
export function readPosition(value: unknown): ReadingPosition {
  const position = record(value, 'position')
  const progress = position['progress']
  if (typeof progress !== 'number' || !(progress >= 0 && progress <= 1)) throw wrong('progress: 0 to 1')
  return { offset: count(position['offset'], LONGEST_TEXT, 'offset'), progress }
}

/** A highlight to be made. */
export function readDraft(value: unknown): HighlightDraft {
  const draft = record(value, 'draft')
  return {
    ...readAnchor(draft),
    colour: readColour(draft['colour']),
    ...optional('note', draft['note'], (note) => readText(note, 'note')),
    ...optional('tags', draft['tags'], readTags),
  }
}

/** A change of a highlight; what is absent stays as it is. */
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

/** The words of a passage, and those around it as far as they are known. */
export function readQuote(value: unknown): WantedQuote {
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

/** A rule for a site, whole. */
export function readSiteRule(value: unknown): SiteRule {
  const rule = readRule(value)
  if (rule === undefined) throw wrong('rule: a rule for a site')
  return rule
}

/** The name and the text of a search to be kept. */
export function readDraftOfSearch(value: unknown): SearchDraft {
  const draft = readSearchDraft(value)
  if (draft === undefined) throw wrong('search: a name and a text')
  return draft
}

/** A saved search, whole. */
export function readKeptSearch(value: unknown): SavedSearch {
  const search = readSavedSearch(value)
  if (search === undefined) throw wrong('search: a saved search')
  return search
}

/** The colour of a highlight. */
export function readColour(value: unknown): Colour {
  return oneOf(value, COLOURS, 'colour')
}

/** The format that an article is asked for in. */
export function readArticleFormat(value: unknown): ArticleFormat {
  return oneOf(value, ARTICLE_FORMATS, 'format')
}

/** The format that highlights and notes are asked for in. */
export function readAnnotationFormat(value: unknown): AnnotationFormat {
  return oneOf(value, ANNOTATION_FORMATS, 'format')
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

/** An address as it was typed; whether it is one is for the saver to say. @throws Failure invalid-address */
export function readAddress(value: unknown): string {
  if (typeof value === 'string' && value.length <= 20_000) return value
  throw new Failure({ code: 'invalid-address', address: typeof value === 'string' ? value.slice(0, 200) : '' })
}

function readHtml(value: unknown): string {
  return readText(value, 'html')
}
