import { gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, saveAddress, selectWords } from './lectern.ts'
import { HARBOUR, articlePage, png } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

const reader = freshReader()

const TITLE = 'The winter the harbour walked'
const PASSAGE = 'the postman delivered letters on skates'

let site: Site

beforeEach(async () => {
  site = await reader.serve({
    '/frost': articlePage({ title: TITLE, body: HARBOUR }),
    '/pictures/ferry.png': { type: 'image/png', bytes: png(320, 200, [120, 150, 170]) },
  })
})

test('an article is saved, read with the server gone, highlighted, noted, and all of it is there after a restart', async () => {
  let { page } = await reader.start()
  await saveAddress(page, `${site.origin}/frost?utm_source=letter`, TITLE)
  await site.stop()
  const asked = site.requests.length

  await row(page, TITLE).click()
  let frame = await articleFrame(page)
  expect(await frame.locator('main').innerText()).toContain('It is two pages long')
  expect(await frame.locator('main').innerText()).not.toContain('Another story')
  const picture = frame.getByRole('img', { name: 'The ferry in the ice' })
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(320)
  await expect.poll(() => page.title()).toContain(TITLE)

  await selectWords(page, PASSAGE)
  await page.getByRole('toolbar', { name: 'Highlight' }).getByRole('button', { name: 'Highlight green' }).click()
  const notes = page.getByRole('complementary', { name: 'Highlights and notes' })
  await notes.getByRole('listitem').filter({ hasText: PASSAGE }).click()
  await page.keyboard.press('n')
  await notes.getByRole('textbox', { name: 'Note', exact: true }).fill('Ask the **museum** about the skates.')
  await page.keyboard.press('Escape')
  await reader.close()

  ;({ page } = await reader.start())
  await row(page, TITLE).click()
  frame = await articleFrame(page)
  const item = page.getByRole('complementary', { name: 'Highlights and notes' }).getByRole('listitem').filter({ hasText: PASSAGE })
  await item.waitFor()
  expect(await item.innerText()).toContain('museum')
  await expect.poll(() => frame.evaluate(() => [...(CSS.highlights.get('green') ?? [])].map(String))).toEqual([PASSAGE])

  const search = page.getByRole('searchbox', { name: 'Search library' })
  for (const words of ['brass band', 'postman delivered', 'museum']) {
    await search.fill(words)
    await row(page, TITLE).waitFor()
  }
  await search.fill('mittens lamp')
  await expect.poll(() => row(page, TITLE).locator('mark').allInnerTexts()).toContain('mittens')
  await row(page, TITLE).getByRole('link').click()
  const marked = async () => (await articleFrame(page)).evaluate(() => ['found', 'found-now'].map((name) => [...(CSS.highlights.get(name) ?? [])].map(String)))
  await expect.poll(marked).toEqual([['lamp'], ['mittens']])
  await search.fill('is:unr')
  await page.getByRole('option', { name: /^unread/ }).click()
  await expect.poll(() => search.inputValue()).toBe('is:unread ')
  await search.fill('zeppelin')
  await row(page, TITLE).waitFor({ state: 'detached' })
  expect(site.requests.length).toBe(asked)
})

test('the same address again is recognised', async () => {
  const { page } = await reader.start()
  await saveAddress(page, `${site.origin}/frost`, TITLE)
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/frost?utm_medium=feed#top`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await page.getByText(/already/i).first().waitFor()
  expect(await row(page, TITLE).count()).toBe(1)
  expect(site.requests.filter((one) => one === 'GET /frost').length).toBe(1)
})

test('a save that fails is a row with its reason, survives a restart, and Retry saves it', async () => {
  let { page } = await reader.start()
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/nowhere`)
  await page.getByRole('button', { name: 'Save article' }).click()
  const failed = page.getByRole('list', { name: 'Articles' }).getByRole('listitem').filter({ hasText: /404|not found|no page/i })
  await failed.waitFor()
  await reader.close()

  ;({ page } = await reader.start())
  await page.getByRole('list', { name: 'Articles' }).getByRole('button', { name: /retry|try again/i }).first().click()
  await expect.poll(() => site.requests.filter((one) => one === 'GET /nowhere').length).toBe(2)
})

test('the command line works beside the open window, and the window shows what it did', async () => {
  const { page } = await reader.start()
  const saved = await reader.lectern(['save', `${site.origin}/frost`, '--tag', 'ice', '--json'])
  expect(saved.status).toBe(0)
  expect(saved.lines[0]).toMatchObject({ status: 'saved', title: TITLE, byline: 'Ines Mendel', images: { kept: 1, failed: 0 } })
  await row(page, TITLE).waitFor()
  const id = String(saved.lines[0]?.['id'])
  const annotated = await reader.lectern(['annotate', id, '--quote', PASSAGE, '--colour', 'pink', '--note', 'skates', '--json'])
  expect(annotated.status).toBe(0)
  await row(page, TITLE).click()
  await page.getByRole('complementary', { name: 'Highlights and notes' }).getByRole('listitem').filter({ hasText: PASSAGE }).waitFor()
  await reader.close()
  const found = await reader.lectern(['search', 'brass band', '--json'])
  expect(found.lines[0]).toMatchObject({ id, field: 'body' })
  const text = await reader.lectern(['show', id, '--format', 'text'])
  expect(text.stdout).toContain('The council has kept a plan')
  expect(text.stdout).not.toContain('in its eleventh week')
})

test('a compressed page that was cut in the middle, which Chromium takes for whole, comes whole', async () => {
  const page = articlePage({ title: TITLE, body: HARBOUR })
  const packed = gzipSync(page)
  const asked: string[] = []
  await site.stop()
  site = await reader.serve({
    '/cut': (request, response) => {
      const encoding = String(request.headers['accept-encoding'])
      asked.push(encoding)
      response.setHeader('content-type', 'text/html; charset=utf-8')
      if (encoding === 'identity') response.setHeader('content-length', Buffer.byteLength(page)).end(page)
      else response.setHeader('content-encoding', 'gzip').end(packed.subarray(0, packed.length / 2))
    },
  })
  const saved = await reader.lectern(['save', `${site.origin}/cut`, '--json'])
  expect(saved.lines[0]).toMatchObject({ status: 'saved', title: TITLE })
  expect(asked).toEqual([expect.stringContaining('gzip'), 'identity'])
  const text = await reader.lectern(['show', String(saved.lines[0]?.['id']), '--format', 'text'])
  expect(text.stdout).toContain('baker decides where the market stands')
})
