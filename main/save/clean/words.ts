/** A run of white space that is not one space already: of these a text has few, and each match costs. */
const NOT_ONE_SPACE = / [\s\u200B]+|(?:[^\S ]|\u200B)[\s\u200B]*/g

/** White space of every kind as one space, none at the ends. */
export function squeezed(text: string | null | undefined): string {
  return (text ?? '').replace(NOT_ONE_SPACE, ' ').trim()
}

const segmenters = new Map<string, Intl.Segmenter>()

/** Scripts written without spaces between words; only a dictionary tells their words apart. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々]+/gu
/** A word of any other script by the rules of Unicode (https://unicode.org/reports/tr29/#Word_Boundary_Rules). */
const SPACED = /[\p{L}\p{N}\p{M}_]+(?:['’.·:](?=\p{L})[\p{L}\p{M}\p{N}_]+|[.,'](?=\p{N})[\p{N}\p{L}_]+)*/gu

/**
 * Words of a text as `Intl.Segmenter` counts them. It is asked only where words are not set apart by spaces, for it
 * costs as much as all the rest of cleaning on a long page; elsewhere the same rules are a pattern.
 */
export function countWords(text: string, language?: string): number {
  let count = 0
  const spaced = text.replace(UNSPACED, (run) => {
    for (const segment of segmenterFor(language).segment(run)) if (segment.isWordLike === true) count++
    return ' '
  })
  return count + (spaced.match(SPACED)?.length ?? 0)
}

/** A language tag that the platform does not know counts as none. */
function segmenterFor(language = 'und'): Intl.Segmenter {
  let segmenter = segmenters.get(language)
  if (segmenter === undefined) {
    try {
      segmenter = new Intl.Segmenter(language, { granularity: 'word' })
    } catch {
      segmenter = new Intl.Segmenter('und', { granularity: 'word' })
    }
    segmenters.set(language, segmenter)
  }
  return segmenter
}

/**
 * Minutes to read so many words, at least 1: 238 words a minute is the mean of silent reading of English non-fiction
 * (Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047).
 */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / 238))
}

/** The words of a text for comparing: lower case, letters and digits only. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

const WORD = /[\p{L}\p{N}]+/gu

/** Whether a text has at least so many words of `wordsOf`, without making a list of all of a long one. */
export function hasWords(text: string, least: number): boolean {
  const lower = text.toLowerCase()
  WORD.lastIndex = 0
  let count = 0
  while (count < least && WORD.test(lower)) count++
  return count === least
}

/** The letters and digits of a text in lower case, for comparing what is spaced or marked differently. */
export function lettersOf(text: string): string {
  return wordsOf(text).join('')
}

/** Share of the shorter text's words that stand in the other one too: 1 for a text and a part of it. */
export function likeness(a: string, b: string): number {
  const [one, other] = [new Set(wordsOf(a)), new Set(wordsOf(b))]
  const least = Math.min(one.size, other.size)
  if (least === 0) return 0
  let both = 0
  for (const word of one) if (other.has(word)) both++
  return both / least
}
