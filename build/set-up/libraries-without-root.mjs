import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { isInstalled, outputOf } from '../child.mjs'
import { withLock } from '../lock.mjs'
import { cacheFolder } from '../project.mjs'
import { say } from '../say.mjs'
import { aptGet, namesHere } from './apt.mjs'

/**
 * Gets packages' libraries without being root: apt, with lists and archives of its own in the cache folder, downloads them with
 * all that this system lacks of their dependencies, and they are unpacked there instead of installed.
 * @param {readonly (readonly string[])[]} packages each with its names, newest first
 * @returns {Promise<Record<string, string> | undefined>} what a program must be started with to find them; undefined when apt
 *   can't get them
 */
export async function librariesWithoutRoot(packages) {
  const folder = join(cacheFolder(), 'system-libraries')
  if (!isInstalled('dpkg-deb')) return undefined
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(join(folder, '.complete'))) await fetchInto(folder, packages)
  })
  return existsSync(join(folder, '.complete')) ? environmentFor(folder) : undefined
}

/**
 * @param {string} folder
 * @param {readonly (readonly string[])[]} packages
 */
async function fetchInto(folder, packages) {
  say(`Fetching the system libraries that are missing here into ${folder} (50 MB, once; no root needed)…`)
  const room = mkdtempSync(join(cacheFolder(), 'libraries-'))
  try {
    const options = privateApt(room)
    if (!(await aptGet([...options, 'update']))) return
    if (!(await aptGet([...options, 'install', '--download-only', '-y', '--no-install-recommends', ...namesHere(packages, options)]))) return
    const archives = join(room, 'archives')
    const root = join(room, 'root')
    for (const file of readdirSync(archives)) {
      if (file.endsWith('.deb') && outputOf('dpkg-deb', ['-x', join(archives, file), root]) === undefined) return
    }
    rmSync(folder, { recursive: true, force: true })
    renameSync(root, folder)
    finish(folder)
    writeFileSync(join(folder, '.complete'), '')
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}

/**
 * Options that keep apt to a folder of the user's. What is installed is read from the system, so that only the rest is fetched.
 * @param {string} room
 * @returns {string[]}
 */
function privateApt(room) {
  for (const path of ['lists/partial', 'archives/partial']) mkdirSync(join(room, path), { recursive: true })
  const options = {
    'Dir::State::lists': join(room, 'lists'),
    'Dir::Cache': room,
    'Dir::Cache::archives': join(room, 'archives'),
    'Debug::NoLocking': '1',
    // apt otherwise downloads as another user, who has no right to the folder.
    'APT::Sandbox::User': userInfo().username,
  }
  return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
}

/** What the packages' own scripts would have done after installing. @param {string} folder */
function finish(folder) {
  const environment = { ...process.env, ...environmentFor(folder) }
  for (const library of libraryFolders(folder)) {
    const schemas = join(folder, 'usr', 'share', 'glib-2.0', 'schemas')
    spawnSync(join(library, 'glib-2.0', 'glib-compile-schemas'), [schemas], { env: environment })
    const loaders = spawnSync(join(library, 'gdk-pixbuf-2.0', 'gdk-pixbuf-query-loaders'), modulesIn(library), { env: environment, encoding: 'utf8' })
    if (loaders.status === 0) writeFileSync(pixbufCache(folder), loaders.stdout)
  }
  writeFileSync(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts</dir><dir>${join(folder, 'usr', 'share', 'fonts')}</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>\n`,
  )
}

/**
 * @param {string} folder
 * @returns {Record<string, string>}
 */
function environmentFor(folder) {
  const share = join(folder, 'usr', 'share')
  const libraries = libraryFolders(folder).flatMap((library) => [library, join(library, 'nss')])
  return {
    LD_LIBRARY_PATH: joined([...libraries, process.env['LD_LIBRARY_PATH']]),
    XDG_DATA_DIRS: joined([process.env['XDG_DATA_DIRS'] ?? '/usr/local/share:/usr/share', share]),
    ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') }),
    ...(existsSync('/usr/share/X11/xkb') ? {} : { XKB_CONFIG_ROOT: join(share, 'X11', 'xkb') }),
    ...(existsSync(pixbufCache(folder)) ? { GDK_PIXBUF_MODULE_FILE: pixbufCache(folder) } : {}),
  }
}

/**
 * @param {string} folder
 * @returns {string[]} where the unpacked packages keep shared libraries, the folder of the machine's architecture first
 */
function libraryFolders(folder) {
  return ['usr/lib', 'lib'].flatMap((path) => {
    const library = join(folder, path)
    if (!existsSync(library)) return []
    const machine = readdirSync(library).filter((name) => name.endsWith('-linux-gnu')).map((name) => join(library, name))
    return [...machine, library]
  })
}

/** @param {string} library */
function modulesIn(library) {
  const loaders = join(library, 'gdk-pixbuf-2.0', '2.10.0', 'loaders')
  return existsSync(loaders) ? readdirSync(loaders).map((name) => join(loaders, name)) : []
}

/** @param {string} folder */
function pixbufCache(folder) {
  return join(folder, 'pixbuf-loaders.cache')
}

/** @param {readonly (string | undefined)[]} paths */
function joined(paths) {
  return paths.filter(Boolean).join(':')
}
