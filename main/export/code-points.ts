/**
 * Offsets of a text, from UTF-16 units (as the DOM and JavaScript count) to Unicode code points (as W3C's
 * TextPositionSelector counts, https://www.w3.org/TR/annotation-model/#text-position-selector) and back. Reads the
 * text once; each conversion is a binary search. A lone surrogate counts as one code point.
 */
export function countCodePoints(text: string): CodePoints {
  const pairs: number[] = []
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) pairs.push(index++)
  }
  return {
    // The unit in the middle of a pair belongs to the pair's end: a passage that ends there holds half of it.
    codePointAt: (unit) => unit - countBelow(pairs, (at) => at + 1 < unit),
    unitAt: (codePoint) => codePoint + countBelow(pairs, (at, before) => at - before < codePoint),
  }
}

export interface CodePoints {
  /** The code points before this unit. */
  readonly codePointAt: (unit: number) => number
  /** The units before this code point. */
  readonly unitAt: (codePoint: number) => number
}

/** How many of the ascending values meet a condition that holds for the first ones only. */
function countBelow(values: readonly number[], holds: (value: number, index: number) => boolean): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(values[middle] ?? 0, middle)) low = middle + 1
    else high = middle
  }
  return low
}
