import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { articleFrame, freshFolders, lectern, pictureOfFailure, row, saveAddress, selectWords, startLectern } from './lectern.ts'
import type { Folders, RunningLectern } from './lectern.ts'
import { HARBOUR, articlePage, png, startSite } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

const TITLE = 'The winter the harbour walked'
const SAMPLE = 'A quiet place to read'

let folders: Folders
let site: Site
let running: RunningLectern | undefined

beforeEach(async () => {
  folders = await freshFolders()
  site = await startSite({
    '/frost': articlePage({ title: TITLE, body: HARBOUR }),
    '/long': articlePage({ title: 'A long walk', body: HARBOUR.repeat(12) }),
    '/hangs': () => undefined,
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

test('a first run shows the sample article with its picture and highlight; deleted, it does not come back', async () => {
  running = await startLectern(folders)
  const { page } = running
  await row(page, SAMPLE).click()
  const frame = await articleFrame(page)
  expect(await frame.locator('main img').first().evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth > 0))).toBe(true)
  const notes = page.getByRole('complementary', { name: 'Highlights and notes' })
  await notes.getByRole('listitem').filter({ hasText: 'promise to your later self' }).waitFor()
  await page.keyboard.press('Delete')
  await row(page, SAMPLE).waitFor({ state: 'detached' })
  await running.close()
  running = await startLectern(folders)
  await running.page.getByRole('textbox', { name: 'Address to save' }).waitFor()
  await running.page.waitForTimeout(500)
  expect(await row(running.page, SAMPLE).count()).toBe(0)
})

test('archive, trash and highlights are undone and redone', async () => {
  running = await startLectern(folders)
  const { page } = running
  await saveAddress(page, `${site.origin}/frost`, TITLE)
  await row(page, TITLE).click()
  await articleFrame(page)
  await selectWords(running, 'the postman delivered letters on skates')
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
  const id = String((await lectern(folders, ['list', '--json'])).lines.find((line) => line['title'] === TITLE)?.['id'])
  expect((await lectern(folders, ['delete', id])).status).toBe(0)
  await row(page, TITLE).waitFor({ state: 'detached' })
  await page.getByRole('navigation', { name: 'Library views' }).getByRole('link', { name: /trash/i }).click()
  await row(page, TITLE).waitFor()
  expect((await lectern(folders, ['restore', id])).status).toBe(0)
  const again = await lectern(folders, ['annotations', id, '--json'])
  expect(JSON.stringify(again.lines)).toContain('letters on skates')
})

test('where reading stopped and how it looked are there after a restart', async () => {
  running = await startLectern(folders, { width: 1280, height: 800 })
  let { page } = running
  await saveAddress(page, `${site.origin}/long`, 'A long walk')
  await row(page, 'A long walk').click()
  let frame = await articleFrame(page)
  await page.keyboard.press('Control+=')
  await frame.evaluate(() => document.scrollingElement?.scrollTo(0, 2400))
  const kept = async (): Promise<number> => {
    const files = (await readdir(folders.library, { recursive: true })).filter((name) => /progress.[^/\\]*\.json$/.test(name))
    const offsets = await Promise.all(files.map(async (name) => (JSON.parse(await readFile(join(folders.library, name), 'utf8')) as { offset?: number }).offset ?? 0))
    return Math.max(0, ...offsets)
  }
  await expect.poll(kept, { message: 'it is written down while reading goes on' }).toBeGreaterThan(1000)
  const before = await frame.evaluate(() => ({ top: document.scrollingElement?.scrollTop ?? 0, size: getComputedStyle(document.querySelector('main p') ?? document.body).fontSize }))
  expect(before.top).toBeGreaterThan(2000)
  await running.close()

  running = await startLectern(folders, { width: 1280, height: 800 })
  page = running.page
  await row(page, 'A long walk').click()
  frame = await articleFrame(page)
  await expect.poll(() => frame.evaluate(() => document.scrollingElement?.scrollTop ?? 0)).toBeGreaterThan(before.top - 120)
  const after = await frame.evaluate(() => ({ top: document.scrollingElement?.scrollTop ?? 0, size: getComputedStyle(document.querySelector('main p') ?? document.body).fontSize }))
  expect(Math.abs(after.top - before.top)).toBeLessThan(120)
  expect(after.size).toBe(before.size)
})

test('the index deleted, the library is the same', async () => {
  const saved = await lectern(folders, ['save', `${site.origin}/frost`, '--tag', 'ice', '--json'])
  const id = String(saved.lines[0]?.['id'])
  await lectern(folders, ['annotate', id, '--quote', 'a brass band', '--note', 'mittens'])
  const before = await lectern(folders, ['list', '--json'])
  await rm(join(folders.userData, 'index'), { recursive: true })
  const after = await lectern(folders, ['list', '--json'])
  expect(after.stdout).toBe(before.stdout)
  expect((await lectern(folders, ['search', 'mittens', '--json'])).lines.map((line) => line['id'])).toContain(id)
  expect((await lectern(folders, ['verify', '--json'])).status).toBe(0)
})

test('a save can be cancelled, and after kill -9 it goes on where it was', async () => {
  running = await startLectern(folders)
  let { page } = running
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/hangs`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await expect.poll(() => site.requests.filter((one) => one === 'GET /hangs').length).toBe(1)
  await running.kill()
  running = await startLectern(folders)
  page = running.page
  await expect.poll(() => site.requests.filter((one) => one === 'GET /hangs').length).toBe(2)
  const hanging = page.getByRole('list', { name: 'Articles' }).getByRole('listitem').filter({ hasText: '/hangs' })
  await hanging.hover()
  await hanging.getByRole('button', { name: /cancel|stop/i }).click()
  await hanging.getByRole('button', { name: /retry/i }).waitFor()
})

test('cleaning again from the kept original keeps highlights, with the server gone', async () => {
  const saved = await lectern(folders, ['save', `${site.origin}/frost`, '--json'])
  const id = String(saved.lines[0]?.['id'])
  await lectern(folders, ['annotate', id, '--quote', 'the baker decides where the market stands'])
  await site.stop()
  expect((await lectern(folders, ['clean', id, '--json'])).lines[0]).toMatchObject({ id, anchored: 1, lost: 0 })
  const folder = join(folders.library, 'articles', id.slice(-2), id)
  expect((await readdir(join(folder, 'images'))).length).toBe(1)
})
