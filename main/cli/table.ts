/** Controls of a terminal that could move its cursor or run its functions, and marks that turn the direction of text around. */
const CONTROLS = /(?![\t\n])\p{Cc}|\p{Bidi_Control}/gu

/** Rows as lines with their columns aligned; the last column is as wide as it is. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)))
  return rows.map((row) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
  )
}

/** Text from outside on one line of a terminal. */
export function singleLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(CONTROLS, '').trim()
}

/** Text from outside for a terminal: its lines and tabs, and nothing that the terminal would act upon. */
export function plainText(text: string): string {
  return text.replace(CONTROLS, '')
}
