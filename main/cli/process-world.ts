import { setMaxListeners } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import type { CliWorld } from '../cli.ts'

/**
 * The command line's world in a real process. An interrupt asks the command to end; a reader of stdout that goes away
 * (`| head`) is no error.
 * @param onInterrupt calls what it is given at each interrupt; by default at SIGINT and SIGTERM, of which the second
 *   ends the process
 */
export function processWorld(
  more: Pick<CliWorld, 'openApi' | 'version'>,
  onInterrupt: (interrupt: () => void) => void = onSignals,
): CliWorld & {
  /** Resolves when all that was written has left the process, with whether it did: a full disk takes no output. */
  flush(): Promise<boolean>
} {
  const interrupt = new AbortController()
  // Everything that a command saves at the same time listens to it, which Node would take for a leak, and say so.
  setMaxListeners(0, interrupt.signal)
  onInterrupt(() => {
    interrupt.abort()
  })
  const stderr = lines(process.stderr)
  const stdout = lines(process.stdout, (error) => stderr.write(`lectern: not all of the output could be written (${error.code ?? error.message})`))
  let shown = ''
  const clear = (): void => {
    if (shown !== '') process.stderr.write('\r\u001b[K')
    shown = ''
  }
  const showProgress = (line: string): void => {
    clear()
    shown = line.slice(0, Math.max(1, (process.stderr.columns || 80) - 1))
    process.stderr.write(shown)
  }
  return {
    ...more,
    stdout: (text) => {
      if (process.stdout.isTTY) clear()
      stdout.write(text)
    },
    stderr: (text) => {
      clear()
      stderr.write(text)
    },
    readFile: (path) => readFile(path),
    readStdin,
    env: process.env,
    cwd: process.cwd(),
    signal: interrupt.signal,
    stdoutIsTerminal: process.stdout.isTTY === true,
    ...(process.stderr.isTTY ? { showProgress } : {}),
    flush: async () => {
      await stdout.flush()
      await stderr.flush()
      return !stdout.failed()
    },
  }
}

function onSignals(interrupt: () => void): void {
  let interrupted = false
  const take = (): void => {
    if (interrupted) process.exit(1)
    interrupted = true
    interrupt()
  }
  process.on('SIGINT', take).on('SIGTERM', take)
}

function lines(stream: Writable, onFailure: (error: NodeJS.ErrnoException) => void = () => undefined) {
  let open = true
  let failed = false
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && !failed) {
      failed = true
      process.exitCode = 1
      onFailure(error)
    }
    open = false
  })
  return {
    write: (text: string): void => {
      if (open) stream.write(`${text}\n`)
    },
    failed: () => failed,
    flush: () =>
      new Promise<void>((resolve) => {
        if (!open) resolve()
        else
          stream.write('', () => {
            resolve()
          })
      }),
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
