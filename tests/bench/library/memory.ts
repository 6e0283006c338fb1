import { cpSync } from 'node:fs'
import { platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import type { DrivenWindow } from '../measure/driven-window.ts'
import { memoryOf, totalOf } from '../measure/process-memory.ts'
import type { ProcessMemory } from '../measure/process-memory.ts'
import { medianOf } from '../measure/statistics.ts'
import { openEmptyWindow, openLibraryWindow, readyLibrary } from './bench.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figure.ts'

const ROUNDS = 3
/** Milliseconds after which an app that nobody touches counts as idle. */
const UNTIL_IDLE = 25_000

/** Memory of all processes while nobody does anything, in turns with the empty window. */
export async function memory(given: Bench): Promise<readonly Figure[]> {
  if (platform() !== 'linux') return []
  const bench = { ...given, runnable: aloneOnDisk(given) }
  const sizes = bench.sizes.filter((size) => size >= 10_000)
  const figures: Figure[] = []
  for (const articles of sizes.length > 0 ? sizes : bench.sizes) {
    const library = await readyLibrary(bench, articles)
    const taken = { lectern: [] as number[], empty: [] as number[] }
    let last: { readonly lectern: readonly ProcessMemory[]; readonly empty: readonly ProcessMemory[] } = { lectern: [], empty: [] }
    for (let round = 0; round < ROUNDS; round++) {
      bench.say(`memory: round ${round + 1} of ${ROUNDS}`)
      const empty = await idleMemory(await openEmptyWindow(bench))
      const lectern = await idleMemory(await openLibraryWindow(bench, library))
      taken.empty.push(totalOf(empty))
      taken.lectern.push(totalOf(lectern))
      last = { lectern, empty }
    }
    figures.push({
      part: 'memory',
      name: `idle, ${articles.toLocaleString('en')} articles`,
      value: medianOf(taken.lectern),
      unit: 'MB',
      base: medianOf(taken.empty),
      ...(articles <= 10_000 && { goal: { atMost: 1.4 } }),
      detail: `${partsOf(last.lectern)}; empty: ${partsOf(last.empty)}`,
    })
  }
  return figures
}

/**
 * An Electron in files of its own: of pages that other programs have mapped too, PSS counts a share only, and any
 * Electron that runs beside this one would make it less. Not where a sandbox needs the installed one's permissions.
 */
function aloneOnDisk({ runnable, scratch, say }: Bench): Bench['runnable'] {
  if (!runnable.args.includes('--no-sandbox')) {
    say('memory: with the installed Electron; close other programs that run on it')
    return runnable
  }
  const folder = join(scratch, 'electron')
  cpSync(dirname(runnable.electron.binary), folder, { recursive: true })
  return { ...runnable, electron: { ...runnable.electron, binary: join(folder, basename(runnable.electron.binary)) } }
}

function partsOf(processes: readonly ProcessMemory[]): string {
  return processes.map(({ kind, pss }) => `${kind} ${Math.round(pss / 1024)}`).join(', ')
}

async function idleMemory(window: DrivenWindow): Promise<readonly ProcessMemory[]> {
  await new Promise((resolve) => setTimeout(resolve, UNTIL_IDLE))
  const measured = memoryOf(window.pid)
  await window.close()
  return measured
}
