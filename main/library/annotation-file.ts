import { Failure } from '../../shared/errors.ts'
import { COLOURS, type Colour, type Highlight, type HighlightId, type Instant } from '../../shared/model.ts'
import { instantOr, memberOf, numberOr, optional, textOr, textsIn } from './json-members.ts'
import { noteOf, readNoteHistory, type KeptNote } from './outside/kept-note.ts'
import { ANNOTATIONS_FORMAT, isJson, upgradeStored, type Json } from './upgrade.ts'

/** A highlight as it is kept. */
export interface KeptHighlight extends Highlight, KeptNote {
  /** When it came back from having been deleted; `updatedAt` stays what it was. */
  readonly restoredAt?: Instant
}

/** A deleted highlight, whole, so that restoring gives back the very same one, and so that two copies can be merged. */
export interface DeletedHighlight extends KeptHighlight {
  readonly deletedAt: Instant
}

/** Ours are ULIDs; other tools that write this file may have their own, and no path is ever made of them. */
const HIGHLIGHT_ID = /^[\w-]{1,64}$/

/** What an article's `annotations.json` holds; its own note is Markdown on the whole article. */
export interface Annotations extends KeptNote {
  readonly highlights: readonly KeptHighlight[]
  readonly deleted: readonly DeletedHighlight[]
  readonly noteUpdatedAt?: Instant
}

export const NO_ANNOTATIONS: Annotations = { highlights: [], deleted: [], note: '' }

/**
 * The stored form, version 1:
 *
 *     {
 *       "version": 1,
 *       "note": "Markdown on the whole article",
 *       "noteUpdatedAt": "2026-11-22T17:00:00.000Z",
 *       "highlights": [{
 *         "id": "01k…", "colour": "yellow", "note": "", "tags": [],
 *         "createdAt": "…", "updatedAt": "…", "lost": false,
 *         "selector": [
 *           { "type": "TextQuoteSelector", "exact": "…", "prefix": "…", "suffix": "…" },
 *           { "type": "TextPositionSelector", "start": 120, "end": 164 }
 *         ]
 *       }],
 *       "deleted": [{ …the same…, "deletedAt": "…" }]
 *     }
 *
 * The selectors are those of the W3C Web Annotation Data Model (https://www.w3.org/TR/annotation-model/#selectors) over
 * the text of the article's `<main>`; positions count UTF-16 units (exports convert to code points), `end` is exclusive.
 */
export function writeAnnotations(annotations: Annotations): Record<string, unknown> {
  return {
    version: ANNOTATIONS_FORMAT.version,
    ...noteOf(annotations),
    ...(annotations.noteUpdatedAt === undefined ? {} : { noteUpdatedAt: annotations.noteUpdatedAt }),
    highlights: annotations.highlights.map(writeHighlight),
    deleted: annotations.deleted.map((one) => ({ ...writeHighlight(one), deletedAt: one.deletedAt })),
  }
}

/**
 * Reads the stored form. An entry without an id or a quote makes the whole file count as damaged: left out, it would be
 * gone with the next change. An empty object, which is what a store without a file gives, has no annotations.
 * @throws Failure damaged, newer-version
 */
export function readAnnotations(json: unknown, file: string): Annotations {
  if (isJson(json) && Object.keys(json).length === 0) return NO_ANNOTATIONS
  const stored = upgradeStored(json, ANNOTATIONS_FORMAT, file)
  const damaged = () => new Failure({ code: 'damaged', file })
  const entries = (name: 'highlights' | 'deleted') => {
    const list = stored[name]
    if (!Array.isArray(list)) throw damaged()
    return list.map((entry: unknown) => {
      const highlight = readHighlight(entry)
      if (highlight === undefined) throw damaged()
      return { entry, highlight }
    })
  }
  if (typeof stored['note'] !== 'string') throw damaged()
  return {
    note: stored['note'],
    ...readNoteHistory(stored),
    ...optional('noteUpdatedAt', instantOr(stored['noteUpdatedAt'], undefined)),
    highlights: entries('highlights').map(({ highlight }) => highlight),
    deleted: entries('deleted').map(({ entry, highlight }) => ({
      ...highlight,
      deletedAt: instantOr(memberOf(entry, 'deletedAt'), highlight.updatedAt),
    })),
  }
}

function writeHighlight(highlight: KeptHighlight): Json {
  const { id, colour, tags, createdAt, updatedAt, restoredAt, lost, quote, position } = highlight
  return {
    id,
    colour,
    ...noteOf(highlight),
    tags,
    createdAt,
    updatedAt,
    ...optional('restoredAt', restoredAt),
    lost,
    selector: [
      { type: 'TextQuoteSelector', exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix },
      { type: 'TextPositionSelector', start: position.start, end: position.end },
    ],
  }
}

function readHighlight(entry: unknown): KeptHighlight | undefined {
  const id = memberOf(entry, 'id')
  const quote = selectorOf(entry, 'TextQuoteSelector')
  const position = selectorOf(entry, 'TextPositionSelector')
  const exact = memberOf(quote, 'exact')
  if (typeof id !== 'string' || !HIGHLIGHT_ID.test(id) || typeof exact !== 'string' || exact.trim() === '') return undefined
  const start = numberOr(memberOf(position, 'start'), 0, Number.MAX_SAFE_INTEGER, 0)
  const createdAt = instantOr(memberOf(entry, 'createdAt'), new Date(0).toISOString())
  return {
    id: id as HighlightId,
    colour: readColour(memberOf(entry, 'colour')) ?? COLOURS[0],
    note: textOr(memberOf(entry, 'note'), ''),
    ...readNoteHistory(entry),
    tags: textsIn(memberOf(entry, 'tags')),
    createdAt,
    updatedAt: instantOr(memberOf(entry, 'updatedAt'), createdAt),
    ...optional('restoredAt', instantOr(memberOf(entry, 'restoredAt'), undefined)),
    lost: memberOf(entry, 'lost') === true,
    quote: { exact, prefix: textOr(memberOf(quote, 'prefix'), ''), suffix: textOr(memberOf(quote, 'suffix'), '') },
    position: { start, end: numberOr(memberOf(position, 'end'), start, Number.MAX_SAFE_INTEGER, start) },
  }
}

function selectorOf(entry: unknown, type: string): unknown {
  const list = memberOf(entry, 'selector')
  return Array.isArray(list) ? list.find((one) => memberOf(one, 'type') === type) : undefined
}

/** A kept highlight as the rest of Lectern knows it. */
export function highlightOf(kept: KeptHighlight): Highlight {
  const { id, colour, note, tags, createdAt, updatedAt, lost, quote, position } = kept
  return { id, colour, note, tags, createdAt, updatedAt, lost, quote, position }
}

/** Annotations as the rest of Lectern sees them, highlights in order of the text. */
export function shown(annotations: Annotations): { readonly highlights: readonly Highlight[]; readonly note: string } {
  const highlights = annotations.highlights.map(highlightOf)
  return { highlights: highlights.sort(byPosition), note: annotations.note }
}

function byPosition(a: Highlight, b: Highlight): number {
  return a.position.start - b.position.start || a.position.end - b.position.end || (a.id < b.id ? -1 : 1)
}

/** A highlight colour, or `undefined`. */
export function readColour(value: unknown): Colour | undefined {
  return COLOURS.find((colour) => colour === value)
}
