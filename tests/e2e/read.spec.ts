import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { articleFrame, freshFolders, lectern, pictureOfFailure, row, saveAddress, selectWords, startLectern } from './lectern.ts'
import type { Folders, RunningLectern } from './lectern.ts'
import { HARBOUR, articlePage, png, startSite } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

const TITLE = 'The winter the harbour walked'
const PASSAGE = 'the postman delivered letters on skates'

let folders: Folders
let site: Site
let running: RunningLectern | undefined

beforeEach(async () => {
  folders = await freshFolders()
  site = await startSite({
    '/frost': articlePage({ title: TITLE, body: HARBOUR }),
    '/pictures/ferry.png': { type: 'image/png', bytes: png(320, 200, [120, 150, 170]) },
  })
})

afterEach(async (context) => {
  await pictureOfFailure(context, running)
  await running?.close().catch(() => undefined)
  running = undefined
  await site.stop().catch(() => undefined)
  await folders.remove()
})

test('an article is saved, read with the server gone, highlighted, noted, and all of it is there after a restart', async () => {
  running = await startLectern(folders)
  let { page } = running
  await saveAddress(page, `${site.origin}/frost?utm_source=letter`, TITLE)
  await site.stop()
  const asked = site.requests.length

  await row(page, TITLE).click()
  let frame = await articleFrame(page)
  expect(await frame.locator('main').innerText()).toContain('It is two pages long')
  expect(await frame.locator('main').innerText()).not.toContain('Another story')
  const picture = frame.getByRole('img', { name: 'The ferry in the ice' })
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(320)
  expect(await page.title()).toContain(TITLE)

  await selectWords(running, PASSAGE)
  await page.getByRole('toolbar', { name: 'Highlight' }).getByRole('button', { name: 'Highlight green' }).click()
  const notes = page.getByRole('complementary', { name: 'Highlights and notes' })
  await notes.getByRole('listitem').filter({ hasText: PASSAGE }).click()
  await page.keyboard.press('n')
  await notes.getByRole('textbox', { name: 'Note', exact: true }).fill('Ask the **museum** about the skates.')
  await page.keyboard.press('Escape')
  await running.close()

  running = await startLectern(folders)
  page = running.page
  await row(page, TITLE).click()
  frame = await articleFrame(page)
  const item = page.getByRole('complementary', { name: 'Highlights and notes' }).getByRole('listitem').filter({ hasText: PASSAGE })
  await item.waitFor()
  expect(await item.innerText()).toContain('museum')
  const painted = await frame.evaluate(() => [...(CSS.highlights.get('green') ?? CSS.highlights.get('highlight-green') ?? [])].map(String))
  expect(painted).toEqual([PASSAGE])

  const search = page.getByRole('searchbox', { name: 'Search library' })
  for (const words of ['brass band', 'postman delivered', 'museum']) {
    await search.fill(words)
    await row(page, TITLE).waitFor()
  }
  await search.fill('mittens lamp')
  await expect.poll(() => row(page, TITLE).locator('mark').allInnerTexts()).toContain('mittens')
  await row(page, TITLE).getByRole('link').click()
  frame = await articleFrame(page)
  const marked = () => frame.evaluate(() => ['found', 'found-now'].map((name) => [...(CSS.highlights.get(name) ?? [])].map(String)))
  await expect.poll(marked).toEqual([['lamp'], ['mittens']])
  await search.fill('is:unr')
  await page.getByRole('option', { name: /^unread/ }).click()
  expect(await search.inputValue()).toBe('is:unread ')
  await search.fill('zeppelin')
  await row(page, TITLE).waitFor({ state: 'detached' })
  expect(site.requests.length).toBe(asked)
})

test('the same address again is recognised', async () => {
  running = await startLectern(folders)
  const { page } = running
  await saveAddress(page, `${site.origin}/frost`, TITLE)
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/frost?utm_medium=feed#top`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await page.getByText(/already/i).first().waitFor()
  expect(await row(page, TITLE).count()).toBe(1)
  expect(site.requests.filter((one) => one === 'GET /frost').length).toBe(1)
})

test('a save that fails is a row with its reason, survives a restart, and Retry saves it', async () => {
  running = await startLectern(folders)
  let { page } = running
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/nowhere`)
  await page.getByRole('button', { name: 'Save article' }).click()
  const failed = page.getByRole('list', { name: 'Articles' }).getByRole('listitem').filter({ hasText: /404|not found|no page/i })
  await failed.waitFor()
  await running.close()

  running = await startLectern(folders)
  page = running.page
  await page.getByRole('list', { name: 'Articles' }).getByRole('button', { name: /retry|try again/i }).first().click()
  await expect.poll(() => site.requests.filter((one) => one === 'GET /nowhere').length).toBe(2)
})

test('the command line works beside the open window, and the window shows what it did', async () => {
  running = await startLectern(folders)
  const { page } = running
  const saved = await lectern(folders, ['save', `${site.origin}/frost`, '--tag', 'ice', '--json'])
  expect(saved.status).toBe(0)
  expect(saved.lines[0]).toMatchObject({ status: 'saved', title: TITLE, byline: 'Ines Mendel', images: { kept: 1, failed: 0 } })
  await row(page, TITLE).waitFor()
  const id = String(saved.lines[0]?.['id'])
  const annotated = await lectern(folders, ['annotate', id, '--quote', PASSAGE, '--colour', 'pink', '--note', 'skates', '--json'])
  expect(annotated.status).toBe(0)
  await row(page, TITLE).click()
  await page.getByRole('complementary', { name: 'Highlights and notes' }).getByRole('listitem').filter({ hasText: PASSAGE }).waitFor()
  await running.close()
  running = undefined
  const found = await lectern(folders, ['search', 'brass band', '--json'])
  expect(found.lines[0]).toMatchObject({ id, field: 'body' })
  const text = await lectern(folders, ['show', id, '--format', 'text'])
  expect(text.stdout).toContain('The council has kept a plan')
  expect(text.stdout).not.toContain('in its eleventh week')
})

test('a compressed page that was cut in the middle, which Chromium takes for whole, comes whole', async () => {
  const page = articlePage({ title: TITLE, body: HARBOUR })
  const packed = gzipSync(page)
  const asked: string[] = []
  await site.stop()
  site = await startSite({
    '/cut': (request, response) => {
      const encoding = String(request.headers['accept-encoding'])
      asked.push(encoding)
      response.setHeader('content-type', 'text/html; charset=utf-8')
      if (encoding === 'identity') response.setHeader('content-length', Buffer.byteLength(page)).end(page)
      else response.setHeader('content-encoding', 'gzip').end(packed.subarray(0, packed.length / 2))
    },
  })
  const saved = await lectern(folders, ['save', `${site.origin}/cut`, '--json'])
  expect(saved.lines[0]).toMatchObject({ status: 'saved', title: TITLE })
  expect(asked).toEqual([expect.stringContaining('gzip'), 'identity'])
  const text = await lectern(folders, ['show', String(saved.lines[0]?.['id']), '--format', 'text'])
  expect(text.stdout).toContain('baker decides where the market stands')
})
