import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isInstalled, outputOf, run } from '../child.mjs'
import { PACKAGE, ROOT, isRoot } from '../project.mjs'
import { Advice, say } from '../say.mjs'
import { dist } from './dist.mjs'

/**
 * Builds the deb, installs it, uses it as an ordinary user would, removes it, and looks whether the library is still there.
 * What is looked at, is in `tests/package/installed-app.mjs`. Needs Debian or Ubuntu and root, and no Lectern installed.
 * @returns {Promise<number>}
 */
export async function testDist() {
  if (!isRoot() || !isInstalled('apt-get') || !isInstalled('useradd')) {
    throw new Advice('test:dist installs and removes a package: run it as root on Debian or Ubuntu (a container will do).')
  }
  if (existsSync('/opt/Lectern')) throw new Advice('Lectern is installed here; test:dist would remove it. Run it elsewhere.')
  const status = await dist(['--quick'])
  if (status !== 0) return status

  const user = makeUser()
  try {
    await apt('install', packagePath())
    /** @type {{ testInstalledApp: (about: { user: User, remove: () => Promise<void> }) => Promise<number> }} */
    const { testInstalledApp } = await import(pathToFileURL(join(ROOT, 'tests', 'package', 'installed-app.mjs')).href)
    return await testInstalledApp({ user, remove: () => apt('remove', 'lectern') })
  } finally {
    if (existsSync('/opt/Lectern')) await apt('remove', 'lectern')
    outputOf('userdel', ['--force', user.name])
    rmSync(user.home, { recursive: true, force: true })
  }
}

/** @returns {string} the deb that was just built */
function packagePath() {
  const file = readdirSync(join(ROOT, 'dist')).find((name) => name.startsWith(`lectern_${PACKAGE.version}_`) && name.endsWith('.deb'))
  if (file === undefined) throw new Advice('No deb was built: dpkg-deb is missing.')
  return join(ROOT, 'dist', file)
}

/** @typedef {{ name: string, uid: number, gid: number, home: string }} User */

/** @returns {User} an ordinary user for this test alone */
function makeUser() {
  const home = mkdtempSync('/tmp/lectern-home-')
  const name = `lectern-test-${process.pid}`
  outputOf('useradd', ['--home-dir', home, '--no-create-home', '--shell', '/bin/sh', name])
  const uid = Number(outputOf('id', ['-u', name]))
  const gid = Number(outputOf('id', ['-g', name]))
  if (!uid) throw new Error('useradd made no user')
  outputOf('chown', [`${uid}:${gid}`, home])
  return { name, uid, gid, home }
}

/**
 * @param {'install' | 'remove'} action
 * @param {string} what
 */
async function apt(action, what) {
  say(`apt-get ${action} ${what}`)
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { stdio: ['ignore', 'ignore', 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  if (action === 'install') await run('apt-get', ['-qq', 'update'], options)
  const status = await run('apt-get', ['-qq', '-y', '--no-install-recommends', action, what], options)
  if (status !== 0) throw new Advice(`apt-get ${action} failed (see above).`)
}
