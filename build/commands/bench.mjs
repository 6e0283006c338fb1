import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { bundleIfStale } from '../bundle-if-stale.mjs'
import { cacheFolder, ROOT } from '../project.mjs'
import { Advice } from '../say.mjs'
import { setUp } from '../set-up/set-up.mjs'

const FOLDER = join(ROOT, 'tests', 'bench')
/** Bundled here, so that packages are still found in the project's node_modules. */
const BUNDLED = join(ROOT, 'out', 'bench')

/**
 * Runs a measurement: `tests/bench/<name>.ts`, whose default export gets an Electron to run and answers an exit status.
 * @param {readonly string[]} args its name, and what it is handed
 * @returns {Promise<number>}
 */
export async function bench([name = '', ...args]) {
  const names = existsSync(FOLDER) ? readdirSync(FOLDER).filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3)) : []
  if (!names.includes(name)) throw new Advice(`Usage: npm run bench -- <name>, where name is one of: ${names.join(', ')}`)
  const runnable = await setUp({ display: 'invisible', onlyOwnPages: true })
  await bundleIfStale()
  try {
    await bundleMeasurement(name)
    /** @type {{ default: (runnable: import('../set-up/set-up.mjs').Runnable & { cache: string }, args: readonly string[]) => Promise<number> }} */
    const measurement = await import(pathToFileURL(join(BUNDLED, `${name}.mjs`)).href)
    return await measurement.default({ ...runnable, cache: cacheFolder() }, args)
  } finally {
    runnable.close()
  }
}

/** @param {string} name */
async function bundleMeasurement(name) {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: join(FOLDER, `${name}.ts`),
      target: 'node20.18',
      outDir: BUNDLED,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'esm', entryFileNames: `${name}.mjs` } },
    },
  })
}
