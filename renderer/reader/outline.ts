import type { OutlineEntry } from './reading-store.ts'
import { toOffset } from './text-map.ts'
import type { TextMap } from './text-map.ts'

/** The article's headings in order, the highest level it uses counting as 1. */
export function readOutline(main: Element, map: TextMap): readonly OutlineEntry[] {
  const headings = [...main.querySelectorAll('h1, h2, h3, h4')].filter((heading) => heading.textContent?.trim())
  const highest = Math.min(...headings.map(levelOf))
  return headings.map((heading) => ({
    text: heading.textContent?.trim().replace(/\s+/g, ' ') ?? '',
    depth: levelOf(heading) - highest + 1,
    offset: toOffset(map, heading, 0),
  }))
}

function levelOf(heading: Element): number {
  return Number(heading.localName.slice(1))
}
