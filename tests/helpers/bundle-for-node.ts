import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

/** Tests and measurements run in the project's folder; this module may itself be bundled somewhere else. */
const ROOT = process.cwd()

/**
 * Bundles a script so that plain Node can run it as a worker or child process; Electron is left out of it.
 * @param entry relative to the project
 * @returns the bundle's path; inside the project, so that native modules are found
 */
export async function bundleForNode(entry: string): Promise<string> {
  const output = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    resolve: { alias: { electron: path.join(ROOT, 'tests/helpers/no-electron.ts') } },
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: { ssr: path.join(ROOT, entry), write: false, minify: false, target: 'node20', rolldownOptions: { output: { codeSplitting: false } } },
  })
  const chunk = [output].flat().flatMap((one) => ('output' in one ? one.output : []))[0]
  if (chunk?.type !== 'chunk') throw new Error(`${entry} gave no bundle`)
  const folder = path.join(ROOT, '.cache', 'tests')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${path.basename(entry, '.ts')}.mjs`)
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, chunk.code)
  // Several test files may bundle the same script at once; each rename leaves a whole one.
  renameSync(unfinished, file)
  if (!existsSync(file)) throw new Error(`${file} is gone`)
  return file
}
