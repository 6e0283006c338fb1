import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { drivenWindow } from '../measure/driven-window.ts'
import { readyLibrary, untilComplete } from './bench.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figure.ts'
import { overviewOf, shows } from './in-page.ts'

/** How long an index that is gone takes to be built anew, with the window open. */
export async function rebuild(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const articles of bench.sizes) {
    const library = await readyLibrary(bench, articles)
    bench.say(`rebuild: ${articles.toLocaleString('en')} articles`)
    rmSync(join(library.userData, 'index'), { recursive: true, force: true })
    const began = Date.now()
    const window = drivenWindow(bench.runnable, library.words)
    await window.evaluate(shows, '[aria-label="Articles"] li a')
    const firstRows = Date.now() - began
    while ((await window.evaluate(overviewOf, null)).all < articles) await new Promise((resolve) => setTimeout(resolve, 100))
    const rows = Date.now() - began
    await untilComplete(window, articles)
    const all = Date.now() - began
    await window.close()
    figures.push({
      part: 'rebuild',
      name: `index, ${articles.toLocaleString('en')} articles`,
      value: all / 1000,
      unit: 's',
      detail: `${Math.round((articles * 1000) / all)} articles a second; first rows after ${(firstRows / 1000).toFixed(1)} s, all rows after ${(rows / 1000).toFixed(1)} s`,
    })
  }
  return figures
}
