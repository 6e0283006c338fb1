import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { PACKAGE } from './build/project.mjs'
import { electronBrowser } from './tests/browser/electron-browser.ts'
import { articleServer } from './tests/helpers/article-server.ts'
import { PATIENCE_MS } from './tests/helpers/patience-ms.ts'

const define = { __LECTERN_VERSION__: JSON.stringify(PACKAGE.version) }
const electronSetUp = './build/set-up/electron-for-tests.mjs'

const patience = { expect: { poll: { timeout: PATIENCE_MS } }, setupFiles: ['./tests/helpers/patience.ts'] }

export default defineConfig({
  test: {
    // Counts from before Electron starts, which on a machine that has not read it yet is slow; a project of its own does not take it.
    browser: { connectTimeout: 300_000 },
    projects: [
      {
        define,
        // electron-store imports Electron, which in plain Node would be fetched; it needs none of it with absolute paths.
        resolve: { alias: { electron: fileURLToPath(new URL('tests/helpers/no-electron.ts', import.meta.url)) } },
        test: {
          ...patience,
          name: 'node',
          environment: 'node',
          server: { deps: { inline: ['electron-store'] } },
          include: ['tests/{shared,main,build}/**/*.test.ts'],
          // Most take milliseconds; on a busy machine the same one may take ten times as long, which says nothing of the code.
          testTimeout: 2 * PATIENCE_MS,
          hookTimeout: 2 * PATIENCE_MS,
        },
      },
      {
        // React components in the Chromium that ships: Electron's own.
        define,
        plugins: [react(), articleServer(() => readFileSync(new URL('renderer/public/article.css', import.meta.url), 'utf8'))],
        optimizeDeps: {
          // Found at the start, or Vite would reload the page in the middle of the first run.
          include: ['react', 'react-dom', 'react-dom/client', 'react/jsx-runtime', 'react/jsx-dev-runtime', 'react-aria-components/Button', 'react-aria-components/Menu', 'react-aria-components/Modal', 'react-aria-components/Popover', 'react-aria-components/RadioGroup', 'react-aria-components/Slider', 'react-aria-components/Switch', 'zustand', 'axe-core', 'approx-string-match', 'dompurify', 'fast-check', 'marked'],
        },
        test: {
          ...patience,
          name: 'browser',
          // Some wait for a dozen things one after the other.
          testTimeout: 120_000,
          hookTimeout: 120_000,
          include: ['tests/renderer/**/*.test.{ts,tsx}'],
          globalSetup: [electronSetUp],
          browser: {
            enabled: true,
            provider: electronBrowser(),
            instances: [{ browser: 'chromium' }],
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
          },
        },
      },
      {
        define,
        test: {
          ...patience,
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.spec.ts'],
          globalSetup: [electronSetUp],
          fileParallelism: false,
          // Some force hundreds of articles to the disk, some start the app three times: seconds of work, which a busy machine makes many.
          testTimeout: 8 * PATIENCE_MS,
          hookTimeout: 4 * PATIENCE_MS,
        },
      },
    ],
  },
})
