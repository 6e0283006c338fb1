import { expect, test } from 'vitest'
import type { CommandId } from '../../shared/commands.ts'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row } from './lectern.ts'

const reader = freshReader()

const SAMPLE = 'A quiet place to read'

test('the menu says what can be done now, and runs it; keys work in the article’s frame', async () => {
  const { app, page } = await reader.start()
  const item = (id: CommandId) =>
    app.evaluate(({ Menu }, wanted) => {
      const found = Menu.getApplicationMenu()?.getMenuItemById(wanted)
      return found && { label: found.label, enabled: found.enabled, checked: found.checked }
    }, id)
  const click = (id: CommandId) => app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id)

  await row(page, SAMPLE).waitFor()
  await expect.poll(() => item('print')).toMatchObject({ enabled: false })
  expect(await item('undo')).toMatchObject({ label: 'Undo', enabled: false })
  await row(page, SAMPLE).click()
  // It may still be on its way into the library: shown, it can be printed.
  await expect.poll(() => item('print')).toMatchObject({ enabled: true })
  const frame = await articleFrame(page)

  await frame.locator('main p').first().click()
  await page.keyboard.press('Control+f')
  await page.getByLabel('Find in article').waitFor()
  await page.keyboard.press('Escape')
  await frame.locator('main p').first().click()
  await page.keyboard.press('s')
  await expect.poll(() => item('undo')).toMatchObject({ label: expect.stringMatching(/^Undo: /), enabled: true })

  await click('undo')
  await expect.poll(() => item('redo')).toMatchObject({ label: expect.stringMatching(/^Redo: /), enabled: true })
  await click('settings')
  await page.getByRole('dialog', { name: 'Settings' }).waitFor()
  await expect.poll(() => item('archive')).toMatchObject({ enabled: false })
})
