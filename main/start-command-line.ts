import { Menu, app } from 'electron'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../shared/errors.ts'
import type { Desktop } from './api.ts'
import { NO_BROWSER } from './browser.ts'
import { runCli } from './cli.ts'
import type { HowToOpen } from './cli.ts'
import { processWorld } from './cli/process-world.ts'
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
  // Electron would show these in a dialog, which without a display ends in a process that never ends.
  process.on('uncaughtException', endWithFault).on('unhandledRejection', endWithFault)
  app.setPath('sessionData', scratchFolder())
  app.disableHardwareAcceleration()
  app.dock?.hide()
  // Pages may be rendered in hidden windows: the command does not end with them, and a menu none of them shall have.
  app.on('window-all-closed', () => undefined)
  Menu.setApplicationMenu(null)
  void app.whenReady().then(async () => {
    const opening = { openApi: (folder?: string, how?: HowToOpen) => openApi(folder, how), version: app.getVersion() }
    const world = processWorld(opening, onQuit)
    const status = await runCli(args, world)
    const isWhole = await world.flush()
    app.exit(isWhole || status !== 0 ? status : 1)
  })
}

/** Electron takes the signals for itself and answers the first one by quitting, the second one by dying. */
function onQuit(interrupt: () => void): void {
  app.on('before-quit', (event) => {
    event.preventDefault()
    interrupt()
  })
}

function endWithFault(fault: unknown): void {
  process.stderr.write(`lectern: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`)
  app.exit(1)
}

/**
 * Where Chromium keeps its files, which it does even without a window: apart from the app's own, so that both can run at
 * once. It writes until its last moment, so that only the next command can clear away what this one leaves.
 */
function scratchFolder(): string {
  const all = join(app.getPath('userData'), 'command-line')
  mkdirSync(all, { recursive: true })
  for (const name of readdirSync(all)) {
    if (isRunning(Number(name))) continue
    try {
      rmSync(join(all, name), { recursive: true, force: true })
    } catch {
      // A process of the one that just ended still writes there: the next command clears it.
    }
  }
  return join(all, String(process.pid))
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The library itself when it is free, else through the Lectern that has it open; it may change hands meanwhile. */
async function openApi(given: string | undefined, { beginNew = false }: HowToOpen = {}): Promise<OpenedApi> {
  const userData = app.getPath('userData')
  const settings = openSettings(userData, () => undefined)
  const folder = libraryFolder(settings.library(), given)
  const log = openLog(join(userData, 'logs', 'lectern.log'))
  const own = () => openLectern({ folder, settings, desktop: noDesktop, log, wait: 0, emit: () => undefined, withWindow: false, beginNew })
  return openSharedApi({ own, connect: () => connectRemote(folder), waitMs: PATIENCE })
}

const noDesktop: Desktop = {
  choose: async () => [],
  drawSvg: () => Promise.reject(new Failure({ code: 'invalid-argument', problem: 'no desktop' })),
  openOutside: () => Promise.reject(new Failure({ code: 'invalid-argument', problem: 'no desktop' })),
  showArticle: () => Promise.reject(new Failure({ code: 'invalid-argument', problem: 'no desktop' })),
  browser: NO_BROWSER,
  showMenu: () => undefined,
  keepStart: () => undefined,
  showFolder: () => Promise.reject(new Failure({ code: 'invalid-argument', problem: 'no desktop' })),
}
