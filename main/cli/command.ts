import type { AppError } from '../../shared/errors.ts'
import { Failure } from '../../shared/errors.ts'
import type { Api } from '../../shared/ipc.ts'
import type { ArticleId } from '../../shared/model.ts'
import type { CliWorld } from '../cli.ts'
import { errorMessage } from './error-message.ts'
import type { GivenOptions, OptionList } from './options.ts'
import { plainText, singleLine } from './table.ts'

/** One command of the command line. */
export interface Command {
  readonly name: string
  /** What stands behind the name, e.g. `<id>…`. */
  readonly operands: string
  /** One line for the list of commands. */
  readonly summary: string
  readonly options: OptionList
  /** More to know, for the command's own help. */
  readonly details?: string
  /**
   * Checks the words and options, and answers what is to be done with them once the library is open.
   * @throws UsageError
   */
  prepare(words: readonly string[], options: GivenOptions): CommandRun
}

/** Does the work and resolves with whether all of it was done. A thrown `Failure` ends the command. */
export type CommandRun = (at: CommandContext) => Promise<boolean>

/** The command line itself is wrong: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What a running command works with. */
export interface CommandContext {
  readonly api: Api
  readonly world: CliWorld
  readonly json: boolean
  /** One result: its JSON line with `--json`, else its text. */
  print(line: object, text: string): void
  /** A document as it is; on a terminal without what the terminal would act upon. */
  printDocument(content: string): void
  /** Says on stderr what `subject` failed of; with `--json` the line too, with `status` and `error`. */
  printFailure(line: object, subject: string, error: AppError): void
}

/** The context of one run of a command. */
export function commandContext(api: Api, world: CliWorld, json: boolean): CommandContext {
  return {
    api,
    world,
    json,
    print: (line, text) => {
      world.stdout(json ? JSON.stringify(line) : text)
    },
    printDocument: (content) => {
      const whole = content.replace(/\n$/, '')
      world.stdout(world.stdoutIsTerminal === true ? plainText(whole) : whole)
    },
    printFailure: (line, subject, error) => {
      const message = errorMessage(error)
      if (json) world.stdout(JSON.stringify({ ...line, status: 'failed', error: { code: error.code, message } }))
      world.stderr(`lectern: ${singleLine(subject)}: ${singleLine(message)}`)
    },
  }
}

/** The ids among a command's words. @throws UsageError when there is none */
export function readIds(words: readonly string[]): readonly ArticleId[] {
  if (words.length === 0) throw new UsageError('name articles by their ids')
  // Whether they are ids at all is for the Api to say: one wrong id fails alone.
  return words.map((word) => word.toLowerCase() as ArticleId)
}

/** Runs `work` for each id in turn; a failure is printed and the next one goes on. True when all were done. */
export async function forEachId(
  at: CommandContext,
  ids: readonly ArticleId[],
  work: (id: ArticleId) => Promise<void>,
): Promise<boolean> {
  let all = true
  for (const id of ids) {
    if (at.world.signal?.aborted) return false
    try {
      await work(id)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      at.printFailure({ id }, id, error.error)
      all = false
    }
  }
  return all
}
