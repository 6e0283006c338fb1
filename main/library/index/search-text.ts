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

/** Invisible within words: soft hyphen, zero-width characters, direction marks, the Arabic stretcher. */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0640]/u

/** Scripts without spaces between words. Korean has spaces, but its particles are glued to the words. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Yiii}]/u
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
  return foldInto(text, undefined)
}

/** `searchText` with the way back, for showing where words stand. */
export function searchTextWithMap(text: string): SearchText {
  const raw: number[] = []
  const folded = foldInto(text, raw)
  raw.push(text.length)
  return { text: folded, raw: Uint32Array.from(raw) }
}

/** The tokens that the index makes of a text. */
export function tokensOf(text: string): readonly string[] {
  return searchText(text).match(/[\p{L}\p{N}\p{Co}\p{M}]+/gu) ?? []
}

function foldInto(text: string, raw: number[] | undefined): string {
  let out = ''
  let before: Piece['kind'] = 'gap'
  for (let index = 0; index < text.length; ) {
    const code = text.codePointAt(index) ?? 0
    const units = code > 0xffff ? 2 : 1
    let piece = code < 0x80 ? ASCII[code] : undefined
    piece ??= pieceOf(String.fromCodePoint(code))
    if (piece.kind === 'gap' && (code === 0x2b || code === 0x23)) piece = namedSign(text, index) ?? piece
    if (piece.kind !== 'nothing') {
      const split = (piece.kind === 'alone' && (before === 'word' || before === 'alone')) || (piece.kind === 'word' && before === 'alone')
      const add = split ? SPLIT + piece.text : piece.text
      out += add
      if (raw !== undefined) for (let unit = 0; unit < add.length; unit++) raw.push(index)
      if (piece.kind !== 'mark') before = piece.kind
    }
    index += units
  }
  return out
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

function makePiece(character: string): Piece {
  if (INVISIBLE.test(character)) return { text: '', kind: 'nothing' }
  const lower = character.toLowerCase()
  const spelled = SPELLED[lower]
  if (spelled !== undefined) return { text: spelled, kind: 'word' }
  // Compatibility forms (ﬁ, Ａ, ｶ, ①) become plain, but composed: Hangul syllables must not fall apart.
  const plain = lower.normalize('NFKC').toLowerCase()
  const bare = plain.normalize('NFD').replace(LOOSE_MARK, '').normalize('NFC')
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

const ASCII: readonly Piece[] = Array.from({ length: 0x80 }, (_, code) => makePiece(String.fromCharCode(code)))
