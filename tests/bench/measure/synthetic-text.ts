/** mulberry32: a small generator with a seed, so that every run makes the same (public domain, T. Ettinger 2017). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const SYLLABLES = ['ka', 'lo', 'ren', 'ti', 'mo', 'sel', 'va', 'nir', 'du', 'pé', 'gra', 'un', 'sto', 'bri', 'ö', 'li', 'cha']
const CJK = '読書記録図書館文字資料静寂夜明窓風景山川海空花鳥月日光影道橋町村人心言葉'

/** Says sentences of one vocabulary. */
export type Vocabulary = ReturnType<typeof vocabulary>

/** Invented words of which few are common and most rare (Zipf, as in the measured corpus: 60,000 words). */
export function vocabulary(random: () => number) {
  const words = Array.from({ length: 60_000 }, (_, rank) => inventWord(random, rank))
  const word = () => words[Math.floor(60_000 ** random()) - 1] ?? 'ka'
  const sentence = (length: number) => {
    const text = Array.from({ length }, word).join(' ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  }
  const cjkSentence = (length: number) =>
    `${Array.from({ length }, () => CJK[Math.floor(random() * CJK.length)]).join('')}。`
  return {
    /** The most common words, most common first. */
    common: (count: number): readonly string[] => words.slice(0, count),
    title: (cjk: boolean) => (cjk ? cjkSentence(9) : sentence(4 + Math.floor(random() * 6)).slice(0, -1)),
    name: () => `${sentence(1).slice(0, -1)} ${sentence(1).slice(0, -1)}`,
    paragraphs(total: number, cjk: boolean): readonly string[] {
      const paragraphs: string[] = []
      for (let left = total; left > 0; left -= 60) {
        const sentences = Array.from({ length: 4 }, () => (cjk ? cjkSentence(25) : sentence(15)))
        paragraphs.push(sentences.join(cjk ? '' : ' '))
      }
      return paragraphs
    },
  }
}

/** The body of an article: paragraphs with headings, links, emphasis, lists and quotations among them, as pages have. */
export function bodyOf(paragraphs: readonly string[]): string {
  return paragraphs.map(blockOf).join('\n')
}

function blockOf(text: string, at: number): string {
  const words = text.split(' ')
  const dressed =
    at % 3 === 1 && words.length > 12
      ? `${words.slice(0, 4).join(' ')} <a href="https://site${at % 400}.example/${at}">${words.slice(4, 7).join(' ')}</a> ${words[7]} <em>${words[8]}</em> ${words.slice(9).join(' ')}`
      : text
  if (at % 7 === 3) return `<h2 id="part-${at}">${text.slice(0, 40)}</h2>\n<p>${dressed}</p>`
  if (at % 19 === 11) return `<blockquote>\n<p>${dressed}</p>\n</blockquote>`
  if (at % 23 === 17) return `<ul>\n${text.split('. ').map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`
  return `<p>${dressed}</p>`
}

function inventWord(random: () => number, rank: number): string {
  const length = rank < 200 ? 1 : rank < 4000 ? 2 : 3
  return Array.from({ length: length + (random() < 0.3 ? 1 : 0) }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join('')
}
