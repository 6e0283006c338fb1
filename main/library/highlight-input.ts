import { Failure } from '../../shared/errors.ts'
import { COLOURS, type Anchor, type Colour, type HighlightChange, type Passage, type QuoteSelector } from '../../shared/model.ts'
import { readColour } from './annotation-file.ts'
import { cleanTags } from './changes.ts'
import { isJson, type Json } from './upgrade.ts'

/** Drafts come from another process: nothing about them is taken on trust. Sizes are in UTF-16 units. */
const LONGEST_QUOTE = 1_000_000
const LONGEST_CONTEXT = 1_000
const LONGEST_NOTE = 1_000_000
const MOST_TAGS = 100

/** A draft that is as it should be, with its optional members filled in. */
export interface CheckedDraft extends Anchor {
  readonly colour: Colour
  readonly note: string
  readonly tags: readonly string[]
}

/** @throws Failure invalid-argument, passage-not-found when the quote is blank */
export function readHighlightDraft(value: unknown): CheckedDraft {
  const json = object(value, 'The highlight')
  return {
    ...readAnchor(json),
    colour: colour(json['colour']),
    note: json['note'] === undefined ? '' : readNote(json['note']),
    tags: json['tags'] === undefined ? [] : tags(json['tags']),
  }
}

/** @throws Failure invalid-argument, passage-not-found when a new anchor's quote is blank */
export function readHighlightChange(value: unknown): HighlightChange {
  const json = object(value, 'The change')
  return {
    ...(json['colour'] === undefined ? {} : { colour: colour(json['colour']) }),
    ...(json['note'] === undefined ? {} : { note: readNote(json['note']) }),
    ...(json['noteBefore'] === undefined ? {} : { noteBefore: readNote(json['noteBefore']) }),
    ...(json['tags'] === undefined ? {} : { tags: tags(json['tags']) }),
    ...(json['anchor'] === undefined ? {} : { anchor: readAnchor(json['anchor']) }),
  }
}

/** @throws Failure invalid-argument, passage-not-found when the quote is blank */
export function readAnchor(value: unknown): Anchor {
  const json = object(value, 'The anchor')
  return { quote: quote(json['quote']), position: passage(json['position']) }
}

/** @throws Failure invalid-argument */
export function readNote(value: unknown): string {
  return text(value, 'The note', LONGEST_NOTE)
}

function quote(value: unknown): QuoteSelector {
  const json = object(value, 'The quote')
  const exact = text(json['exact'], 'The quote', LONGEST_QUOTE)
  // Soft hyphens and zero-width spaces are as invisible as white space.
  if (exact.replace(/[\s\u00ad\u200b\ufeff]/g, '') === '') throw new Failure({ code: 'passage-not-found' })
  return {
    exact,
    prefix: text(json['prefix'], 'The prefix', LONGEST_CONTEXT),
    suffix: text(json['suffix'], 'The suffix', LONGEST_CONTEXT),
  }
}

function passage(value: unknown): Passage {
  const json = object(value, 'The position')
  const start = json['start']
  const end = json['end']
  if (!isIndex(start) || !isIndex(end) || end < start) throw invalid('The position is no stretch of text')
  return { start, end }
}

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function colour(value: unknown): Colour {
  const known = readColour(value)
  if (known === undefined) throw invalid(`The colour is not one of ${COLOURS.join(', ')}`)
  return known
}

function tags(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length > MOST_TAGS || !value.every((one) => typeof one === 'string')) {
    throw invalid(`The tags are not at most ${MOST_TAGS} texts`)
  }
  return cleanTags(value)
}

function text(value: unknown, what: string, longest: number): string {
  if (typeof value !== 'string') throw invalid(`${what} is no text`)
  if (value.length > longest) throw invalid(`${what} is longer than ${longest} characters`)
  return value
}

function object(value: unknown, what: string): Json {
  if (!isJson(value)) throw invalid(`${what} is no object`)
  return value
}

function invalid(problem: string): Failure {
  return new Failure({ code: 'invalid-argument', problem })
}
