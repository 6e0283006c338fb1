import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, saveAddress } from './lectern.ts'
import { HARBOUR, articlePage, png } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

const reader = freshReader()

const TITLE = 'The winter the harbour walked'
const NOW = HARBOUR.replace('the postman delivered letters on skates', 'nobody at all brought any letters')
  .replace('a brass band that played', 'a brass band which played')
  .replace('<h2>', '<p>A plaque by the quay tells the story to whoever asks.</p><h2>')

let site: Site
let page: string

beforeEach(async () => {
  page = articlePage({ title: TITLE, body: HARBOUR })
  site = await reader.serve({
    '/frost': (_request, response) => void (page !== '' && response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page)),
    '/pictures/ferry.png': { type: 'image/png', bytes: png(320, 200, [120, 150, 170]) },
  })
})

/** The text that is being read; the frame that held it may have given way to another. */
async function textIn(window: Page): Promise<string> {
  return (await articleFrame(window)).locator('main').innerText()
}

/** Types the address into the save box again. */
async function saveAgain(window: Page): Promise<void> {
  await window.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/frost?utm_source=letter`)
  await window.getByRole('button', { name: 'Save article' }).click()
}

test('a page that changed becomes a new version; what changed is shown, and the older one is kept for good', async () => {
  let { page: window } = await reader.start()
  await saveAddress(window, `${site.origin}/frost`, TITLE)
  const id = String((await reader.lectern(['list', '--json'])).lines[0]?.['id'])
  for (const [quote, colour] of [['the postman delivered letters on skates', 'green'], ['a brass band that played with mittens on', 'pink'], ['The baker decides', 'blue']] as const) {
    await reader.lectern(['annotate', id, '--quote', quote, '--colour', colour])
  }
  await row(window, TITLE).click()
  const frame = await articleFrame(window)
  expect(await frame.locator('main').innerText()).toContain('on skates')

  // The same address again, by the keyboard: open it, or keep a new version.
  page = articlePage({ title: TITLE, body: NOW })
  await saveAgain(window)
  const known = window.getByRole('dialog', { name: /^You have this from \d/ })
  await known.waitFor()
  await expect.poll(() => known.getByRole('button', { name: 'Open it' }).evaluate((button) => button === document.activeElement)).toBe(true)
  await window.keyboard.press('Shift+Tab')
  await window.keyboard.press('Enter')
  // What changed, highlights first; the message that leads to it does not stay.
  const saved = window.getByRole('status', { name: 'Messages' }).filter({ hasText: /Saved a new version\. .*highlighted passage/ })
  await saved.getByRole('button', { name: 'What changed' }).click()
  let dialog = window.getByRole('dialog', { name: 'Versions' })
  const changed = dialog.getByRole('list', { name: 'Highlights that changed' }).getByRole('listitem')
  await expect.poll(() => changed.count()).toBe(2)
  expect(await changed.nth(0).innerText()).toMatch(/No longer in the text[^]*the postman delivered letters on skates[^]*nobody at all brought any letters/)
  expect(await changed.nth(1).innerText()).toMatch(/Changed[^]*a brass band that played[^]*a brass band which played/)
  const difference = dialog.getByRole('group', { name: 'Difference' })
  expect(await difference.getByRole('insertion').allInnerTexts()).toContain('A plaque by the quay tells the story to whoever asks.')
  expect((await difference.getByRole('deletion').allInnerTexts()).join(' ')).toContain('that')
  await changed.nth(0).getByRole('button', { name: /^Show below/ }).press('Enter')
  await expect.poll(() => difference.evaluate((group) => group.contains(document.activeElement) && document.activeElement?.textContent)).toContain('on skates')
  await changed.nth(1).getByRole('button', { name: /^Go to the highlight/ }).press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(() => textIn(window)).toContain('A plaque by the quay')
  expect(await row(window, TITLE).count()).toBe(1)
  const notes = window.getByRole('complementary', { name: 'Highlights and notes' })
  await expect.poll(() => notes.getByRole('listitem').filter({ hasText: 'a brass band' }).count()).toBe(1)
  await reader.close()

  // After a restart and with the site gone: still there, after cleaning again and the trash too.
  await site.stop()
  expect((await reader.lectern(['clean', id, '--json'])).lines[0]).toMatchObject({ status: 'cleaned', anchored: 2, lost: 1 })
  await reader.lectern(['delete', id])
  await reader.lectern(['restore', id])
  const versions = (await reader.lectern(['versions', id, '--json'])).lines
  expect(versions).toMatchObject([{ id, current: true, title: TITLE }, { id, current: false, title: TITLE }])
  const compared = await reader.lectern(['versions', id, '--compare', String(versions[1]?.['version']), '--json'])
  expect(compared.lines[0]).toMatchObject({ counts: { added: 1, removed: 0 }, highlights: [{ colour: 'green', change: 'gone' }, { colour: 'pink', change: 'changed' }] })
  expect(await reader.lectern(['verify'])).toMatchObject({ status: 0 })

  ;({ page: window } = await reader.start())
  await row(window, TITLE).click()
  await articleFrame(window)
  await window.keyboard.press('v')
  dialog = window.getByRole('dialog', { name: 'Versions' })
  await dialog.getByRole('group', { name: 'Difference' }).getByText('on skates').waitFor()
  expect(await dialog.getByRole('list', { name: 'Versions' }).getByRole('listitem').count()).toBe(2)

  // The older one is read as it was, its lost highlight painted and its picture there.
  await dialog.getByRole('button', { name: /^Read as it was/ }).press('Enter')
  const old = window.getByRole('dialog', { name: /^As it was on/ })
  const oldFrame = await (await old.locator('iframe').elementHandle())?.contentFrame()
  await oldFrame?.locator('main').waitFor()
  expect(await oldFrame?.locator('main').innerText()).toContain('on skates')
  await expect.poll(() => oldFrame?.evaluate(() => [...(CSS.highlights.get('green') ?? [])].map(String))).toEqual(['the postman delivered letters on skates'])
  expect(await oldFrame?.getByRole('img', { name: 'The ferry in the ice' }).evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(320)
  await window.keyboard.press('Escape')
  await old.waitFor({ state: 'detached' })
})

test('a page that did not change is no version; what fails or is stopped leaves the article as it was', async () => {
  const { page: window } = await reader.start()
  await saveAddress(window, `${site.origin}/frost`, TITLE)
  await row(window, TITLE).click()
  await articleFrame(window)
  await window.getByRole('button', { name: 'More' }).click()
  await window.getByRole('menuitem', { name: 'Save a new version' }).click()
  await window.getByText(/^Unchanged since/).waitFor()

  // A link from another program asks the same as the save box does.
  await reader.running().app.evaluate(({ app }, link) => app.emit('second-instance', {}, ['lectern', link], '/'), `lectern://save?url=${encodeURIComponent(`${site.origin}/frost`)}`)
  const known = window.getByRole('dialog', { name: /^You have this from/ })
  await known.waitFor()
  await window.keyboard.press('Escape')
  await known.waitFor({ state: 'detached' })

  // While the server says nothing the article is read on, and Stop stops.
  page = ''
  await window.getByRole('button', { name: 'More' }).click()
  await window.getByRole('menuitem', { name: 'Save a new version' }).click()
  await window.getByRole('status', { name: 'New version' }).getByText('Fetching').waitFor()
  expect(await (await articleFrame(window)).locator('main').innerText()).toContain('on skates')
  await window.getByRole('button', { name: 'Stop', exact: true }).click()
  await window.getByText('Stopped. The article is as it was.').waitFor()
  page = articlePage({ title: TITLE, body: NOW })
  const id = String((await reader.lectern(['list', '--json'])).lines[0]?.['id'])
  const again = await reader.lectern(['save', `${site.origin}/frost`, '--json'])
  expect(again.lines[0]).toMatchObject({ id, status: 'updated' })
  expect(again.stderr).toContain('a new version')
  await expect.poll(() => textIn(window)).toContain('A plaque by the quay')
  const unchanged = await reader.lectern(['save', `${site.origin}/frost`, '--json'])
  expect(unchanged.lines[0]).toMatchObject({ id, status: 'updated' })
  expect(unchanged.stderr).toContain('unchanged since')
  await site.stop()
  expect((await reader.lectern(['save', `${site.origin}/frost`, '--json'])).lines[0]).toMatchObject({ id, status: 'failed', error: { code: 'unreachable' } })
  expect((await reader.lectern(['versions', id, '--json'])).lines).toHaveLength(2)
})
