import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import { clean } from '../../../main/save/clean.ts'
import type { Cleaner } from '../../../main/save/cleaner.ts'
import { newArticle } from '../../../main/save/new-article.ts'
import { startSaver } from '../../../main/save/save.ts'
import type { Saver } from '../../../main/save/save.ts'
import { Failure } from '../../../shared/errors.ts'
import type { ArticleId, ArticleSummary, SavingStep } from '../../../shared/model.ts'
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts'
import { nodeResolveHost, nodeTransport } from '../../helpers/node-transport.ts'
import { HARBOUR, articlePage, png, startSite } from '../../helpers/site.ts'
import type { Site } from '../../helpers/site.ts'
import { tempLibrary } from '../../helpers/temp-library.ts'
import type { TempLibrary } from '../../helpers/temp-library.ts'

/** Cleaning in this process: the process of its own has its own tests. */
const cleaner: Cleaner = { clean: async (job) => clean(job), warm: () => undefined, close: () => undefined }

const TITLE = 'The winter the harbour walked'

let temp: TempLibrary
let site: Site
let library: Library
let saver: Saver
let steps: SavingStep['kind'][]
let faults: unknown[]

beforeEach(async () => {
  temp = tempLibrary()
  steps = []
  faults = []
  site = await startSite({
    '/frost': articlePage({ title: TITLE, body: HARBOUR }),
    '/short': (_request, response) => void response.writeHead(302, { location: '/frost' }).end(),
    '/slow': () => undefined,
    '/pictures/ferry.png': { type: 'image/png', bytes: png(32, 20, [1, 2, 3]) },
    '/empty': '<!doctype html><title>Nothing</title><p></p>',
  })
  await begin()
})

afterEach(async () => {
  saver.close()
  await site.stop()
  await temp.remove()
  expect(faults).toEqual([])
})

async function begin(): Promise<void> {
  library = await temp.open()
  saver = startSaver({
    library,
    cleaner,
    transport: nodeTransport,
    resolveHost: nodeResolveHost,
    settings: () => DEFAULT_SETTINGS,
    onStep: ({ state }) => state.kind === 'saving' && steps.push(state.step.kind),
    onFault: (fault) => faults.push(fault),
  })
}

async function save(path: string): Promise<ArticleSummary> {
  const { article } = await saver.save({ kind: 'address', address: site.origin + path })
  return saver.whenSaved(article.id)
}

describe('saving an address', () => {
  test('answers a durable row at once, then shows its steps and ends ready', async () => {
    const { kind, article } = await saver.save({ kind: 'address', address: `${site.origin}/frost`, tags: ['ice'] })
    expect(kind).toBe('saving')
    expect(article.state).toEqual({ kind: 'saving', step: { kind: 'queued' } })
    const saved = await saver.whenSaved(article.id)
    expect(saved).toMatchObject({ title: TITLE, tags: ['ice'], state: { kind: 'ready' }, offline: { picturesKept: 1, missing: [] } })
    expect([...new Set(steps)]).toEqual(['fetching', 'cleaning', 'pictures', 'storing'])
    expect(await library.readHtml(article.id)).toMatch(/<img src="images\/[0-9a-f]{64}\.png" width="32" height="20"/)
  })

  test('recognises the same address, also twice at once', async () => {
    const request = { kind: 'address', address: `${site.origin}/frost` } as const
    const [first, second] = await Promise.all([saver.save(request), saver.save({ ...request, address: `${request.address}?utm_source=x` })])
    expect([first.kind, second.kind]).toEqual(['saving', 'known'])
    expect(second.article.id).toBe(first.article.id)
    await saver.whenSaved(first.article.id)
    expect((await saver.save(request)).kind).toBe('known')
  })

  test('a redirect to an article that is there is no second one', async () => {
    const first = await save('/frost')
    const second = await save('/short')
    expect(second.state).toMatchObject({ kind: 'failed', error: { code: 'already-saved', id: first.id } })
  })

  test('fails with its reason, and can be tried again', async () => {
    const failed = await save('/gone')
    expect(failed.state).toMatchObject({ kind: 'failed', error: { code: 'http', status: 404 } })
    await saver.retry(failed.id)
    expect((await saver.whenSaved(failed.id)).state.kind).toBe('failed')
    expect(site.requests.filter((one) => one === 'GET /gone')).toHaveLength(2)
  })

  test('tried again by hand and by a batch at the same time, both hear of its end', async () => {
    const { id } = await save('/gone')
    const again = { ...newArticle({ kind: 'address', address: `${site.origin}/gone` }), id }
    const [, outcome] = await Promise.all([saver.retry(id), saver.saveOneOfMany(again, {}, new AbortController().signal)])
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'http', status: 404 } })
  })

  test('a page without an article says so', async () => {
    expect((await save('/empty')).state).toMatchObject({ kind: 'failed', error: { code: 'no-article' } })
  })

  test('is cancelled while the server says nothing', async () => {
    const { article } = await saver.save({ kind: 'address', address: `${site.origin}/slow` })
    await expect.poll(() => site.requests).toContain('GET /slow')
    await saver.cancel(article.id)
    expect((await library.find(article.id)).state).toMatchObject({ kind: 'failed', error: { code: 'cancelled' } })
  })

  test.each(['file:///etc/passwd', 'javascript:alert(1)', 'not an address at all', ''])('refuses %j', async (address) => {
    await expect(saver.save({ kind: 'address', address })).rejects.toBeInstanceOf(Failure)
  })
})

describe('a restart', () => {
  test('goes on with what was being saved, and fetches nothing twice', async () => {
    const { article } = await saver.save({ kind: 'address', address: `${site.origin}/slow` })
    const { article: given } = await saver.save({ kind: 'paste', text: 'Given', html: articlePage({ title: TITLE, body: HARBOUR }) })
    await saver.whenSaved(given.id)
    await expect.poll(() => site.requests).toContain('GET /slow')
    saver.close()
    await library.close()
    await begin()
    expect(await library.unfinished()).toEqual([article.id])
    await saver.resume()
    await expect.poll(() => site.requests.filter((one) => one === 'GET /slow').length).toBe(2)
  })

  test('what is stopped before it was taken up again stays so', async () => {
    const { article } = await saver.save({ kind: 'address', address: `${site.origin}/slow` })
    await expect.poll(() => site.requests).toContain('GET /slow')
    saver.close()
    await library.close()
    await begin()
    await saver.cancel(article.id)
    expect((await library.find(article.id)).state).toMatchObject({ kind: 'failed', error: { code: 'cancelled' } })
    await saver.resume()
    expect((await saver.whenSaved(article.id)).state).toMatchObject({ kind: 'failed', error: { code: 'cancelled' } })
    expect(site.requests.filter((one) => one === 'GET /slow')).toHaveLength(1)
  })
})

describe('cleaning again', () => {
  test('keeps highlights, and the original is all it needs', async () => {
    const { id } = await save('/frost')
    await library.highlights.addQuote(id as ArticleId, { exact: 'a brass band that played with mittens on' }, { colour: 'blue', note: 'mittens' })
    await site.stop()
    expect(await saver.cleanAgain(id)).toEqual({ id, anchored: 1, lost: 0, before: expect.stringContaining('former') as string })
    const again = await library.find(id)
    expect(again).toMatchObject({ state: { kind: 'ready' }, title: TITLE, highlightCount: 1 })
  })

  test('trying missing pictures again puts them into their places', async () => {
    const page = articlePage({ title: TITLE, body: HARBOUR.replace('/pictures/ferry.png', `${site.origin}/late.png`) })
    const { article } = await saver.save({ kind: 'paste', text: 'x', html: page, url: 'https://harbour.invalid/frost' })
    const saved = await saver.whenSaved(article.id)
    expect(saved.offline).toMatchObject({ picturesKept: 0, missing: [{ problem: 'blocked' }] })
    expect((await saver.retryPictures(article.id)).offline.missing).toHaveLength(1)
  })
})

test('pasted text becomes an article', async () => {
  const text = `A walk at noon\n\n${'The road was long and the sun stood high above the fields of barley. '.repeat(8)}\n\n${'Nobody came the other way, and the dog slept in the ditch until evening. '.repeat(8)}`
  const { article } = await saver.save({ kind: 'paste', text })
  const saved = await saver.whenSaved(article.id)
  expect(saved).toMatchObject({ title: 'A walk at noon', state: { kind: 'ready' } })
  expect(await library.text(article.id)).toContain('the dog slept in the ditch')
})
