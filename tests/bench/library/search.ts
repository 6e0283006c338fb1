import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { articleText } from '../../../main/library/article-text.ts'
import { liveFolder, layoutOf } from '../../../main/library/layout.ts'
import { libraryVocabulary } from '../measure/make-library.ts'
import { medianOf, percentileOf } from '../measure/statistics.ts'
import { randomFrom } from '../measure/synthetic-text.ts'
import { idOf } from '../measure/write-article.ts'
import { openLibraryWindow, readyLibrary } from './bench.ts'
import type { Bench, ReadyLibrary } from './bench.ts'
import type { Figure } from './figure.ts'
import { endTyping, focusSearch, watchTyping } from './in-page.ts'

/** Queries of each kind. */
const QUERIES = 8
/** Milliseconds between two keys: somebody who types fast. */
const BETWEEN_KEYS = 90
/** Nothing more comes when no list has been asked for or answered for so long, milliseconds. */
const QUIET = 350

interface Kind {
  readonly name: string
  readonly queries: readonly string[]
}

interface Typed {
  readonly latency: number
  readonly longestGap: number
  readonly long: readonly number[]
}

/** Search from the last key's press to painted results, of words that the library has. */
export async function search(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  const large = bench.sizes.filter((size) => size >= 10_000)
  for (const articles of large.length > 0 ? large : bench.sizes) {
    const library = await readyLibrary(bench, articles)
    figures.push(...(await searchOne(bench, library)))
  }
  return figures
}

async function searchOne(bench: Bench, library: ReadyLibrary): Promise<readonly Figure[]> {
  const window = await openLibraryWindow(bench, library)
  const size = library.articles.toLocaleString('en')
  const all: Typed[] = []
  const figures: Figure[] = []
  const type = async (query: string): Promise<Typed | undefined> => {
    await window.evaluate(focusSearch, null)
    await window.press(['Escape'], 0)
    await window.listsAnswered(QUIET)
    await window.evaluate(focusSearch, null)
    await window.evaluate(watchTyping, null)
    await window.press(Array.from(query), BETWEEN_KEYS)
    await window.listsAnswered(QUIET)
    const { latency, ...rest } = await window.evaluate(endTyping, null)
    return latency === undefined ? undefined : { latency, ...rest }
  }
  try {
    for (const { name, queries } of kindsOf(library)) {
      bench.say(`search: ${name} in ${size}`)
      const typed: Typed[] = []
      for (const query of queries) {
        const one = await type(query)
        if (one) typed.push(one)
      }
      all.push(...typed)
      figures.push({ part: 'search', name: `${name}, ${size}`, value: medianOf(typed.map(({ latency }) => latency)), unit: 'ms', detail: detailOf(typed) })
    }
  } finally {
    await window.close()
  }
  const latencies = all.map(({ latency }) => latency)
  const goal = library.articles <= 10_000 ? 120 : 250
  return [
    ...figures,
    {
      part: 'search',
      name: `all kinds, median, ${size}`,
      value: medianOf(latencies),
      unit: 'ms',
      ...(library.articles <= 10_000 && { goal: { atMost: 50 } }),
      detail: detailOf(all),
    },
    { part: 'search', name: `all kinds, p95, ${size}`, value: percentileOf(latencies, 0.95), unit: 'ms', goal: { atMost: goal } },
    {
      part: 'search',
      name: `longest frame while typing, ${size}`,
      value: Math.max(0, ...all.flatMap(({ long }) => long)),
      unit: 'ms',
      goal: { atMost: 50 },
      detail: `0 means none over 50; ${all.filter(({ long }) => long.length > 0).length} of ${all.length} queries had one`,
    },
  ]
}

function detailOf(typed: readonly Typed[]): string {
  const latencies = typed.map(({ latency }) => latency)
  const frame = Math.max(0, ...typed.map(({ longestGap }) => longestGap))
  return `p95 ${percentileOf(latencies, 0.95).toFixed(0)}, worst ${Math.max(...latencies).toFixed(0)} ms, longest pause between frames ${frame.toFixed(0)} ms, ${typed.length} queries`
}

/** The same queries in every run, taken from the library's own texts so that they find something. */
function kindsOf(library: ReadyLibrary): readonly Kind[] {
  const random = randomFrom(99)
  const pick = <T,>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const texts = Array.from({ length: 400 }, () => textOf(library, Math.floor(random() * library.articles)))
  const western = texts.filter((text) => !/\p{Script=Han}/u.test(text))
  const eastern = texts.filter((text) => /\p{Script=Han}/u.test(text))
  const telling = (): readonly string[] => pick(western).split(/[^\p{L}]+/u).filter((word) => word.length >= 5)
  const kind = (name: string, query: () => string): Kind => ({ name, queries: Array.from({ length: QUERIES }, query) })
  const common = libraryVocabulary().common(40)
  return [
    kind('one word', () => pick(telling())),
    kind('two words', () => Array.from({ length: 2 }, () => pick(telling())).join(' ')),
    kind('three words', () => [telling()].flatMap((words) => [pick(words), pick(words), pick(words)]).join(' ')),
    kind('prefix of 3 letters', () => pick(telling()).slice(0, 3)),
    kind('common word', () => pick(common)),
    kind('phrase', () => [pick(western).split(' ')].map((words) => words.slice(40, 43).join(' ').replace(/[^\p{L} ]/gu, '')).map((words) => `"${words}"`).join('')),
    kind('Chinese or Japanese', () => [pick(eastern).replace(/[^\p{Script=Han}]/gu, '')].map((text) => text.slice(50, 52 + Math.floor(random() * 3))).join('')),
    kind('filter only', () => pick([`tag:"tag ${Math.floor(random() * 60)}"`, 'is:favourite', `site:site${Math.floor(random() * 400)}.example`, 'has:note', 'colour:green', 'words:>1200'])),
  ]
}

function textOf(library: ReadyLibrary, number: number): string {
  return articleText(readFileSync(join(liveFolder(layoutOf(library.folder), idOf(number)), 'article.html'), 'utf8'))
}
