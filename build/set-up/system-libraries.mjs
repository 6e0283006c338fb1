import { spawnSync } from 'node:child_process'
import { isInstalled } from '../child.mjs'
import { isRoot } from '../project.mjs'
import { Advice, say } from '../say.mjs'
import { aptGet, namesHere } from './apt.mjs'
import { librariesWithoutRoot } from './libraries-without-root.mjs'

/** What Electron needs of Debian and Ubuntu, by the names of newer and older releases; all else follows by dependency, fonts included. */
const PACKAGES = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libgbm1'], ['libasound2t64', 'libasound2']]

/**
 * Makes sure that the system libraries Electron is linked with can be loaded (Linux only; elsewhere they are part of the
 * system). On Debian and Ubuntu root installs what is missing; another user gets them unpacked into the cache folder.
 * @param {string} binary Electron's
 * @returns {Promise<Record<string, string>>} environment variables that Electron must be started with
 * @throws {Advice} with the command to run, when they can't be had
 */
export async function ensureSystemLibraries(binary) {
  const missing = process.platform === 'linux' ? missingLibraries(binary) : []
  if (missing.length === 0) return {}
  const lacking = `Electron needs system libraries that are missing here: ${missing.join(', ')}.`
  if (!isInstalled('apt-get')) throw new Advice(`${lacking} Install GTK 3, NSS, GBM and ALSA.`)
  if (isRoot()) {
    await installPackages(PACKAGES)
    if (missingLibraries(binary).length === 0) return {}
  } else {
    const environment = await librariesWithoutRoot(PACKAGES)
    if (environment && missingLibraries(binary, environment).length === 0) return environment
  }
  throw new Advice(`${lacking} Run:\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${namesHere(PACKAGES).join(' ')}`)
}

/**
 * Installs packages with apt; needs root.
 * @param {readonly (readonly string[])[]} packages each with its names, newest first
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function installPackages(packages) {
  await aptGet(['update'])
  const names = namesHere(packages)
  say(`Installing system packages: ${names.join(' ')}`)
  return aptGet(['install', '-y', '--no-install-recommends', ...names])
}

/**
 * @param {string} binary
 * @param {Record<string, string>} [environment]
 * @returns {string[]} the shared libraries that the loader does not find
 */
function missingLibraries(binary, environment = {}) {
  // Its exit status says nothing: it is the list that is wanted.
  const { stdout } = spawnSync('ldd', [binary], { encoding: 'utf8', env: { ...process.env, ...environment } })
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}
