import { bundleIfStale } from '../bundle-if-stale.mjs'
import { run } from '../child.mjs'
import { ROOT } from '../project.mjs'
import { say } from '../say.mjs'
import { setUp } from '../set-up/set-up.mjs'

/**
 * Starts the app and waits for its end.
 * @param {readonly string[]} args handed to the app
 * @returns {Promise<number>} its exit status
 */
export async function start(args) {
  const runnable = await setUp({ display: 'screen' })
  await bundleIfStale()
  if (runnable.display !== 'screen') {
    say('There is no display here, so Lectern runs unseen; to see its window, start it on a desktop or set DISPLAY (ssh -X does).')
  }
  const status = await run(runnable.electron.binary, [...runnable.args, ROOT, ...args], { env: runnable.env })
  runnable.close()
  return status
}
