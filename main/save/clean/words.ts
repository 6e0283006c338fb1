/** White space of every kind as one space, none at the ends. */
export function squeezed(text: string | null | undefined): string {
  return (text ?? '').replace(/[\s\u00A0\u200B\uFEFF]+/g, ' ').trim()
}

const segmenters = new Map<string, Intl.Segmenter>()

/** Words of a text as the Unicode rules for its language count them (right for Chinese and Japanese too). */
export function countWords(text: string, language?: string): number {
  let count = 0
  for (const segment of segmenterFor(language).segment(text)) if (segment.isWordLike === true) count++
  return count
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

/** Share of the shorter text's words that stand in the other one too: 1 for a text and a part of it. */
export function likeness(a: string, b: string): number {
  const [one, other] = [new Set(wordsOf(a)), new Set(wordsOf(b))]
  const least = Math.min(one.size, other.size)
  if (least === 0) return 0
  let both = 0
  for (const word of one) if (other.has(word)) both++
  return both / least
}
