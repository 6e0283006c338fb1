import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { browserBarConfig, mainConfig, preloadConfig, rendererConfig } from '../bundle.mjs'
import { ROOT } from '../project.mjs'
import { say } from '../say.mjs'
import { setUp } from '../set-up/set-up.mjs'

/**
 * Starts the app and bundles again what changes: a change in the renderer reloads the window, one in main or preload starts the
 * app anew. It runs from `out/` under its own scheme and policies, as everywhere, so that nothing works in development alone.
 * @param {readonly string[]} args handed to the app
 * @returns {Promise<number>} the app's exit status, once it was closed by hand
 */
export async function dev(args) {
  const runnable = await setUp({ display: 'screen' })
  const words = [...runnable.args, '--remote-debugging-port=0', ROOT, ...args]
  /** @type {Awaited<ReturnType<typeof startApp>> | undefined} */
  let app
  const watchers = await Promise.all([
    watch(rendererConfig(), () => void app?.reload()),
    watch(browserBarConfig(), () => void app?.reload()),
    watch(mainConfig(), () => app?.end()),
    watch(preloadConfig(), () => app?.end()),
  ])
  for (;;) {
    app = startApp(runnable.electron.binary, words, runnable.env)
    const status = await app.ended
    if (status === undefined) continue
    for (const watcher of watchers) await watcher.close()
    runnable.close()
    return status
  }
}

/**
 * Bundles, and again at every change.
 * @param {import('vite').InlineConfig} config
 * @param {() => void} onChange after each bundle but the first
 */
async function watch(config, onChange) {
  // Not emptied: the bar of Lectern's browser lies in the window's folder.
  const watcher = await build({ ...config, build: { ...config.build, emptyOutDir: false, watch: {} } })
  if (!('on' in watcher)) throw new Error('Vite does not watch')
  let isFirst = true
  await new Promise((resolve) => {
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') console.error(event.error.message)
      if (event.code !== 'BUNDLE_END') return
      void event.result.close()
      if (isFirst) resolve(undefined)
      else onChange()
      isFirst = false
    })
  })
  return watcher
}

/**
 * @param {string} binary
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function startApp(binary, args, env) {
  const child = spawn(binary, args, { env, stdio: ['inherit', 'inherit', 'pipe'] })
  let isRestart = false
  /** @type {string | undefined} */
  let endpoint
  createInterface({ input: child.stderr }).on('line', (line) => {
    const found = /DevTools listening on (ws:\S+)/.exec(line)
    if (found) endpoint = found[1]
    else console.error(line)
  })
  return {
    /** @type {Promise<number | undefined>} the exit status; undefined when it ended to be started anew */
    ended: new Promise((resolve) => child.once('exit', (status) => resolve(isRestart ? undefined : (status ?? 1)))),
    end() {
      say('Starting anew.')
      isRestart = true
      child.kill('SIGTERM')
    },
    async reload() {
      if (endpoint === undefined) return
      const browser = await chromium.connectOverCDP(endpoint)
      for (const page of browser.contexts()[0]?.pages() ?? []) await page.reload()
      await browser.close()
    },
  }
}
