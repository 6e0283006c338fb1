import { fork } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import type { CleanerProcess } from '../../main/save/cleaner.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** Bundles the cleaner's process as a file that plain Node runs; answers its path. */
export async function bundleCleaner(): Promise<string> {
  const folder = join(ROOT, 'out', 'tests', 'cleaner')
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { input: join(ROOT, 'main', 'save', 'cleaner-process.ts'), output: { entryFileNames: 'cleaner.mjs' } },
    },
  })
  return join(folder, 'cleaner.mjs')
}

/** Starts the cleaner under `child_process`, with a limit of memory in MB. */
export function forkCleanerProcess(script: string, memory = 512): CleanerProcess {
  const child = fork(script, [], { execArgv: [`--max-old-space-size=${memory}`], serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  return {
    post: (message) => void (child.connected && child.send(message as object)),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  }
}
