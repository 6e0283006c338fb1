import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ROOT } from '../../build/project.mjs'

/**
 * Measures cleaning: `npm run bench -- extraction`. Bundles `extraction.ts` and runs it under Node, for the cleaner
 * needs no Electron.
 * @param {unknown} _runnable
 * @param {readonly string[]} args see `extraction.ts`
 * @returns {Promise<number>}
 */
export default async function extraction(_runnable, args) {
  const folder = join(ROOT, 'out', 'bench')
  await build({
    configFile: false,
    logLevel: 'warn',
    root: ROOT,
    publicDir: false,
    ssr: { target: 'node' },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { input: join(ROOT, 'tests', 'bench', 'extraction.ts'), output: { entryFileNames: 'extraction.mjs' } },
    },
  })
  const { measureExtraction } = await import(pathToFileURL(join(folder, 'extraction.mjs')).href)
  return await measureExtraction(args)
}
