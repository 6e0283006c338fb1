import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { Readability } from '@mozilla/readability'
import { JSDOM, VirtualConsole } from 'jsdom'
import { bodyText } from '../../main/export/text.ts'
import { articleDocument } from '../../main/save/article-document.ts'
import { clean } from '../../main/save/clean.ts'
import type { CleanedPage } from '../../main/save/clean.ts'
import { decodePage } from '../../main/save/decode-page.ts'

/** What a benchmark says of one page. */
interface Truth {
  readonly url: string
  readonly articleBody: string
  readonly title?: string | null
  readonly author?: string | null
  readonly date?: string | null
  readonly with?: readonly string[]
  readonly without?: readonly string[]
}

interface Outcome {
  readonly id: string
  readonly truth: Truth
  readonly ours: { readonly text: string; readonly withCaptions: string; readonly page?: CleanedPage; readonly ms: number }
  readonly plain?: { readonly text: string; readonly ms: number }
}

const USAGE = `npm run bench -- extraction [folder] [--only extraction|wcxb] [--half a|b] [--every n] [--no-plain] [--worst n] [--dump folder] [--json]`

/**
 * Scores cleaning over benchmark folders (`ground-truth.json` and `html/<id>.html.gz` in each): ours beside plain
 * Readability in the same run. Needs no Electron. Arguments: see `USAGE`; `--json` prints the figures as data. The
 * exit status is 1 when a page came out empty, 2 when there is nothing to measure.
 */
export default async function extraction(_runnable: unknown, args: readonly string[]): Promise<number> {
  const flag = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
  const given = args[0] !== undefined && !args[0].startsWith('--') ? args[0] : undefined
  const folder = resolve(given ?? process.env['LECTERN_BENCH'] ?? '../shared/bench')
  const sets = ['extraction', 'wcxb'].filter((name) => (flag('--only') ?? name) === name && existsSync(join(folder, name, 'ground-truth.json')))
  if (sets.length === 0) {
    console.error(`No benchmark in ${folder}.\n${USAGE}`)
    return 2
  }
  // Loading the libraries is no page's cost.
  const warm = Buffer.from(`<title>Warm</title><article>${'<p>Words, words and more words of a page that warms up.</p>'.repeat(20)}</article>`)
  for (let round = 0; round < 5; round++) {
    clean({ bytes: warm })
    runPlain(warm, 'https://example.com/')
  }
  const figures: SetFigures[] = []
  for (const set of sets) {
    const how = { half: flag('--half'), every: Number(flag('--every') ?? 1), plain: !args.includes('--no-plain') }
    const outcomes = await runSet(join(folder, set), how)
    figures.push(figuresOf(set, outcomes, Number(flag('--worst') ?? 10)))
    const dump = flag('--dump')
    if (dump !== undefined) dumpOutcomes(join(dump, set), outcomes)
  }
  console.log(args.includes('--json') ? JSON.stringify(figures) : figures.map(table).join('\n'))
  return figures.some((one) => one.lectern.empty > 0) ? 1 : 0
}

async function runSet(folder: string, how: { half: string | undefined; every: number; plain: boolean }): Promise<Outcome[]> {
  const truths = Object.entries(JSON.parse(readFileSync(join(folder, 'ground-truth.json'), 'utf8')) as Record<string, Truth>)
  const chosen = truths
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter((_, index) => how.half === undefined || (index % 2 === 0) === (how.half === 'a'))
    .filter((_, index) => index % how.every === 0)
  const outcomes: Outcome[] = []
  for (const [id, truth] of chosen) {
    const bytes = gunzipSync(readFileSync(join(folder, 'html', `${id}.html.gz`)))
    const ours = runOurs(bytes, truth.url)
    if (ours.ms > 2000) console.error(`  slow: ${id.slice(0, 12)} ${Math.round(ours.ms)} ms`)
    // jsdom frees its windows only between turns of the event loop.
    await turn()
    outcomes.push({ id, truth, ours, ...(how.plain ? { plain: runPlain(bytes, truth.url) } : {}) })
    await turn()
  }
  return outcomes
}

function runOurs(bytes: Uint8Array, url: string): Outcome['ours'] {
  const start = process.cpuUsage()
  let page: CleanedPage | undefined
  try {
    page = clean({ bytes, contentType: 'text/html', url })
  } catch (error) {
    console.error(`  failed: ${url.slice(0, 80)}: ${String(error)}`)
  }
  const ms = spent(start)
  if (page === undefined) return { text: '', withCaptions: '', ms }
  const document = articleDocument(page, [], { url, savedAt: '2026-01-01T00:00:00.000Z' })
  return { text: bodyText(document), withCaptions: bodyText(document.replaceAll(/<(\/?)figcaption/g, '<$1p').replaceAll('data-part="caption"', '')), page, ms }
}

function runPlain(bytes: Uint8Array, url: string): { text: string; ms: number } {
  const start = process.cpuUsage()
  const { window } = new JSDOM(decodePage(bytes, 'text/html').text, { url, virtualConsole: new VirtualConsole() })
  const content = new Readability(window.document).parse()?.content ?? ''
  const ms = spent(start)
  const text = bodyText(`<main>${content.replaceAll(/<(\/?)figcaption/g, '<$1p')}</main>`)
  window.close()
  return { text, ms }
}

/** Milliseconds of processor time since then; steadier than the clock on a shared machine. */
function spent(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

function bag(items: readonly string[]): Map<string, number> {
  const counted = new Map<string, number>()
  for (const item of items) counted.set(item, (counted.get(item) ?? 0) + 1)
  return counted
}

function compare(want: readonly string[], got: readonly string[]): Score {
  const [wanted, given] = [bag(want), bag(got)]
  let both = 0
  for (const [item, count] of wanted) both += Math.min(count, given.get(item) ?? 0)
  return harmonic(got.length === 0 ? 0 : both / got.length, want.length === 0 ? 1 : both / want.length)
}

function harmonic(precision: number, recall: number): Score {
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

/** Runs of four words, as the news benchmark compares bodies. */
function shingles(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? []
  if (words.length === 0) return []
  return Array.from({ length: Math.max(1, words.length - 3) }, (_, index) => words.slice(index, index + 4).join(' '))
}

/** Single words, as the second benchmark compares bodies. */
function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}

interface ScoreFigures {
  readonly f1: number
  readonly precision: number
  readonly recall: number
  readonly empty: number
  /** Pages with an F1 under .5. */
  readonly low: number
}

interface Milliseconds {
  readonly median: number
  readonly p95: number
  readonly most: number
}

interface FactFigures {
  readonly exact: number
  readonly of: number
  readonly missing: number
  /** Found on pages that have none. */
  readonly unasked: number
}

interface SetFigures {
  readonly set: string
  readonly pages: number
  readonly lectern: ScoreFigures & { readonly ms: Milliseconds }
  readonly withCaptions: ScoreFigures
  readonly plain?: ScoreFigures & { readonly ms: Milliseconds }
  /** Lectern's time as a multiple of plain Readability's, of the sum over all pages and of the medians. */
  readonly cost?: { readonly sum: number; readonly median: number }
  /** Pages that lose more than 10 points of recall against plain Readability. */
  readonly lost?: readonly string[]
  readonly facts: Readonly<Record<string, FactFigures>>
  readonly snippets?: { readonly wanted: number; readonly unwanted: number }
  readonly worst: readonly (Score & { readonly id: string; readonly plain?: number })[]
}

function figuresOf(set: string, outcomes: readonly Outcome[], worst: number): SetFigures {
  const units = set === 'wcxb' ? words : shingles
  const score = (of: (outcome: Outcome) => string) => outcomes.map((outcome) => compare(units(outcome.truth.articleBody), units(of(outcome))))
  const summed = (scores: readonly Score[]): ScoreFigures => {
    const [precision, recall] = [average(scores.map((one) => one.precision)), average(scores.map((one) => one.recall))]
    const f1 = set === 'wcxb' ? average(scores.map((one) => one.f1)) : harmonic(precision, recall).f1
    return { f1, precision, recall, empty: scores.filter((one) => one.precision === 0).length, low: scores.filter((one) => one.f1 < 0.5).length }
  }
  const ours = score((outcome) => outcome.ours.text)
  const plain = outcomes.every((outcome) => outcome.plain !== undefined) ? score((outcome) => outcome.plain?.text ?? '') : undefined
  const ourMs = outcomes.map((outcome) => outcome.ours.ms)
  const plainMs = outcomes.map((outcome) => outcome.plain?.ms ?? 0)
  const ranked = outcomes.map(({ id }, index) => ({ id, ...(ours[index] as Score), ...(plain && { plain: plain[index]?.f1 ?? 0 }) })).sort((a, b) => a.f1 - b.f1)
  const snippets = snippetFigures(outcomes)
  return {
    set,
    pages: outcomes.length,
    lectern: { ...summed(ours), ms: milliseconds(ourMs) },
    withCaptions: summed(score((outcome) => outcome.ours.withCaptions)),
    ...(plain && {
      plain: { ...summed(plain), ms: milliseconds(plainMs) },
      cost: { sum: average(ourMs) / average(plainMs), median: percentile(ourMs, 0.5) / percentile(plainMs, 0.5) },
      lost: outcomes.flatMap(({ id }, index) => ((plain[index]?.recall ?? 0) - (ours[index]?.recall ?? 0) > 0.1 ? [id] : [])),
    }),
    facts: factFigures(outcomes),
    ...(snippets && { snippets }),
    worst: ranked.slice(0, worst),
  }
}

function factFigures(outcomes: readonly Outcome[]): Record<string, FactFigures> {
  const exact = (truth: (one: Truth) => string | null | undefined, ours: (page: CleanedPage) => string | undefined): FactFigures => {
    const said = outcomes.filter((outcome) => (truth(outcome.truth) ?? '') !== '')
    const right = said.filter(({ ours: { page }, truth: one }) => page !== undefined && fold(ours(page) ?? '') === fold(truth(one) ?? ''))
    const missing = said.filter(({ ours: { page } }) => page === undefined || (ours(page) ?? '') === '')
    const unasked = outcomes.filter((outcome) => truth(outcome.truth) === null && outcome.ours.page !== undefined && ours(outcome.ours.page) !== undefined)
    return { exact: right.length / Math.max(1, said.length), of: said.length, missing: missing.length, unasked: unasked.length }
  }
  return {
    title: exact((one) => one.title, (page) => page.metadata.title),
    author: exact((one) => one.author, (page) => page.metadata.byline),
    date: exact((one) => one.date?.slice(0, 10), (page) => page.metadata.publishedAt?.slice(0, 10)),
  }
}

function snippetFigures(outcomes: readonly Outcome[]): { wanted: number; unwanted: number } | undefined {
  const snippets = outcomes.filter((outcome) => outcome.truth.with !== undefined)
  if (snippets.length === 0) return undefined
  const share = (list: (one: Truth) => readonly string[]): number =>
    average(snippets.flatMap(({ truth, ours }) => list(truth).map((snippet) => (fold(ours.withCaptions).includes(fold(snippet)) ? 1 : 0))))
  return { wanted: share((one) => one.with ?? []), unwanted: share((one) => one.without ?? []) }
}

function fold(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

function table(figures: SetFigures): string {
  const line = (name: string, { f1, precision, recall, empty, low }: ScoreFigures, ms?: Milliseconds): string =>
    `  ${name.padEnd(18)} F1 ${f1.toFixed(4)}  precision ${precision.toFixed(4)}  recall ${recall.toFixed(4)}  empty ${empty}  under .5 ${low}` +
    (ms === undefined ? '' : `  ms ${ms.median.toFixed(0)} median, ${ms.p95.toFixed(0)} p95, ${ms.most.toFixed(0)} most`)
  const { set, pages, lectern, withCaptions, plain, cost, lost, facts, snippets, worst } = figures
  return [
    `${set}: ${pages} pages`,
    line('Lectern', lectern, lectern.ms),
    line('… with captions', withCaptions),
    ...(plain === undefined ? [] : [line('plain Readability', plain, plain.ms)]),
    ...(cost === undefined ? [] : [`  cost against it: ${cost.sum.toFixed(2)} of the sum, ${cost.median.toFixed(2)} of the median`]),
    ...(lost === undefined ? [] : [`  more than 10 points of recall lost against it: ${lost.length === 0 ? 'none' : lost.map((id) => id.slice(0, 8)).join(' ')}`]),
    ...Object.entries(facts)
      .filter(([, fact]) => fact.of > 0)
      .map(([name, fact]) => `  ${name}: exact ${fact.exact.toFixed(3)} of ${fact.of}, ${fact.missing} not found; found on ${fact.unasked} that say none`),
    ...(snippets === undefined ? [] : [`  wanted snippets there ${snippets.wanted.toFixed(3)}, unwanted there ${snippets.unwanted.toFixed(3)}`]),
    ...worst.map((one) => `  ${one.f1.toFixed(3)} p ${one.precision.toFixed(3)} r ${one.recall.toFixed(3)} (plain ${one.plain?.toFixed(3) ?? '–'})  ${one.id.slice(0, 12)}`),
  ].join('\n')
}

function milliseconds(ms: readonly number[]): Milliseconds {
  return { median: percentile(ms, 0.5), p95: percentile(ms, 0.95), most: percentile(ms, 1) }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function dumpOutcomes(folder: string, outcomes: readonly Outcome[]): void {
  mkdirSync(folder, { recursive: true })
  for (const { id, ours, truth, plain } of outcomes) {
    writeFileSync(join(folder, `${id}.ours.txt`), ours.text)
    writeFileSync(join(folder, `${id}.truth.txt`), truth.articleBody)
    writeFileSync(join(folder, `${id}.plain.txt`), plain?.text ?? '')
    writeFileSync(join(folder, `${id}.json`), JSON.stringify({ url: truth.url, truth: { title: truth.title, author: truth.author, date: truth.date }, ours: ours.page?.metadata, confidence: ours.page?.confidence }, undefined, 1))
    writeFileSync(join(folder, `${id}.html`), ours.page?.html ?? '')
  }
}
