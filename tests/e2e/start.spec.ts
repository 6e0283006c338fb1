import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, saveAddress } from './lectern.ts'
import { PATIENCE_MS } from '../helpers/patience-ms.ts'
import { HARBOUR, articlePage } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'
import type { Bridge } from '../../shared/ipc.ts'
import { ownLibrary } from '../../main/library/ownership.ts'

const reader = freshReader()

let site: Site

beforeEach(async () => {
  site = await reader.serve({
    '/frost': articlePage({ title: 'The winter the harbour walked', body: HARBOUR }),
    '/ferry': articlePage({ title: 'The last ferry', body: HARBOUR }),
  })
})

test('a link that starts the app opens its article, and one to nothing says so', async () => {
  const id = String((await reader.lectern(['save', `${site.origin}/frost`, '--json'])).lines[0]?.['id'])
  let { page } = await reader.start({ width: 1280, height: 800 }, [`lectern://article/${id}`])
  expect(await (await articleFrame(page)).locator('main').textContent()).toContain('the postman delivered letters on skates')
  await reader.close()
  ;({ page } = await reader.start({ width: 1280, height: 800 }, [`lectern://article/${id.replace(/^../, '00')}`]))
  await page.getByText('The article is not there any more.').waitFor()
})

test('the list is there before the library is, and what was changed meanwhile is put right', async () => {
  let { page } = await reader.start()
  await saveAddress(page, `${site.origin}/frost`, 'The winter the harbour walked')
  await saveAddress(page, `${site.origin}/ferry`, 'The last ferry')
  await page.evaluate(() => (window as unknown as { bridge: Bridge }).bridge.call('changeSettings', [{ theme: 'sepia' }]))
  await reader.close()

  const { lines } = await reader.lectern(['list', '--json'])
  const ferry = lines.find(({ title }) => title === 'The last ferry')
  expect((await reader.lectern(['delete', String(ferry?.['id'])])).status).toBe(0)
  const taken = (await ownLibrary(reader.library, PATIENCE_MS)) ?? expect.fail('somebody has the library')
  onTestFinished(() => taken.release())

  // Somebody has the library, so that it cannot be opened: what the window shows is what it kept.
  ;({ page } = await reader.start())
  await row(page, 'The last ferry').waitFor()
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('sepia')
  await row(page, 'The winter the harbour walked').click()
  await taken.release()

  expect(await (await articleFrame(page)).locator('main').textContent()).toContain('the postman delivered letters on skates')
  await row(page, 'The last ferry').waitFor({ state: 'detached' })
  await row(page, 'The winter the harbour walked').waitFor()
})
