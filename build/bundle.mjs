import react from '@vitejs/plugin-react'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { confWithoutSchemas } from './conf-without-schemas.mjs'
import { firstFrameBudget } from './first-frame-budget.mjs'
import { jsdomInOneFile } from './jsdom-in-one-file.mjs'
import { PACKAGE, ROOT } from './project.mjs'

/** The oldest Electron that Lectern runs on is 33; newer syntax is lowered to what it knows. */
const NODE_TARGET = 'node20.18'
const CHROMIUM_TARGET = 'chrome130'

/** Never bundled: Electron itself, and native code, which must stay a file. */
const EXTERNAL = ['electron', '@photostructure/sqlite']

/** Entries of the main process and of the processes and threads that it starts, by the name they have in `out/main`. */
const MAIN_ENTRIES = {
  main: join(ROOT, 'main/main.ts'),
  cleaner: join(ROOT, 'main/save/cleaner-process.ts'),
  'index-worker': join(ROOT, 'main/library/index/index-worker.ts'),
}

/** The folders in `out/` that a bundle is made of. */
const PARTS = ['main', 'preload', 'renderer']
const OUT = join(ROOT, 'out')

/**
 * Bundles main, preload and renderer into `out/`. They are made beside the old ones and take their place at the end, all at
 * once and only when all went well: a test or an app that runs from `out/` meanwhile never finds it half empty.
 */
export async function bundle() {
  const room = join(OUT, `.making-${process.pid}`)
  const { NODE_ENV } = process.env
  // A test runner that bundles has set it to `test`, and React would come in its slow and large development form.
  process.env['NODE_ENV'] = 'production'
  try {
    await Promise.all([mainConfig(room), preloadConfig(room), rendererConfig(room)].map((config) => build(config)))
    await build(browserBarConfig(room))
    for (const part of PARTS) replace(join(room, part), join(OUT, part), join(room, `old-${part}`))
  } finally {
    rmSync(room, { recursive: true, force: true })
    if (NODE_ENV === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = NODE_ENV
  }
}

/**
 * @param {string} made what takes the place
 * @param {string} place
 * @param {string} aside where the old one goes
 */
function replace(made, place, aside) {
  if (existsSync(place)) renameSync(place, aside)
  renameSync(made, place)
}

/** Rolldown tells which plugins take time; nobody asked. */
const QUIET = { checks: { pluginTimings: false } }

/** What all three have in common. @type {import('vite').InlineConfig} */
const COMMON = {
  configFile: false,
  envDir: false,
  logLevel: 'warn',
  mode: 'production',
  define: { __LECTERN_VERSION__: JSON.stringify(PACKAGE.version) },
}

/** @returns {import('vite').InlineConfig} */
export function mainConfig(out = OUT) {
  return {
    ...COMMON,
    root: join(ROOT, 'main'),
    plugins: [confWithoutSchemas(), jsdomInOneFile(), firstFrameBudget({ module: /[\\/]main[\\/]start-desktop\.ts$/, kilobytes: 30 })],
    publicDir: false,
    ssr: { noExternal: true, target: 'node' },
    resolve: { conditions: ['node', 'import', 'default'], mainFields: ['module', 'main'] },
    build: {
      ssr: true,
      target: NODE_TARGET,
      outDir: join(out, 'main'),
      emptyOutDir: true,
      minify: true,
      sourcemap: true,
      rolldownOptions: {
        ...QUIET,
        input: MAIN_ENTRIES,
        external: EXTERNAL,
        // CommonJS and minified, because main's own start is on the way to the first frame: linking ES modules, scanning
        // the CommonJS packages they import and parsing twice the text took about 100 ms more (measured).
        // Strict, as the modules are. Left to itself the bundler writes CommonJS that is not, and there a page that jsdom parsed was
        // kept until the engine looked through all its memory, and copied meanwhile (measured).
        output: { format: 'cjs', strict: true, entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[name].cjs' },
      },
    },
  }
}

/**
 * A sandboxed preload must be one CommonJS file.
 * @returns {import('vite').InlineConfig}
 */
export function preloadConfig(out = OUT) {
  return {
    ...COMMON,
    root: join(ROOT, 'preload'),
    publicDir: false,
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: CHROMIUM_TARGET,
      outDir: join(out, 'preload'),
      emptyOutDir: true,
      minify: false,
      sourcemap: 'inline',
      rolldownOptions: {
        ...QUIET,
        input: { preload: join(ROOT, 'preload/preload.ts') },
        external: EXTERNAL,
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  }
}

/** @returns {import('vite').InlineConfig} */
export function rendererConfig(out = OUT) {
  return pageConfig({
    root: join(ROOT, 'renderer'),
    outDir: join(out, 'renderer'),
    // Of these, React is 215, and 4 understand the search text, which is looked at as it is typed.
    plugins: [firstFrameBudget({ module: /[\\/]renderer[\\/]main\.tsx$/, kilobytes: 350 })],
    // What the first frame needs is one file, but for the kilobyte that the bundler keeps apart: each file more is one
    // question more to main while it starts.
    output: { codeSplitting: { groups: [{ name: 'first-frame', test: /[\\/]renderer[\\/]main\.tsx$/ }] } },
  })
}

/**
 * The bar of Lectern's browser, a page of its own. Made apart, so that what it shares with the window does not split the
 * window's file.
 * @returns {import('vite').InlineConfig}
 */
export function browserBarConfig(out = OUT) {
  return pageConfig({ root: join(ROOT, 'renderer', 'browser'), outDir: join(out, 'renderer', 'browser'), publicDir: false })
}

/**
 * @param {{ root: string, outDir: string, publicDir?: false, plugins?: import('vite').Plugin[], output?: import('rolldown').OutputOptions }} page
 * @returns {import('vite').InlineConfig}
 */
function pageConfig({ root, outDir, publicDir, plugins = [], output = {} }) {
  return {
    ...COMMON,
    root,
    base: './',
    plugins: [react(), ...plugins],
    ...(publicDir === undefined ? {} : { publicDir }),
    build: {
      target: CHROMIUM_TARGET,
      cssTarget: CHROMIUM_TARGET,
      outDir,
      emptyOutDir: true,
      sourcemap: true,
      // Inlined files would be data: addresses, and the polyfill an inline script; the content security policy allows neither.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      cssCodeSplit: false,
      rolldownOptions: { ...QUIET, output },
    },
  }
}
