import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Library } from '../../main/library/library.ts'
import { LOCK_FILE } from '../../main/library/ownership.ts'
import type { ArticleId } from '../../shared/model.ts'
import { added, after, begun, type Known, type Operation } from './kill-model.ts'
import type { TempLibrary } from './temp-library.ts'

/** What came of killing a busy process again and again. */
export interface KillReport {
  readonly kills: number
  /** Changes that the library had answered to. */
  readonly acknowledged: number
  /** Changes that were cut off. */
  readonly cutOff: number
  /** Unfinished files and folders that the next start swept. */
  readonly leftovers: number
  /** What was lost, torn or left over, in words; empty when all is well. */
  readonly problems: readonly string[]
}

interface Announcement {
  readonly kind: 'ready' | 'intent' | 'done'
  readonly number: number
  readonly id?: ArticleId
  readonly operation: Operation
}

/** What a round needs to know of the process that it kills. */
export interface KillOptions {
  readonly kills: number
  /** `busy-library.ts`, bundled. */
  readonly busyLibrary: string
  readonly indexWorker: string
  readonly onRound?: (round: number, report: KillReport) => void
}

/**
 * Lets a process change a library, kills it with SIGKILL at a random moment, and compares what is there with what it had
 * been told is safe; again and again on the same library.
 */
export async function killRounds(temp: TempLibrary, options: KillOptions): Promise<KillReport> {
  const articles = new Map<ArticleId, Known>()
  let report: KillReport = { kills: 0, acknowledged: 0, cutOff: 0, leftovers: 0, problems: [] }
  for (let round = 1; round <= options.kills; round++) {
    const { done, cutOff, begunTitles } = await killedRun(temp, options, round, articles)
    const leftovers = leftoversIn(temp.folder).length
    const problems = await compare(temp, articles, cutOff, begunTitles)
    report = {
      kills: round,
      acknowledged: report.acknowledged + done,
      cutOff: report.cutOff + cutOff.size + begunTitles.size,
      leftovers: report.leftovers + leftovers,
      problems: [...report.problems, ...problems.map((problem) => `kill ${round}: ${problem}`)],
    }
    options.onRound?.(round, report)
  }
  return report
}

interface Run {
  readonly done: number
  readonly cutOff: ReadonlyMap<ArticleId, Operation>
  /** Titles of articles whose beginning was not acknowledged. */
  readonly begunTitles: ReadonlySet<string>
}

async function killedRun(temp: TempLibrary, options: KillOptions, round: number, articles: Map<ArticleId, Known>): Promise<Run> {
  const child = spawn(process.execPath, [options.busyLibrary, temp.folder, temp.stateFolder, options.indexWorker, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const intents = new Map<number, Announcement>()
  let done = 0
  // By what was done and not by the clock: a busy machine does less in the same time, and there would be little to lose.
  const enough = round % 4 === 0 ? Infinity : 7 + Math.floor(Math.random() * 12)
  const kill = () => child.kill('SIGKILL')
  // Every fourth one is killed while it starts: sweeping and replaying must survive a kill as well.
  if (round % 4 === 0) setTimeout(kill, Math.random() * 400)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  for await (const line of createInterface({ input: child.stdout })) {
    const said = announcement(line)
    if (said?.kind === 'intent') intents.set(said.number, said)
    if (said?.kind === 'done' && said.id !== undefined) {
      const { operation } = intents.get(said.number) ?? said
      const known = articles.get(said.id)
      articles.set(said.id, madeBy(operation) ?? after(known ?? begun(''), operation))
      intents.delete(said.number)
      if (++done === enough) setTimeout(kill, Math.random() * 40)
    }
  }
  await ended
  const left = [...intents.values()]
  return {
    done,
    cutOff: new Map(left.flatMap((one) => (one.id === undefined ? [] : [[one.id, one.operation] as const]))),
    begunTitles: new Set(left.flatMap((one) => madeBy(one.operation)?.title ?? [])),
  }
}

/** The article that an operation makes, if it does. */
function madeBy(operation: Operation): Known | undefined {
  if (operation.name === 'begin') return begun(operation.title)
  return operation.name === 'add' ? added(operation.title) : undefined
}

/** A line that the kill cut short is no announcement. */
function announcement(line: string): Announcement | undefined {
  try {
    return JSON.parse(line) as Announcement
  } catch {
    return undefined
  }
}

async function compare(
  temp: TempLibrary,
  articles: Map<ArticleId, Known>,
  cutOff: ReadonlyMap<ArticleId, Operation>,
  begunTitles: ReadonlySet<string>,
): Promise<readonly string[]> {
  const problems: string[] = []
  const library = await temp.open()
  try {
    // Waits only where the index itself was lost and is built anew.
    await library.unfinished()
    const found = new Map<ArticleId, Known>()
    for (const view of ['all', 'trash'] as const) {
      const { rows } = await library.list({ view, text: '', offset: 0, limit: 1000 })
      for (const { article } of rows) found.set(article.id, await lookAt(library, article.id, view === 'all' ? 'live' : 'trash', problems))
    }
    for (const [id, known] of articles) {
      const operation = cutOff.get(id)
      const allowed = [known, ...(operation === undefined ? [] : [after(known, operation)])].map(fingerprint)
      const now = found.get(id) ?? { ...known, place: 'gone' as const }
      if (!allowed.includes(fingerprint(now))) {
        problems.push(`${id} is ${fingerprint(now)} and should be ${allowed.join(' or ')}`)
      }
      if (now.place === 'gone') articles.delete(id)
      else articles.set(id, now)
    }
    for (const [id, now] of found) {
      if (articles.has(id)) continue
      if (!begunTitles.has(now.title)) problems.push(`${id} came from nowhere: ${fingerprint(now)}`)
      articles.set(id, now)
    }
    await library.upkeep.upToDate()
    const { problems: wrong } = await library.verify(false)
    problems.push(...wrong.map((one) => `verify: ${JSON.stringify(one)}`))
  } catch (error) {
    problems.push(`could not be read: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  } finally {
    await library.close()
    problems.push(...leftoversIn(temp.folder).map((name) => `left over: ${name}`))
  }
  return problems
}

async function lookAt(library: Library, id: ArticleId, place: Known['place'], problems: string[]): Promise<Known> {
  const article = await library.find(id)
  const { highlights, note } = await library.highlights.of(id)
  const ready = article.state.kind === 'ready'
  const offset = ready ? (await library.open(id)).position.offset : 0
  if (ready) {
    const text = await library.text(id)
    if (text !== `About ${article.title}, with some words to keep in the middle.${'Filling. '.repeat(300)}`) problems.push(`${id} has a torn text`)
    const { rows } = await library.list({ view: place === 'trash' ? 'trash' : 'all', text: `"${article.title}" "words to keep"`, offset: 0, limit: 10 })
    if (!rows.some((row) => row.article.id === id)) problems.push(`${id} is not found by its title`)
  }
  const { bytes } = await library.readOriginal(id)
  const versions = await library.versions.of(id)
  if (versions.length > 1 && ready && versions[0]?.title !== article.title) problems.push(`${id} has a version out of place`)
  if (bytes.length === 0) problems.push(`${id} has an empty original`)
  for (const version of versions.slice(1)) {
    const { older } = await library.versions.toCompare(id, version.id, version.id)
    if (!older.text.startsWith(`About ${version.title},`)) problems.push(`${id} has a torn version`)
  }
  for (const one of highlights) if (one.lost) problems.push(`${id} lost a highlight`)
  return {
    place,
    title: article.title,
    ready,
    tags: article.tags,
    archived: article.archivedAt !== undefined,
    note,
    highlights: highlights.map((one) => one.note).sort(),
    offset,
    versions: [...versions].sort((a, b) => (a.id < b.id ? 1 : -1)).map((version) => version.title),
  }
}

function fingerprint(known: Known): string {
  if (known.place === 'gone') return 'gone'
  // Where reading stopped is only known of what can be read.
  return JSON.stringify({ ...known, tags: [...known.tags].sort(), offset: known.ready ? known.offset : 0 })
}

function leftoversIn(folder: string): readonly string[] {
  return readdirSync(path.join(folder, 'tmp')).filter((name) => !name.startsWith(LOCK_FILE))
}
