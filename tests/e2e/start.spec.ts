import { afterEach, beforeEach, expect, test } from 'vitest'
import { articleFrame, freshFolders, lectern, pictureOfFailure, row, saveAddress, startLectern } from './lectern.ts'
import type { Folders, RunningLectern } from './lectern.ts'
import { HARBOUR, articlePage, startSite } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'
import type { Bridge } from '../../shared/ipc.ts'
import { ownLibrary } from '../../main/library/ownership.ts'
import type { Ownership } from '../../main/library/ownership.ts'

let folders: Folders
let site: Site
let running: RunningLectern | undefined
let taken: Ownership | undefined

beforeEach(async () => {
  folders = await freshFolders()
  site = await startSite({
    '/frost': articlePage({ title: 'The winter the harbour walked', body: HARBOUR }),
    '/ferry': articlePage({ title: 'The last ferry', body: HARBOUR }),
  })
})

afterEach(async (context) => {
  await pictureOfFailure(context, running)
  await taken?.release()
  await running?.close().catch(() => undefined)
  running = undefined
  taken = undefined
  await site.stop().catch(() => undefined)
  await folders.remove()
})

test('a link that starts the app opens its article, and one to nothing says so', async () => {
  const id = String((await lectern(folders, ['save', `${site.origin}/frost`, '--json'])).lines[0]?.['id'])
  running = await startLectern(folders, { width: 1280, height: 800 }, [`lectern://article/${id}`])
  expect(await (await articleFrame(running.page)).locator('main').textContent()).toContain('the postman delivered letters on skates')
  await running.close()
  running = await startLectern(folders, { width: 1280, height: 800 }, [`lectern://article/${id.replace(/^../, '00')}`])
  await running.page.getByText('The article is not there any more.').waitFor()
})

test('the list is there before the library is, and what was changed meanwhile is put right', async () => {
  running = await startLectern(folders)
  await saveAddress(running.page, `${site.origin}/frost`, 'The winter the harbour walked')
  await saveAddress(running.page, `${site.origin}/ferry`, 'The last ferry')
  await running.page.evaluate(() => (window as unknown as { bridge: Bridge }).bridge.call('changeSettings', [{ theme: 'sepia' }]))
  await running.close()

  const { lines } = await lectern(folders, ['list', '--json'])
  const ferry = lines.find(({ title }) => title === 'The last ferry')
  expect((await lectern(folders, ['delete', String(ferry?.['id'])])).status).toBe(0)
  taken = await ownLibrary(folders.library, 0)
  expect(taken).toBeDefined()

  // Somebody has the library, so that it cannot be opened: what the window shows is what it kept.
  running = await startLectern(folders)
  const { page } = running
  await row(page, 'The last ferry').waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('sepia')
  await row(page, 'The winter the harbour walked').click()
  await taken?.release()
  taken = undefined

  expect(await (await articleFrame(page)).locator('main').textContent()).toContain('the postman delivered letters on skates')
  await row(page, 'The last ferry').waitFor({ state: 'detached' })
  await row(page, 'The winter the harbour walked').waitFor()
})
