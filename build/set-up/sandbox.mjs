import { statSync } from 'node:fs'
import { join } from 'node:path'
import { outputOf } from '../child.mjs'
import { isRoot } from '../project.mjs'
import { Advice, say } from '../say.mjs'

/**
 * Switches for Chromium's sandbox: none wherever it works. Root can't have it. Elsewhere on Linux it needs user namespaces,
 * which some systems forbid to programs that were unpacked rather than installed.
 * @param {import('./electron.mjs').Electron} electron
 * @param {{ onlyOwnPages: boolean, quiet: boolean }} use tests open only pages of our own, and so may run without; `quiet` says nothing
 * @returns {string[]}
 * @throws {Advice} when a person would read strangers' pages without a sandbox and did not ask for it
 */
export function sandboxSwitches(electron, { onlyOwnPages, quiet }) {
  if (process.platform !== 'linux') return []
  if (isRoot()) {
    if (!quiet) say('Running as root, so without Chromium’s sandbox; as an ordinary user Lectern has it.')
    return ['--no-sandbox']
  }
  if (hasUserNamespaces() || hasSetuidHelper(electron)) return []
  if (onlyOwnPages || process.env['LECTERN_NO_SANDBOX']) {
    if (!quiet) say('This system forbids user namespaces: running without Chromium’s sandbox.')
    return ['--no-sandbox']
  }
  const helper = join(electron.folder, 'chrome-sandbox')
  throw new Advice(
    'This system forbids user namespaces, which Chromium’s sandbox needs. Give it the other kind of sandbox with\n' +
      `  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'\n` +
      'install the deb package, or run without a sandbox with LECTERN_NO_SANDBOX=1.',
  )
}

/** Asks for the same namespaces as Chromium does; a system without `unshare` is given the benefit of the doubt. */
function hasUserNamespaces() {
  if (outputOf('unshare', ['--version']) === undefined) return true
  return outputOf('unshare', ['--user', '--map-root-user', '--net', 'true']) !== undefined
}

/** @param {import('./electron.mjs').Electron} electron */
function hasSetuidHelper(electron) {
  const { uid, mode } = statSync(join(electron.folder, 'chrome-sandbox'), { throwIfNoEntry: false }) ?? { uid: -1, mode: 0 }
  return uid === 0 && (mode & 0o4001) === 0o4001
}
