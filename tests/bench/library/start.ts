import { coldStart, HELLO, LIST_ROW } from '../measure/cold-start.ts'
import { medianOf } from '../measure/statistics.ts'
import { readyLibrary } from './bench.ts'
import type { Bench } from './bench.ts'
import { spreadText } from './figure.ts'
import type { Figure } from './figure.ts'

const ROUNDS = 9

/** Cold start to a usable list, in turns with the empty window. */
export async function start(bench: Bench): Promise<readonly Figure[]> {
  const libraries = []
  for (const articles of bench.sizes) libraries.push(await readyLibrary(bench, articles))
  const empty = (): Promise<number> => coldStart(bench.runnable, { ...bench.empty, selector: HELLO })
  const lectern = (words: readonly string[]): Promise<number> => coldStart(bench.runnable, { words, selector: LIST_ROW })
  // The first start makes the profile.
  await empty()
  const times = { empty: [] as number[], lectern: libraries.map(() => [] as number[]) }
  for (let round = 0; round < ROUNDS; round++) {
    bench.say(`start: round ${round + 1} of ${ROUNDS}`)
    times.empty.push(await empty())
    for (const [at, { words }] of libraries.entries()) times.lectern[at]?.push(await lectern(words))
  }
  return libraries.map(({ articles }, at): Figure => {
    const taken = times.lectern[at] ?? []
    const goal = articles <= 10_000 ? 1.2 : 1.35
    return {
      part: 'start',
      name: `cold start, ${articles.toLocaleString('en')} articles`,
      value: medianOf(taken),
      unit: 'ms',
      base: medianOf(times.empty),
      goal: { atMost: goal },
      detail: spreadText(taken, 'ms'),
    }
  })
}
