import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { row } from './lectern.ts'
import { HARBOUR, articlePage } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

const reader = freshReader()

let site: Site
let hanging: boolean

beforeEach(async () => {
  hanging = true
  const pages = Array.from({ length: 8 }, (_, index) => [`/${index}`, articlePage({ title: `Frost, part ${index}`, body: HARBOUR })] as const)
  site = await reader.serve({
    ...Object.fromEntries(pages),
    '/hangs': (_request, response) => {
      if (!hanging) response.end(articlePage({ title: 'The page that hung', body: HARBOUR }))
    },
  })
})

test('a pasted list is saved through a kill; what failed is shown; a command’s list and a folder go the same way', async () => {
  let { app, page } = await reader.start()
  const list = ['/0', '/hangs', '/gone', '/1', '/2', '/3'].map((path) => site.origin + path)
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.querySelector('#address-to-save')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, [...list, 'milk'].join('\n'))
  await row(page, 'Frost, part 3').waitFor()
  const line = page.getByRole('group', { name: 'Saving Pasted list' })
  await line.filter({ hasText: /Saving 5 of 6/ }).waitFor()
  await reader.kill()

  hanging = false
  ;({ app, page } = await reader.start())
  await row(page, 'The page that hung').waitFor()
  await page.getByRole('group', { name: 'Saving Pasted list' }).filter({ hasText: /Saved 5 of 6.*1 failed/ }).waitFor()
  expect(site.requests.filter((request) => request.endsWith('/1'))).toHaveLength(1)
  await page.keyboard.press('Control+j')
  const dialog = page.getByRole('dialog', { name: 'Saving in bulk' })
  await dialog.getByRole('list', { name: 'Failed' }).filter({ hasText: /gone.*does not exist/ }).waitFor()
  await dialog.getByText('Lines without an address').click()
  await dialog.getByRole('list', { name: 'Lines without an address' }).filter({ hasText: /7.*milk/ }).waitFor()
  await dialog.getByRole('button', { name: 'Put away' }).click()
  await page.keyboard.press('Escape')

  const clippings = join(reader.library, '..', 'clippings')
  await mkdir(clippings)
  await writeFile(join(clippings, 'A.html'), articlePage({ title: 'From a file', body: HARBOUR }))
  const words = `${site.origin}/4\n${join(clippings, 'A.html')}\n${site.origin}/1\n`
  const result = await reader.lectern(['save', '--file-list', '-', '--json'], words)
  expect(result.lines.map(({ status, title }) => `${String(status)} ${String(title)}`).toSorted()).toEqual(['saved From a file', 'saved Frost, part 4', 'updated Frost, part 1'])
  await row(page, 'From a file').waitFor()

  await app.evaluate(({ dialog: system }, folder) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
  }, clippings)
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('save-folder')?.click())
  await page.getByRole('group', { name: 'Saving clippings' }).filter({ hasText: /Saved 1 of 1/ }).waitFor()
})
