import { join } from 'node:path'
import { run } from '../child.mjs'
import { ROOT } from '../project.mjs'
import { setUp } from '../set-up/set-up.mjs'

/**
 * Draws the icons of all platforms from the SVGs in `build/icons`. What it writes is committed: packaging needs no display.
 * @returns {Promise<number>}
 */
export async function icons() {
  const runnable = await setUp({ display: 'invisible', onlyOwnPages: true })
  const status = await run(runnable.electron.binary, [...runnable.args, join(ROOT, 'build', 'icons', 'draw.mjs')], { env: runnable.env })
  runnable.close()
  return status
}
