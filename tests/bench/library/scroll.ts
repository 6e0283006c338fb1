import type { DrivenWindow } from '../measure/driven-window.ts'
import { percentileOf } from '../measure/statistics.ts'
import { openEmptyWindow, openLibraryWindow, readyLibrary } from './bench.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figure.ts'
import { scrollFrames, showEmptyList } from './in-page.ts'

const ROUNDS = 5
const FRAMES = 180
const ROW = 126
/** Pixels a frame: a turning wheel, and a scroll bar being dragged a long way. */
const SPEEDS = [
  { name: 'wheel', pixels: 40 },
  { name: 'fast', pixels: 600 },
] as const

/** Frame times while scrolling, in turns with a list as long that has nothing in it. */
export async function scroll(bench: Bench): Promise<readonly Figure[]> {
  const articles = bench.sizes.at(-1) ?? 10_000
  const library = await readyLibrary(bench, articles)
  const lectern = await openLibraryWindow(bench, library)
  const empty = await openEmptyWindow(bench)
  try {
    await empty.evaluate(showEmptyList, articles * ROW)
    const figures: Figure[] = []
    for (const { name, pixels } of SPEEDS) {
      bench.say(`scroll: ${name}`)
      const frames = { lectern: [] as number[], empty: [] as number[], blank: 0 }
      for (let round = 0; round < ROUNDS; round++) {
        const from = Math.floor((round * articles * ROW) / ROUNDS)
        frames.empty.push(...(await scrolled(empty, '#scroller ul', from, pixels)).frames)
        const ours = await scrolled(lectern, '[aria-label="Articles"]', from, pixels)
        frames.lectern.push(...ours.frames)
        frames.blank += ours.blank
      }
      figures.push({
        part: 'scroll',
        name: `${name} (${pixels} px a frame), p95, ${articles.toLocaleString('en')} rows`,
        value: percentileOf(frames.lectern, 0.95),
        unit: 'ms',
        base: percentileOf(frames.empty, 0.95),
        goal: { atMost: 1.5 },
        detail: `median ${percentileOf(frames.lectern, 0.5).toFixed(1)} against ${percentileOf(frames.empty, 0.5).toFixed(1)}, longest ${Math.max(...frames.lectern).toFixed(0)} against ${Math.max(...frames.empty).toFixed(0)} ms, a blank row in ${Math.round((frames.blank / frames.lectern.length) * 100)} % of frames`,
      })
    }
    return figures
  } finally {
    await Promise.all([lectern.close(), empty.close()])
  }
}

function scrolled(window: DrivenWindow, selector: string, from: number, pixels: number) {
  return window.evaluate(scrollFrames, { selector, from, pixels, frames: FRAMES })
}
