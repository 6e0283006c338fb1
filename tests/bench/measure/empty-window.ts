import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** The baseline app's folder: a window in which React says hello. */
const EMPTY_APP = join(process.cwd(), 'tests', 'bench', 'empty-app')

/** How to start the empty window: Electron's arguments and what to add to the environment. */
export interface EmptyWindow {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Builds the empty window's page into a folder, in which it keeps its profile too. */
export async function buildEmptyWindow(folder: string): Promise<EmptyWindow> {
  const page = join(folder, 'empty-page')
  await build({
    configFile: false,
    root: EMPTY_APP,
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir: page, emptyOutDir: true, target: 'chrome130' },
  })
  return { words: [EMPTY_APP, `--user-data-dir=${join(folder, 'empty-data')}`], env: { BENCH_EMPTY_PAGE: page } }
}
