import { spawnSync } from 'node:child_process'
import { isInstalled, outputOf, run } from '../child.mjs'
import { isRoot } from '../project.mjs'
import { Advice, say } from '../say.mjs'
import { librariesWithoutRoot } from './libraries-without-root.mjs'

/** What Electron needs of Debian and Ubuntu; all else follows by dependency, fonts included. Newer releases have the t64 names. */
const PACKAGES = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libgbm1'],
  ['libasound2', 'libasound2t64'],
]

/**
 * Makes sure that the system libraries Electron is linked with can be loaded (Linux only; elsewhere they are part of the
 * system). On Debian and Ubuntu root installs what is missing; another user gets them unpacked into the cache folder.
 * @param {string} binary Electron's
 * @returns {Promise<Record<string, string>>} environment variables that Electron must be started with
 * @throws {Advice} with the command to run, when they can't be had
 */
export async function ensureSystemLibraries(binary) {
  if (process.platform !== 'linux' || missingLibraries(binary).length === 0) return {}
  const missing = missingLibraries(binary)
  if (!isInstalled('apt-get')) {
    throw new Advice(`Electron needs system libraries that are missing here: ${missing.join(', ')}. Install GTK 3, NSS, GBM and ALSA.`)
  }
  const packages = aptNames()
  if (isRoot()) {
    await installPackages(packages)
    if (missingLibraries(binary).length === 0) return {}
  } else {
    const environment = await librariesWithoutRoot(packages)
    if (environment && missingLibraries(binary, environment).length === 0) return environment
  }
  throw new Advice(
    `Electron needs system libraries that are missing here: ${missing.join(', ')}. Run:\n` +
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
  )
}

/**
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} whether apt-get installed them
 */
export async function installPackages(packages) {
  say(`Installing system packages: ${packages.join(' ')}`)
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  const brief = ['-qq', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=15', '-o', 'DPkg::Lock::Timeout=120']
  await run('apt-get', [...brief, 'update'], options)
  return (await run('apt-get', [...brief, 'install', '-y', '--no-install-recommends', ...packages], options)) === 0
}

/**
 * @param {string} binary
 * @param {Record<string, string>} [environment]
 * @returns {string[]} the shared libraries that the loader does not find
 */
function missingLibraries(binary, environment = {}) {
  // Not outputOf: ldd fails when a library is missing, and its list is wanted just then.
  const { stdout } = spawnSync('ldd', [binary], { encoding: 'utf8', env: { ...process.env, ...environment } })
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
}

/** @returns {string[]} of each package, the name that this release has */
function aptNames() {
  return PACKAGES.map(([name = '', newer]) => (newer && outputOf('apt-cache', ['show', '--no-all-versions', newer]) ? newer : name))
}
