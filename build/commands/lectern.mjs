import { bundleIfStale } from '../bundle-if-stale.mjs'
import { run } from '../child.mjs'
import { ROOT } from '../project.mjs'
import { setUp } from '../set-up/set-up.mjs'

/** Tells main that what follows is a command of the command line. */
const MARKER = '--lectern-cli'

/**
 * Runs a command of Lectern's command line. stdin and stdout are the command's alone; what set-up has to say goes to stderr.
 * @param {readonly string[]} args the command and its arguments
 * @returns {Promise<number>} its exit status
 */
export async function lectern(args) {
  const runnable = await setUp({ display: 'none' })
  await bundleIfStale()
  return run(runnable.electron.binary, [...runnable.args, ROOT, MARKER, ...args], { env: runnable.env })
}
