import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import type { Runnable } from './measure/runnable.ts'
import { makeLibrary } from './measure/make-library.ts'
import { medianOf, spreadOf } from './measure/statistics.ts'

const HERE = join(process.cwd(), 'tests', 'bench')
const LIST_ROW = '[aria-label="Articles"] li'

/**
 * Cold start to a usable list, from the start of the process, against an empty Electron window with React: the same
 * machine, the same run, taken in turns. The first start of each is not counted (profile and index are made then).
 * Arguments: articles (default 1,000), rounds (default 10); `--json` prints the figures as data.
 */
export default async function startup(runnable: Runnable, args: readonly string[]): Promise<number> {
  const numbers = args.filter((word) => /^\d+$/.test(word)).map(Number)
  const [articles = 1000, rounds = 10] = numbers
  const folder = mkdtempSync(join(tmpdir(), 'lectern-startup-'))
  try {
    await buildEmptyPage(join(folder, 'empty'))
    makeLibrary(join(folder, 'library'), { articles })
    const empty = () =>
      start(runnable, [join(HERE, 'empty-app'), `--user-data-dir=${join(folder, 'empty-data')}`], {
        BENCH_SELECTOR: '#hello',
        BENCH_EMPTY_PAGE: join(folder, 'empty'),
      })
    const lectern = (linger = 0) =>
      start(runnable, [process.cwd(), `--user-data-dir=${join(folder, 'data')}`, `--library=${join(folder, 'library')}`], {
        BENCH_SELECTOR: LIST_ROW,
        BENCH_LINGER: String(linger),
      })
    await empty()
    // Long enough for the index to take in every article once.
    await lectern(5_000 + articles * 6)
    await lectern(1_000)
    const times = { empty: [] as number[], lectern: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      times.empty.push(await empty())
      times.lectern.push(await lectern())
    }
    report(articles, times, args.includes('--json'))
    return 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Milliseconds from spawn to the painted selector. */
async function start(runnable: Runnable, words: readonly string[], more: NodeJS.ProcessEnv): Promise<number> {
  const began = Date.now()
  const child = spawn(
    runnable.electron.binary,
    ['-r', join(HERE, 'measure', 'first-paint.cjs'), ...runnable.args, ...words],
    { env: { ...runnable.env, ...more }, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let painted: number | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const found = /painted (\d+)/.exec(text)?.[1]
    if (found !== undefined) painted = Number(found)
  })
  await new Promise((resolve) => child.once('exit', resolve))
  if (painted === undefined) throw new Error(`nothing was painted: ${words.join(' ')}`)
  return painted - began
}

async function buildEmptyPage(outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: join(HERE, 'empty-app'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome130' },
  })
}

function report(articles: number, times: { empty: number[]; lectern: number[] }, asJson: boolean): void {
  const figures = {
    articles,
    empty: spreadOf(times.empty),
    lectern: spreadOf(times.lectern),
    ratio: medianOf(times.lectern) / medianOf(times.empty),
  }
  if (asJson) {
    console.log(JSON.stringify(figures))
    return
  }
  const line = (name: string, { median, least, p90 }: ReturnType<typeof spreadOf>) =>
    console.log(`${name.padEnd(34)} ${median.toFixed(0).padStart(6)} ms  [least ${least}, p90 ${p90}]`)
  line('empty window with React', figures.empty)
  line(`Lectern, list of ${articles} articles`, figures.lectern)
  console.log(`ratio ${figures.ratio.toFixed(2)}`)
}
