import { BROWSER_MOVES } from '../shared/browser.ts'
import type { BrowserStep } from '../shared/browser.ts'
import { COMMAND_LIST } from '../shared/commands.ts'
import type { CommandId, MenuState } from '../shared/commands.ts'
import type { NextStart } from '../shared/first-screen.ts'
import type { LibraryQuery } from '../shared/list.ts'
import type { ArticleId } from '../shared/model.ts'
import { list, LONGEST_LABEL, oneOf, optional, readBytes, readText, record, wrong } from './argument-values.ts'
import { readAddress, readId, readQuery } from './arguments.ts'
import { LARGEST_THUMBNAIL } from './thumbnails.ts'

/** The edge of the `Api` for what only a window asks for: its start, its menu, its thumbnails, Lectern's browser. See `arguments.ts`. */

/** The window's stacks have some thirty families. */
const MOST_FONTS = 200
/** Rows that a start may begin with. */
const MOST_START_ROWS = 200

/** What Lectern's browser is to show: an article's page, or an address. */
export type BrowserStart = { readonly article: ArticleId } | { readonly address: string }

/** Nothing is asked for where it is absent. @throws Failure invalid-argument, invalid-address, not-found */
export function readBrowserStart(value: unknown): BrowserStart | undefined {
  if (value === undefined || value === null) return undefined
  const start = record(value, 'start')
  return start['article'] === undefined ? { address: readAddress(start['address']) } : { article: readId(start['article']) }
}

/** A step in Lectern's browser. @throws Failure invalid-argument, invalid-address */
export function readBrowserStep(value: unknown): BrowserStep {
  const step = record(value, 'step')
  if (step['kind'] === 'address') return { kind: 'address', address: readAddress(step['address']) }
  return { kind: oneOf(step['kind'], BROWSER_MOVES, 'kind') }
}

/** What the menu is to say; commands that there are not are left out. @throws Failure invalid-argument */
export function readMenuState(value: unknown): MenuState {
  const { disabled, checked, undo, redo } = record(value, 'menu')
  return {
    disabled: readCommands(disabled),
    checked: readCommands(checked),
    ...optional('undo', undo, (label) => readText(label, 'undo', LONGEST_LABEL)),
    ...optional('redo', redo, (label) => readText(label, 'redo', LONGEST_LABEL)),
  }
}

/** What the window knows of its next start. @throws Failure invalid-argument, also for a list that is a search */
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

/** A WebP picture small enough to be a thumbnail; its container is told by its first bytes (RFC 9649). @throws Failure invalid-argument, too-large */
export function readThumbnail(value: unknown): Uint8Array {
  const bytes = readBytes(value)
  const ascii = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to))
  if (bytes.byteLength <= LARGEST_THUMBNAIL && ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return bytes
  throw wrong(`bytes: a WebP picture of at most ${LARGEST_THUMBNAIL} bytes`)
}
