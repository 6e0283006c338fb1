/** The value below which `share` (0 to 1) of the values lie; the nearest one, without interpolation. */
export function percentileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function medianOf(values: readonly number[]): number {
  return percentileOf(values, 0.5)
}

/** What a table says of a series of measurements. */
export function spreadOf(values: readonly number[]) {
  return { median: medianOf(values), least: Math.min(...values), p90: percentileOf(values, 0.9), runs: values.length }
}
