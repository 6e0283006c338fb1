import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleIfStale } from '../bundle-if-stale.mjs'
import { ROOT } from '../project.mjs'
import { Advice } from '../say.mjs'
import { setUp } from '../set-up/set-up.mjs'

const FOLDER = join(ROOT, 'tests', 'bench')

/**
 * Runs a measurement: `tests/bench/<name>.mjs`, whose default export gets an Electron to run and answers an exit status.
 * @param {readonly string[]} args its name, and what it is handed
 * @returns {Promise<number>}
 */
export async function bench([name = '', ...args]) {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.mjs')).map((file) => file.slice(0, -4)) : []
  if (!names.includes(name)) throw new Advice(`Usage: npm run bench -- <name>, where name is one of: ${names.join(', ')}`)
  const runnable = await setUp({ display: 'invisible', onlyOwnPages: true })
  await bundleIfStale()
  try {
    /** @type {{ default: (runnable: import('../set-up/set-up.mjs').Runnable, args: readonly string[]) => Promise<number> }} */
    const measurement = await import(pathToFileURL(join(FOLDER, `${name}.mjs`)).href)
    return await measurement.default(runnable, args)
  } finally {
    runnable.close()
  }
}
