import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freshFolders, lectern, pictureOfFailure, row, startLectern } from './lectern.ts'
import type { Folders, RunningLectern } from './lectern.ts'
import { HARBOUR, articlePage, startSite } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

let folders: Folders
let site: Site
let hanging: boolean
let running: RunningLectern | undefined

beforeEach(async () => {
  folders = await freshFolders()
  hanging = true
  const pages = Array.from({ length: 8 }, (_, index) => [`/${index}`, articlePage({ title: `Frost, part ${index}`, body: HARBOUR })] as const)
  site = await startSite({
    ...Object.fromEntries(pages),
    '/hangs': (_request, response) => {
      if (!hanging) response.end(articlePage({ title: 'The page that hung', body: HARBOUR }))
    },
  })
})

afterEach(async (context) => {
  await pictureOfFailure(context, running)
  await running?.close().catch(() => undefined)
  running = undefined
  await site.stop().catch(() => undefined)
  await folders.remove()
})

test('a pasted list is saved through a kill; what failed is shown; a command’s list and a folder go the same way', async () => {
  running = await startLectern(folders)
  const list = ['/0', '/hangs', '/gone', '/1', '/2', '/3'].map((path) => site.origin + path)
  await running.page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.querySelector('#address-to-save')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, [...list, 'milk'].join('\n'))
  await row(running.page, 'Frost, part 3').waitFor()
  const line = running.page.getByRole('group', { name: 'Saving Pasted list' })
  await line.filter({ hasText: /Saving 5 of 6/ }).waitFor()
  await running.kill()

  hanging = false
  running = await startLectern(folders)
  const { page } = running
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

  const clippings = join(folders.library, '..', 'clippings')
  await mkdir(clippings)
  await writeFile(join(clippings, 'A.html'), articlePage({ title: 'From a file', body: HARBOUR }))
  const words = `${site.origin}/4\n${join(clippings, 'A.html')}\n${site.origin}/1\n`
  const result = await lectern(folders, ['save', '--file-list', '-', '--json'], words)
  expect(result.lines.map(({ status, title }) => `${String(status)} ${String(title)}`).toSorted()).toEqual(['saved From a file', 'saved Frost, part 4', 'updated Frost, part 1'])
  await row(page, 'From a file').waitFor()

  await running.app.evaluate(({ dialog: system }, folder) => {
    system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [folder] })
  }, clippings)
  await running.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('save-folder')?.click())
  await page.getByRole('group', { name: 'Saving clippings' }).filter({ hasText: /Saved 1 of 1/ }).waitFor()
})
