import type { Command } from './command.ts'
import { table } from './table.ts'

/** What every command takes, besides its own options. */
export const COMMON_OPTIONS = {
  library: { value: 'folder', help: 'the library (default: LECTERN_LIBRARY, else the app\'s own)' },
  'new-library': { help: 'begins a new library where one is missed that was there before' },
  json: { help: 'one JSON object a line on stdout' },
  help: { help: 'this help' },
} as const

/** The help of the whole command line. */
export function generalHelp(commands: readonly Command[], later: readonly string[]): string {
  return [
    'Usage: lectern <command> [options]',
    '',
    'Saves, cleans, reads and annotates articles without a window, beside an open one too.',
    '',
    ...table(commands.map(({ name, operands, summary }) => [`  ${`${name} ${operands}`.trim()}`, summary])),
    '',
    `Not in this version yet: ${later.join(', ')}.`,
    '',
    'Every command takes:',
    ...optionLines(COMMON_OPTIONS),
    '',
    'lectern <command> --help tells more. Exit status: 0 all done, 1 something failed, 2 wrong use.',
  ].join('\n')
}

/** The help of one command. */
export function commandHelp({ name, operands, summary, options, details }: Command): string {
  return [
    `Usage: ${usage({ name, operands })}`,
    '',
    `${summary}.`,
    '',
    'Options:',
    ...optionLines({ ...options, ...COMMON_OPTIONS }),
    ...(details === undefined ? [] : ['', details]),
  ].join('\n')
}

/** How a command is written. */
export function usage({ name, operands }: Pick<Command, 'name' | 'operands'>): string {
  return `lectern ${name} ${operands === '' ? '' : `${operands} `}[options]`
}

function optionLines(options: Command['options']): readonly string[] {
  const shown = Object.entries(options).filter(([, { help }]) => help !== '')
  return table(shown.map(([name, { value, help }]) => [`  --${name}${value === undefined ? '' : ` <${value}>`}`, help]))
}
