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

/** Starts an app and ends it. @returns milliseconds from spawn until the selector is painted */
export async function coldStart(runnable: Runnable, { words, env, selector, linger = 0 }: ColdStart): Promise<number> {
  const began = Date.now()
  const child = spawn(runnable.electron.binary, ['-r', FIRST_PAINT, ...runnable.args, ...words], {
    env: { ...runnable.env, ...env, BENCH_SELECTOR: selector, BENCH_LINGER: String(linger) },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  let painted: number | undefined
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const found = /painted (\d+)/.exec(text)?.[1]
    if (found !== undefined) painted = Number(found)
  })
  await new Promise((resolve) => child.once('exit', resolve))
  if (painted === undefined) throw new Error(`nothing was painted: ${words.join(' ')}`)
  return painted - began
}
