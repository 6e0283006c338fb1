import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** What package.json says; only the parts that the build reads. */
export const PACKAGE = /** @type {{ version: string, productName: string, devDependencies: Record<string, string> }} */ (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
)

/**
 * The folder for what is costly to fetch and the same for every checkout. It lies in the user's cache folder, so that
 * deleting `node_modules` keeps it; a user without a writable home gets `.cache` in the checkout instead.
 * @returns {string} an existing, writable folder
 */
export function cacheFolder() {
  for (const folder of [join(userCacheFolder(), 'lectern-build'), join(ROOT, '.cache')]) {
    try {
      mkdirSync(folder, { recursive: true })
      accessSync(folder, constants.W_OK)
      return folder
    } catch {
      // The next one, then.
    }
  }
  throw new Error(`Neither ${userCacheFolder()} nor ${join(ROOT, '.cache')} can be written to.`)
}

function userCacheFolder() {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  if (process.platform === 'win32') return process.env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local')
  return process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache')
}

/** @returns {boolean} whether this process is the superuser, for whom Chromium's sandbox can't be used */
export function isRoot() {
  return process.getuid?.() === 0
}
