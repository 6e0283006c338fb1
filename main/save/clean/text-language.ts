import { wordsOf } from './words.ts'

/** The commonest small words of languages written in Latin letters; enough to tell them apart in a page of text. */
const SMALL_WORDS: Readonly<Record<string, readonly string[]>> = {
  en: ['the', 'and', 'of', 'to', 'is', 'that', 'it', 'was', 'for', 'with', 'you'],
  de: ['der', 'die', 'und', 'das', 'ist', 'nicht', 'ein', 'den', 'mit', 'zu', 'von'],
  fr: ['le', 'les', 'des', 'est', 'une', 'et', 'dans', 'que', 'pour', 'pas', 'du'],
  es: ['el', 'los', 'que', 'una', 'del', 'las', 'por', 'con', 'para', 'es', 'se'],
  it: ['il', 'che', 'di', 'una', 'gli', 'per', 'con', 'del', 'della', 'sono', 'è'],
  pt: ['que', 'uma', 'não', 'os', 'para', 'com', 'do', 'da', 'em', 'um', 'são'],
  nl: ['het', 'een', 'van', 'en', 'dat', 'niet', 'zijn', 'op', 'met', 'voor', 'de'],
}

/** The language of a plain text, as far as its letters and smallest words tell; undefined when they do not. */
export function languageOfText(text: string): string | undefined {
  const sample = text.slice(0, 5000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const share = (script: RegExp): number => (sample.match(script)?.length ?? 0) / Math.max(1, letters)
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0.1) return 'ja'
  if (share(/\p{Script=Hangul}/gu) > 0.3) return 'ko'
  if (share(/\p{Script=Han}/gu) > 0.3) return 'zh'
  if (share(/\p{Script=Hebrew}/gu) > 0.3) return 'he'
  if (share(/\p{Script=Greek}/gu) > 0.3) return 'el'
  if (share(/\p{Script=Thai}/gu) > 0.3) return 'th'
  if (share(/\p{Script=Latin}/gu) < 0.5) return undefined
  const words = wordsOf(sample)
  const ranked = Object.entries(SMALL_WORDS)
    .map(([language, small]) => ({ language, hits: words.filter((word) => small.includes(word)).length }))
    .sort((a, b) => b.hits - a.hits)
  const [first, second] = ranked
  if (first === undefined || first.hits < 5 || first.hits < words.length * 0.06) return undefined
  return first.hits > (second?.hits ?? 0) * 1.3 ? first.language : undefined
}
