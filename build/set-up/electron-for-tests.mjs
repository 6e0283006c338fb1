import { bundleIfStale } from '../bundle-if-stale.mjs'
import { setUp } from './set-up.mjs'

/**
 * What tests read from the environment: LECTERN_ELECTRON_PATH is the program, LECTERN_ELECTRON_ARGS the switches it needs on
 * this machine, separated by spaces; DISPLAY and library paths are set as well.
 * @param {import('./set-up.mjs').Runnable} runnable
 * @returns {Record<string, string>}
 */
export function asTestEnvironment(runnable) {
  return {
    LECTERN_ELECTRON_PATH: runnable.electron.binary,
    LECTERN_ELECTRON_VERSION: runnable.electron.version,
    LECTERN_ELECTRON_ARGS: runnable.args.join(' '),
  }
}

/**
 * Vitest's global set-up of the suites that need Electron. Under `npm test` all is set up already; under a bare
 * `npx vitest` it happens here.
 * @returns {Promise<(() => void) | undefined>} ends what was started
 */
export async function setup() {
  if (process.env['LECTERN_ELECTRON_PATH']) return undefined
  const runnable = await setUp({ display: 'invisible', onlyOwnPages: true })
  await bundleIfStale()
  Object.assign(process.env, runnable.env, asTestEnvironment(runnable))
  return runnable.close
}
