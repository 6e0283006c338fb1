import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { row } from './lectern.ts'
import { articlePage } from '../helpers/site.ts'

const reader = freshReader()

/** Where the library is while it is away. */
let elsewhere: string

beforeEach(() => {
  elsewhere = `${reader.library}-elsewhere`
})

const AWAY = 'Your library is not where it was'
const idIn = (folder: string) => (JSON.parse(readFileSync(join(folder, 'library.json'), 'utf8')) as { id: string }).id

/** A library with one article, that was shown in the window once. */
async function shownOnce(): Promise<void> {
  const saved = await reader.lectern(['save', '-', '--json'], STORY)
  expect(saved.status, saved.stderr).toBe(0)
  const { page } = await reader.start()
  await row(page, 'The lighthouse').waitFor()
  await reader.close()
}

test('a library that is gone at the start is looked for, not begun anew, and opens when it is back', async () => {
  await shownOnce()
  renameSync(reader.library, elsewhere)
  // What an unmounted disk leaves.
  mkdirSync(reader.library)

  const listed = await reader.lectern(['list', '--json'])
  expect(listed.status).toBe(1)
  expect(listed.lines).toMatchObject([{ status: 'failed', error: { code: 'library-away' } }])
  expect(listed.stderr).toContain('--library')

  await (await reader.start()).page.getByRole('heading', { name: AWAY }).waitFor()
  await reader.close()
  const { page } = await reader.start()
  await page.getByRole('alert').getByRole('heading', { name: AWAY }).waitFor()
  expect(await row(page, 'The lighthouse').count(), 'nothing that could not be opened').toBe(0)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('It is still not there.').waitFor()
  expect(existsSync(join(reader.library, 'articles')), 'nothing is made in its place').toBe(false)
  expect(existsSync(join(reader.library, 'tmp'))).toBe(false)

  rmSync(reader.library, { recursive: true })
  renameSync(elsewhere, reader.library)
  await row(page, 'The lighthouse').waitFor()
})

test('the reader says where the library is now, or begins a new one; each is what it is', async () => {
  await shownOnce()
  const id = idIn(reader.library)
  renameSync(reader.library, elsewhere)

  let { page } = await reader.start()
  await reader.running().app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] })
  }, elsewhere)
  await page.getByRole('button', { name: 'Choose another folder…' }).click()
  await row(page, 'The lighthouse').waitFor()
  expect(existsSync(reader.library)).toBe(false)
  await reader.close()

  ;({ page } = await reader.start())
  await page.getByRole('button', { name: 'Begin a new library here…' }).click()
  await page.getByRole('alertdialog', { name: 'Begin a new library here?' }).getByRole('button', { name: 'Begin a new library' }).click()
  await page.getByRole('textbox', { name: 'Address to save' }).waitFor()
  expect(idIn(reader.library)).not.toBe(id)
  expect(idIn(elsewhere), 'the old one is left alone').toBe(id)
  await reader.close()

  // The disk comes back to its place, with the old library on it.
  const { lines } = await reader.lectern(['list', '--json'])
  rmSync(reader.library, { recursive: true })
  renameSync(elsewhere, reader.library)
  ;({ page } = await reader.start())
  await row(page, 'The lighthouse').waitFor()
  for (const { title } of lines) expect(await row(page, String(title)).count(), 'nothing of the other library').toBe(0)
})

test('a disk that is pulled while there is writing and saving: the words wait, and saving goes on, when it is back', async () => {
  await shownOnce()
  let answer = () => {}
  const asked = new Promise<void>((resolve) => (answer = resolve))
  const ferry = articlePage({ title: 'The last ferry', body: '<p>The last ferry of the year left at dusk, and half the island stood on the quay to see it go.</p>'.repeat(8) })
  const site = await reader.serve({ '/ferry': (_request, response) => void asked.then(() => response.writeHead(200, { 'content-type': 'text/html' }).end(ferry)) })
  let { page } = await reader.start({ width: 1300, height: 820 })
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/ferry`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await vi.waitFor(() => expect(site.requests).toHaveLength(1))
  await row(page, 'The lighthouse').click()
  await page.getByRole('textbox', { name: 'Note on the whole article' }).click()
  await page.keyboard.type('Before')
  await vi.waitFor(() => expect(annotationsOnDisk()).toContain('Before'))

  renameSync(reader.library, elsewhere)
  await page.keyboard.type(', while it was away')
  await page.getByText('This note is not saved yet.').waitFor()
  answer()
  await row(page, /ferry/).getByRole('button', { name: 'Retry' }).waitFor()
  expect(existsSync(reader.library), 'nothing is made in its place').toBe(false)
  renameSync(elsewhere, reader.library)
  await vi.waitFor(() => expect(annotationsOnDisk()).toContain('Before, while it was away'))
  await page.getByText('This note is not saved yet.').waitFor({ state: 'detached' })
  await row(page, 'The last ferry').waitFor()

  // Once more, and the window is closed meanwhile: what was typed outlives that too.
  renameSync(reader.library, elsewhere)
  await page.keyboard.type(', and the window closed')
  await page.getByText('This note is not saved yet.').waitFor()
  await reader.close()
  ;({ page } = await reader.start({ width: 1300, height: 820 }))
  await page.getByRole('heading', { name: AWAY }).waitFor()
  renameSync(elsewhere, reader.library)
  await row(page, 'The last ferry').waitFor()
  await vi.waitFor(() => expect(annotationsOnDisk()).toContain('Before, while it was away, and the window closed'))
})

/** All annotations of the library. */
function annotationsOnDisk(): string {
  const names = existsSync(reader.library) ? readdirSync(reader.library, { recursive: true, encoding: 'utf8' }) : []
  return names.filter((name) => name.endsWith('annotations.json')).map((name) => readFileSync(join(reader.library, name), 'utf8')).join('\n')
}

const STORY = `<title>The lighthouse</title><article><h1>The lighthouse</h1>${'<p>The keeper of the lighthouse wrote down the weather every evening, and in forty years he missed no day but one.</p>'.repeat(8)}</article>`
