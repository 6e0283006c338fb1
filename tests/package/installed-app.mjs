// What `npm run test:dist` looks at, with Lectern installed from its deb. Driven over Chromium's debugging port: Playwright's
// Electron driver needs Node's inspector, which the fuses of a package switch off.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { openDisplay } from '../../build/set-up/display.mjs'
import { readFuseWire } from '../../build/set-up/fuse-wire.mjs'

/** As set in electron-builder.yml, in the wire's order: see docs/security.md. */
const FUSES = '01001100'
const TITLE = 'The reading desk in the north window'
const SENTENCE = 'A lectern holds the book so that both hands are free to turn the page and to write.'
const PAGE = `<!doctype html><html lang="en"><head><title>${TITLE}</title></head><body><nav>Home Shop</nav><article><h1>${TITLE}</h1>
${`<p>${SENTENCE} It stood by the window because the light came from there, and because the draught kept readers awake.</p>`.repeat(8)}
</article></body></html>`

/**
 * @param {{ user: { name: string, uid: number, gid: number, home: string }, remove: () => Promise<void> }} about the ordinary user
 *   to run it as; what removes the package
 * @returns {Promise<number>} 0 when all went well
 */
export async function testInstalledApp({ user, remove }) {
  const library = join(user.home, 'library')
  const display = await openDisplay({ folder: '', binary: '', version: PLAIN, origin: 'override' }, { prefer: 'invisible' })
  const env = { PATH: '/usr/bin:/bin', HOME: user.home, LANG: 'C.UTF-8', LECTERN_LIBRARY: library, ...display.env }
  const as = { uid: user.uid, gid: user.gid, cwd: user.home, env }
  let passed = 0
  /** @param {string} name @param {() => unknown} work */
  const check = async (name, work) => {
    await work()
    passed++
    console.log(`ok: ${name}`)
  }

  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE))
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/desk`
  let app
  try {
    await check('the fuses are set', () => assert.equal(readFuseWire('/opt/Lectern/lectern'), FUSES))
    app = await startApp(as)
    const { page, child } = app
    await check('an article is saved', async () => {
      await page.getByRole('textbox', { name: 'Address to save' }).fill(address)
      await page.getByRole('button', { name: 'Save article' }).click()
      await page.getByRole('list', { name: 'Articles' }).getByText(TITLE).first().waitFor({ timeout: 30_000 })
    })
    await new Promise((resolve) => server.close(resolve))
    await check('it is read with the server gone', async () => {
      await page.getByRole('list', { name: 'Articles' }).getByText(TITLE).first().click()
      await page.getByRole('region', { name: 'Reader' }).or(page.getByRole('article', { name: 'Reader' })).first().waitFor()
      const texts = async () => (await Promise.all(page.frames().map((frame) => frame.locator('body').innerText().catch(() => '')))).join()
      await until(async () => (await texts()).includes(SENTENCE))
    })
    await check('the sandbox is on', () => assertSandboxed(user.uid))
    await check('the app ends when asked', async () => {
      child.kill('SIGTERM')
      await until(() => child.exitCode !== null || child.signalCode !== null)
    })
    await check('the command line needs no display', () => {
      const { DISPLAY: _, ...bare } = /** @type {Record<string, string>} */ (env)
      const { stdout, stderr, status } = spawnSync('/usr/bin/lectern', ['list', '--json'], { ...as, env: bare, encoding: 'utf8', timeout: 30_000 })
      assert.equal(status, 0, stderr)
      assert.match(stdout, new RegExp(TITLE))
    })
    await remove()
    await check('removing the package removes the program', () => {
      assert.equal(existsSync('/opt/Lectern'), false)
      assert.equal(existsSync('/usr/bin/lectern'), false)
    })
    await check('removing the package leaves the library', () => {
      const saved = readdirSync(library, { recursive: true }).map(String).filter((path) => path.endsWith('article.html'))
      assert.ok(saved.some((path) => readFileSync(join(library, path), 'utf8').includes(SENTENCE)))
    })
    console.log(`${passed} passed, 0 failed`)
    return 0
  } catch (error) {
    console.error(error)
    await app?.page.screenshot({ path: shotPath() }).then(() => console.error(`See ${shotPath()}`), () => {})
    console.log(`${passed} passed, 1 failed`)
    return 1
  } finally {
    app?.child.kill('SIGKILL')
    server.close()
    display.close()
  }
}

/** A version that display.mjs knows nothing special of: the package is tried on a real X server only. */
const PLAIN = '0.0.0'

/** Starts the app and connects to its window. @param {{ uid: number, gid: number, cwd: string, env: NodeJS.ProcessEnv }} as */
async function startApp(as) {
  const child = spawn('/opt/Lectern/lectern', ['--remote-debugging-port=0'], { ...as, stdio: ['ignore', 'ignore', 'pipe'] })
  const endpoint = await new Promise((resolve, reject) => {
    const lines = createInterface({ input: child.stderr })
    /** @type {string[]} */
    const seen = []
    lines.on('line', (line) => {
      seen.push(line)
      const found = /DevTools listening on (ws:\S+)/.exec(line)
      if (found) resolve(found[1])
    })
    child.once('exit', () => reject(new Error(`The app ended at once:\n${seen.join('\n')}`)))
    setTimeout(() => reject(new Error(`The app did not come up:\n${seen.join('\n')}`)), 30_000).unref()
  })
  const browser = await chromium.connectOverCDP(endpoint)
  await until(() => browser.contexts()[0]?.pages()[0] !== undefined)
  const page = browser.contexts()[0]?.pages()[0]
  if (!page) throw new Error('The app opened no window')
  return { child, page }
}

/**
 * No process of the user's runs with the sandbox off, and the window's is confined by a system call filter.
 * @param {number} uid
 */
function assertSandboxed(uid) {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, 'utf8')
        // Chromium's children write their words over with spaces between them.
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/)
        return new RegExp(`^Uid:\\s+${uid}\\s`, 'm').test(status) ? [{ status, command }] : []
      } catch {
        return []
      }
    })
  assert.ok(processes.every(({ command }) => !command.includes('--no-sandbox')))
  const renderers = processes.filter(({ command }) => command.includes('--type=renderer'))
  assert.ok(renderers.length > 0)
  assert.ok(renderers.every(({ status }) => /^Seccomp:\s+2$/m.test(status)))
}

/** @param {() => unknown} condition */
async function until(condition) {
  const end = Date.now() + 20_000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not within 20 s: ${String(condition)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function shotPath() {
  const folder = new URL('../../test-results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  return new URL('dist.png', folder).pathname
}
