import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, saveAddress, selectWords } from './lectern.ts'
import { HARBOUR, articlePage, png } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

const reader = freshReader()

const TITLE = 'The winter the harbour walked'
const SAMPLE = 'A quiet place to read'

let site: Site

beforeEach(async () => {
  site = await reader.serve({
    '/frost': articlePage({ title: TITLE, body: HARBOUR }),
    '/long': articlePage({ title: 'A long walk', body: HARBOUR.repeat(12) }),
    '/hangs': () => undefined,
    '/pictures/ferry.png': { type: 'image/png', bytes: png(320, 200, [120, 150, 170]) },
  })
})

test('a first run shows the sample article with its picture and highlight; deleted, it does not come back', async () => {
  let { page } = await reader.start()
  await row(page, SAMPLE).click()
  const frame = await articleFrame(page)
  expect(await frame.locator('main img').first().evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0))).toBe(true)
  const notes = page.getByRole('complementary', { name: 'Highlights and notes' })
  await notes.getByRole('listitem').filter({ hasText: 'promise to your later self' }).waitFor()
  await page.keyboard.press('Delete')
  await row(page, SAMPLE).waitFor({ state: 'detached' })
  await reader.close()
  ;({ page } = await reader.start())
  await page.getByRole('textbox', { name: 'Address to save' }).waitFor()
  await page.waitForTimeout(500)
  expect(await row(page, SAMPLE).count()).toBe(0)
})

test('archive, trash and highlights are undone and redone', async () => {
  const { page } = await reader.start()
  await saveAddress(page, `${site.origin}/frost`, TITLE)
  await row(page, TITLE).click()
  await articleFrame(page)
  await selectWords(page, 'the postman delivered letters on skates')
  await page.keyboard.press('3')
  const notes = page.getByRole('complementary', { name: 'Highlights and notes' })
  const item = notes.getByRole('listitem').filter({ hasText: 'letters on skates' })
  await item.waitFor()
  await page.keyboard.press('Control+z')
  await item.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+Shift+z')
  await item.waitFor()
  await page.keyboard.press('e')
  await row(page, TITLE).waitFor({ state: 'detached' })
  await page.keyboard.press('Control+z')
  await row(page, TITLE).waitFor()
  const id = String((await reader.lectern(['list', '--json'])).lines.find((line) => line['title'] === TITLE)?.['id'])
  expect((await reader.lectern(['delete', id])).status).toBe(0)
  await row(page, TITLE).waitFor({ state: 'detached' })
  await page.getByRole('navigation', { name: 'Library views' }).getByRole('link', { name: /trash/i }).click()
  await row(page, TITLE).waitFor()
  expect((await reader.lectern(['restore', id])).status).toBe(0)
  const again = await reader.lectern(['annotations', id, '--json'])
  expect(JSON.stringify(again.lines)).toContain('letters on skates')
})

test('where reading stopped and how it looked are there after a restart', async () => {
  let { page } = await reader.start({ width: 1280, height: 800 })
  await saveAddress(page, `${site.origin}/long`, 'A long walk')
  await row(page, 'A long walk').click()
  let frame = await articleFrame(page)
  const look = () => frame.evaluate(() => ({ top: document.scrollingElement?.scrollTop ?? 0, size: getComputedStyle(document.querySelector('main p') ?? document.body).fontSize }))
  const { size } = await look()
  await page.keyboard.press('Control+=')
  await expect.poll(async () => (await look()).size).not.toBe(size)
  await frame.evaluate(() => document.scrollingElement?.scrollTo(0, 2400))
  const kept = async (): Promise<number> => {
    const files = (await readdir(reader.library, { recursive: true })).filter((name) => /progress.[^/\\]*\.json$/.test(name))
    const offsets = await Promise.all(files.map(async (name) => (JSON.parse(await readFile(join(reader.library, name), 'utf8')) as { offset?: number }).offset ?? 0))
    return Math.max(0, ...offsets)
  }
  await expect.poll(kept, { message: 'it is written down while reading goes on' }).toBeGreaterThan(1000)
  const before = await look()
  expect(before.top).toBeGreaterThan(2000)
  await reader.close()

  ;({ page } = await reader.start({ width: 1280, height: 800 }))
  await row(page, 'A long walk').click()
  frame = await articleFrame(page)
  await expect.poll(async () => Math.abs((await look()).top - before.top)).toBeLessThan(120)
  expect((await look()).size).toBe(before.size)
})

test('the index deleted, the library is the same', async () => {
  const saved = await reader.lectern(['save', `${site.origin}/frost`, '--tag', 'ice', '--json'])
  const id = String(saved.lines[0]?.['id'])
  await reader.lectern(['annotate', id, '--quote', 'a brass band', '--note', 'mittens'])
  const before = await reader.lectern(['list', '--json'])
  await rm(join(reader.userData, 'index'), { recursive: true })
  const after = await reader.lectern(['list', '--json'])
  expect(after.stdout).toBe(before.stdout)
  expect((await reader.lectern(['search', 'mittens', '--json'])).lines.map((line) => line['id'])).toContain(id)
  expect((await reader.lectern(['verify', '--json'])).status).toBe(0)
})

test('a save can be cancelled, and after kill -9 it goes on where it was', async () => {
  let { page } = await reader.start()
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/hangs`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await expect.poll(() => site.requests.filter((one) => one === 'GET /hangs').length).toBe(1)
  await reader.kill()
  ;({ page } = await reader.start())
  await expect.poll(() => site.requests.filter((one) => one === 'GET /hangs').length).toBe(2)
  const hanging = page.getByRole('list', { name: 'Articles' }).getByRole('listitem').filter({ hasText: '/hangs' })
  await hanging.hover()
  await hanging.getByRole('button', { name: /cancel|stop/i }).click()
  await hanging.getByRole('button', { name: /retry/i }).waitFor()
})

test('cleaning again from the kept original keeps highlights, with the server gone', async () => {
  const saved = await reader.lectern(['save', `${site.origin}/frost`, '--json'])
  const id = String(saved.lines[0]?.['id'])
  await reader.lectern(['annotate', id, '--quote', 'the baker decides where the market stands'])
  await site.stop()
  expect((await reader.lectern(['clean', id, '--json'])).lines[0]).toMatchObject({ id, anchored: 1, lost: 0 })
  const folder = join(reader.library, 'articles', id.slice(-2), id)
  expect((await readdir(join(folder, 'images'))).length).toBe(1)
})
