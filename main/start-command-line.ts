import { app } from 'electron'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../shared/errors.ts'
import type { Desktop } from './api.ts'
import { runCli } from './cli.ts'
import { libraryFolder } from './library-folder.ts'
import { openLog } from './log.ts'
import { openLectern } from './open-lectern.ts'
import { connectRemote, openSharedApi } from './remote.ts'
import type { OpenedApi } from './remote.ts'
import { openSettings } from './settings.ts'

/** Milliseconds to go on trying when the library changes hands. */
const PATIENCE = 20_000

/** Runs one command without a window, on the library itself or through the Lectern that has it open. */
export function startCommandLine(args: readonly string[]): void {
  // Chromium keeps files even without a window; apart from the app's own, so that both can run at once.
  const scratch = mkdtempSync(join(tmpdir(), 'lectern-'))
  app.setPath('sessionData', scratch)
  app.disableHardwareAcceleration()
  app.dock?.hide()
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }))
  void app.whenReady().then(async () => app.exit(await run(args)))
}

async function run(args: readonly string[]): Promise<number> {
  try {
    return await runCli(args, {
      openApi: async (folder) => openApi(libraryFolder(folder)),
      stdout: (line) => process.stdout.write(`${line}\n`),
      stderr: (line) => process.stderr.write(`${line}\n`),
      readFile,
      readStdin,
      env: process.env,
      cwd: process.cwd(),
      version: app.getVersion(),
    })
  } catch (thrown) {
    process.stderr.write(`lectern: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`)
    return 1
  }
}

/** The library itself when it is free, else through the Lectern that has it open; it may change hands meanwhile. */
async function openApi(folder: string): Promise<OpenedApi> {
  const userData = app.getPath('userData')
  const settings = openSettings(userData, () => undefined)
  const log = openLog(join(userData, 'logs', 'lectern.log'))
  const own = () => openLectern({ folder, settings, desktop: noDesktop, log, wait: 0, emit: () => undefined, sample: false })
  return openSharedApi({ own, connect: () => connectRemote(folder), waitMs: PATIENCE })
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const noDesktop: Desktop = {
  chooseFiles: async () => [],
  openOutside: () => Promise.reject(new Failure({ code: 'invalid-argument', problem: 'no desktop' })),
  showFolder: () => Promise.reject(new Failure({ code: 'invalid-argument', problem: 'no desktop' })),
}
