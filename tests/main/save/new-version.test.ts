import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import { clean } from '../../../main/save/clean.ts'
import type { CleanedPage } from '../../../main/save/clean.ts'
import type { Cleaner } from '../../../main/save/cleaner.ts'
import { startRepairer } from '../../../main/save/repairer.ts'
import { startSaver } from '../../../main/save/save.ts'
import type { Saver } from '../../../main/save/save.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts'
import type { VersionProgress } from '../../../shared/versions.ts'
import { nodeResolveHost, nodeTransport } from '../../helpers/node-transport.ts'
import { HARBOUR, articlePage, png, startSite } from '../../helpers/site.ts'
import type { Site } from '../../helpers/site.ts'
import { tempLibrary } from '../../helpers/temp-library.ts'
import type { TempLibrary } from '../../helpers/temp-library.ts'

const TITLE = 'The winter the harbour walked'
const NOW = HARBOUR.replace('delivered letters on skates', 'carried letters on a sledge').replace('/pictures/ferry.png', '/pictures/other.png')

let temp: TempLibrary
let site: Site
let library: Library
let saver: Saver
let cleaner: Cleaner
let page: string
let betterCleaner: (cleaned: CleanedPage) => CleanedPage
let progress: VersionProgress[]
let release: () => void

beforeEach(async () => {
  temp = tempLibrary()
  page = articlePage({ title: TITLE, body: HARBOUR })
  progress = []
  betterCleaner = (cleaned) => cleaned
  const held = new Promise<void>((resolve) => (release = resolve))
  site = await startSite({
    '/frost': (_request, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page),
    '/pictures/ferry.png': { type: 'image/png', bytes: png(32, 20, [1, 2, 3]) },
    '/pictures/other.png': { type: 'image/png', bytes: png(32, 20, [3, 2, 1]) },
    '/pictures/held.png': (_request, response) => void held.then(() => response.writeHead(200, { 'content-type': 'image/png' }).end(png(32, 20, [9, 9, 9]))),
  })
  cleaner = { clean: async (job) => betterCleaner(clean(job)), warm: () => undefined, close: () => undefined }
  library = await temp.open()
  saver = startSaver({
    library,
    cleaner,
    transport: nodeTransport,
    resolveHost: nodeResolveHost,
    settings: () => DEFAULT_SETTINGS,
    onStep: () => undefined,
    onVersion: (_id, now) => progress.push(now),
    onFault: (fault) => expect(fault).toBeUndefined(),
  })
})

afterEach(async () => {
  release()
  saver.close()
  await site.stop()
  await temp.remove()
})

async function saved(): Promise<ArticleId> {
  const { article } = await saver.save({ kind: 'address', address: `${site.origin}/frost` })
  const { id, state } = await saver.whenSaved(article.id)
  expect(state).toEqual({ kind: 'ready' })
  await library.highlights.addQuote(id, { exact: 'the postman delivered letters on skates' }, { colour: 'green' })
  return id
}

const pictures = (id: ArticleId) => readdirSync(path.join(library.articleFolder(id), 'images'))

test('a page that says something else becomes the current version; its row is ready all the while', async () => {
  const id = await saved()
  const [before] = await library.versions.of(id)
  page = articlePage({ title: TITLE, body: NOW })
  const saving = saver.saveVersion(id)
  expect((await library.find(id)).state).toEqual({ kind: 'ready' })
  expect(await saving).toMatchObject({ kind: 'updated', id, previous: before?.id, anchored: 0, lost: 1 })
  expect(progress.map((one) => (one.kind === 'saving' ? one.step.kind : one.saved)).filter((kind, at, all) => kind !== all[at - 1])).toEqual(['queued', 'fetching', 'cleaning', 'pictures', 'storing', true])
  expect(await library.text(id)).toContain('on a sledge')
  expect(await library.versions.of(id)).toMatchObject([{ current: true, title: TITLE }, { ...before, current: false }])
  expect(pictures(id)).toHaveLength(2)
  expect((await saver.save({ kind: 'address', address: `${site.origin}/frost` })).article.id).toBe(id)
})

test('one that was seen in Lectern’s browser is told with the version before it, for the window that can undo it', async () => {
  const id = await saved()
  const [before] = await library.versions.of(id)
  const bytes = new TextEncoder().encode(articlePage({ title: TITLE, body: NOW }))
  await saver.saveSeen({ url: `${site.origin}/frost`, bytes, contentType: 'text/html' }, { replace: true })
  const [current] = await library.versions.of(id)
  expect(progress.at(-1)).toEqual({ kind: 'ended', saved: true, seen: { current: current?.id, previous: before?.id } })
  await saver.restoreVersion(id, before?.id ?? expect.fail('no version'))
  expect(await library.text(id)).not.toContain('on a sledge')
})

test('a page with the same text is no version, and nothing of it is kept', async () => {
  const id = await saved()
  const before = await library.versions.of(id)
  page = articlePage({ title: TITLE, body: HARBOUR.replace('/pictures/ferry.png', '/pictures/other.png').replaceAll('\n', '  \n') })
  expect(await saver.saveVersion(id)).toEqual({ kind: 'unchanged', id, since: before[0]?.fetchedAt })
  expect(await library.versions.of(id)).toEqual(before)
  expect(progress.at(-1)).toEqual({ kind: 'ended', saved: false })
  expect(site.requests).not.toContain('GET /pictures/other.png')
})

test('that the cleaner became better is no new version of the page', async () => {
  const id = await saved()
  betterCleaner = (cleaned) => ({ ...cleaned, html: cleaned.html.replace('<h2', '<p>Said by the cleaner alone.</p><h2') })
  expect(await saver.saveVersion(id)).toMatchObject({ kind: 'unchanged' })
  page = articlePage({ title: TITLE, body: NOW })
  expect(await saver.saveVersion(id)).toMatchObject({ kind: 'updated' })
})

test('what the reader took out of an article stays out of its next version', async () => {
  const appeal = 'The Gazette is written by four people and a dog. If you read it every week, think of becoming a member.'
  const withAppeal = (body: string) => articlePage({ title: TITLE, body: `${body}<div class="appeal"><p>${appeal}</p></div>` })
  page = withAppeal(HARBOUR)
  const id = await saved()
  const repairer = startRepairer({ library, cleaner, saver })
  const { outline } = await repairer.view(id)
  const block = outline.blocks.find(({ kind, selector }) => kind !== 'section' && selector.text?.begins.includes('The Gazette'))
  await repairer.repair(id, { drop: block === undefined ? [] : [block.selector], keep: [] }, undefined)
  expect(await library.text(id)).not.toContain('a dog')
  expect(await saver.saveVersion(id)).toMatchObject({ kind: 'unchanged' })
  page = withAppeal(NOW)
  expect(await saver.saveVersion(id)).toMatchObject({ kind: 'updated' })
  expect(await library.text(id)).toContain('on a sledge')
  expect(await library.text(id)).not.toContain('a dog')
})

test('what fails leaves everything as it was', async () => {
  const id = await saved()
  const before = { versions: await library.versions.of(id), html: await library.readHtml(id), row: await library.find(id) }
  page = '<!doctype html><title>Nothing</title><p></p>'
  await expect(saver.saveVersion(id)).rejects.toMatchObject({ error: { code: 'no-article' } })
  await site.stop()
  await expect(saver.saveVersion(id)).rejects.toMatchObject({ error: { code: 'unreachable' } })
  expect({ versions: await library.versions.of(id), html: await library.readHtml(id), row: await library.find(id) }).toEqual(before)
  expect((await library.readOriginal(id)).bytes.length).toBeGreaterThan(500)
})

test('is cancelled in the middle, and takes its pictures with it', async () => {
  const id = await saved()
  const before = { versions: await library.versions.of(id), html: await library.readHtml(id), row: await library.find(id) }
  const two = '<p><img src="/pictures/other.png" alt="There"></p><p><img src="/pictures/held.png" alt="On its way"></p>'
  page = articlePage({ title: TITLE, body: NOW.replace('<h2>', `${two}<h2>`) })
  const saving = saver.saveVersion(id).catch((error: unknown) => error)
  await expect.poll(() => site.requests).toContain('GET /pictures/held.png')
  await saver.cancel(id)
  expect(await saving).toMatchObject({ error: { code: 'cancelled' } })
  expect({ versions: await library.versions.of(id), html: await library.readHtml(id), row: await library.find(id) }).toEqual(before)
  expect(pictures(id)).toHaveLength(1)
})

test('cleaning again, trying pictures again and a new version wait for each other', async () => {
  const id = await saved()
  page = articlePage({ title: TITLE, body: NOW })
  const version = saver.saveVersion(id)
  const [cleaned, retried, again] = await Promise.all([saver.cleanAgain(id), saver.retryPictures(id), saver.saveVersion(id), version])
  expect(cleaned).toMatchObject({ id, lost: 1 })
  expect(retried.id).toBe(id)
  expect(again).toMatchObject({ kind: 'unchanged' })
  expect(await library.text(id)).toContain('on a sledge')
  expect(await library.versions.of(id)).toHaveLength(2)
})

test('an article without an address has none to fetch again', async () => {
  const { article } = await saver.save({ kind: 'paste', text: 'x', html: articlePage({ title: TITLE, body: HARBOUR }) })
  await saver.whenSaved(article.id)
  await expect(saver.saveVersion(article.id)).rejects.toMatchObject({ error: { code: 'invalid-argument' } })
})

test('a page given as a file is fetched from its address', async () => {
  const { article } = await saver.save({ kind: 'paste', text: 'x', html: articlePage({ title: TITLE, body: HARBOUR }), url: `${site.origin}/frost` })
  await saver.whenSaved(article.id)
  page = articlePage({ title: TITLE, body: NOW })
  expect(await saver.saveVersion(article.id)).toMatchObject({ kind: 'updated' })
})

test('an address that only the file itself names is not followed into a private network', async () => {
  const head = `<link rel="canonical" href="${site.origin}/frost">`
  const { article } = await saver.save({ kind: 'paste', text: 'x', html: articlePage({ title: TITLE, body: HARBOUR, head }) })
  const saved = await saver.whenSaved(article.id)
  // Whether the canonical address is taken over is the cleaner's choice; followed it is not.
  const code = saved.url === undefined ? 'invalid-argument' : 'blocked-address'
  await expect(saver.saveVersion(article.id)).rejects.toMatchObject({ error: { code } })
})
