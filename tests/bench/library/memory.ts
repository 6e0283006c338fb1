import { platform } from 'node:os'
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
export async function memory(bench: Bench): Promise<readonly Figure[]> {
  if (platform() !== 'linux') return []
  const sizes = bench.sizes.filter((size) => size >= 10_000)
  const figures: Figure[] = []
  for (const articles of sizes.length > 0 ? sizes : bench.sizes) {
    const library = await readyLibrary(bench, articles)
    const taken = { lectern: [] as number[], empty: [] as number[] }
    let last: readonly ProcessMemory[] = []
    for (let round = 0; round < ROUNDS; round++) {
      bench.say(`memory: round ${round + 1} of ${ROUNDS}`)
      taken.empty.push(totalOf(await idleMemory(await openEmptyWindow(bench))))
      last = await idleMemory(await openLibraryWindow(bench, library))
      taken.lectern.push(totalOf(last))
    }
    figures.push({
      part: 'memory',
      name: `idle, ${articles.toLocaleString('en')} articles`,
      value: medianOf(taken.lectern),
      unit: 'MB',
      base: medianOf(taken.empty),
      ...(articles <= 10_000 && { goal: { atMost: 1.4 } }),
      detail: last.map(({ kind, pss }) => `${kind} ${Math.round(pss / 1024)}`).join(', '),
    })
  }
  return figures
}

async function idleMemory(window: DrivenWindow): Promise<readonly ProcessMemory[]> {
  await new Promise((resolve) => setTimeout(resolve, UNTIL_IDLE))
  const measured = memoryOf(window.pid)
  await window.close()
  return measured
}
