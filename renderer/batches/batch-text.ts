import { hasEnded } from '../../shared/batch.ts'
import type { BatchOutcome, BatchReport, BatchState } from '../../shared/batch.ts'
import { errorText } from '../ui/error-text.ts'

/** A number as it is read: `5,000`. */
export function number(value: number): string {
  return value.toLocaleString('en')
}

/** How many have come to their end, whichever. */
export function doneOf({ total, left }: BatchState): number {
  return total - left
}

/** Where it stands, in a few words. */
export function standText(batch: BatchState): string {
  if (hasEnded(batch)) return `Saved ${number(batch.saved)} of ${number(batch.total)}`
  return `${batch.paused ? 'Paused at' : 'Saving'} ${number(doneOf(batch))} of ${number(batch.total)}`
}

/** How long it will take, as things go now; empty while nobody knows. */
export function timeText({ secondsLeft }: BatchState): string {
  if (secondsLeft === undefined) return ''
  if (secondsLeft < 50) return 'less than a minute left'
  const minutes = Math.round(secondsLeft / 60)
  if (minutes < 90) return `about ${minutes === 1 ? 'a minute' : `${minutes} minutes`} left`
  const hours = Math.round(minutes / 30) / 2
  return hours < 36 ? `about ${hours} hours left` : `about ${Math.round(hours / 24)} days left`
}

/** How fast it goes. */
export function rateText({ ratePerMinute }: BatchState): string {
  if (ratePerMinute === undefined) return ''
  return `${ratePerMinute < 10 ? Math.round(ratePerMinute * 10) / 10 : number(Math.round(ratePerMinute))} a minute`
}

/** What came of those that were not simply saved, each with its number. */
export function countTexts(batch: BatchState): readonly string[] {
  const { saved, known, failed, cancelled, left } = batch
  return [
    `${number(saved)} saved`,
    ...(known > 0 ? [`${number(known)} in the library already`] : []),
    ...(failed > 0 ? [`${number(failed)} failed`] : []),
    ...(cancelled > 0 ? [`${number(cancelled)} cancelled`] : []),
    ...(left > 0 ? [`${number(left)} left`] : []),
  ]
}

/** Why one failed, in a sentence. */
export function whyText({ error }: BatchOutcome): string {
  return error ? errorText(error).what : 'It could not be saved.'
}

/** The whole report as plain text, to be pasted anywhere. */
export function reportText(report: BatchReport): string {
  const { state, failed, known, cancelled, invalid, duplicates, leftOut } = report
  const part = <T>(title: string, lines: readonly T[], text: (line: T) => string): readonly string[] =>
    lines.length === 0 ? [] : ['', `${title} (${number(lines.length)})`, ...lines.map(text)]
  const at = (line: number): string => (state.kind === 'files' ? '' : `line ${line}: `)
  return [
    `${state.name}: ${countTexts(state).join(', ')}`,
    ...part('Failed', failed, (one) => `${at(one.line)}${one.text}\t${whyText(one)}`),
    ...part('Cancelled', cancelled, ({ line, text }) => `${at(line)}${text}`),
    ...part('In the library already', known, ({ line, text }) => `${at(line)}${text}`),
    ...part('Twice in the list', duplicates, ({ line, text, first }) => `${at(line)}${text}\tas line ${first}`),
    ...part('No address', invalid, ({ line, text }) => `${at(line)}${text}`),
    ...part('Files of other kinds', leftOut, (name) => name),
    '',
  ].join('\n')
}
