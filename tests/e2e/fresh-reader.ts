import { execFile } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach } from 'vitest'
import { startSite } from '../helpers/site.ts'
import type { Page as SitePage, Site } from '../helpers/site.ts'
import { keepEvidence } from './evidence.ts'
import { CLOSING_MS, LECTERN, electronPath, electronSwitches, launch, windowOf } from './lectern.ts'
import type { RunningLectern, Size, Started } from './lectern.ts'

/** A command of the command line that ended. */
export interface CommandResult {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
  /** stdout's lines as JSON. */
  readonly lines: readonly Record<string, unknown>[]
}

/** Somebody with a library of their own, on a machine of their own. */
export interface Reader {
  /** Where their library lies. */
  readonly library: string
  /** Where the app keeps its settings and its index. */
  readonly userData: string
  /** More of Chromium's switches, for this test: the machine's network, say. */
  switches: readonly string[]
  /** Starts the app, with what the system hands over (a link, a file), and waits for its window. */
  start(size?: Size, words?: readonly string[]): Promise<RunningLectern>
  /** The app that was started last. */
  running(): RunningLectern
  /** Closes the window as a person does, and waits for the process to end. */
  close(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
  /** Runs a command of the command line on the same library, as `npm run lectern` does. */
  lectern(words: readonly string[], input?: string): Promise<CommandResult>
  /** Starts the app once more, as a file manager does with files that were double-clicked; resolves when that process has ended. */
  openFiles(files: readonly string[], cwd: string): Promise<void>
  /** A web site on loopback, for this test. */
  serve(pages: Readonly<Record<string, SitePage>>): Promise<Site>
}

/** What was begun for a test, and ends with it. */
interface Begun {
  readonly parent: string
  readonly apps: Started[]
  readonly commands: Set<ChildProcess>
  readonly sites: Site[]
  /** What happened, for when the test fails. */
  readonly told: string[]
  running: RunningLectern | undefined
  switches: readonly string[]
}

/**
 * Gives each test of a file a reader with fresh folders. Whatever was started or served for them ends with the test, however
 * it ended, and the folders go. Where it failed, what was on the screen and what was said is kept in `test-results/`.
 */
export function freshReader(): Reader {
  let now: Begun | undefined
  const begun = (): Begun => {
    if (now === undefined) throw new Error('there is a reader only while a test runs')
    return now
  }
  beforeEach(async () => {
    const parent = await mkdtemp(join(tmpdir(), 'lectern-e2e-'))
    now = { parent, apps: [], commands: new Set(), sites: [], told: [], running: undefined, switches: [] }
  })
  afterEach(async (context) => {
    if (now === undefined) return
    const ending = now
    try {
      if (context.task.result?.state === 'fail') await keepEvidence(context.task, ending)
    } finally {
      now = undefined
      await endAll(ending)
    }
  })
  return {
    get library() {
      return join(begun().parent, 'library')
    },
    get userData() {
      return join(begun().parent, 'user-data')
    },
    get switches() {
      return begun().switches
    },
    set switches(switches) {
      begun().switches = switches
    },
    start: (size, words = []) => start(begun(), size, words),
    running: () => runningOf(begun()),
    close: () => runningOf(begun()).close(),
    kill: () => runningOf(begun()).kill(),
    lectern: (words, input) => command(begun(), words, input),
    openFiles: (files, cwd) => openFiles(begun(), files, cwd),
    async serve(pages) {
      const site = await startSite(pages)
      begun().sites.push(site)
      return site
    },
  }
}

/** The words that the app is started with, before those that say what to do. */
function wordsOf({ parent, switches }: Begun, more: readonly string[] = []): readonly string[] {
  return [...electronSwitches(), ...more, ...switches, LECTERN, `--user-data-dir=${join(parent, 'user-data')}`]
}

async function start(begun: Begun, size: Size | undefined, words: readonly string[]): Promise<RunningLectern> {
  const started = await launch([...wordsOf(begun), `--library=${join(begun.parent, 'library')}`, ...words])
  begun.apps.push(started)
  for (const stream of [started.child.stdout, started.child.stderr]) stream?.on('data', (said: Buffer) => begun.told.push(said.toString()))
  begun.running = await windowOf(started, size)
  return begun.running
}

function runningOf({ running }: Begun): RunningLectern {
  if (running === undefined) throw new Error('nothing was started')
  return running
}

async function command(begun: Begun, words: readonly string[], input = ''): Promise<CommandResult> {
  const all = [...wordsOf(begun, ['--ozone-platform=headless', '--disable-gpu']), '--lectern-cli', ...words]
  const running = promisify(execFile)(electronPath(), all, {
    env: { ...process.env, LECTERN_LIBRARY: join(begun.parent, 'library') },
    maxBuffer: 100_000_000,
  })
  begun.commands.add(running.child)
  running.child.stdin?.end(input)
  const { code, stdout, stderr } = await running.then(
    (ended) => ({ code: 0, ...ended }),
    (failed: { code: number; stdout: string; stderr: string }) => failed,
  )
  begun.commands.delete(running.child)
  begun.told.push(`lectern ${words.join(' ')}: ${code}\n${stdout.slice(0, 2000)}\n${stderr}\n`)
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'))
  return { status: code, stdout, stderr, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

async function openFiles(begun: Begun, files: readonly string[], cwd: string): Promise<void> {
  const running = promisify(execFile)(electronPath(), [...wordsOf(begun), `--library=${join(begun.parent, 'library')}`, ...files], { cwd })
  begun.commands.add(running.child)
  await running
  begun.commands.delete(running.child)
}

/** @throws Error when an app does not close: it was killed then, and all else has ended too */
async function endAll({ parent, apps, commands, sites }: Begun): Promise<void> {
  const closed = await Promise.all(apps.map(endApp))
  for (const child of commands) child.kill('SIGKILL')
  for (const site of sites) await site.stop()
  // A process that was killed leaves others behind, which need a moment to notice and may write until then.
  await rm(parent, { recursive: true, force: true, maxRetries: 30, retryDelay: 20 })
  if (closed.includes(false)) throw new Error(`Lectern did not close within ${CLOSING_MS / 1000} seconds`)
}

/** Closes an app, and kills it with all its processes when it does not. @returns whether it closed by itself */
async function endApp({ app, child }: Started): Promise<boolean> {
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  if (hasEnded()) return true
  const ended = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)))
  void app.close().catch(() => undefined)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), CLOSING_MS)))
  const closed = await Promise.race([ended, late])
  clearTimeout(timer)
  if (!closed && child.pid !== undefined) {
    // Playwright starts it as the leader of a group of processes; there are none on Windows.
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL')
    await ended
  }
  return closed
}
