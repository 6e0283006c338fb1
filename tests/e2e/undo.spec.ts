import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { HARBOUR, articlePage } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, saveAddress } from './lectern.ts'

const reader = freshReader()

const TITLE = 'The winter the harbour walked'
const LATER = 'The winter the harbour walked, told again'
const OLD_WORDS = 'the postman delivered letters on skates'
const NEW_WORDS = 'nobody at all brought any letters'

let site: Site
let page: string

beforeEach(async () => {
  page = articlePage({ title: TITLE, body: HARBOUR })
  site = await reader.serve({
    '/frost': (_request, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page),
  })
})

async function open(window: Page, title: string): Promise<void> {
  await row(window, title).click()
  await articleFrame(window)
}

async function shows(window: Page, words: string): Promise<void> {
  await expect.poll(async () => (await articleFrame(window)).locator('main').innerText()).toContain(words)
}

/** Whether its highlight is shown among those that are lost. */
async function isLost(window: Page, lost: boolean): Promise<void> {
  const notes = window.getByRole('complementary', { name: 'Highlights and notes' })
  await expect.poll(() => notes.getByText('1 lost passage').count()).toBe(lost ? 1 : 0)
  if (!lost) await notes.getByRole('listitem').filter({ hasText: OLD_WORDS }).waitFor()
}

test('a new version is taken back with its highlight in place, after a restart too, and can be made the current one again', async () => {
  let { page: window } = await reader.start()
  await saveAddress(window, `${site.origin}/frost`, TITLE)
  const id = String((await reader.lectern(['list', '--json'])).lines[0]?.['id'])
  await reader.lectern(['annotate', id, '--quote', OLD_WORDS])
  await open(window, TITLE)
  await shows(window, OLD_WORDS)
  const before = (await reader.lectern(['show', id, '--format', 'html'])).stdout

  page = articlePage({ title: LATER, body: HARBOUR.replace(OLD_WORDS, NEW_WORDS) })
  await window.getByRole('button', { name: 'More' }).click()
  await window.getByRole('menuitem', { name: 'Save a new version' }).click()
  await window.getByText(/^Saved a new version\. One highlighted passage/).waitFor()
  await shows(window, NEW_WORDS)
  await isLost(window, true)

  await window.keyboard.press('Control+z')
  await window.getByText('Undone: saved a new version').waitFor()
  await shows(window, OLD_WORDS)
  await row(window, TITLE).waitFor()
  await isLost(window, false)
  await window.keyboard.press('Control+Shift+z')
  await window.getByText('Saved a new version again').waitFor()
  await shows(window, NEW_WORDS)
  await window.keyboard.press('Control+z')
  await shows(window, OLD_WORDS)
  expect((await reader.lectern(['show', id, '--format', 'html'])).stdout).toBe(before)

  await reader.close()
  await site.stop()
  ;({ page: window } = await reader.start())
  await open(window, TITLE)
  await shows(window, OLD_WORDS)
  await isLost(window, false)
  expect((await reader.lectern(['verify', '--json'])).lines.filter((one) => one['problem'] !== undefined)).toEqual([])

  // What was undone waits among the versions.
  await window.keyboard.press('v')
  await window.getByRole('button', { name: /^Read as it was on/ }).click()
  await window.getByRole('button', { name: 'Make this the current version' }).click()
  await shows(window, NEW_WORDS)
  await row(window, LATER).waitFor()

  // Details that the reader gives are kept beside what the page says.
  await window.keyboard.press('d')
  await window.getByRole('textbox', { name: 'Title', exact: true }).fill('My harbour')
  await window.keyboard.press('Enter')
  await row(window, 'My harbour').waitFor()
  await window.getByRole('button', { name: 'More' }).click()
  await window.getByRole('menuitem', { name: 'Clean again' }).click()
  await window.getByText(/^Cleaned again/).waitFor()
  await row(window, 'My harbour').waitFor()
  await window.keyboard.press('Control+z')
  await window.getByText('Undone: cleaned again').waitFor()
  await window.keyboard.press('Control+z')
  await row(window, LATER).waitFor()
})
