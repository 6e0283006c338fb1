import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { ROOT } from './project.mjs'
import { Advice } from './say.mjs'

/** What the bundles are made from. */
const SOURCES = ['main', 'preload', 'renderer', 'shared', 'build/bundle.mjs', 'package.json', 'package-lock.json']
const STAMP = join(ROOT, 'out', '.bundled')

/**
 * Bundles the app into `out/`, unless no source is newer than the last time. Safe to be called by several at once.
 * @throws {Advice} with the bundler's message when a source is wrong
 */
export async function bundleIfStale() {
  if (isFresh()) return
  await withLock(join(ROOT, '.cache', 'bundle.lock'), async () => {
    if (isFresh()) return
    const seen = fingerprint()
    // Loaded late: Vite is slow to load and may not have been installed when this module was.
    const { bundle } = await import('./bundle.mjs')
    await bundle().catch((error) => {
      throw new Advice(error instanceof Error ? error.message : String(error))
    })
    writeFileSync(STAMP, seen)
  })
}

function isFresh() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint()
}

/** @returns {string} names, sizes and times of all sources: a removed or older file counts as a change too */
function fingerprint() {
  return SOURCES.flatMap((source) => filesIn(join(ROOT, source)))
    .map((file) => {
      const { size, mtimeMs } = statSync(file)
      return `${file} ${size} ${mtimeMs}`
    })
    .join('\n')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesIn(path) {
  if (!existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesIn(join(path, entry.name)))
}
