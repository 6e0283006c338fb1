import { spawn } from 'node:child_process'
import { isInstalled } from '../child.mjs'
import { isRoot } from '../project.mjs'
import { Advice } from '../say.mjs'
import { installPackages } from './system-libraries.mjs'

/**
 * @typedef {object} Display
 * @property {'screen' | 'invisible' | 'headless'} kind `invisible` is Xvfb, `headless` is Chromium without a window system
 * @property {Record<string, string>} env what Electron must be started with
 * @property {string[]} args switches for Electron
 * @property {() => void} close
 */

const XVFB_LIMIT = 10_000

/**
 * A display for Electron's windows. On Linux: the one there is; else Xvfb, which root on Debian installs; else Chromium's
 * own headless platform, which the stand-in Electron 33 has in working order.
 * @param {import('./electron.mjs').Electron} electron
 * @param {{ prefer: 'screen' | 'invisible' }} wish `invisible` takes Xvfb even where there is a screen, so that tests don't
 *   flash windows at the person who runs them; LECTERN_SHOW=1 shows them
 * @returns {Promise<Display>}
 * @throws {Advice} when there is none
 */
export async function openDisplay(electron, { prefer }) {
  if (process.platform !== 'linux') return screen()
  const hasScreen = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
  if (hasScreen && (prefer === 'screen' || process.env['LECTERN_SHOW'] || !isInstalled('Xvfb'))) return screen()
  if (!isInstalled('Xvfb') && isRoot() && isInstalled('apt-get')) await installPackages([['xvfb']])
  if (isInstalled('Xvfb')) {
    const server = await startXvfb()
    if (server) return server
  }
  if (electron.version.startsWith('33.')) return headless()
  throw new Advice('There is no display here. Install Xvfb (Debian, Ubuntu: sudo apt-get install -y xvfb), or set DISPLAY.')
}

/** @returns {Display} */
function screen() {
  return { kind: 'screen', env: {}, args: [], close: () => {} }
}

/**
 * A framed window with a native menu bar crashes Electron 33 on this platform; main leaves the menu away when told so.
 * @returns {Display}
 */
function headless() {
  return { kind: 'headless', env: { LECTERN_NO_NATIVE_MENU: '1' }, args: ['--ozone-platform=headless', '--disable-gpu'], close: () => {} }
}

/**
 * The shell holds Xvfb as long as its stdin is open, which is as long as this process lives, however it ends. Xvfb alone
 * would outlive a killed test run.
 */
const HELD_XVFB = 'Xvfb -displayfd 3 -nolisten tcp -screen 0 1440x960x24 & exec 3>&-; read -r _; kill $!'

/**
 * Starts Xvfb on a free display number of its own choice, without xauth and without a TCP port.
 * @returns {Promise<Display | undefined>} undefined when it does not come up
 */
async function startXvfb() {
  const server = spawn('sh', ['-c', HELD_XVFB], { stdio: ['pipe', 'ignore', 'ignore', 'pipe'] })
  const close = () => void server.stdin?.destroy()
  const number = await firstLine(/** @type {import('node:stream').Readable} */ (server.stdio[3]), XVFB_LIMIT)
  server.unref()
  if (number === undefined) {
    close()
    return undefined
  }
  // Without WAYLAND_DISPLAY: Chromium would prefer the screen it names.
  return { kind: 'invisible', env: { DISPLAY: `:${number}`, WAYLAND_DISPLAY: '' }, args: ['--ozone-platform=x11'], close }
}

/**
 * @param {import('node:stream').Readable} stream
 * @param {number} limit in milliseconds
 * @returns {Promise<string | undefined>} undefined when the stream ends first, or the time
 */
function firstLine(stream, limit) {
  return new Promise((resolve) => {
    let text = ''
    /** @param {string} [line] */
    const end = (line) => {
      clearTimeout(timer)
      stream.destroy()
      resolve(line)
    }
    const timer = setTimeout(end, limit)
    stream.setEncoding('utf8').on('end', () => end()).on('error', () => end())
    stream.on('data', (part) => {
      text += part
      if (text.includes('\n')) end(text.trim())
    })
  })
}
