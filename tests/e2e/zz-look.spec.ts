import { test } from 'vitest'
import { articleFrame, freshFolders, lectern, row, saveAddress, startLectern } from './lectern.ts'
import { HARBOUR, articlePage, png, startSite } from '../helpers/site.ts'
test('look', async () => {
  const folders = await freshFolders()
  const filler = Array.from({ length: 9 }, (_, n) => `<p>Paragraph ${n + 1} of the long account of the frost, which says what the council wrote down that winter, and what it left out of the minutes.</p>`).join('\n')
  const old = HARBOUR.replace('<h2>', `${filler}<h2>`)
  const now = old.replace('the postman delivered letters on skates', 'nobody at all brought any letters').replace('a brass band that played', 'a brass band which played').replace('<h2>', '<p>A plaque by the quay tells the story to whoever asks.</p><h2>').replace(/<p>The council has kept[^]*?<\/p>/, '')
  let page = articlePage({ title: 'The winter the harbour walked', body: old })
  const site = await startSite({ '/frost': (_q, r) => void r.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page), '/pictures/ferry.png': { type: 'image/png', bytes: png(320, 200, [120, 150, 170]) } })
  const running = await startLectern(folders)
  const w = running.page
  const TITLE = 'The winter the harbour walked'
  await saveAddress(w, `${site.origin}/frost`, TITLE)
  const id = String((await lectern(folders, ['list', '--json'])).lines[0]?.['id'])
  for (const [quote, colour] of [['the postman delivered letters on skates', 'green'], ['a brass band that played with mittens on', 'pink']]) await lectern(folders, ['annotate', id, '--quote', quote ?? '', '--colour', colour ?? '', '--note', 'ask the museum'])
  await row(w, TITLE).click(); await articleFrame(w)
  await w.keyboard.press('v'); await w.waitForTimeout(500); await w.screenshot({ path: '/tmp/versions/one.png' }); await w.keyboard.press('Escape')
  const saved = page
  page = articlePage({ title: TITLE, body: now })
  await w.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/frost`)
  await w.keyboard.press('Enter'); await w.waitForTimeout(700); await w.screenshot({ path: '/tmp/versions/known.png' })
  await w.getByRole('button', { name: 'Save a new version' }).click()
  await w.getByRole('button', { name: 'What changed' }).waitFor(); await w.screenshot({ path: '/tmp/versions/toast.png' })
  page = saved.replace('The tables were carried ashore', 'All tables were carried back')
  await lectern(folders, ['save', `${site.origin}/frost`])
  await w.keyboard.press('v'); await w.waitForTimeout(800); 
  for (const theme of ['light', 'dark', 'sepia']) {
    await w.evaluate((t) => window.bridge.call('changeSettings', [{ theme: t as 'light' }]), theme); await w.waitForTimeout(400)
    await w.screenshot({ path: `/tmp/versions/${theme}.png` })
    await w.locator('[role=dialog] [data-kind=changed]').first().evaluate((e) => e.scrollIntoView({ block: 'start' })); await w.waitForTimeout(200)
    await w.screenshot({ path: `/tmp/versions/${theme}-2.png` })
    await w.locator('[role=dialog] ol').first().evaluate((e) => e.scrollIntoView({ block: 'end' }))
  }
  await w.keyboard.press('Escape')
  page = ''
  await running.close(); await site.stop(); await folders.remove()
}, 120_000)
