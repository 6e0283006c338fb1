import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import { clean } from '../../../main/save/clean.ts'
import { PageBlocks } from '../../../main/save/clean/block-selector.ts'
import { parsePage } from '../../../main/save/clean/parse-page.ts'
import type { Cleaner } from '../../../main/save/cleaner.ts'
import type { PageRenderer, RenderOptions } from '../../../main/save/page-renderer.ts'
import { startSaver } from '../../../main/save/save.ts'
import type { Saver } from '../../../main/save/save.ts'
import { Failure } from '../../../shared/errors.ts'
import type { AppError } from '../../../shared/errors.ts'
import type { ArticleSummary, SavingStep } from '../../../shared/model.ts'
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts'
import { nodeResolveHost, nodeTransport } from '../../helpers/node-transport.ts'
import { HARBOUR, articlePage, startSite } from '../../helpers/site.ts'
import type { Page, Site } from '../../helpers/site.ts'
import { tempLibrary } from '../../helpers/temp-library.ts'
import type { TempLibrary } from '../../helpers/temp-library.ts'

const TITLE = 'The winter the harbour walked'
const WHOLE = articlePage({ title: TITLE, body: HARBOUR.replaceAll(/<figure>[^]*?<\/figure>/g, '') })
const SHELL = '<!doctype html><title>App</title><noscript>Please enable JavaScript.</noscript><div id="root"></div><script src="/app.js"></script>'

let temp: TempLibrary
let site: Site
let library: Library
let saver: Saver
let steps: SavingStep['kind'][]
let faults: unknown[]
/** What the browser would show, or why it would not. */
let shown: string | AppError
let asked: ({ readonly url: string } & Pick<RenderOptions, 'mayBePrivate'>)[]
let tooComplex: (html: string) => boolean
let thinned: Awaited<ReturnType<PageRenderer['thin']>> | AppError

const renderer: PageRenderer = {
  async render(url, { mayBePrivate }) {
    asked.push({ url, mayBePrivate })
    if (typeof shown !== 'string') throw new Failure(shown)
    return { url, bytes: new TextEncoder().encode(shown), contentType: 'text/html; charset=utf-8' }
  },
  async thin() {
    if ('code' in thinned) throw new Failure(thinned)
    return thinned
  },
}

const cleaner: Cleaner = {
  async clean(job) {
    if (tooComplex(new TextDecoder().decode(job.bytes))) throw new Failure({ code: 'too-complex' })
    return clean(job)
  },
  warm: () => undefined,
  close: () => undefined,
}

beforeEach(async () => {
  temp = tempLibrary()
  steps = []
  faults = []
  asked = []
  shown = WHOLE
  thinned = { code: 'timeout', seconds: 25 }
  tooComplex = () => false
  site = await startSite({ '/app': SHELL, '/whole': WHOLE, '/refused': (_request, response) => void response.writeHead(403).end() })
  library = await temp.open()
  saver = startSaver({
    library,
    cleaner,
    renderer,
    transport: nodeTransport,
    resolveHost: nodeResolveHost,
    settings: () => DEFAULT_SETTINGS,
    onStep: ({ state }) => state.kind === 'saving' && steps.push(state.step.kind),
    onFault: (fault) => faults.push(fault),
  })
})

afterEach(async () => {
  saver.close()
  await site.stop()
  await temp.remove()
  expect(faults).toEqual([])
})

async function save(path: string, more: { readonly render?: boolean } = {}): Promise<ArticleSummary> {
  const { article } = await saver.save({ kind: 'address', address: site.origin + path, ...more })
  return saver.whenSaved(article.id)
}

const failedWith = (code: string) => ({ state: { kind: 'failed', error: expect.objectContaining({ code }) as unknown } })

describe('a page that its scripts build', () => {
  test('is opened with them when plain fetching finds nothing, and says so on its row', async () => {
    const article = await save('/app')
    expect(article).toMatchObject({ title: TITLE, state: { kind: 'ready' } })
    expect([...new Set(steps)]).toEqual(['fetching', 'cleaning', 'rendering', 'storing'].toSpliced(3, 0, ...(steps.includes('pictures') ? ['pictures' as const] : [])))
    expect(asked).toEqual([{ url: `${site.origin}/app`, mayBePrivate: true }])
    expect(new TextDecoder().decode((await library.readOriginal(article.id)).bytes)).toBe(WHOLE)
  })

  test('is not opened when there is an article without them, unless asked for', async () => {
    await save('/whole')
    expect(asked).toEqual([])
    site = (await site.stop(), await startSite({ '/other': WHOLE.replace(TITLE, 'Another') }))
    await save('/other', { render: true })
    expect(asked).toHaveLength(1)
    expect(site.requests).toEqual([])
  })

  test.each([
    ['unreachable', 'no-article'],
    ['cannot-render', 'no-article'],
    ['blocked-address', 'blocked-address'],
    ['timeout', 'timeout'],
    ['too-complex', 'too-complex'],
  ] as const)('that ends %s is failed with %s', async (ends, code) => {
    shown = { code: ends, host: 'x', why: 'root', address: 'x', seconds: 20 } as AppError
    expect(await save('/app')).toMatchObject(failedWith(code))
  })

  test('that shows less with its scripts than without is kept without', async () => {
    site = (await site.stop(), await startSite({ '/few': `<!doctype html><title>Few</title><article><h1>Few</h1><p>${'Some words that stand here. '.repeat(6)}</p></article><div id="root"></div><script></script>` }))
    shown = '<!doctype html><title>Few</title><p>Accept our cookies</p>'
    const article = await save('/few')
    expect(asked).toHaveLength(1)
    expect(await library.text(article.id)).toContain('Some words that stand here')
  })
})

describe('asked for again with its scripts', () => {
  test('a failed article is saved so', async () => {
    const failed = await save('/refused')
    expect(failed).toMatchObject(failedWith('http'))
    expect(await saver.renderAgain(failed.id)).toMatchObject({ changed: true, lost: 0 })
    expect(await library.find(failed.id)).toMatchObject({ title: TITLE, state: { kind: 'ready' } })
  })

  test('one that fails again has the new reason', async () => {
    const failed = await save('/refused')
    shown = { code: 'timeout', seconds: 20 }
    await expect(saver.renderAgain(failed.id)).rejects.toMatchObject({ error: { code: 'timeout' } })
    expect(await library.find(failed.id)).toMatchObject(failedWith('timeout'))
  })

  test('one that can be read gets a new version, keeps the old one, and stays as it is when it fails', async () => {
    const article = await save('/whole')
    shown = WHOLE.replace('It is two pages long', 'It is three pages long')
    expect(await saver.renderAgain(article.id)).toMatchObject({ changed: true })
    expect(await library.text(article.id)).toContain('three pages')
    expect(await library.versions.of(article.id)).toHaveLength(2)
    expect(await saver.renderAgain(article.id)).toMatchObject({ changed: false })
    shown = { code: 'too-complex' }
    await expect(saver.renderAgain(article.id)).rejects.toMatchObject({ error: { code: 'too-complex' } })
    expect(await library.find(article.id)).toMatchObject({ state: { kind: 'ready' } })
    expect(await library.text(article.id)).toContain('three pages')
  })

  test('what was not saved from an address is refused', async () => {
    const { article } = await saver.save({ kind: 'paste', text: 'Some words. '.repeat(30) })
    await saver.whenSaved(article.id)
    await expect(saver.renderAgain(article.id)).rejects.toMatchObject({ error: { code: 'invalid-argument' } })
  })
})

describe('a page that is too much to clean', () => {
  const heavy = (html: string) => html.includes('Gazette')

  test('is cleaned from the lean one, less sure of itself', async () => {
    tooComplex = heavy
    thinned = { lean: WHOLE.replaceAll('Gazette', 'Paper'), text: '' }
    const article = await save('/whole')
    expect(article).toMatchObject({ title: TITLE, state: { kind: 'ready' } })
    expect(article.confidence).toBeLessThanOrEqual(0.6)
    expect(new TextDecoder().decode((await library.readOriginal(article.id)).bytes)).toBe(WHOLE)
  })

  test('or from its text, when that is too much as well', async () => {
    tooComplex = heavy
    thinned = { lean: WHOLE, text: WHOLE.replaceAll('Gazette', 'Paper') }
    const article = await save('/whole')
    expect(article.state.kind).toBe('ready')
    expect(article.confidence).toBeLessThanOrEqual(0.3)
  })

  test('and fails as too complex when no browser can take it either', async () => {
    tooComplex = heavy
    expect(await save('/whole')).toMatchObject(failedWith('too-complex'))
  })
})

describe('a page as it is seen in the browser', () => {
  const seen = (html: string, path = '/members') => ({ url: site.origin + path, bytes: new TextEncoder().encode(html), contentType: 'text/html; charset=utf-8' })

  test('becomes an article that is never fetched', async () => {
    const { kind, article } = await saver.saveSeen(seen(WHOLE), { replace: false })
    expect(kind).toBe('saving')
    expect(await saver.whenSaved(article.id)).toMatchObject({ title: TITLE, source: { kind: 'browser' }, url: `${site.origin}/members` })
    expect(site.requests).toEqual([])
  })

  test('takes the place of the failed row of its address', async () => {
    const failed = await save('/refused')
    const { article } = await saver.saveSeen(seen(WHOLE, '/refused?utm_source=x'), { replace: false })
    expect(article.id).toBe(failed.id)
    expect(await saver.whenSaved(failed.id)).toMatchObject({ title: TITLE, state: { kind: 'ready' } })
    expect(asked).toEqual([])
  })

  test('of a known article is a new version, and only when asked for', async () => {
    const article = await save('/whole')
    const other = seen(WHOLE.replace('It is two pages long', 'It is nine pages long'), '/whole')
    expect(await saver.saveSeen(other, { replace: false })).toMatchObject({ kind: 'known', article: { id: article.id } })
    expect(await library.text(article.id)).toContain('two pages')
    expect(await saver.saveSeen(other, { replace: true })).toMatchObject({ kind: 'saving', article: { id: article.id } })
    expect(await library.text(article.id)).toContain('nine pages')
    expect(await library.versions.of(article.id)).toHaveLength(2)
  })
})

describe('what the reader repaired', () => {
  const APPEAL = 'The Gazette is written by four people and a dog, and it would like you to think of joining its circle.'
  const BEGGING = WHOLE.replace('<h2>', `<div class="appeal"><p>${APPEAL}</p></div><h2>`)
  const bytesOf = (html: string) => ({ bytes: new TextEncoder().encode(html), contentType: 'text/html; charset=utf-8' })

  /** Leaves the appeal out, as somebody did who saw it in the article. */
  async function leaveOutAppeal(id: ArticleSummary['id']): Promise<void> {
    const { body } = parsePage(BEGGING, undefined)
    const selector = new PageBlocks(body).selectorOf(body.querySelector('.appeal') as Element)
    await library.repairs.set(id, { drop: [selector], keep: [] }, [])
  }

  const REPAIRED = { title: TITLE, state: 'ready', hasStory: true, hasAppeal: false }

  async function outcome(id: ArticleSummary['id']): Promise<typeof REPAIRED> {
    const { title, state } = await library.find(id)
    const text = await library.text(id)
    return { title, state: state.kind, hasStory: text.includes('postman delivered letters'), hasAppeal: text.includes(APPEAL) }
  }

  test('is there to be repaired', async () => {
    shown = BEGGING
    expect(await library.text((await save('/app')).id)).toContain(APPEAL)
  })

  test('stays so when a failed article is fetched again', async () => {
    const pages: Record<string, Page> = { '/late': (_request, response) => void response.writeHead(503).end() }
    site = (await site.stop(), await startSite(pages))
    const failed = await save('/late')
    await leaveOutAppeal(failed.id)
    pages['/late'] = BEGGING
    await saver.retry(failed.id)
    await saver.whenSaved(failed.id)
    expect(await outcome(failed.id)).toEqual(REPAIRED)
  })

  test('stays so when a failed article is opened with its scripts', async () => {
    const failed = await save('/refused')
    await leaveOutAppeal(failed.id)
    shown = BEGGING
    await saver.renderAgain(failed.id)
    expect(await outcome(failed.id)).toEqual(REPAIRED)
  })

  test('stays so when its scripts are what gives the article', async () => {
    shown = { code: 'timeout', seconds: 20 }
    const failed = await save('/app')
    await leaveOutAppeal(failed.id)
    shown = BEGGING
    await saver.retry(failed.id)
    await saver.whenSaved(failed.id)
    expect(await outcome(failed.id)).toEqual(REPAIRED)
  })

  test('stays so in a version with its scripts, and in one that was seen', async () => {
    const { id } = await save('/whole')
    await leaveOutAppeal(id)
    shown = BEGGING.replace('It is two pages long', 'It is three pages long')
    expect(await saver.renderAgain(id)).toMatchObject({ changed: true })
    expect(await outcome(id)).toEqual(REPAIRED)
    const seen = { ...bytesOf(BEGGING.replace('It is two pages long', 'It is nine pages long')), url: `${site.origin}/whole` }
    await saver.saveSeen(seen, { replace: true })
    expect(await outcome(id)).toEqual(REPAIRED)
    expect(await library.text(id)).toContain('nine pages')
  })

  test('stays so when the failed row of an address becomes what was seen of it', async () => {
    const failed = await save('/refused')
    await leaveOutAppeal(failed.id)
    await saver.saveSeen({ ...bytesOf(BEGGING), url: `${site.origin}/refused` }, { replace: false })
    await saver.whenSaved(failed.id)
    expect(await outcome(failed.id)).toEqual(REPAIRED)
  })
})
