import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Runnable } from './runnable.ts'

const DRIVER = join(process.cwd(), 'tests', 'bench', 'measure', 'driver.cjs')

/** Else a window that another one covers paints no frames, and a baseline's window lies over Lectern's. */
const SWITCHES = ['--disable-backgrounding-occluded-windows']

/** Milliseconds within which a window does anything that a measurement asks of it. */
const LIMIT = 60_000

/** An app with one window that a measurement drives. */
export interface DrivenWindow {
  readonly pid: number
  /** Runs a function in the page; it is sent as text, so it may use nothing from outside but its argument. */
  evaluate<A, R>(work: (argument: A) => R | Promise<R>, argument: A): Promise<R>
  /** Presses keys one after the other, `apart` milliseconds between two. */
  press(keys: readonly string[], apart: number): Promise<void>
  /** Resolves when the window has asked main for no list, and main owes it none, for so many milliseconds. */
  listsAnswered(quiet: number): Promise<void>
  /** Closes it as a person does, by force when it takes longer than 15 seconds. */
  close(): Promise<void>
}

interface Answer {
  readonly number: number
  readonly value?: unknown
  readonly fault?: string
}

/** Starts an app, given as Electron's arguments, whose window can be driven. It need not have loaded yet. */
export function drivenWindow(runnable: Runnable, words: readonly string[], more: NodeJS.ProcessEnv = {}): DrivenWindow {
  const child = spawn(runnable.electron.binary, ['-r', DRIVER, ...SWITCHES, ...runnable.args, ...words], {
    env: { ...runnable.env, ...more },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const asked = new Map<number, (answer: Answer) => void>()
  let count = 0
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => asked.forEach((settle, number) => settle({ number, fault: 'the app has ended' })))
  child.on('message', (answer: Answer) => {
    asked.get(answer.number)?.(answer)
    asked.delete(answer.number)
  })
  const ask = (kind: string, given: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const number = ++count
      const limit = setTimeout(() => reject(new Error(`the window does not answer: ${JSON.stringify(given).slice(0, 300)}`)), LIMIT)
      asked.set(number, ({ value, fault }) => {
        clearTimeout(limit)
        if (fault === undefined) resolve(value)
        else reject(new Error(fault))
      })
      child.send({ number, kind, ...given })
    })
  return {
    pid: child.pid ?? 0,
    evaluate: async <A, R>(work: (argument: A) => R | Promise<R>, argument: A) =>
      (await ask('evaluate', { code: `(${work.toString()})(${JSON.stringify(argument) ?? ''})` })) as R,
    press: async (keys, apart) => void (await ask('keys', { keys, apart })),
    listsAnswered: async (quiet) => void (await ask('listsAnswered', { quiet })),
    async close() {
      ask('close', {}).catch(() => undefined)
      const force = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await ended
      clearTimeout(force)
    },
  }
}
