import { Advice, say } from '../say.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { openDisplay } from './display.mjs'
import { ensureElectron, officialVersion } from './electron.mjs'
import { sandboxSwitches } from './sandbox.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * @typedef {object} Runnable an Electron that can be started here and now
 * @property {import('./electron.mjs').Electron} electron
 * @property {import('./display.mjs').Display['kind'] | 'none'} display
 * @property {NodeJS.ProcessEnv} env the environment to start it with
 * @property {string[]} args the switches to start it with
 * @property {() => void} close ends what was started for it
 */

const NODE_AT_LEAST = [20, 19]

/**
 * Everything that running Lectern from a checkout needs, got when missing: npm packages, an Electron, system libraries,
 * a display. When all is there, it takes a fraction of a second.
 * @param {{ display: 'screen' | 'invisible' | 'none', onlyOwnPages?: boolean }} wish
 * @returns {Promise<Runnable>}
 * @throws {Advice}
 */
export async function setUp({ display, onlyOwnPages = false }) {
  assertNodeVersion(process.versions.node)
  await ensureDependencies()
  const electron = await ensureElectron()
  const libraries = await ensureSystemLibraries(electron.binary)
  if (display !== 'none') announce(electron)
  const sandbox = sandboxSwitches(electron, { onlyOwnPages, quiet: display === 'none' })
  const shown = display === 'none' ? withoutWindows() : await openDisplay(electron, { prefer: display })
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, ...libraries, ...shown.env }
  // Set by some editors' terminals; Electron would run as plain Node.
  delete env['ELECTRON_RUN_AS_NODE']
  return { electron, display: shown.kind, env, args: [...sandbox, ...shown.args], close: shown.close }
}

/**
 * @param {string} version as in `20.19.0`
 * @throws {Advice} when it is too old
 */
export function assertNodeVersion(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = NODE_AT_LEAST
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  throw new Advice(`Lectern needs Node ${NODE_AT_LEAST.join('.')} or newer; this is ${version}.`)
}

/** @param {import('./electron.mjs').Electron} electron */
function announce({ version, origin }) {
  if (origin !== 'fallback') return
  say(`Electron ${version} from npm stands in for ${officialVersion()}, whose download site could not be reached (LECTERN_ELECTRON=official tries again).`)
}

/**
 * The command line makes no window, so on Linux it needs no display. It does need the switch: without one, Electron runs an
 * app's first lines and then ends (33: by a crash) before `ready`. Chromium's own messages would stand among the command's.
 */
function withoutWindows() {
  const args = process.platform === 'linux' ? ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'] : []
  return { kind: /** @type {const} */ ('none'), env: { LECTERN_NO_NATIVE_MENU: '1' }, args, close: () => {} }
}
