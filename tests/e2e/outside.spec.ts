import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row } from './lectern.ts'

const reader = freshReader()

const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'library-1', 'library')
const ID = '01m8238d706fak6xem0fp2v5dj'
/** Of the same time, so that it stands in the same part of the folder. */
const SECOND = '01m8238d706fak6xem0fp2v6dj'

beforeEach(async () => {
  cpSync(FIXTURE, reader.library, { recursive: true })
  const about = join(articleFolder(ID), 'article.json')
  const { archivedAt: _archivedAt, ...inbox } = JSON.parse(readFileSync(about, 'utf8')) as Record<string, unknown>
  writeFileSync(about, JSON.stringify(inbox))
  // Long enough to be in the middle of it.
  const file = join(articleFolder(ID), 'article.html')
  const paragraphs = Array.from({ length: 120 }, (_, n) => `<p>Paragraph ${n} of a long story that goes on and on, a sentence at a time.</p>`).join('\n')
  writeFileSync(file, readFileSync(file, 'utf8').replace('</main>', `${paragraphs}</main>`))
})

const articleFolder = (id: string) => join(reader.library, 'articles', id.slice(-2), id)
const titleOf = (id: string) => (JSON.parse(readFileSync(join(articleFolder(id), 'article.json'), 'utf8')) as { title: string }).title

test('another program changes the article that is being read: place, words and what is typed stay', async () => {
  const { page } = await reader.start({ width: 1300, height: 820 })
  await row(page, titleOf(ID)).click()
  let frame = await articleFrame(page)
  const note = page.getByRole('textbox', { name: 'Note on the whole article' })
  await note.click()
  await page.keyboard.press('End')
  await page.keyboard.type(', typed here')

  // Another machine's annotations: a highlight more, and other words on the article. And another text, while there is typing.
  const annotations = join(articleFolder(ID), 'annotations.json')
  const stored = JSON.parse(readFileSync(annotations, 'utf8')) as { note: string; noteUpdatedAt: string; highlights: Record<string, unknown>[] }
  const selector = [{ type: 'TextQuoteSelector', exact: 'Paragraph 61 of a long story', prefix: '', suffix: '' }]
  stored.highlights.push({ ...stored.highlights[0], id: 'from-elsewhere', colour: 'blue', note: 'From elsewhere', selector })
  stored.note = 'Words from elsewhere'
  stored.noteUpdatedAt = '2026-11-23T00:00:00.000Z'
  writeFileSync(annotations, JSON.stringify(stored))
  await page.getByText('From elsewhere', { exact: true }).waitFor()
  await page.keyboard.type(', and on')
  await vi.waitFor(async () => {
    expect(await note.inputValue()).toContain('typed here, and on')
    expect(await note.inputValue()).toContain('Words from elsewhere')
  })
  expect(await note.evaluate((field) => field === document.activeElement), 'the keyboard stays in the note').toBe(true)
  await vi.waitFor(() => {
    const kept = (JSON.parse(readFileSync(annotations, 'utf8')) as { note: string }).note
    expect(kept).toContain('typed here, and on')
    expect(kept).toContain('Words from elsewhere')
  })

  await frame.getByText('Paragraph 60 of').evaluate((paragraph) => paragraph.scrollIntoView({ block: 'start' }))
  const html = join(articleFolder(ID), 'article.html')
  writeFileSync(html, readFileSync(html, 'utf8').replace('A sentence to begin with.', 'Another beginning, which is longer by far. '.repeat(40)).replaceAll('more words', 'other letters'))
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await note.evaluate((field) => field === document.activeElement), 'nothing is shown anew while somebody types').toBe(true)
  await note.blur()
  await page.getByText('Another program changed this article').waitFor()
  await vi.waitFor(async () => {
    frame = await articleFrame(page)
    expect(await frame.locator('main').innerText()).toContain('Another beginning')
  })
  await vi.waitFor(async () => {
    const top = await frame.getByText('Paragraph 60 of').evaluate((paragraph) => paragraph.getBoundingClientRect().top)
    expect(Math.abs(top), 'the line that was being read').toBeLessThan(120)
  })
  await page.getByText('1 lost passage').waitFor()
  await frame.getByText('Paragraph 60 of').waitFor()
})

test('articles are put into the folder piece by piece, and the folder goes and comes back', async () => {
  const { page } = await reader.start({ width: 1100, height: 760 })
  await row(page, titleOf(ID)).waitFor()
  const to = articleFolder(SECOND)
  mkdirSync(to, { recursive: true })
  const record = readFileSync(join(articleFolder(ID), 'article.json'), 'utf8').replace(ID, SECOND).replace(titleOf(ID), 'Brought along')
  writeFileSync(join(to, 'article.json'), record)
  await page.getByRole('status', { name: 'Arriving' }).waitFor()
  const html = readFileSync(join(articleFolder(ID), 'article.html'), 'utf8')
  writeFileSync(join(to, 'article.html'), html.slice(0, 300))
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect(await row(page, 'Brought along').count(), 'half an article is no article').toBe(0)
  expect(await page.getByText('damaged').count()).toBe(0)
  appendFileSync(join(to, 'article.html'), html.slice(300))
  cpSync(join(articleFolder(ID), 'images'), join(to, 'images'), { recursive: true })
  await row(page, 'Brought along').click()
  expect(await (await articleFrame(page)).locator('main').innerText()).toContain('Paragraph 119')

  const [title, away] = [titleOf(ID), `${reader.library}-away`]
  renameSync(reader.library, away)
  await page.getByText('The library’s folder is not there just now.').waitFor()
  await row(page, title).click()
  await page.getByRole('alert').getByText('Connect its disk').waitFor()
  renameSync(away, reader.library)
  expect(await (await articleFrame(page)).locator('main').innerText(), 'it opens by itself').toContain('Paragraph 119')
  await page.getByText('The library’s folder is not there just now.').waitFor({ state: 'detached' })
})
