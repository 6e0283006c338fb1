import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../lock.mjs'
import { runNpm } from '../npm.mjs'
import { ROOT } from '../project.mjs'
import { Advice, say } from '../say.mjs'

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }> }} Lock */

/**
 * Makes `node_modules` hold what package-lock.json says. The stamp lies inside `node_modules`, which `npm ci` empties
 * first: an interrupted installation has none and is done again. An `npm install` by hand that gave the same is taken as well.
 * @throws {Advice} when npm fails
 */
export async function ensureDependencies() {
  if (isStamped()) return
  if (isInstalledByHand()) return writeFileSync(stampFile(), stamp())
  await withLock(join(ROOT, '.cache', 'dependencies.lock'), async () => {
    if (isStamped()) return
    say('Installing what package-lock.json says (npm ci)…')
    // No package that Lectern uses needs its install script: the native one brings prebuilt binaries.
    const status = await runNpm(['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--loglevel=error'])
    if (status !== 0) throw new Advice('npm ci failed (see above). Is the npm registry reachable? Try again with: npm ci')
    writeFileSync(stampFile(), stamp())
  })
}

/**
 * What an installation depends on: the lock file, the platform and Node's binary interface.
 * @param {string} [lock] the lock file's text
 * @returns {string}
 */
export function stamp(lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) {
  return createHash('sha256').update(`${lock}\n${process.platform}-${process.arch}-${process.versions.modules}`).digest('hex')
}

/**
 * @param {Lock} wanted package-lock.json
 * @param {Lock} found what npm leaves in `node_modules` at the end of an installation
 * @param {{ platform: string, arch: string }} machine
 * @returns {boolean} whether all is there that this machine needs, in the wanted versions
 */
export function holds(wanted, found, { platform, arch } = process) {
  return Object.entries(wanted.packages).every(([path, { version, optional, os, cpu, libc }]) => {
    // An optional package that names no platform belongs to another optional one (WebAssembly's stand-ins).
    if (path === '' || (optional && !os && !cpu) || (os && !os.includes(platform)) || (cpu && !cpu.includes(arch)) || (libc && !libc.includes('glibc'))) return true
    return found.packages[path]?.version === version
  })
}

function isInstalledByHand() {
  try {
    return holds(readLock('package-lock.json'), readLock(join('node_modules', '.package-lock.json')))
  } catch {
    return false
  }
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readLock(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
}

function isStamped() {
  return existsSync(stampFile()) && readFileSync(stampFile(), 'utf8') === stamp()
}

function stampFile() {
  return join(ROOT, 'node_modules', '.lectern-stamp')
}
