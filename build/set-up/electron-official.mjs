import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { run } from '../child.mjs'
import { ROOT } from '../project.mjs'
import { say } from '../say.mjs'

const PROBE_LIMIT = 4_000
const DOWNLOAD_LIMIT = 600_000

/**
 * Whether it is worth starting the official download: a mirror is set, or github.com can be connected to, through the
 * proxy if there is one. Takes four seconds at most; a host that swallows packets would cost the download minutes.
 * @returns {Promise<boolean>}
 */
export async function officialIsReachable() {
  const { env } = process
  if (env['ELECTRON_MIRROR'] || env['npm_config_electron_mirror'] || env['NPM_CONFIG_ELECTRON_MIRROR']) return true
  const proxy = env['HTTPS_PROXY'] || env['https_proxy']
  return proxy ? proxyReaches(new URL(proxy)) : connects('github.com', 443)
}

/**
 * Runs Electron's own installer, which checks the download against the package's checksums.
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function installOfficial() {
  say('Downloading Electron…')
  const env = { ...process.env, ELECTRON_GET_USE_PROXY: '1', NODE_USE_ENV_PROXY: '1' }
  const installer = join(ROOT, 'node_modules', 'electron', 'install.js')
  const status = await run(process.execPath, ['--no-warnings', installer], { env, stdio: ['ignore', 2, 2], limit: DOWNLOAD_LIMIT })
  return status === 0
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function connects(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    /** @param {boolean} answer */
    const end = (answer) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    // A timer of our own: the socket's timeout does not cover a name server that never answers.
    const timer = setTimeout(() => end(false), PROBE_LIMIT)
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}

/**
 * @param {URL} proxy
 * @returns {Promise<boolean>} whether the proxy opens a tunnel to github.com
 */
function proxyReaches(proxy) {
  return new Promise((resolve) => {
    const asked = request({ host: proxy.hostname, port: proxy.port || 80, method: 'CONNECT', path: 'github.com:443' })
    /** @param {boolean} answer */
    const end = (answer) => {
      clearTimeout(timer)
      asked.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => end(false), PROBE_LIMIT)
    asked.once('connect', (response) => end(response.statusCode === 200))
    asked.once('response', () => end(false)).once('error', () => end(false))
    asked.end()
  })
}
