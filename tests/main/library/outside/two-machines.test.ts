import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Library } from '../../../../main/library/library.ts'
import type { ArticleId } from '../../../../shared/model.ts'
import { query, saveSample, tempLibrary, type TempLibrary } from '../../../helpers/temp-library.ts'

let one: TempLibrary
let other: TempLibrary
beforeEach(() => {
  one = tempLibrary()
  other = tempLibrary()
})
afterEach(async () => {
  await one.remove()
  await other.remove()
})

/** As a synchroniser leaves both sides: what is only there is brought, of two versions the newer wins and the other becomes a copy. */
function synchronise(machines: readonly [string, string], known: Map<string, string>, round: number): void {
  const files = new Set(machines.flatMap((machine) => ['articles', 'trash', '.'].flatMap((place) => filesIn(machine, place))))
  const contents = ([a, b]: readonly [string, string], file: string) => [a, b].map((machine) => contentOf(path.join(machine, file))) as [string | undefined, string | undefined]
  for (const file of files) {
    const [a, b] = machines.map((machine) => path.join(machine, file)) as [string, string]
    const [mine, theirs] = contents(machines, file)
    const before = known.get(file)
    if (mine === theirs) {
      if (mine !== undefined) known.set(file, mine)
      continue
    }
    const bring = (from: string, to: string) => {
      mkdirSync(path.dirname(to), { recursive: true })
      cpSync(from, to)
      known.set(file, readFileSync(to, 'utf8'))
    }
    if (mine === undefined || theirs === undefined) {
      // New on one side, or merged away on the other.
      if (before === undefined) bring(mine === undefined ? b : a, mine === undefined ? a : b)
    } else if (before === mine) bring(b, a)
    else if (before === theirs) bring(a, b)
    else {
      const { dir, name, ext } = path.parse(file)
      const copy = `${name}.sync-conflict-20261123-1200${String(round).padStart(2, '0')}-ABCDEFG${ext}`
      const [loser, winner] = statSync(a).mtimeMs < statSync(b).mtimeMs ? [a, b] : [b, a]
      for (const machine of machines) cpSync(loser, path.join(machine, dir, copy))
      bring(winner, loser)
    }
  }
}

function filesIn(machine: string, place: string): readonly string[] {
  const folder = path.join(machine, place)
  if (!existsSync(folder)) return []
  const names = readdirSync(folder, { recursive: place !== '.', encoding: 'utf8' }).map((name) => path.join(place, name))
  return names.filter((name) => statSync(path.join(machine, name)).isFile() && !/progress|sync-conflict/.test(name))
}

const contentOf = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined)

test('two machines that change the same articles and a synchroniser between them come to the same, with the words of both', async () => {
  const first = await one.open()
  const ids: ArticleId[] = []
  for (let n = 0; n < 3; n++) ids.push((await saveSample(first, { title: `Article ${n}`, body: '<p>One two three four five six seven</p>', tags: ['all'] })).id)
  await first.close()
  cpSync(one.folder, other.folder, { recursive: true })
  for (const id of ids) utimesSync(path.join(other.folder, 'articles', id.slice(-2), id, 'article.json'), new Date(), new Date())
  const known = new Map<string, string>()
  const folders = [one.folder, other.folder] as const
  synchronise(folders, known, 0)

  const machines = [await one.open({ device: 'one' }), await other.open({ device: 'other' })] as const
  for (const machine of machines) {
    machine.lookOutside({ onDocumentChange: () => undefined, onListsChange: () => undefined })
    await machine.upkeep.upToDate()
  }
  const words = ['One', 'two', 'three', 'four', 'five', 'six']
  for (let round = 1; round <= 3; round++) {
    for (const [m, machine] of machines.entries()) {
      for (const [n, id] of ids.entries()) {
        const word = words[(round - 1) * 2 + m] ?? 'seven'
        const made = await machine.highlights.addQuote(id, { exact: word }, { colour: 'blue', note: `${word} by ${m}` })
        if (n === 1) await machine.highlights.delete(id, made.id)
        await machine.change([id], { addTags: [`round${round}-${m}`] })
        await machine.highlights.setNote(id, `${(await machine.highlights.of(id)).note} ${round}/${m}`)
      }
      await machine.siteRules.add(`machine${m}-${round}.example`, { drop: [{ tag: 'div', classes: ['appeal'], within: [] }], keep: [] })
    }
    synchronise(folders, known, round)
    await vi.waitFor(() => expect(folders.flatMap(copiesIn)).toEqual([]))
  }
  // The same, with nothing left to bring.
  for (let again = 10; again < 14; again++) {
    synchronise(folders, known, again)
    await vi.waitFor(() => expect(folders.flatMap(copiesIn)).toEqual([]))
  }
  const stateOf = async (machine: Library) => ({
    rows: (await machine.list(query())).rows.map(({ article: { title, tags, highlightCount } }) => ({ title, tags, highlightCount })),
    annotations: await Promise.all(ids.map((id) => machine.highlights.of(id))),
    rules: await machine.siteRules.list(),
  })
  await vi.waitFor(async () => expect(await stateOf(machines[0])).toEqual(await stateOf(machines[1])))
  const { rows, annotations, rules } = await stateOf(machines[0])
  expect(rules).toHaveLength(6)
  for (const [n, { highlights, note }] of annotations.entries()) {
    expect(highlights.map((highlight) => highlight.note)).toEqual(n === 1 ? [] : words.map((word, at) => `${word} by ${at % 2}`))
    for (const mark of ['1/0', '1/1', '2/0', '2/1', '3/0', '3/1']) expect(note).toContain(mark)
  }
  const tags = ['all', 'round1-0', 'round1-1', 'round2-0', 'round2-1', 'round3-0', 'round3-1']
  for (const row of rows) expect(row.tags).toEqual(tags)
  for (const machine of machines) expect((await machine.verify(false)).problems).toEqual([])
})

function copiesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('sync-conflict'))
}
