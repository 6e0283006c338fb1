/** What a word is worth that is met so; none is worth nothing. */
const WORTH = { whole: 5, beginning: 4, slip: 2, inside: 1.5, letters: 1 }

/**
 * How well a text answers what was typed, or undefined when it does not: each word typed must be met by a word of the text,
 * which is it, begins with it, begins with it but for one slip of the finger (Damerau–Levenshtein distance 1), holds it, or
 * has its letters in order. The first letters of the words of the text, typed together, meet it as well.
 */
export function fuzzyScore(typed: string, text: string): number | undefined {
  const [wanted, words] = [wordsOf(typed), wordsOf(text)]
  if (wanted.length === 0) return 0
  const initials = words.map((word) => word.charAt(0)).join('')
  if (wanted.length === 1 && (wanted[0]?.length ?? 0) > 1 && initials.startsWith(wanted[0] ?? '')) return WORTH.beginning
  let sum = 0
  for (const [place, want] of wanted.entries()) {
    const best = Math.max(...words.map((word, at) => worthOf(want, word) + (at === place ? 0.2 : 0)))
    if (best < WORTH.letters) return undefined
    sum += best
  }
  // Of two that answer the same, the shorter says less else.
  return sum / wanted.length - words.length * 0.01
}

function worthOf(want: string, word: string): number {
  if (word === want) return WORTH.whole
  if (word.startsWith(want)) return WORTH.beginning
  if (want.length >= 4 && [-1, 0, 1].some((more) => slips(want, word.slice(0, want.length + more)))) return WORTH.slip
  if (want.length >= 2 && word.includes(want)) return WORTH.inside
  return want.length >= 3 && word.startsWith(want.charAt(0)) && hasLetters(want, word) ? WORTH.letters : 0
}

/** Whether one letter more, less, other, or two that changed places make one of the other. */
function slips(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false
  let from = 0
  while (from < one.length && one[from] === other[from]) from++
  const rest = (text: string, skip: number): string => text.slice(from + skip)
  if (one.length !== other.length) return one.length > other.length ? rest(one, 1) === rest(other, 0) : rest(one, 0) === rest(other, 1)
  return rest(one, 1) === rest(other, 1) || (one[from] === other[from + 1] && one[from + 1] === other[from] && rest(one, 2) === rest(other, 2))
}

function hasLetters(want: string, word: string): boolean {
  let at = 0
  for (const letter of word) if (letter === want[at]) at++
  return at === want.length
}

/** Lower case, accents folded, words of letters and digits in any script. */
function wordsOf(text: string): readonly string[] {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [] // prettier-ignore
}
