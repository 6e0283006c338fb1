/**
 * How text is folded for searching, the same for what is indexed and what is asked: accents and case go, letters that
 * Unicode does not decompose are spelled out, and scripts written without spaces are split into single characters.
 * SQLite's own folding knows neither `ß`, `đ`, `ё` nor the Greek tonos, and takes "C++" for "c" (measured).
 */

/** Separates the characters of a script without spaces; no letter, so the tokenizer ends a token at it. */
export const SPLIT = '\u200b'

/** Folded text, and where each of its units came from. */
export interface SearchText {
  readonly text: string
  /** For each unit of `text` the index in the raw text of the character it came from; one more entry: the raw length. */
  readonly raw: Uint32Array
}

/** Letters that canonical decomposition leaves alone, spelled as people type them without the key. */
const SPELLED: Readonly<Record<string, string>> = {
  'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ł': 'l', 'ħ': 'h', 'ı': 'i', 'ŧ': 't',
  'ŋ': 'n', 'ƒ': 'f', 'ς': 'σ', 'ё': 'е', 'ѐ': 'е', 'ѝ': 'и', 'ґ': 'г',
  // Letters of their own, although they decompose.
  'й': 'й', 'ї': 'ї', 'ў': 'ў',
}

/** Marks that come off: of Latin, Greek and Cyrillic, Hebrew points, Arabic vowels and hamzas. */
const LOOSE_MARK = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc]/gu

/** Invisible within words: soft hyphen, zero-width characters, direction marks, the Arabic stretcher, choices of a glyph. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0640\p{Variation_Selector}]/u

const STRETCHER = /\u0640/gu

/** Scripts without spaces between words. Korean has spaces, but its particles are glued to the words. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Yiii}]/u
/** Those of them whose characters carry no marks of their own: a token is complete with its character. */
const WHOLE = /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Yiii}]$/u
const LETTER = /[\p{L}\p{N}\p{Co}]/u
const MARK = /\p{M}/u

/** What one character becomes, and how it stands to its neighbours. */
interface Piece {
  readonly text: string
  /** `word` joins its neighbours, `alone` is a token by itself, `mark` belongs to what stands before, `gap` ends tokens. */
  readonly kind: 'word' | 'alone' | 'mark' | 'gap' | 'nothing'
}

const pieces = new Map<string, Piece>()

/** Folds a text for searching. */
export function searchText(text: string): string {
  return fold(text, false).text
}

/** `searchText` with the way back, for showing where words stand. */
export function searchTextWithMap(text: string): SearchText {
  return fold(text, true)
}

/** The tokens that the index makes of a text. */
export function tokensOf(text: string): readonly string[] {
  return searchText(text).match(/[\p{L}\p{N}\p{Co}\p{M}]+/gu) ?? []
}

/** Whether a token is one whole character of a script without spaces. Thai and its like are not: vowel signs may follow. */
export function isWholeCharacter(token: string): boolean {
  return WHOLE.test(token)
}

/** What is folded so far. */
interface Folding {
  units: Uint16Array
  raw: Uint32Array
  readonly withMap: boolean
  length: number
  before: Piece['kind']
}

/**
 * Folds with or without the map. Written for speed, because thousands of long texts go through it: arrays of numbers
 * instead of a string grown letter by letter, and runs of plain letters in a loop that calls nothing.
 */
function fold(text: string, withMap: boolean): SearchText {
  const room = text.length + (text.length >> 3) + 32
  const state: Folding = { units: new Uint16Array(room), raw: new Uint32Array(withMap ? room : 0), withMap, length: 0, before: 'gap' }
  for (let index = 0; index < text.length; ) {
    const next = foldPlain(text, index, state)
    if (next > index) {
      index = next
      continue
    }
    const unit = text.charCodeAt(index)
    const end = unit < 0x80 ? index + 1 : endOfCluster(text, index)
    if (unit < 0x80) put(state, namedSign(text, index) ?? ASCII[unit] ?? GAP, index)
    else if (end === index + 1) put(state, pieceOfUnit(unit), index)
    else for (const { character, at } of charactersOf(text, index, end)) put(state, pieceOf(character), at)
    index = end
  }
  const folded = stringOf(state.units, state.length)
  if (!withMap) return { text: folded, raw: state.raw }
  if (state.length === state.raw.length) state.raw = longer(state.raw, Uint32Array)
  state.raw[state.length] = text.length
  return { text: folded, raw: state.raw.subarray(0, state.length + 1) }
}

/** Folds a run of plain letters, digits and spaces; answers where it ends. */
function foldPlain(text: string, from: number, state: Folding): number {
  const { units, raw, withMap } = state
  let { length } = state
  // A word that follows a character of a script without spaces is split from it.
  if (state.before === 'alone' && PLAIN[text.charCodeAt(from)] !== SPACE) return from
  let index = from
  const end = Math.min(text.length, from + units.length - length)
  let plain = 0
  for (; index < end; index++) {
    const unit = text.charCodeAt(index)
    const now = unit < 0x80 ? (PLAIN[unit] as number) : 0
    if (now === 0) break
    plain = now
    if (withMap) raw[length] = index
    units[length++] = now
  }
  state.length = length
  if (plain !== 0) state.before = plain === SPACE ? 'gap' : 'word'
  return index
}

function put(state: Folding, piece: Piece, from: number): void {
  const { kind, text } = piece
  if (kind === 'nothing') return
  if (state.length + text.length + 2 > state.units.length) {
    state.units = longer(state.units, Uint16Array)
    if (state.withMap) state.raw = longer(state.raw, Uint32Array)
  }
  const { before } = state
  const split = (kind === 'alone' && (before === 'word' || before === 'alone')) || (kind === 'word' && before === 'alone')
  const add = split ? SPLIT + text : text
  for (let unit = 0; unit < add.length; unit++) {
    if (state.withMap) state.raw[state.length] = from
    state.units[state.length++] = add.charCodeAt(unit)
  }
  if (kind !== 'mark') state.before = kind
}

function longer<T extends Uint16Array | Uint32Array>(array: T, kind: new (length: number) => T): T {
  const twice = new kind(array.length * 2 + 64)
  twice.set(array)
  return twice
}

function stringOf(units: Uint16Array, length: number): string {
  let text = ''
  // In pieces, because a call has a limited number of arguments.
  for (let at = 0; at < length; at += 8192) {
    text += String.fromCharCode.apply(undefined, units.subarray(at, Math.min(at + 8192, length)) as unknown as number[])
  }
  return text
}

/** The characters of a stretch; as one where they compose (typed on some systems as letter and mark apart: と ゛, ㅎ ㅏ ㄴ, и ̆). */
function charactersOf(text: string, start: number, end: number): readonly { readonly character: string; readonly at: number }[] {
  const cluster = text.slice(start, end)
  if (end - start === 1) return [{ character: cluster, at: start }]
  const whole = cluster.normalize('NFKC')
  let at = start
  return Array.from(whole.length < cluster.length ? whole : cluster, (character) => {
    const from = at
    if (whole.length >= cluster.length) at += character.length
    return { character, at: from }
  })
}

/** The end of the character at `index` with the marks and Korean letters that compose with it. */
export function endOfCluster(text: string, index: number): number {
  const code = text.codePointAt(index) ?? 0
  let end = index + (code > 0xffff ? 2 : 1)
  while (end < text.length && end - index < 16 && composes(text.charCodeAt(end))) end++
  return end
}

/** Whether a unit may compose with what stands before it: marks, and the letters that end a Korean syllable. */
function composes(unit: number): boolean {
  if (unit < 0x300) return false
  if (unit <= 0x36f || unit === 0x3099 || unit === 0x309a || unit === 0xff9e || unit === 0xff9f) return true
  return (unit >= 0x1161 && unit <= 0x1175) || (unit >= 0x11a8 && unit <= 0x11c2)
}

/**
 * "C++", "g++" and "C#" are names, not letters with signs: the signs become words when they directly follow a word,
 * `+` only in pairs and `#` only after a single letter.
 */
function namedSign(text: string, index: number): Piece | undefined {
  const sign = text[index]
  if (sign === '#') {
    const single = /[A-Za-z]/.test(text[index - 1] ?? '') && !LETTER.test(text[index - 2] ?? ' ')
    return single ? { text: 'sharp', kind: 'word' } : undefined
  }
  if (text[index + 1] === '+' && LETTER.test(text[index - 1] ?? '')) return { text: 'plus', kind: 'word' }
  if (text[index - 1] === '+' && LETTER.test(text[index - 2] ?? '')) return { text: 'plus', kind: 'word' }
  return undefined
}

function pieceOf(character: string): Piece {
  let piece = pieces.get(character)
  if (piece === undefined) {
    piece = makePiece(character)
    pieces.set(character, piece)
  }
  return piece
}

/** `pieceOf` for the alphabets of Europe and the Near East, without making a string of the letter. */
function pieceOfUnit(unit: number): Piece {
  if (unit >= ALPHABETS) return pieceOf(String.fromCharCode(unit))
  return (alphabets[unit] ??= makePiece(String.fromCharCode(unit)))
}

const ALPHABETS = 0x700
const alphabets: (Piece | undefined)[] = Array.from({ length: ALPHABETS }, () => undefined)

function makePiece(character: string): Piece {
  if (INVISIBLE.test(character)) return { text: '', kind: 'nothing' }
  const lower = character.toLowerCase()
  const spelled = SPELLED[lower]
  if (spelled !== undefined) return { text: spelled, kind: 'word' }
  // Compatibility forms (ﬁ, Ａ, ｶ, ①) become plain, but composed: Hangul syllables must not fall apart.
  const plain = lower.normalize('NFKC').toLowerCase()
  // Arabic marks of their own (ﹷ) become marks on a stretcher.
  const bare = plain.normalize('NFD').replace(LOOSE_MARK, '').replace(STRETCHER, '').normalize('NFC')
  if (bare === '') return { text: '', kind: 'nothing' }
  // Symbols such as ½ or ﷺ decompose to several words; a space inside ends the token.
  const first = bare[Symbol.iterator]().next().value ?? ''
  if (MARK.test(first)) return { text: bare, kind: 'mark' }
  if (!LETTER.test(bare)) return { text: ' ', kind: 'gap' }
  const unspaced = UNSPACED.test(bare)
  const letters = Array.from(bare, (one) => SPELLED[one] ?? one)
  // A sign for a whole word (㋿, ㍿) is its characters.
  return unspaced ? { text: letters.join(SPLIT), kind: 'alone' } : { text: letters.join(''), kind: 'word' }
}

const SPACE = 0x20
const GAP: Piece = { text: ' ', kind: 'gap' }
const ASCII: readonly Piece[] = Array.from({ length: 0x80 }, (_, code) => makePiece(String.fromCharCode(code)))
/** The folded units of ASCII; 0 for the signs that may belong to a name, which are looked at with their neighbours. */
const PLAIN = Uint8Array.from(ASCII, (piece, code) => (code === 0x2b || code === 0x23 ? 0 : piece.text.charCodeAt(0)))
