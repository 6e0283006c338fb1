import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Runs a program to its end. Ctrl+C and SIGTERM are passed on to it, and this process lives until it has ended.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { limit?: number }} [options] `limit` in milliseconds: killed after it
 * @returns {Promise<number>} its exit status; 128 + n when signal n ended it, 127 when it could not be started
 */
export function run(program, args, { limit, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', ...options })
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit)
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => child.kill(signal)
    process.on('SIGINT', passOn).on('SIGTERM', passOn).on('SIGHUP', passOn)
    /** @param {number} status */
    const end = (status) => {
      clearTimeout(timer)
      process.off('SIGINT', passOn).off('SIGTERM', passOn).off('SIGHUP', passOn)
      resolve(status)
    }
    child.once('error', () => end(127))
    child.once('close', (status, signal) => end(status ?? 128 + (signal === null ? 1 : constants.signals[signal])))
  })
}

/**
 * What a quick program prints on stdout.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {string | undefined} undefined when it could not be started or failed
 */
export function outputOf(program, args, options = {}) {
  const result = spawnSync(program, args, { encoding: 'utf8', ...options })
  return result.status === 0 ? String(result.stdout) : undefined
}

/**
 * @param {string} program
 * @returns {boolean} whether the program is found on the PATH
 */
export function isInstalled(program) {
  return outputOf('sh', ['-c', 'command -v -- "$1"', 'sh', program]) !== undefined
}
