import { resolve } from 'node:path'
import { Failure, type AppError } from '../shared/errors.ts'
import type { Api } from '../shared/ipc.ts'
import { commandContext, UsageError, type Command, type CommandRun } from './cli/command.ts'
import { COMMANDS, LATER_COMMANDS } from './cli/commands.ts'
import { errorMessage } from './cli/error-message.ts'
import { COMMON_OPTIONS, commandHelp, generalHelp, usage } from './cli/help.ts'
import { readOptions } from './cli/options.ts'

/** What the command line needs of the process around it, so that it runs without Electron as well. */
export interface CliWorld {
  /** Opens the library in this folder (an absolute path), or the app's own. */
  readonly openApi: (libraryFolder?: string, how?: HowToOpen) => Promise<{ readonly api: Api; close(): Promise<void> }>
  /** Writes text and a line end. */
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** Rejects with Node's errors (`ENOENT` …). */
  readonly readFile: (path: string) => Promise<Uint8Array>
  readonly readStdin: () => Promise<Uint8Array>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly version: string
  /** Aborted by an interrupt (Ctrl+C). */
  readonly signal?: AbortSignal
  readonly stdoutIsTerminal?: boolean
  /** Shows one passing line on a terminal's stderr in place of the last one; absent when stderr is no terminal. */
  readonly showProgress?: (line: string) => void
}

export interface HowToOpen {
  /** Begins a new library where one is missed that was there before. */
  readonly beginNew?: boolean
}

/** 0: all done. 1: something failed, the rest is done. 2: the command line is wrong, nothing is done. */
export type ExitStatus = 0 | 1 | 2

interface Prepared {
  readonly run: CommandRun
  readonly json: boolean
  readonly library: string | undefined
  readonly beginNew: boolean
}

/**
 * Runs one command of the command line. Never rejects.
 * @param args the command's words: `['save', 'https://example.org']`
 */
export async function runCli(args: readonly string[], world: CliWorld): Promise<ExitStatus> {
  try {
    const prepared = prepare(args, world)
    return prepared === undefined ? 0 : await run(prepared, world)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    world.stderr(`lectern: ${error.message}`)
    return 2
  }
}

/** Finds the command and checks its words. Undefined when printing a help was all. @throws UsageError */
function prepare(args: readonly string[], world: CliWorld): Prepared | undefined {
  const { name, rest } = splitAtCommand(args)
  if (name === undefined || name === 'help') {
    const about = name === 'help' ? rest.find((word) => !word.startsWith('-')) : undefined
    const wantsHelp = name === 'help' || rest.includes('--help') || rest.includes('-h')
    if (rest.includes('--version')) world.stdout(world.version)
    else if (wantsHelp) world.stdout(about === undefined ? generalHelp(COMMANDS, LATER_COMMANDS) : commandHelp(commandNamed(about)))
    else throw new UsageError(`name a command\n\n${generalHelp(COMMANDS, LATER_COMMANDS)}`)
    return undefined
  }
  const command = commandNamed(name)
  if (rest.includes('--help') || rest.includes('-h')) {
    world.stdout(commandHelp(command))
    return undefined
  }
  try {
    const { words, options } = readOptions(rest, { ...command.options, ...COMMON_OPTIONS })
    return { run: command.prepare(words, options), json: options.flag('json'), library: options.text('library'), beginNew: options.flag('new-library') }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(`${name}: ${error.message}\nUsage: ${usage(command)}\nlectern ${name} --help tells more.`)
  }
}

/** The command's name, and everything else: the common options may stand before it too. */
function splitAtCommand(args: readonly string[]): { readonly name: string | undefined; readonly rest: readonly string[] } {
  let at = 0
  while (args[at]?.startsWith('-')) at += args[at] === '--library' ? 2 : 1
  return { name: args[at], rest: [...args.slice(0, at), ...args.slice(at + 1)] }
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((one) => one.name === name)
  if (command !== undefined) return command
  if (LATER_COMMANDS.includes(name)) throw new UsageError(`${name}: not in this version yet`)
  throw new UsageError(`there is no command ${name}\n\n${generalHelp(COMMANDS, LATER_COMMANDS)}`)
}

async function run({ run: work, json, library, beginNew }: Prepared, world: CliWorld): Promise<ExitStatus> {
  const folder = library ?? world.env['LECTERN_LIBRARY']
  try {
    const opened = await world.openApi(folder === undefined || folder === '' ? undefined : resolve(world.cwd, folder), { beginNew })
    try {
      return (await work(commandContext(opened.api, world, json))) ? 0 : 1
    } finally {
      await opened.close()
    }
  } catch (error) {
    if (!(error instanceof Failure)) world.stderr(`lectern: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    const failure: AppError = error instanceof Failure ? error.error : { code: 'unexpected' }
    commandFailed(failure, world, json)
    return 1
  }
}

function commandFailed(error: AppError, world: CliWorld, json: boolean): void {
  const message = errorMessage(error)
  if (json) world.stdout(JSON.stringify({ status: 'failed', error: { code: error.code, message } }))
  world.stderr(`lectern: ${message}`)
}
