import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { freshFolders, lectern, pictureOfFailure, row, startLectern } from './lectern.ts'
import type { Folders, RunningLectern } from './lectern.ts'
import { articlePage, startSite } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

let folders: Folders
let running: RunningLectern | undefined
let site: Site | undefined
/** Where the library is while it is away. */
let elsewhere: string

beforeEach(async () => {
  folders = await freshFolders()
  elsewhere = `${folders.library}-elsewhere`
})

afterEach(async (context) => {
  await pictureOfFailure(context, running)
  await running?.close().catch(() => undefined)
  running = undefined
  await site?.stop()
  site = undefined
  await folders.remove()
})

const PATIENT = { timeout: 20_000, interval: 100 }

const AWAY = 'Your library is not where it was'
const idIn = (folder: string) => (JSON.parse(readFileSync(join(folder, 'library.json'), 'utf8')) as { id: string }).id

/** A library with one article, that was shown in the window once. */
async function shownOnce(): Promise<void> {
  const saved = await lectern(folders, ['save', '-', '--json'], STORY)
  expect(saved.status, saved.stderr).toBe(0)
  running = await startLectern(folders)
  await row(running.page, 'The lighthouse').waitFor()
  await running.close()
}

test('a library that is gone at the start is looked for, not begun anew, and opens when it is back', async () => {
  await shownOnce()
  renameSync(folders.library, elsewhere)
  // What an unmounted disk leaves.
  mkdirSync(folders.library)

  const listed = await lectern(folders, ['list', '--json'])
  expect(listed.status).toBe(1)
  expect(listed.lines).toMatchObject([{ status: 'failed', error: { code: 'library-away' } }])
  expect(listed.stderr).toContain('--library')

  running = await startLectern(folders)
  await running.page.getByRole('heading', { name: AWAY }).waitFor()
  await running.close()
  running = await startLectern(folders)
  const { page } = running
  await page.getByRole('alert').getByRole('heading', { name: AWAY }).waitFor()
  expect(await row(page, 'The lighthouse').count(), 'nothing that could not be opened').toBe(0)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It is still not there.').waitFor()
  expect(existsSync(join(folders.library, 'articles')), 'nothing is made in its place').toBe(false)
  expect(existsSync(join(folders.library, 'tmp'))).toBe(false)

  rmSync(folders.library, { recursive: true })
  renameSync(elsewhere, folders.library)
  await row(page, 'The lighthouse').waitFor()
})

test('the reader says where the library is now, or begins a new one; each is what it is', async () => {
  await shownOnce()
  const id = idIn(folders.library)
  renameSync(folders.library, elsewhere)

  running = await startLectern(folders)
  const { app, page } = running
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] })
  }, elsewhere)
  await page.getByRole('button', { name: 'Choose another folder…' }).click()
  await row(page, 'The lighthouse').waitFor()
  expect(existsSync(folders.library)).toBe(false)
  await running.close()

  running = await startLectern(folders)
  await running.page.getByRole('button', { name: 'Begin a new library here…' }).click()
  await running.page.getByRole('alertdialog', { name: 'Begin a new library here?' }).getByRole('button', { name: 'Begin a new library' }).click()
  await running.page.getByRole('textbox', { name: 'Address to save' }).waitFor()
  expect(idIn(folders.library)).not.toBe(id)
  expect(idIn(elsewhere), 'the old one is left alone').toBe(id)
  await running.close()

  // The disk comes back to its place, with the old library on it.
  const { lines } = await lectern(folders, ['list', '--json'])
  rmSync(folders.library, { recursive: true })
  renameSync(elsewhere, folders.library)
  running = await startLectern(folders)
  await row(running.page, 'The lighthouse').waitFor()
  for (const { title } of lines) expect(await row(running.page, String(title)).count(), 'nothing of the other library').toBe(0)
})

test('a disk that is pulled while there is writing and saving: the words wait, and saving goes on, when it is back', async () => {
  await shownOnce()
  let answer = () => {}
  const asked = new Promise<void>((resolve) => (answer = resolve))
  const ferry = articlePage({ title: 'The last ferry', body: '<p>The last ferry of the year left at dusk, and half the island stood on the quay to see it go.</p>'.repeat(8) })
  site = await startSite({ '/ferry': (_request, response) => void asked.then(() => response.writeHead(200, { 'content-type': 'text/html' }).end(ferry)) })
  running = await startLectern(folders, { width: 1300, height: 820 })
  let { page } = running
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/ferry`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await vi.waitFor(() => expect(site?.requests).toHaveLength(1), PATIENT)
  await row(page, 'The lighthouse').click()
  await page.getByRole('textbox', { name: 'Note on the whole article' }).click()
  await page.keyboard.type('Before')
  await vi.waitFor(() => expect(annotationsOnDisk()).toContain('Before'), PATIENT)

  renameSync(folders.library, elsewhere)
  await page.keyboard.type(', while it was away')
  await page.getByText('This note is not saved yet.').waitFor()
  answer()
  await row(page, /ferry/).getByRole('button', { name: 'Retry' }).waitFor()
  expect(existsSync(folders.library), 'nothing is made in its place').toBe(false)
  renameSync(elsewhere, folders.library)
  await vi.waitFor(() => expect(annotationsOnDisk()).toContain('Before, while it was away'), PATIENT)
  await page.getByText('This note is not saved yet.').waitFor({ state: 'detached' })
  await row(page, 'The last ferry').waitFor()

  // Once more, and the window is closed meanwhile: what was typed outlives that too.
  renameSync(folders.library, elsewhere)
  await page.keyboard.type(', and the window closed')
  await page.getByText('This note is not saved yet.').waitFor()
  await running.close()
  running = await startLectern(folders, { width: 1300, height: 820 })
  page = running.page
  await page.getByRole('heading', { name: AWAY }).waitFor()
  renameSync(elsewhere, folders.library)
  await row(page, 'The last ferry').waitFor()
  await vi.waitFor(() => expect(annotationsOnDisk()).toContain('Before, while it was away, and the window closed'), PATIENT)
})

/** All annotations of the library. */
function annotationsOnDisk(): string {
  const names = existsSync(folders.library) ? readdirSync(folders.library, { recursive: true, encoding: 'utf8' }) : []
  return names.filter((name) => name.endsWith('annotations.json')).map((name) => readFileSync(join(folders.library, name), 'utf8')).join('\n')
}

const STORY = `<title>The lighthouse</title><article><h1>The lighthouse</h1>${'<p>The keeper of the lighthouse wrote down the weather every evening, and in forty years he missed no day but one.</p>'.repeat(8)}</article>`
