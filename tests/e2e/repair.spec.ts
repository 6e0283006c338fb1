import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { HARBOUR, articlePage, png } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, saveAddress } from './lectern.ts'

const reader = freshReader()

const TITLE = 'The winter the harbour walked'
const NEXT = 'The thaw came overnight'
const APPEAL = 'The Gazette is written by four people and a dog. If you read it every week, think of joining its circle of members.'
const LOST = 'A correction, added later: the ferry stood in the ice for twelve weeks and not eleven, as its engineer has written.'
const HOSTILE = `<p><img src="/pictures/log.png" alt="The engineer’s log" width="200" height="120" onerror="document.title = 'ran'"></p>
<script>document.title = 'ran'</script><iframe src="/spy"></iframe><p style="background: url(/spy)"><a href="/spy" ping="/spy">The page of the log</a></p>`
const PASSAGE = 'a brass band that played with mittens on'

let site: Site

function page(title: string, body: string): string {
  const extra = `<div class="appeal"><p>${APPEAL}</p></div>`
  const errata = `<section class="errata"><h3>Errata</h3><p>${LOST}</p>${HOSTILE}</section>`
  return articlePage({ title, body: body + extra }).replace('<aside>', `${errata}<aside>`)
}

beforeEach(async () => {
  site = await reader.serve({
    '/frost': page(TITLE, HARBOUR),
    '/thaw': page(NEXT, HARBOUR.replaceAll('frost', 'thaw')),
    '/scraps': '<!doctype html><title>Scraps</title><body><nav><a href="/a">One long way to another page of ours</a> <a href="/b">Another way out</a></nav><div><p>Three words and a half, and <a href="/c">a link to the rest of it</a>.</p></div></body>',
    '/pictures/log.png': { type: 'image/png', bytes: png(200, 120, [60, 60, 80]) },
    '/pictures/ferry.png': { type: 'image/png', bytes: png(320, 200, [120, 150, 170]) },
  })
})

async function frameIn(dialogPage: Page, title: string): Promise<Frame> {
  const handle = await dialogPage.locator(`iframe[title="${title}"]`).elementHandle()
  const frame = await handle?.contentFrame()
  if (!frame) throw new Error(`no frame “${title}”`)
  await frame.locator('main > *').first().waitFor()
  return frame
}

async function openRepair(window: Page): Promise<{ original: Frame; cleaned: Frame }> {
  await window.getByRole('button', { name: 'More', exact: true }).click()
  await window.getByRole('menuitem', { name: 'Repair cleaning' }).click()
  await window.getByRole('dialog', { name: 'Repair cleaning' }).waitFor()
  return { original: await frameIn(window, 'Original page'), cleaned: await frameIn(window, 'Cleaned article') }
}

const textOf = async (frame: Frame): Promise<string> => frame.locator('main').innerText()

test('furniture is dropped, a lost paragraph brought back, the site remembered; undo and settings take it back', async () => {
  const { page: window } = await reader.start({ width: 1280, height: 820 })
  await saveAddress(window, `${site.origin}/frost`, TITLE)
  await reader.lectern(['annotate', String((await reader.lectern(['list', '--json'])).lines.find(({ title }) => title === TITLE)?.['id']), '--quote', PASSAGE])
  await row(window, TITLE).click()
  const before = await textOf(await articleFrame(window))
  expect(before).toContain(APPEAL)
  expect(before).not.toContain(LOST)
  const asked = site.requests.length

  const { original, cleaned } = await openRepair(window)
  await original.locator('img[data-missing]').first().waitFor({ state: 'attached' })
  expect(await original.evaluate(() => [document.querySelectorAll('main a[href], script, iframe, main [style]').length, document.title])).toEqual([0, 'Article'])
  expect(await original.locator('[data-state="out"]', { hasText: LOST }).last().getAttribute('aria-label')).toContain('left out')
  await original.getByRole('checkbox', { name: /The Gazette is written/ }).focus()
  await window.keyboard.press('Space')
  await expect.poll(() => textOf(cleaned)).not.toContain(APPEAL)
  await original.getByRole('checkbox', { name: /A correction, added later/ }).focus()
  await window.keyboard.press('ArrowLeft')
  await window.keyboard.press('Enter')
  await expect.poll(() => textOf(cleaned)).toContain(LOST)
  // Looking and trying asks no server for anything.
  expect(site.requests.length).toBe(asked)
  await window.getByRole('checkbox', { name: 'Remember for 127.0.0.1' }).check()
  await window.getByText('Leave out every block “appeal”').waitFor()
  await window.getByRole('button', { name: 'Save', exact: true }).click()

  await expect.poll(async () => textOf(await articleFrame(window))).toContain(LOST)
  const repaired = await textOf(await articleFrame(window))
  expect(repaired).not.toContain(APPEAL)
  expect(site.requests).toContain('GET /pictures/log.png')
  expect(site.requests.some((one) => one.includes('spy'))).toBe(false)
  await window.getByRole('complementary', { name: 'Highlights and notes' }).getByRole('listitem').filter({ hasText: PASSAGE }).waitFor()
  const painted = () => articleFrame(window).then((frame) => frame.evaluate(() => [...(CSS.highlights.get('yellow') ?? [])].map(String)))
  await expect.poll(painted).toEqual([PASSAGE])

  await window.getByRole('button', { name: 'Back to library' }).click()
  await saveAddress(window, `${site.origin}/thaw`, NEXT)
  await row(window, NEXT).click()
  await expect.poll(async () => textOf(await articleFrame(window))).toContain(LOST)
  expect(await textOf(await articleFrame(window))).not.toContain(APPEAL)
  const rules = JSON.parse(await readFile(join(reader.library, 'site-rules.json'), 'utf8')) as { rules: unknown[] }
  expect(rules.rules).toHaveLength(1)

  await window.keyboard.press('Control+,')
  await window.getByRole('list', { name: 'Rules for sites' }).getByText('127.0.0.1').waitFor()
  await window.getByRole('button', { name: 'Remove the rule for 127.0.0.1' }).click()
  await window.getByText('No rules yet').waitFor()
  await window.keyboard.press('Escape')
  await window.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' })

  // First the removing of the rule, then the repair.
  await window.keyboard.press('Control+z')
  await expect.poll(async () => readFile(join(reader.library, 'site-rules.json'), 'utf8')).toContain('appeal')
  await window.keyboard.press('Control+z')
  await expect.poll(async () => readFile(join(reader.library, 'site-rules.json'), 'utf8')).not.toContain('appeal')
  await window.getByText(/Undone: repaired/).waitFor()
  await row(window, TITLE).click()
  await expect.poll(async () => textOf(await articleFrame(window))).toBe(before)
  await expect.poll(painted).toEqual([PASSAGE])
  expect(site.requests.filter((one) => one === 'GET /frost' || one.includes('ferry')).length).toBeLessThanOrEqual(asked + 1)
})

test('an article that the cleaner is not sure of says so, until it is found fine', async () => {
  const { page: window } = await reader.start({ width: 1280, height: 820 })
  await saveAddress(window, `${site.origin}/scraps`, 'Scraps')
  await row(window, 'Scraps').click()
  await window.getByText('Lectern is not sure that it caught all of this page.').waitFor()
  await window.getByRole('button', { name: 'Compare with the original' }).click()
  await window.getByRole('dialog', { name: 'Repair cleaning' }).waitFor()
  await frameIn(window, 'Original page')
  await window.getByRole('button', { name: 'Cancel' }).click()
  await window.getByRole('button', { name: 'It’s fine' }).click()
  await expect.poll(() => window.getByText('Lectern is not sure').count()).toBe(0)
  await window.getByRole('button', { name: 'Back to library' }).click()
  await row(window, 'Scraps').click()
  await articleFrame(window)
  expect(await window.getByText('Lectern is not sure').count()).toBe(0)
})
