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
 * Starts Xvfb on a free display number of its own choice, without xauth and without a TCP port.
 * @returns {Promise<Display | undefined>} undefined when it does not come up
 */
function startXvfb() {
  return new Promise((resolve) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', '1440x960x24'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    const close = () => void server.kill('SIGTERM')
    const giveUp = () => {
      clearTimeout(timer)
      close()
      resolve(undefined)
    }
    const timer = setTimeout(giveUp, XVFB_LIMIT)
    server.once('error', giveUp).once('exit', giveUp)
    const answer = /** @type {import('node:stream').Readable} */ (server.stdio[3])
    let number = ''
    answer.setEncoding('utf8').on('data', (text) => {
      number += text
      if (!number.endsWith('\n')) return
      clearTimeout(timer)
      process.once('exit', close)
      server.unref()
      answer.destroy()
      // Without WAYLAND_DISPLAY: Chromium would prefer the screen it names.
      resolve({ kind: 'invisible', env: { DISPLAY: `:${number.trim()}`, WAYLAND_DISPLAY: '' }, args: ['--ozone-platform=x11'], close })
    })
  })
}
