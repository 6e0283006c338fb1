import { COLOURS } from '../../shared/model.ts'
import type { Colour, HighlightId, Passage } from '../../shared/model.ts'
import { toRange } from './text-map.ts'
import type { TextMap } from './text-map.ts'

/** A highlight as far as painting goes. */
export interface Painted {
  readonly id: HighlightId
  readonly colour: Colour
  readonly noted: boolean
  readonly passage: Passage
}

/** What the names in the frame's registry are; `article.css` styles each with `::highlight()`. */
const NAMES = [...COLOURS, 'noted', 'active', 'found', 'found-now'] as const
type PaintName = (typeof NAMES)[number]

/** Later paint lies over earlier: what is being looked for must be seen through every highlight. */
const PRIORITY: Partial<Record<PaintName, number>> = { noted: 1, active: 2, found: 3, 'found-now': 4 }

/**
 * Paints passages in the article's frame with its CSS highlights: no element is added, so offsets, selections and copied
 * text stay as they are. One registry entry a colour, never one a highlight.
 */
export class Painter {
  readonly #map: TextMap
  readonly #ranges = new Map<HighlightId, Range>()
  readonly #layers: Readonly<Record<PaintName, Highlight>>

  constructor(frame: Window & typeof globalThis, map: TextMap) {
    this.#map = map
    const layer = (name: PaintName): Highlight => {
      // The frame's own class and registry: those of the window above paint nothing in the frame.
      const made = new frame.Highlight()
      made.priority = PRIORITY[name] ?? 0
      frame.CSS.highlights.set(name, made)
      return made
    }
    this.#layers = Object.fromEntries(NAMES.map((name) => [name, layer(name)])) as Record<PaintName, Highlight>
  }

  /** Paints exactly these highlights. */
  highlights(painted: readonly Painted[]): void {
    for (const name of [...COLOURS, 'noted'] as const) this.#layers[name].clear()
    this.#ranges.clear()
    for (const { id, colour, noted, passage } of painted) {
      const range = toRange(this.#map, passage)
      if (!range) continue
      this.#ranges.set(id, range)
      this.#layers[colour].add(range)
      if (noted) this.#layers.noted.add(range)
    }
  }

  /** Marks one highlight as the active one, or none. */
  active(id: HighlightId | undefined): void {
    this.#layers.active.clear()
    const range = id && this.#ranges.get(id)
    if (range) this.#layers.active.add(range)
  }

  /** Marks what a search found, and the hit the reader is at. */
  found(passages: readonly Passage[], now: number): void {
    this.#layers.found.clear()
    this.#layers['found-now'].clear()
    passages.forEach((passage, index) => {
      const range = toRange(this.#map, passage)
      if (range) this.#layers[index === now ? 'found-now' : 'found'].add(range)
    })
  }

  /** Where a highlight stands in the document. */
  rangeOf(id: HighlightId): Range | undefined {
    return this.#ranges.get(id)
  }

  /** Every painted highlight and its range. */
  ranges(): Iterable<readonly [HighlightId, Range]> {
    return this.#ranges
  }
}
