import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMade } from './library/bench.ts'
import type { Bench, Part } from './library/bench.ts'
import { isReached, ratioOf, tableOf } from './library/figure.ts'
import type { Figure } from './library/figure.ts'
import { memory } from './library/memory.ts'
import { open } from './library/open.ts'
import { rebuild } from './library/rebuild.ts'
import { flat, save } from './library/save.ts'
import { scroll } from './library/scroll.ts'
import { search } from './library/search.ts'
import { start } from './library/start.ts'
import { buildEmptyWindow } from './measure/empty-window.ts'
import type { Runnable } from './measure/runnable.ts'

const PARTS: Readonly<Record<string, Part>> = { start, search, scroll, open, save, flat, rebuild, memory }
/** Parts that take many minutes; done when named. */
const LONG = ['flat', 'rebuild']
const SIZES = [1_000, 10_000, 50_000]
/** Made only when asked for: some minutes, and 1 GB. */
const LARGE = 50_000

/**
 * Lectern with a large library, in the real app and against baselines taken in turns. Arguments: parts by name (all but
 * the long ones without any), library sizes as numbers, `--json` for the figures as data. The exit status is 1 when a
 * goal is missed.
 */
export default async function library(runnable: Runnable, args: readonly string[]): Promise<number> {
  const named = args.filter((word) => word in PARTS)
  const numbers = args.filter((word) => /^\d+$/.test(word)).map(Number)
  const unknown = args.find((word) => !named.includes(word) && !/^\d+$/.test(word) && word !== '--json')
  if (unknown !== undefined) throw new Error(`${unknown} is no part: ${Object.keys(PARTS).join(', ')}`)
  const parts = named.length > 0 ? named : Object.keys(PARTS).filter((name) => !LONG.includes(name))
  const sizes = numbers.length > 0 ? numbers.toSorted((a, b) => a - b) : SIZES.filter((size) => size < LARGE || isMade(runnable, size))
  const json = args.includes('--json')
  const say = (text: string): void => console.error(`  ${text}`)
  if (numbers.length === 0 && !sizes.includes(LARGE)) say(`skipped: ${LARGE} articles, which take minutes to make; npm run bench -- library ${LARGE} makes them, and then they are kept`)
  if (named.length === 0) say(`skipped: ${LONG.join(' and ')}, which take many minutes; name them to measure them`)

  const scratch = mkdtempSync(join(tmpdir(), 'lectern-bench-'))
  try {
    const bench: Bench = { runnable, empty: await buildEmptyWindow(scratch), sizes, scratch, say }
    const loads = [loadavg()[0] ?? 0]
    const figures: Figure[] = []
    for (const part of parts) {
      figures.push(...((await PARTS[part]?.(bench)) ?? []))
      loads.push(loadavg()[0] ?? 0)
    }
    print(figures, { json, loads, electron: runnable.electron.version })
    return figures.some((figure) => isReached(figure) === false) ? 1 : 0
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })
  }
}

function print(figures: readonly Figure[], o: { readonly json: boolean; readonly loads: readonly number[]; readonly electron: string }): void {
  const machine = { cores: cpus().length, model: cpus()[0]?.model.trim() ?? '', load: o.loads.map((load) => Number(load.toFixed(1))), electron: o.electron }
  if (o.json) {
    console.log(JSON.stringify({ date: new Date().toISOString(), machine, figures: figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), reached: isReached(figure) })) }))
    return
  }
  console.log(`${tableOf(figures)}\n`)
  console.log(`Electron ${machine.electron}, ${machine.cores} cores (${machine.model}), load over the run ${machine.load.join(' ')}.`)
  console.log('Ratios count: baselines are taken in turns with Lectern, so that what else the machine does weighs on both.')
}
