import { spawn } from 'node:child_process'
import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { memoryOf, totalOf } from '../measure/process-memory.ts'
import { medianOf } from '../measure/statistics.ts'
import { syntheticPage } from '../measure/synthetic-page.ts'
import { randomFrom, vocabulary } from '../measure/synthetic-text.ts'
import type { Bench } from './bench.ts'
import type { Figure } from './figure.ts'

const ROUNDS = 4
/** Pages of a round: enough that the engine has compiled what both run, as it has when thousands are saved. */
const PAGES = 400
const LOOP = join(process.cwd(), 'tests', 'bench', 'library', 'readability-loop.mjs')

/** Saving files by the command line, in articles a second, in turns with Readability in one thread on the same pages. */
export async function save(bench: Bench): Promise<readonly Figure[]> {
  const list = writePages(join(bench.scratch, 'pages'), PAGES)
  const rates = { lectern: [] as number[], loop: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    bench.say(`save: round ${round + 1} of ${ROUNDS}`)
    rates.loop.push((PAGES * 1000) / (await readabilityLoop(bench, list)))
    rates.lectern.push((await saving(bench, list, join(bench.scratch, `saved-${round}`))).rate)
  }
  return [
    {
      part: 'save',
      name: 'from files, articles a second',
      value: medianOf(rates.lectern),
      unit: '/s',
      base: medianOf(rates.loop),
      goal: { atLeast: 1.7 },
      detail: `rounds ${rates.lectern.map((rate) => rate.toFixed(1)).join(', ')} against ${rates.loop.map((rate) => rate.toFixed(1)).join(', ')}`,
    },
  ]
}

/** Articles of the long run. */
const MANY = 5_000

/** Memory of all processes while very many files are saved: it must not grow with them. */
export async function flat(bench: Bench): Promise<readonly Figure[]> {
  bench.say(`flat: saving ${MANY.toLocaleString('en')} files`)
  const { memory, rate } = await saving(bench, writePages(join(bench.scratch, 'many'), MANY), join(bench.scratch, 'saved-many'))
  const part = (from: number, to: number): number =>
    medianOf(memory.filter(({ saved }) => saved >= from * MANY && saved < to * MANY).map(({ megabytes }) => megabytes))
  return [
    {
      part: 'flat',
      name: `memory, last fifth of ${MANY.toLocaleString('en')} against second`,
      value: part(0.8, 1),
      unit: 'MB',
      base: part(0.2, 0.4),
      goal: { atMost: 1.1 },
      detail: `highest ${Math.round(Math.max(...memory.map(({ megabytes }) => megabytes)))} MB, ${rate.toFixed(1)} articles a second`,
    },
  ]
}

/** Articles are told in groups: what comes so many milliseconds after the first was saved before the time began. */
const TOGETHER = 50

interface Saving {
  /** Articles a second, from the first that were saved to the last. */
  readonly rate: number
  readonly memory: readonly { readonly saved: number; readonly megabytes: number }[]
}

function saving(bench: Bench, list: string, folder: string): Promise<Saving> {
  const { electron, args, env } = bench.runnable
  const child = spawn(
    electron.binary,
    [...args, '--ozone-platform=headless', '--disable-gpu', '--log-level=3', process.cwd(), `--user-data-dir=${folder}-data`, '--lectern-cli', 'save', '--file-list', list, '--json'],
    { env: { ...env, LECTERN_LIBRARY: folder, LECTERN_NO_NATIVE_MENU: '1' }, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let saved = 0
  let first = 0
  let savedFirst = 0
  let last = 0
  let failed = 0
  const memory: { saved: number; megabytes: number }[] = []
  const sampling = setInterval(() => memory.push({ saved, megabytes: totalOf(memoryOf(child.pid ?? 0)) }), 2_000)
  let rest = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines.filter((one) => one.startsWith('{'))) {
      saved++
      if (!line.includes('"status":"saved"') && !line.includes('"status": "saved"')) failed++
      last = Date.now()
      first ||= last
      if (last - first < TOGETHER) savedFirst = saved
    }
  })
  return new Promise((resolve, reject) => {
    child.once('exit', () => {
      clearInterval(sampling)
      if (saved < 2 || failed > 0) reject(new Error(`${saved} saved, ${failed} of them failed`))
      else resolve({ rate: ((saved - savedFirst) * 1000) / (last - first), memory })
    })
  })
}

/** Milliseconds for all pages of a list. In Electron's Node, so that both run on the same engine. */
function readabilityLoop(bench: Bench, list: string): Promise<number> {
  const child = spawn(bench.runnable.electron.binary, [LOOP, list], {
    env: { ...bench.runnable.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve, reject) => {
    child.once('exit', () => (Number(output) > 0 ? resolve(Number(output)) : reject(new Error('the loop printed no time'))))
  })
}

/** Writes pages and a list of so many paths. Some hundreds of pages under many names: a name twice in a list is saved once. */
function writePages(folder: string, count: number): string {
  const random = randomFrom(5)
  const say = vocabulary(random)
  mkdirSync(folder, { recursive: true })
  const files = Array.from({ length: Math.min(count, 400) }, (_, number) => {
    const file = join(folder, `${number}.html`)
    writeFileSync(file, syntheticPage(number, random, say))
    return file
  })
  const list = join(folder, 'list.txt')
  const names = Array.from({ length: count }, (_, at) => files[at] ?? linked(files[at % files.length] ?? '', join(folder, `${at}.html`)))
  writeFileSync(list, names.join('\n'))
  return list
}

function linked(file: string, name: string): string {
  linkSync(file, name)
  return name
}
