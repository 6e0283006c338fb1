import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeLibrary } from '../bench/measure/make-library.ts'
import { HARBOUR, articlePage, png, startSite } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'
import { freshFolders, lectern, pictureOfFailure, row, startLectern } from './lectern.ts'
import type { Folders, RunningLectern } from './lectern.ts'

const MANY = 600

/** Hundreds of articles, each forced to the disk: seconds of work, which a busy machine makes many. In milliseconds. */
const LONG = 180_000

let folders: Folders
let site: Site | undefined
let running: RunningLectern | undefined

beforeEach(async () => {
  folders = await freshFolders()
})
afterEach(async (context) => {
  await pictureOfFailure(context, running)
  await running?.close().catch(() => undefined)
  await site?.stop()
  await folders.remove()
})

const count = async (view: string): Promise<number> => (await lectern(folders, ['list', '--view', view, '--json'])).lines.length

/** The title of the row at the upper edge of the list. */
const topTitle = (page: Page): Promise<string> =>
  page.getByRole('list', { name: 'Articles' }).evaluate((list) => {
    const top = list.parentElement?.getBoundingClientRect().top ?? 0
    const first = [...list.children].find((one) => one.getBoundingClientRect().bottom > top + 1)
    return first?.querySelector('h2')?.textContent ?? ''
  })

test('all of a large list are archived and brought back, and the list stands where it stood after a restart', async () => {
  makeLibrary(folders.library, { articles: MANY, words: 60 })
  running = await startLectern(folders, { width: 1280, height: 800 })
  let { page } = running
  await page.getByRole('navigation', { name: 'Library views' }).getByRole('link', { name: new RegExp(`^All ?${MANY}`) }).click()
  const archived = await count('archive')
  await page.getByRole('heading', { name: 'All', level: 1 }).locator('..').getByText(String(MANY), { exact: true }).waitFor()
  await row(page, /./).first().getByRole('link').focus()
  await page.keyboard.press('Control+a')
  await page.getByText(`${MANY} selected`).waitFor()
  await page.getByRole('toolbar', { name: 'Selected articles' }).getByRole('button', { name: 'Archive' }).click()
  await page.getByText(`Archived ${MANY - archived} articles`).waitFor()
  expect(await count('archive')).toBe(MANY)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText(`Undone: archived ${MANY - archived} articles`).waitFor()
  expect(await count('archive')).toBe(archived)

  await page.getByRole('list', { name: 'Articles' }).evaluate((list) => list.parentElement?.scrollTo(0, 126 * 300 + 30))
  await expect.poll(() => topTitle(page)).not.toBe('')
  const before = await topTitle(page)
  await running.close()
  await lectern(folders, ['delete', ...(await lectern(folders, ['list', '--limit', '5', '--json'])).lines.map((line) => String(line['id']))])
  running = await startLectern(folders, { width: 1280, height: 800 })
  page = running.page
  await page.getByRole('heading', { name: 'All', level: 1 }).waitFor()
  await expect.poll(() => topTitle(page)).toBe(before)
}, LONG)

test('a lead picture is made small once, in the sandbox, and goes when the article does', async () => {
  site = await startSite({
    '/frost': articlePage({ title: 'Frost', body: HARBOUR, head: '<meta property="og:image" content="/pictures/ferry.png">' }),
    '/pictures/ferry.png': { type: 'image/png', bytes: png(640, 400, [120, 150, 170]) },
  })
  await lectern(folders, ['save', `${site.origin}/frost`])
  const kept = async (): Promise<readonly string[]> => (await readdir(join(folders.userData, 'thumbnails'), { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.webp'))
  running = await startLectern(folders)
  const { page } = running
  const picture = row(page, 'Frost').locator('img')
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight, new URL(image.src).pathname.split('/')[1]])).toEqual([152, 152, 'thumbnail'])
  expect(await kept()).toHaveLength(1)
  await row(page, 'Frost').click()
  await page.keyboard.press('Delete')
  await page.getByRole('navigation', { name: 'Library views' }).getByRole('link', { name: /trash/i }).click()
  await row(page, 'Frost').hover()
  await row(page, 'Frost').getByRole('button', { name: 'Delete for good' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
  await expect.poll(kept).toEqual([])
})

test('a lead picture that is an SVG is drawn in a page of its own, which reaches nobody', async () => {
  const drawing = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400"><rect width="600" height="400" fill="#c33"/>${inside}</svg>`
  site = await startSite({
    '/chart': articlePage({ title: 'Chart', body: HARBOUR.replaceAll('ferry.png', 'chart.svg') }),
    '/pictures/chart.svg': { type: 'image/svg+xml', bytes: Buffer.from(drawing('')) },
  })
  await lectern(folders, ['save', `${site.origin}/chart`])
  const shows = () =>
    row(running?.page as Page, 'Chart').locator('img').evaluate((image: HTMLImageElement) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')
      context?.drawImage(image, 0, 0, 1, 1)
      const [red = 0, green = 0] = context?.getImageData(0, 0, 1, 1).data ?? []
      return { width: image.naturalWidth, isRed: red > 150 && green < 100 }
    })
  running = await startLectern(folders)
  await expect.poll(shows, { timeout: 20_000 }).toEqual({ width: 152, isRed: true })
  await running.close()

  // What saving would have refused: a library may come from another machine.
  const [file] = (await readdir(folders.library, { recursive: true })).filter((name) => name.endsWith('.svg'))
  const away = (name: string) => `${site?.origin}/${name}`
  const hostile = `<style>@import url(${away('a.css')}); @font-face { font-family: x; src: url(${away('b.woff')}) } text { font-family: x }</style>
    <image href="${away('c.png')}" width="600" height="400"/><use href="${away('d.svg')}#x"/><text y="99">x</text><script>fetch('${away('e')}')</script>
    <foreignObject width="600" height="400"><img xmlns="http://www.w3.org/1999/xhtml" src="${away('f.png')}"/></foreignObject>`
  await writeFile(join(folders.library, file ?? ''), drawing(hostile))
  await rm(join(folders.userData, 'thumbnails'), { recursive: true })
  const before = [site.connections(), site.requests.length]
  running = await startLectern(folders)
  // Drawn without all that, or not at all: then the site's first letter stands in its place.
  const shown = row(running.page, 'Chart').locator('img[src*="made"]').or(row(running.page, 'Chart').getByText(/^[T1]$/))
  await shown.first().waitFor()
  expect([site.connections(), site.requests.length]).toEqual(before)
})

test('killed in the middle of archiving all, nothing is torn, and list and files say the same', async () => {
  makeLibrary(folders.library, { articles: MANY, words: 60 })
  running = await startLectern(folders)
  const { page } = running
  await page.getByRole('navigation', { name: 'Library views' }).getByRole('link', { name: new RegExp(`^All ?${MANY}`) }).click()
  await page.getByRole('heading', { name: 'All', level: 1 }).locator('..').getByText(String(MANY), { exact: true }).waitFor()
  await row(page, /./).first().getByRole('link').focus()
  await page.keyboard.press('Control+a')
  await page.getByText(`${MANY} selected`).waitFor()
  await page.keyboard.press('e')
  await page.waitForTimeout(150)
  await running.kill()
  running = undefined
  const checked = await lectern(folders, ['verify', '--json'])
  expect(checked.lines.at(-1)).toMatchObject({ checked: MANY, problems: 0 })
  const listed = (await lectern(folders, ['list', '--view', 'archive', '--json'])).lines.map((line) => String(line['id']))
  const written = []
  for (const line of (await lectern(folders, ['list', '--json'])).lines) {
    const id = String(line['id'])
    const record = JSON.parse(await readFile(join(folders.library, 'articles', id.slice(-2), id, 'article.json'), 'utf8')) as Record<string, unknown>
    if (record['archivedAt'] !== undefined) written.push(id)
  }
  expect(listed.toSorted()).toEqual(written.toSorted())
}, LONG)
