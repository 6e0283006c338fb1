import fs, { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Library } from '../../../../main/library/library.ts'
import { startBatches } from '../../../../main/save/batch/batches.ts'
import type { Batches } from '../../../../main/save/batch/batches.ts'
import { clean } from '../../../../main/save/clean.ts'
import { startSaver } from '../../../../main/save/save.ts'
import type { Saver } from '../../../../main/save/save.ts'
import { hasEnded } from '../../../../shared/batch.ts'
import type { BatchId, BatchState } from '../../../../shared/batch.ts'
import type { ArticleSummary } from '../../../../shared/model.ts'
import { DEFAULT_SETTINGS } from '../../../../shared/settings.ts'
import { nodeResolveHost, nodeTransport } from '../../../helpers/node-transport.ts'
import { HARBOUR, articlePage, png, startSite } from '../../../helpers/site.ts'
import type { Site } from '../../../helpers/site.ts'
import { query, tempLibrary } from '../../../helpers/temp-library.ts'
import type { TempLibrary } from '../../../helpers/temp-library.ts'

let temp: TempLibrary
let library: Library
let saver: Saver
let batches: Batches
let sites: Site[]
let faults: unknown[]

beforeEach(async () => {
  temp = tempLibrary()
  sites = []
  faults = []
  await begin()
})

afterEach(async () => {
  await end()
  for (const site of sites) await site.stop()
  await temp.remove()
  expect(faults).toEqual([])
})

async function begin(goesOn = true): Promise<void> {
  library = await temp.open()
  const onFault = (fault: unknown): void => void faults.push(fault)
  saver = startSaver({
    library,
    cleaner: { clean: async (job) => clean(job), warm: () => undefined, close: () => undefined },
    transport: nodeTransport,
    resolveHost: nodeResolveHost,
    settings: () => DEFAULT_SETTINGS,
    onStep: ({ id, state }) => state.kind === 'saving' && batches.noteStep(id, state.step.kind),
    onFault,
  })
  batches = startBatches({ library, saver, device: 'test', goesOn, onChange: () => undefined, onFault })
  await saver.resume(await batches.open())
}

/** As a kill ends it: nothing is told, nothing more is written. */
async function end(): Promise<void> {
  await batches.close()
  saver.close()
  await library.close()
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A site of many pages, `/1` and so on; `answer` may take one over. */
async function siteOf(pages: number, answer?: Answer): Promise<{ site: Site; list: readonly string[] }> {
  const names = Array.from({ length: pages }, (_, index) => `/${index + 1}`)
  const site = await startSite(Object.fromEntries(names.map((name) => [name, answer ?? articlePage({ title: `Page ${name}`, body: HARBOUR })])))
  sites.push(site)
  return { site, list: names.map((name) => site.origin + name) }
}

async function ended(id: BatchId): Promise<BatchState> {
  return vi.waitUntil(() => batches.states().find((one) => one.id === id && hasEnded(one)))
}

async function titles(): Promise<readonly string[]> {
  const { rows } = await library.list(query())
  return rows.map(({ article }) => `${article.state.kind} ${article.title}`).toSorted()
}

const page: Answer = (request, response) => void response.end(articlePage({ title: `Page ${request.url}`, body: HARBOUR }))

describe('a list of addresses', () => {
  test('is saved; the same again, what is known and what is no address are told apart', async () => {
    const { list } = await siteOf(3)
    const known = await saver.save({ kind: 'address', address: list[2] ?? '' })
    await saver.whenSaved(known.article.id)
    const { id, total } = await batches.start({ kind: 'text', text: [list[0], list[1], `${list[0]}?utm_source=x`, 'milk', list[2]].join('\n'), tags: ['later'] })
    expect(total).toBe(3)
    expect(await ended(id)).toMatchObject({ saved: 2, known: 1, failed: 0, duplicates: 1, invalid: 1, left: 0, active: 0 })
    expect(batches.report(id)).toMatchObject({
      known: [{ line: 5, article: known.article.id }],
      duplicates: [{ line: 3, first: 1 }],
      invalid: [{ line: 4, text: 'milk' }],
    })
    expect(await titles()).toEqual(['ready Page /1', 'ready Page /2', 'ready Page /3'])
    expect((await library.get([known.article.id]))[0]?.tags).toEqual(['later'])
    await batches.act(id, 'dismiss')
    expect([batches.states(), readdirSync(path.join(temp.folder, 'queue'))]).toEqual([[], []])
  })

  test('a disk that goes away holds it, whatever was under way, and it goes on when the disk is back', async () => {
    const answers: (() => void)[] = []
    const { list } = await siteOf(3, (request, response) => void answers.push(() => page(request, response)))
    const { id } = await batches.start({ kind: 'text', text: list.join('\n') })
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0))
    const away = `${temp.folder}-away`
    renameSync(temp.folder, away)
    const answerAll = setInterval(() => answers.splice(0).forEach((answer) => answer()), 20)
    try {
      await vi.waitUntil(() => batches.states().some(({ paused, problem, active }) => paused && active === 0 && problem?.code === 'library-away'))
      expect(existsSync(temp.folder)).toBe(false)
      renameSync(away, temp.folder)
      await saver.resume(batches.back())
      expect(await ended(id)).toMatchObject({ saved: 3, failed: 0 })
      // That failures could not be written down is for the log, and nothing else is wrong.
      for (const fault of faults.splice(0)) expect(fault).toMatchObject({ error: { code: 'library-away' } })
    } finally {
      clearInterval(answerAll)
    }
  })

  test('a disk that goes away in the middle of making a row is a disk that is away', async () => {
    const { list } = await siteOf(1)
    const away = `${temp.folder}-away`
    const { open } = fs.promises
    const opening = vi.spyOn(fs.promises, 'open').mockImplementation((...args) => {
      if (args[1] === 'wx' && String(args[0]).endsWith('article.json')) {
        opening.mockRestore()
        renameSync(temp.folder, away)
      }
      return open(...args)
    })
    const { id } = await batches.start({ kind: 'text', text: list.join('\n') })
    await vi.waitUntil(() => batches.states().some(({ paused, active }) => paused && active === 0))
    expect(batches.states()[0]?.problem).toMatchObject({ code: 'library-away' })
    renameSync(away, temp.folder)
    await saver.resume(batches.back())
    expect(await ended(id)).toMatchObject({ saved: 1, failed: 0 })
    for (const fault of faults.splice(0)) expect(fault).toMatchObject({ error: { code: 'library-away' } })
  })

  test('what fails says why, and all of it is tried again at once', async () => {
    let broken = true
    const { list } = await siteOf(2, (request, response) => (broken ? void response.writeHead(404).end() : page(request, response)))
    const { id } = await batches.start({ kind: 'text', text: list.join('\n') })
    expect(await ended(id)).toMatchObject({ saved: 0, failed: 2 })
    expect(batches.report(id).failed).toMatchObject([{ error: { code: 'http', status: 404 } }, { error: { code: 'http' } }])
    broken = false
    await batches.act(id, 'retry')
    expect(await ended(id)).toMatchObject({ saved: 2, failed: 0 })
    expect(await titles()).toEqual(['ready Page /1', 'ready Page /2'])
  })

  test('a host has two connections at most, and one that hangs holds up no other', async () => {
    let open = 0
    let most = 0
    const slow = await siteOf(20, (_request, response) => {
      most = Math.max(most, ++open)
      response.on('close', () => open--)
    })
    const others = await Promise.all([siteOf(3), siteOf(3)])
    const { id } = await batches.start({ kind: 'text', text: [...slow.list, ...others.flatMap(({ list }) => list)].join('\n') })
    await vi.waitUntil(() => batches.states()[0]?.saved === 6)
    expect([most, batches.states()[0]?.active]).toEqual([2, 2])
    await batches.act(id, 'cancel')
  })

  test('a busy host is given the pause it asks for, and then asked again', async () => {
    const asked: number[] = []
    const { list } = await siteOf(2, (request, response) => {
      asked.push(Date.now())
      if (asked.length === 1) response.writeHead(503, { 'retry-after': '1' }).end()
      else page(request, response)
    })
    const { id } = await batches.start({ kind: 'text', text: list.slice(0, 1).join('\n') })
    expect(await ended(id)).toMatchObject({ saved: 1, failed: 0 })
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(950)
  })

  test('paused, it begins nothing, also after a restart; then it goes on', async () => {
    const { site, list } = await siteOf(4)
    const { id } = await batches.start({ kind: 'text', text: list.join('\n') })
    await batches.act(id, 'pause')
    await vi.waitUntil(() => batches.states()[0]?.active === 0)
    await end()
    const before = site.requests.length
    await begin()
    expect(batches.states()[0]).toMatchObject({ paused: true, active: 0 })
    expect(site.requests).toHaveLength(before)
    await batches.act(id, 'resume')
    expect(await ended(id)).toMatchObject({ saved: 4, failed: 0 })
  })

  test('after a kill it goes on where it was, and nothing is saved twice', async () => {
    let hanging = true
    const { list } = await siteOf(6, (request, response) => {
      if (!hanging || request.url === '/1') page(request, response)
    })
    const { id } = await batches.start({ kind: 'text', text: list.join('\n') })
    await vi.waitUntil(() => batches.states()[0]?.saved === 1)
    // Some rows are begun and hang. What ended was not written down: the articles themselves say it.
    await end()
    const file = path.join(temp.folder, 'queue', `${id}.jsonl`)
    writeFileSync(file, readFileSync(file, 'utf8').split('\n').slice(0, 7).join('\n') + '\n{"ended":"01k')
    hanging = false
    await begin()
    expect(await ended(id)).toMatchObject({ total: 6, saved: 6, known: 0, failed: 0 })
    expect(await titles()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `ready Page /${number}`))
  })

  test('cancelled, what was not saved leaves no row behind; it can be taken up after all', async () => {
    let hanging = true
    const { list } = await siteOf(5, (request, response) => {
      if (!hanging) page(request, response)
    })
    const { id } = await batches.start({ kind: 'text', text: list.join('\n') })
    await vi.waitUntil(() => batches.states()[0]?.active === 2)
    await batches.act(id, 'cancel')
    expect(await ended(id)).toMatchObject({ saved: 0, failed: 0, cancelled: 5 })
    expect(await titles()).toEqual([])
    hanging = false
    await batches.act(id, 'take-up')
    expect(await ended(id)).toMatchObject({ saved: 5, cancelled: 0 })
  })

  test('with thousands of lines begins at once, and the list stays small', async () => {
    const { list } = await siteOf(1)
    const many = Array.from({ length: 5000 }, (_, index) => `http://127.1.${index >> 8}.${index & 255}:9/story`)
    const { id, total } = await batches.start({ kind: 'text', text: [list[0], ...many].join('\n') })
    expect(total).toBe(5001)
    await vi.waitUntil(() => batches.states()[0]?.saved === 1)
    expect((await library.list(query())).total).toBeLessThan(400)
    await batches.act(id, 'cancel')
    expect(await titles()).toEqual(['ready Page /1'])
  })

  test('another device, and a command for something else, leave it alone', async () => {
    const { site, list } = await siteOf(1)
    const { id } = await batches.start({ kind: 'text', text: list.join('\n') })
    await batches.act(id, 'pause')
    await vi.waitUntil(() => batches.states()[0]?.active === 0)
    const file = path.join(temp.folder, 'queue', `${id}.jsonl`)
    const stored = readFileSync(file, 'utf8').split('\n').slice(0, 2).join('\n')
    await end()
    writeFileSync(file, stored.replace('"device":"test"', '"device":"other"'))
    const asked = site.requests.length
    await begin()
    expect(batches.states()).toEqual([])
    expect(site.requests).toHaveLength(asked)
  })
})

describe('a folder of files', () => {
  const text = (title: string): string => `<title>${title}</title><article><h1>${title}</h1>${HARBOUR}</article>`

  test('its pages and texts are saved, what is beside a saved page is a part of it, and other files are told', async () => {
    const folder = path.join(path.dirname(temp.folder), 'clippings')
    mkdirSync(path.join(folder, 'deep', 'Page_files'), { recursive: true })
    writeFileSync(path.join(folder, 'One.html'), text('One'))
    writeFileSync(path.join(folder, 'deep', 'Page.htm'), text('Two'))
    writeFileSync(path.join(folder, 'deep', 'Page_files', 'frame.html'), text('Advertisement'))
    writeFileSync(path.join(folder, 'photo.jpg'), 'x')
    const { id } = await batches.start({ kind: 'folder', folder })
    expect(await ended(id)).toMatchObject({ kind: 'files', name: 'clippings', saved: 2, failed: 0, leftOut: 1 })
    expect(batches.report(id).leftOut).toEqual(['photo.jpg'])
    expect(await titles()).toEqual(['ready One', 'ready Two'])
  })

  test('a file that is no article has a row to try again, one with a picture keeps it, and nothing is saved twice after a kill', async () => {
    const folder = path.join(path.dirname(temp.folder), 'clippings')
    mkdirSync(folder)
    const picture = `<img alt="Harbour" src="data:image/png;base64,${Buffer.from(png(300, 200, [9, 90, 200])).toString('base64')}">`
    writeFileSync(path.join(folder, 'Empty.html'), '<p></p>')
    writeFileSync(path.join(folder, 'Picture.html'), text('Picture').replace('</article>', `<figure>${picture}</figure><p>${HARBOUR}</p></article>`))
    for (let number = 0; number < 30; number++) writeFileSync(path.join(folder, `Page ${number}.html`), text(`Page ${number}`))
    const { id } = await batches.start({ kind: 'folder', folder })
    await vi.waitUntil(() => (batches.states()[0]?.saved ?? 0) > 0, { interval: 5 })
    await end()
    await begin()
    expect(await ended(id)).toMatchObject({ total: 32, saved: 31, failed: 1, known: 0 })
    const rows = (await library.list(query())).rows.map(({ article }) => article)
    expect(rows.map(({ title }) => title).toSorted()).toEqual(['Empty.html', 'Picture', ...Array.from({ length: 30 }, (_, number) => `Page ${number}`)].toSorted())
    expect(rows.find(({ title }) => title === 'Empty.html')?.state).toMatchObject({ kind: 'failed', error: { code: 'no-article' } })
    expect(rows.find(({ title }) => title === 'Picture')?.offline).toMatchObject({ picturesKept: 1, missing: [] })
    writeFileSync(path.join(folder, 'Empty.html'), text('Full at last'))
    await batches.act(id, 'retry')
    expect(await ended(id)).toMatchObject({ saved: 32, failed: 0 })
  })

  test('files that a window hands over are saved as they come; those it did not, fail after a restart', async () => {
    const { id } = await batches.start({ kind: 'given', files: ['a.html', 'b/c.html'], leftOut: [], name: 'Dropped' })
    await batches.give(id, 1, new TextEncoder().encode(text('Given')))
    expect(batches.states()[0]).toMatchObject({ saved: 1, left: 1, active: 0 })
    await end()
    await begin()
    expect(await ended(id)).toMatchObject({ saved: 1, failed: 1 })
    expect(batches.report(id).failed).toMatchObject([{ text: 'b/c.html', error: { code: 'not-found' } }])
    const [article] = (await library.list(query())).rows.map((row): ArticleSummary => row.article)
    expect(article).toMatchObject({ title: 'Given', source: { kind: 'file', name: 'a.html' } })
  })
})
