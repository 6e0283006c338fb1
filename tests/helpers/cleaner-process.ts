import { fork } from 'node:child_process'
import type { CleanerProcess } from '../../main/save/cleaner.ts'
import { bundleForNode } from './bundle-for-node.ts'

/** Bundles the cleaner's process as a file that plain Node runs; answers its path. */
export const bundleCleaner = (): Promise<string> => bundleForNode('main/save/cleaner-process.ts', 'beside')

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
