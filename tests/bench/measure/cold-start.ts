import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Runnable } from './runnable.ts'

const FIRST_PAINT = join(process.cwd(), 'tests', 'bench', 'measure', 'first-paint.cjs')

/** A title in the list: from here on Lectern is of use. */
export const LIST_ROW = '[aria-label="Articles"] li a'

/** What the empty window shows. */
export const HELLO = '#hello'

export interface ColdStart {
  /** Electron's arguments: the app's folder and its switches. */
  readonly words: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** What must have been painted. */
  readonly selector: string
  /** Milliseconds to let it run on before it is ended. */
  readonly linger?: number
}

/** Milliseconds from spawn. */
export interface StartTimes {
  readonly painted: number
  /** The library itself has answered. */
  readonly library: number
  /** The article that was clicked as soon as its row was painted is painted. */
  readonly opened: number
}

/** Starts an app and ends it. @returns milliseconds from spawn until the selector is painted */
export async function coldStart(runnable: Runnable, start: ColdStart): Promise<number> {
  return (await run(runnable, start, {}))('painted')
}

/** Starts Lectern, clicks the first article when it is painted, and ends Lectern when it can be read. */
export async function coldStartAndOpen(runnable: Runnable, start: ColdStart): Promise<StartTimes> {
  const at = await run(runnable, start, { BENCH_OPEN: '1' })
  return { painted: at('painted'), library: at('library'), opened: at('opened') }
}

async function run(runnable: Runnable, { words, env, selector, linger = 0 }: ColdStart, more: NodeJS.ProcessEnv): Promise<(what: string) => number> {
  const began = Date.now()
  const child = spawn(runnable.electron.binary, ['-r', FIRST_PAINT, ...runnable.args, ...words], {
    env: { ...runnable.env, ...env, ...more, BENCH_SELECTOR: selector, BENCH_LINGER: String(linger) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await new Promise((resolve) => child.once('exit', resolve))
  return (what) => {
    const found = new RegExp(`${what} (\\d+)`).exec(said)?.[1]
    if (found === undefined) throw new Error(`not ${what}: ${words.join(' ')}`)
    return Number(found) - began
  }
}
