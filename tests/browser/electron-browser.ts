import { PlaywrightBrowserProvider } from '@vitest/browser-playwright'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication } from 'playwright-core'
import { defineBrowserProvider } from '@vitest/browser'
import type { BrowserProviderOption } from 'vitest/node'

const MAIN = fileURLToPath(new URL('./main.mjs', import.meta.url))

/**
 * Vitest's browser provider that runs component tests in Electron's Chromium: the engine that ships, and no browser to
 * download. All of `vitest/browser` (`page`, `userEvent`, `cdp()`) works as with Playwright's own Chromium.
 */
export function electronBrowser(): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'playwright',
    supportedBrowser: ['chromium'],
    options: {},
    providerFactory: (project) => new ElectronBrowserProvider(project, {}),
  })
}

class ElectronBrowserProvider extends PlaywrightBrowserProvider {
  override supportsParallelism = false
  #profile: string | undefined
  #app: Promise<ElectronApplication> | undefined

  override async openPage(sessionId: string, url: string): Promise<void> {
    this.#profile ??= mkdtempSync(join(tmpdir(), 'lectern-browser-tests-'))
    this.#app ??= launch(this.#profile)
    const app = await this.#app
    const page = await app.firstWindow()
    this.contexts.set(sessionId, app.context())
    this.pages.set(sessionId, page)
    await page.goto(url, { timeout: 0 })
  }

  override async close(): Promise<void> {
    // Emptied first: the inherited way closes pages and contexts one by one, which Electron does not take.
    this.pages.clear()
    this.contexts.clear()
    await super.close()
    await (await this.#app)?.close()
    if (this.#profile !== undefined) rmSync(this.#profile, { recursive: true, force: true })
  }
}

/** Starts Electron with one empty window. */
function launch(profile: string): Promise<ElectronApplication> {
  const { LECTERN_ELECTRON_PATH: executablePath, LECTERN_ELECTRON_ARGS: switches = '', ...env } = process.env
  if (executablePath === undefined) throw new Error('LECTERN_ELECTRON_PATH is not set: the global set-up did not run')
  return _electron.launch({
    executablePath,
    args: [...switches.split(' ').filter(Boolean), `--user-data-dir=${profile}`, MAIN],
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined)),
  })
}
