import { build, createServer } from 'vite'
import { mainConfig, preloadConfig, rendererConfig } from '../bundle.mjs'
import { run } from '../child.mjs'
import { ROOT } from '../project.mjs'
import { setUp } from '../set-up/set-up.mjs'

/**
 * Starts the app with the renderer served by Vite: what changes there appears at once. A change of main or preload is
 * bundled at once and takes effect at the next start.
 * @param {readonly string[]} args handed to the app
 * @returns {Promise<number>} the app's exit status
 */
export async function dev(args) {
  const runnable = await setUp({ display: 'screen' })
  for (const config of [mainConfig(), preloadConfig()]) {
    if (!config) continue
    await build(config)
    await build({ ...config, build: { ...config.build, watch: { skipWrite: false } } })
  }
  const server = await createServer({ ...rendererConfig(), server: { host: '127.0.0.1', port: 0 } })
  await server.listen()
  const address = server.resolvedUrls?.local[0] ?? ''
  const status = await run(runnable.electron.binary, [...runnable.args, ROOT, ...args], { env: { ...runnable.env, LECTERN_DEV_SERVER: address } })
  await server.close()
  runnable.close()
  return status
}
