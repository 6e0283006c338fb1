import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { coldStart, coldStartAndOpen, HELLO, LIST_ROW } from './measure/cold-start.ts'
import { buildEmptyWindow } from './measure/empty-window.ts'
import type { StartTimes } from './measure/cold-start.ts'
import type { Runnable } from './measure/runnable.ts'
import { makeLibrary } from './measure/make-library.ts'
import { medianOf, spreadOf } from './measure/statistics.ts'

/**
 * Cold start to a usable list, from the start of the process, against an empty Electron window with React: the same
 * machine, the same run, taken in turns. The first start of each is not counted (profile and index are made then). The list
 * is painted before the library is open, from what was kept of it; so each start also clicks the first row as soon as it is
 * painted, and says when the library itself answered and when the article could be read.
 * Arguments: articles (default 1,000), rounds (default 10); `--json` prints the figures as data.
 */
export default async function startup(runnable: Runnable, args: readonly string[]): Promise<number> {
  const numbers = args.filter((word) => /^\d+$/.test(word)).map(Number)
  const [articles = 1000, rounds = 10] = numbers
  const folder = mkdtempSync(join(tmpdir(), 'lectern-startup-'))
  try {
    const emptyWindow = await buildEmptyWindow(folder)
    makeLibrary(join(folder, 'library'), { articles })
    const empty = () => coldStart(runnable, { ...emptyWindow, selector: HELLO })
    const words = [process.cwd(), `--user-data-dir=${join(folder, 'data')}`, `--library=${join(folder, 'library')}`]
    const lectern = (linger = 0) => coldStart(runnable, { words, selector: LIST_ROW, linger })
    await empty()
    // Long enough for the index to take in every article once.
    await lectern(5_000 + articles * 6)
    await lectern(1_000)
    const times = { empty: [] as number[], lectern: [] as StartTimes[] }
    for (let round = 0; round < rounds; round++) {
      times.empty.push(await empty())
      times.lectern.push(await coldStartAndOpen(runnable, { words, selector: LIST_ROW }))
    }
    report(articles, times, args.includes('--json'))
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function report(articles: number, times: { empty: number[]; lectern: StartTimes[] }, asJson: boolean): void {
  const of = (what: keyof StartTimes) => times.lectern.map((one) => one[what])
  const figures = {
    articles,
    empty: spreadOf(times.empty),
    lectern: spreadOf(of('painted')),
    library: spreadOf(of('library')),
    opened: spreadOf(of('opened')),
    ratio: medianOf(of('painted')) / medianOf(times.empty),
  }
  if (asJson) {
    console.log(JSON.stringify(figures))
    return
  }
  const line = (name: string, { median, least, p90 }: ReturnType<typeof spreadOf>) =>
    console.log(`${name.padEnd(34)} ${median.toFixed(0).padStart(6)} ms  [least ${least}, p90 ${p90}]`)
  line('empty window with React', figures.empty)
  line(`Lectern, list of ${articles} articles`, figures.lectern)
  line('its library has answered', figures.library)
  line('an article clicked at once is read', figures.opened)
  console.log(`ratio ${figures.ratio.toFixed(2)}`)
}
