import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

/** Tests and measurements run in the project's folder; this module may itself be bundled somewhere else. */
const ROOT = process.cwd()
const A_DAY = 86_400_000

/**
 * Bundles a script so that plain Node can run it as a worker or child process; Electron is left out of it.
 * @param entry relative to the project
 * @param packages whether npm packages go into it, or are found beside it: jsdom reads files of its own, which no bundle has
 * @returns the bundle's path; inside the project, so that native modules are found
 */
export async function bundleForNode(entry: string, packages: 'inside' | 'beside' = 'inside'): Promise<string> {
  const output = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    resolve: { alias: { electron: path.join(ROOT, 'tests/helpers/no-electron.ts') } },
    ssr: packages === 'inside' ? { noExternal: true, external: ['@photostructure/sqlite'] } : {},
    build: { ssr: path.join(ROOT, entry), write: false, minify: false, target: 'node20', rolldownOptions: { output: { codeSplitting: false } } },
  })
  const chunk = [output].flat().flatMap((one) => ('output' in one ? one.output : []))[0]
  if (chunk?.type !== 'chunk') throw new Error(`${entry} gave no bundle`)
  const folder = path.join(ROOT, '.cache', 'tests')
  mkdirSync(folder, { recursive: true })
  const name = path.basename(entry, '.ts')
  // Named by its content: a run that is under way keeps its own bundle whatever is changed meanwhile.
  const file = path.join(folder, `${name}-${createHash('sha256').update(chunk.code).digest('hex').slice(0, 12)}.mjs`)
  if (existsSync(file)) return file
  for (const old of readdirSync(folder)) {
    const stale = old.startsWith(`${name}-`) && Date.now() - statSync(path.join(folder, old)).mtimeMs > A_DAY
    if (stale) rmSync(path.join(folder, old), { force: true })
  }
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, chunk.code)
  // Several test files may bundle the same script at once; each rename leaves a whole one.
  renameSync(unfinished, file)
  return file
}
