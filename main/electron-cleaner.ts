import { utilityProcess } from 'electron'
import type { CleanerProcess } from './save/cleaner.ts'

/** Megabytes of JavaScript memory for one page: ten times what the largest page of the measured thousand needed. */
const MEMORY_LIMIT = 1024
/**
 * Megabytes of a half of the young generation, from the first page on: the nodes of several pages die in it together. With half
 * of it cleaning takes a fifth longer, with twice as much it takes no less and 60 MB more (measured).
 */
const YOUNG = 32
/**
 * How often a function has run before TurboFan compiles it, ten times V8's own: of the first 200 pages it took a fifth of the
 * time, on cores that have pages to clean, and later pages are no faster for it.
 */
const BEFORE_TURBOFAN = 30_000

/** Starts the cleaner in a process of its own, which can be killed without harm to anything else. */
export function forkCleaner(script: string): CleanerProcess {
  // Only this form limits the memory: a bare `--max-old-space-size` in execArgv is ignored (measured in Electron 33).
  const child = utilityProcess.fork(script, [], {
    execArgv: [`--js-flags=--max-old-space-size=${MEMORY_LIMIT} --min-semi-space-size=${YOUNG} --max-semi-space-size=${YOUNG} --invocation-count-for-turbofan=${BEFORE_TURBOFAN}`],
    serviceName: 'Lectern cleaner',
    stdio: 'ignore',
  })
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', () => listener()),
    kill: () => child.kill(),
  }
}
