import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { makeLibrary } from '../bench/measure/make-library.ts'
import { HARBOUR, articlePage, png } from '../helpers/site.ts'
import { freshReader } from './fresh-reader.ts'
import { row } from './lectern.ts'

const reader = freshReader()

const MANY = 600

const count = async (view: string): Promise<number> => (await reader.lectern(['list', '--view', view, '--json'])).lines.length

/** The title of the row at the upper edge of the list. */
const topTitle = (page: Page): Promise<string> =>
  page.getByRole('list', { name: 'Articles' }).evaluate((list) => {
    const top = list.parentElement?.getBoundingClientRect().top ?? 0
    const first = [...list.children].find((one) => one.getBoundingClientRect().bottom > top + 1)
    return first?.querySelector('h2')?.textContent ?? ''
  })

test('all of a large list are archived and brought back, and the list stands where it stood after a restart', async () => {
  makeLibrary(reader.library, { articles: MANY, words: 60 })
  let { page } = await reader.start({ width: 1280, height: 800 })
  await page.getByRole('navigation', { name: 'Library views' }).getByRole('link', { name: new RegExp(`^All ?${MANY}`) }).click()
  const archived = await count('archive')
  await page.getByRole('heading', { name: 'All', level: 1 }).locator('..').getByText(String(MANY), { exact: true }).waitFor()
  await row(page, /./).first().getByRole('link').focus()
  await page.keyboard.press('Control+a')
  await page.getByText(`${MANY} selected`).waitFor()
  await page.getByRole('toolbar', { name: 'Selected articles' }).getByRole('button', { name: 'Archive' }).click()
  await page.getByText(`Archived ${MANY - archived} articles`).waitFor()
  expect(await count('archive')).toBe(MANY)
  // Not with the button of the message, which is gone when counting took long.
  await page.keyboard.press('Control+z')
  await page.getByText(`Undone: archived ${MANY - archived} articles`).waitFor()
  expect(await count('archive')).toBe(archived)

  await page.getByRole('list', { name: 'Articles' }).evaluate((list) => list.parentElement?.scrollTo(0, 126 * 300 + 30))
  await expect.poll(() => topTitle(page)).not.toBe('')
  const before = await topTitle(page)
  await reader.close()
  await reader.lectern(['delete', ...(await reader.lectern(['list', '--limit', '5', '--json'])).lines.map((line) => String(line['id']))])
  ;({ page } = await reader.start({ width: 1280, height: 800 }))
  await page.getByRole('heading', { name: 'All', level: 1 }).waitFor()
  await expect.poll(() => topTitle(page)).toBe(before)
})

test('a lead picture is made small once, in the sandbox, and goes when the article does', async () => {
  const site = await reader.serve({
    '/frost': articlePage({ title: 'Frost', body: HARBOUR, head: '<meta property="og:image" content="/pictures/ferry.png">' }),
    '/pictures/ferry.png': { type: 'image/png', bytes: png(640, 400, [120, 150, 170]) },
  })
  await reader.lectern(['save', `${site.origin}/frost`])
  const kept = async (): Promise<readonly string[]> => (await readdir(join(reader.userData, 'thumbnails'), { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.webp'))
  const { page } = await reader.start()
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
  const site = await reader.serve({
    '/chart': articlePage({ title: 'Chart', body: HARBOUR.replaceAll('ferry.png', 'chart.svg') }),
    '/pictures/chart.svg': { type: 'image/svg+xml', bytes: Buffer.from(drawing('')) },
  })
  await reader.lectern(['save', `${site.origin}/chart`])
  const shows = () =>
    row(reader.running().page, 'Chart').locator('img').evaluate((image: HTMLImageElement) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')
      context?.drawImage(image, 0, 0, 1, 1)
      const [red = 0, green = 0] = context?.getImageData(0, 0, 1, 1).data ?? []
      return { width: image.naturalWidth, isRed: red > 150 && green < 100 }
    })
  await reader.start()
  await expect.poll(shows).toEqual({ width: 152, isRed: true })
  await reader.close()

  // What saving would have refused: a library may come from another machine.
  const [file] = (await readdir(reader.library, { recursive: true })).filter((name) => name.endsWith('.svg'))
  const away = (name: string) => `${site.origin}/${name}`
  const hostile = `<style>@import url(${away('a.css')}); @font-face { font-family: x; src: url(${away('b.woff')}) } text { font-family: x }</style>
    <image href="${away('c.png')}" width="600" height="400"/><use href="${away('d.svg')}#x"/><text y="99">x</text><script>fetch('${away('e')}')</script>
    <foreignObject width="600" height="400"><img xmlns="http://www.w3.org/1999/xhtml" src="${away('f.png')}"/></foreignObject>`
  await writeFile(join(reader.library, file ?? ''), drawing(hostile))
  await rm(join(reader.userData, 'thumbnails'), { recursive: true })
  const before = [site.connections(), site.requests.length]
  const { page } = await reader.start()
  // Drawn without all that, or not at all: then the site's first letter stands in its place.
  const shown = row(page, 'Chart').locator('img[src*="made"]').or(row(page, 'Chart').getByText(/^[T1]$/))
  await shown.first().waitFor()
  expect([site.connections(), site.requests.length]).toEqual(before)
})

test('killed in the middle of archiving all, nothing is torn, and list and files say the same', async () => {
  makeLibrary(reader.library, { articles: MANY, words: 60 })
  const { page } = await reader.start()
  await page.getByRole('navigation', { name: 'Library views' }).getByRole('link', { name: new RegExp(`^All ?${MANY}`) }).click()
  await page.getByRole('heading', { name: 'All', level: 1 }).locator('..').getByText(String(MANY), { exact: true }).waitFor()
  await row(page, /./).first().getByRole('link').focus()
  await page.keyboard.press('Control+a')
  await page.getByText(`${MANY} selected`).waitFor()
  await page.keyboard.press('e')
  await page.waitForTimeout(150)
  await reader.kill()
  const checked = await reader.lectern(['verify', '--json'])
  expect(checked.lines.at(-1)).toMatchObject({ checked: MANY, problems: 0 })
  const listed = (await reader.lectern(['list', '--view', 'archive', '--json'])).lines.map((line) => String(line['id']))
  const written = []
  for (const line of (await reader.lectern(['list', '--json'])).lines) {
    const id = String(line['id'])
    const record = JSON.parse(await readFile(join(reader.library, 'articles', id.slice(-2), id, 'article.json'), 'utf8')) as Record<string, unknown>
    if (record['archivedAt'] !== undefined) written.push(id)
  }
  expect(listed.toSorted()).toEqual(written.toSorted())
})
