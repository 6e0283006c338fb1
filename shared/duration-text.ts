/** A wait in the largest unit that says it well, never too short; more than a month is "a long time", whatever a server asks for. */
export function durationText(seconds: number): string {
  if (seconds < 90) return counted(seconds, 'second')
  if (seconds < 90 * 60) return counted(Math.ceil(seconds / 60), 'minute')
  if (seconds < 36 * 3600) return counted(Math.ceil(seconds / 3600), 'hour')
  if (seconds < 30 * 86_400) return counted(Math.ceil(seconds / 86_400), 'day')
  return 'a long time'
}

function counted(count: number, unit: string): string {
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`
}
