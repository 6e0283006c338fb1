import { medianOf, percentileOf } from '../measure/statistics.ts'

/** One line of the table. */
export interface Figure {
  readonly part: string
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The same of the baseline, taken in turns in the same run. */
  readonly base?: number
  /** What is aimed at: at most so much (of the ratio where there is one), or at least. */
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number }
  /** What else there is to know, in a few words. */
  readonly detail?: string
}

/** The value over the baseline's, where there is one. */
export function ratioOf({ value, base }: Figure): number | undefined {
  return base === undefined ? undefined : value / base
}

/** Whether the goal is reached; `undefined` without one. */
export function isReached(figure: Figure): boolean | undefined {
  const measured = ratioOf(figure) ?? figure.value
  if (figure.goal === undefined) return undefined
  return 'atMost' in figure.goal ? measured <= figure.goal.atMost : measured >= figure.goal.atLeast
}

/** Median and 95th percentile of a series as a detail. */
export function spreadText(values: readonly number[], unit: string): string {
  return `median ${numberText(medianOf(values))}, p95 ${numberText(percentileOf(values, 0.95))} ${unit}, ${values.length} runs`
}

/** The figures as a table for people. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const ratio = ratioOf(figure)
    const reached = isReached(figure)
    const { goal } = figure
    return [
      figure.part,
      figure.name,
      `${numberText(figure.value)} ${figure.unit}`,
      figure.base === undefined ? '' : `${numberText(figure.base)} ${figure.unit}`,
      ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
      goal === undefined ? '' : 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`,
      reached === undefined ? '' : reached ? 'met' : 'MISSED',
      figure.detail ?? '',
    ]
  })
  const all = [['part', 'measured', 'Lectern', 'baseline', 'ratio', 'goal', '', ''], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}

function numberText(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1)
}
