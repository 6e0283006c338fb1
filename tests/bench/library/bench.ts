import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../../../build/lock.mjs'
import { drivenWindow } from '../measure/driven-window.ts'
import type { DrivenWindow } from '../measure/driven-window.ts'
import type { EmptyWindow } from '../measure/empty-window.ts'
import { GENERATOR, libraryVocabulary, makeLibrary } from '../measure/make-library.ts'
import type { Runnable } from '../measure/runnable.ts'
import type { Figure } from './figure.ts'
import { goTo, matchesOf, overviewOf, shows } from './in-page.ts'

/** What every part of the measurement is given. */
export interface Bench {
  readonly runnable: Runnable
  readonly empty: EmptyWindow
  /** Library sizes to measure with, smallest first. */
  readonly sizes: readonly number[]
  /** A folder that is gone afterwards. */
  readonly scratch: string
  /** Says what is going on, to the person who waits. */
  readonly say: (text: string) => void
}

/** A part measures and answers its lines of the table. */
export type Part = (bench: Bench) => Promise<readonly Figure[]>

/** A library and a profile to open it with. */
export interface ReadyLibrary {
  readonly articles: number
  readonly folder: string
  readonly userData: string
  /** Electron's arguments to start Lectern on it. */
  readonly words: readonly string[]
}

/** Whether a library of this size has been made before. */
export function isMade(runnable: Runnable, articles: number): boolean {
  return existsSync(cachedLibrary(runnable, articles))
}

/** Libraries are kept, since making one takes minutes; LECTERN_BENCH_CACHE names another folder than the project's cache. */
function cachedLibrary({ cache }: Runnable, articles: number): string {
  return join(process.env['LECTERN_BENCH_CACHE'] ?? join(cache, 'bench'), `library-${GENERATOR}-${articles}`)
}

/** How to start Lectern on a library with a profile of its own. */
export function lecternOn(folder: string, userData: string): readonly string[] {
  return [process.cwd(), `--user-data-dir=${userData}`, `--library=${folder}`]
}

const ready = new Map<number, Promise<ReadyLibrary>>()

/** The library of this size, made when there is none, with an index that is complete. */
export function readyLibrary(bench: Bench, articles: number): Promise<ReadyLibrary> {
  const made = ready.get(articles) ?? prepare(bench, articles)
  ready.set(articles, made)
  return made
}

async function prepare(bench: Bench, articles: number): Promise<ReadyLibrary> {
  const folder = cachedLibrary(bench.runnable, articles)
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(folder)) return
    bench.say(`making a library of ${articles.toLocaleString('en')} articles, once`)
    const making = `${folder}.making`
    rmSync(making, { recursive: true, force: true })
    mkdirSync(making, { recursive: true })
    makeLibrary(making, { articles }, (done) => done % 10_000 === 0 && done > 0 && bench.say(`${done.toLocaleString('en')} articles made`))
    renameSync(making, folder)
  })
  // Of this checkout: another one may have an index of another form, or measure at the same time.
  const own = join(process.cwd(), 'out', 'bench', `library-${GENERATOR}-${articles}`)
  if (!existsSync(own)) copyByLinks(folder, own)
  const userData = join(process.cwd(), 'out', 'bench', `user-data-${articles}`)
  const words = lecternOn(own, userData)
  bench.say(`completing the index of ${articles.toLocaleString('en')} articles`)
  const window = drivenWindow(bench.runnable, words)
  await untilComplete(window, articles)
  await window.close()
  return { articles, folder: own, userData, words }
}

/** Lectern replaces files and never writes into them, so a copy may share its files with the original until then. */
function copyByLinks(from: string, to: string): void {
  const making = `${to}.making`
  rmSync(making, { recursive: true, force: true })
  const link = (folder: string, copy: string): void => {
    mkdirSync(copy, { recursive: true })
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const [source, target] = [join(folder, entry.name), join(copy, entry.name)]
      if (entry.isDirectory()) link(source, target)
      else linkOrCopy(source, target)
    }
  }
  link(from, making)
  renameSync(making, to)
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target)
  } catch {
    copyFileSync(source, target)
  }
}

/** Opens Lectern on a library and waits for its list and a complete index. */
export async function openLibraryWindow(bench: Bench, library: ReadyLibrary): Promise<DrivenWindow> {
  const window = drivenWindow(bench.runnable, library.words)
  await window.evaluate(goTo, '#/all')
  await window.evaluate(shows, '[aria-label="Articles"] li a')
  await untilComplete(window, library.articles)
  return window
}

/** Starts the empty window and waits until it shows. */
export async function openEmptyWindow(bench: Bench): Promise<DrivenWindow> {
  const window = drivenWindow(bench.runnable, bench.empty.words, bench.empty.env)
  await window.evaluate(shows, '#hello')
  return window
}

/** Share of the articles that have the commonest word: all but those in Chinese and Japanese. */
const HAVE_COMMONEST = 0.9

/** Waits until all articles are listed and their texts can be searched. */
export async function untilComplete(window: DrivenWindow, articles: number): Promise<void> {
  const commonest = libraryVocabulary().common(1)[0] ?? ''
  for (;;) {
    const { rebuilding, all } = await window.evaluate(overviewOf, null)
    if (!rebuilding && all >= articles && (await window.evaluate(matchesOf, commonest)) >= articles * HAVE_COMMONEST) return
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
