import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Failure } from '../../shared/errors.ts'
import { accessibilityProblems, clickInRow, openWindow, press } from './open-window.tsx'

const rows = () => page.getByRole('list', { name: 'Articles' }).getByRole('listitem')
const titled = (name: string) => page.getByRole('listitem', { name, exact: true })

test('the list holds one item an article, named by its title', async () => {
  await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  await expect.element(titled('雨の日の図書館')).toBeVisible()
  await expect.element(page.getByRole('navigation', { name: 'Library views' })).toBeVisible()
})

test('only the rows near the screen are in the document, whatever the number of articles', async () => {
  await openWindow({ articles: 2000 })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  expect(rows().elements().length).toBeLessThan(40)
  titled('Bread, slowly').getByRole('link').element().focus()
  await press('{End}')
  await vi.waitFor(() => {
    const set = rows().elements().at(-1)
    expect(Number(set?.getAttribute('aria-posinset'))).toBe(Number(set?.getAttribute('aria-setsize')))
  })
  await vi.waitFor(() => expect(document.activeElement?.closest('li')?.ariaPosInSet).toBe(rows().elements().at(-1)?.ariaSetSize))
})

test('an address is saved, and what is wrong with one is said at the field', async () => {
  const fake = await openWindow()
  const field = page.getByRole('textbox', { name: 'Address to save' })
  await field.fill('nonsense')
  await page.getByRole('button', { name: 'Save article' }).click()
  await expect.element(page.getByRole('alert').filter({ hasText: 'not a web address' })).toBeVisible()
  await field.fill('example.org/story')
  await page.getByRole('button', { name: 'Save article' }).click()
  await expect.element(titled('https://example.org/story')).toBeVisible()
  await expect.element(page.getByRole('status', { name: 'Saving', exact: true })).toHaveTextContent(/Saving/)
  await expect.element(field).toHaveValue('')
  expect(fake.calls.filter(({ name }) => name === 'saveArticle')).toHaveLength(2)
})

test('an address that is in the library already asks, and opens what is there', async () => {
  await openWindow()
  await page.getByRole('textbox', { name: 'Address to save' }).fill('https://kitchen-notes.example/bread-slowly')
  await press('{Enter}')
  await page.getByRole('dialog', { name: /^You have this from/ }).getByRole('button', { name: 'Open it' }).click()
  await vi.waitFor(() => expect(document.title).toBe('Bread, slowly — Lectern'))
})

test('a failed row says why and can be retried; a saving one can be stopped', async () => {
  const fake = await openWindow()
  const failed = titled('https://paper.example/archive/2019/what-we-owe-to-bridges?utm_source=letter')
  await expect.element(failed).toHaveTextContent(/did not answer within 20 seconds/)
  await failed.getByRole('button', { name: 'Retry' }).click()
  await expect.element(failed).toHaveTextContent(/Fetching, 12 kB/)
  const saving = titled('https://longform.example/the-year-the-river-moved')
  await expect.element(saving).toHaveTextContent(/Pictures, 3 of 12/)
  await saving.getByRole('button', { name: /^Stop saving/ }).click()
  await expect.element(saving).toHaveTextContent(/You stopped this/)
  expect(fake.calls.map(({ name }) => name)).toContain('cancelSaving')
})

test('a late answer to an older search never replaces a newer one', async () => {
  const fake = await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  let release = (): void => undefined
  fake.hold('listNewest', new Promise<void>((resolve) => (release = resolve)))
  const field = page.getByRole('searchbox', { name: 'Search library' })
  await field.fill('moss')
  fake.hold('listNewest', Promise.resolve())
  await field.fill('census')
  await vi.waitFor(() => expect(rows().elements()).toHaveLength(1))
  release()
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(rows().elements()).toHaveLength(1)
  await expect.element(rows()).toHaveTextContent(/census taker/)
})

test('a hit shows its passage with the words marked, and the field it was found in', async () => {
  await openWindow()
  await page.getByRole('searchbox', { name: 'Search library' }).fill('invisible work')
  await vi.waitFor(() => expect(rows().elements()).toHaveLength(1))
  expect(rows().element().querySelector('mark')?.textContent).toBe('invisible work')
  await expect.element(rows()).toHaveTextContent(/Note/)
  await page.getByRole('searchbox', { name: 'Search library' }).fill('xyzzy')
  await expect.element(page.getByText('Nothing found')).toBeVisible()
})

test('archive, favourite and trash can each be undone, from the toast or by key', async () => {
  const fake = await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  titled('Bread, slowly').getByRole('link').element().focus()
  await clickInRow(titled('Bread, slowly'), (row) => row.getByRole('button', { name: 'Archive' }))
  await vi.waitFor(() => expect(titled('Bread, slowly').elements()).toHaveLength(0))
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  await clickInRow(titled('Bread, slowly'), (row) => row.getByRole('button', { name: 'Move to trash' }))
  await vi.waitFor(() => expect(titled('Bread, slowly').elements()).toHaveLength(0))
  await press('{Control>}z{/Control}')
  await expect.element(titled('Bread, slowly')).toBeVisible()
  await press('{Control>}{Shift>}z{/Shift}{/Control}')
  await vi.waitFor(() => expect(titled('Bread, slowly').elements()).toHaveLength(0))
  expect(fake.calls.filter(({ name }) => name === 'deleteArticles')).toHaveLength(2)
})

test('a key that is pressed again before the row has gone means the same again', async () => {
  const fake = await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  const id = (await fake.api.listArticles({ view: 'inbox', text: 'slowly', offset: 0, limit: 1 })).rows[0]?.article.id
  if (!id) throw new Error('No bread')
  titled('Bread, slowly').getByRole('link').element().focus()
  let release = (): void => undefined
  fake.hold('listArticles', new Promise<void>((resolve) => (release = resolve)))
  const called = (call: string): number => fake.calls.filter(({ name }) => name === call).length
  await press('e')
  await vi.waitFor(() => expect(called('changeArticles')).toBe(1))
  await press('e')
  await vi.waitFor(() => expect(called('changeArticles')).toBe(2))
  expect((await fake.api.getArticles([id]))[0]?.archivedAt).toBeDefined()
  await press('{Delete}')
  await vi.waitFor(() => expect(called('deleteArticles')).toBe(1))
  await press('{Delete}')
  await vi.waitFor(() => expect(called('deleteArticles')).toBe(2))
  expect(page.getByRole('alertdialog').elements(), 'nobody asked for anything to be deleted for good').toHaveLength(0)
  release()
  await vi.waitFor(() => expect(titled('Bread, slowly').elements()).toHaveLength(0))
})

test('undo takes back what was asked for last, also while it is only about to begin', async () => {
  const fake = await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  titled('Bread, slowly').getByRole('link').element().focus()
  await press('s')
  await expect.element(page.getByText('Added 1 article to favourites')).toBeVisible()
  await press(' {ArrowDown} ')
  await expect.element(page.getByText('2 selected')).toBeVisible()
  let release = (): void => undefined
  fake.hold('aboutArticles', new Promise<void>((resolve) => (release = resolve)))
  await press('e')
  await press('{Control>}z{/Control}')
  await new Promise((resolve) => setTimeout(resolve, 50))
  release()
  await expect.element(page.getByText('Undone: archived 2 articles')).toBeVisible()
  expect((await fake.api.listArticles({ view: 'favourites', text: 'slowly', offset: 0, limit: 1 })).total).toBe(1)
})

test('a change that fails is said and not remembered', async () => {
  const fake = await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  fake.failNext('changeArticles', new Failure({ code: 'disk-full' }))
  await clickInRow(titled('Bread, slowly'), (row) => row.getByRole('button', { name: 'Archive' }))
  await expect.element(page.getByRole('alert').filter({ hasText: 'The disk is full.' })).toBeVisible()
  await expect.element(titled('Bread, slowly')).toBeVisible()
})

test('deleting for good asks first', async () => {
  const fake = await openWindow({ hash: '#/trash' })
  const { total: before } = await fake.api.listArticles({ view: 'trash', text: '', offset: 0, limit: 1 })
  await vi.waitFor(() => expect(rows().elements()).toHaveLength(before))
  await clickInRow(rows().first(), (row) => row.getByRole('button', { name: 'Delete for good' }))
  await expect.element(page.getByRole('alertdialog', { name: 'Delete this article for good?' })).toBeVisible()
  await press('{Escape}')
  expect(fake.calls.map(({ name }) => name)).not.toContain('purgeArticles')
  await clickInRow(rows().first(), (row) => row.getByRole('button', { name: 'Delete for good' }))
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click()
  await vi.waitFor(() => expect(rows().elements()).toHaveLength(before - 1))
})

test('many are selected with Shift and the keyboard, and acted on at once', async () => {
  await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  titled('Bread, slowly').getByRole('link').element().focus()
  await userEvent.keyboard('{Home}{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
  await expect.element(page.getByText('3 selected')).toBeVisible()
  await page.getByRole('toolbar', { name: 'Selected articles' }).getByRole('button', { name: 'Move to trash' }).click()
  await expect.element(page.getByText('Moved 3 articles to the trash')).toBeVisible()
})

test('a view, a tag and the sort order choose what is shown', async () => {
  await openWindow()
  await page.getByRole('link', { name: /^Favourites/ }).click()
  await expect.element(page.getByRole('heading', { name: 'Favourites', level: 1 })).toBeVisible()
  await page.getByRole('link', { name: /cooking/ }).click()
  await expect.element(page.getByRole('heading', { name: '#cooking' })).toBeVisible()
  await vi.waitFor(() => expect(rows().elements().length).toBeGreaterThan(0))
  await page.getByRole('button', { name: 'Sort and density' }).click()
  await page.getByRole('menuitem', { name: 'Title' }).click()
  await vi.waitFor(() => {
    const titles = rows().elements().map((row) => row.querySelector('h2')?.textContent ?? '') // prettier-ignore
    expect(titles).toEqual(titles.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
  })
})

test.each(['light', 'sepia', 'dark', 'black'] as const)('axe finds nothing in the library, %s', async (theme) => {
  await openWindow({ settings: { theme } })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  expect(await accessibilityProblems()).toEqual([])
  await clickInRow(titled('Bread, slowly'), (row) => row.getByRole('checkbox'))
  await expect.element(page.getByText('1 selected')).toBeVisible()
  expect(await accessibilityProblems()).toEqual([])
  await page.getByRole('searchbox', { name: 'Search library' }).fill('light')
  await vi.waitFor(() => expect(document.querySelector('mark')).not.toBeNull())
  expect(await accessibilityProblems()).toEqual([])
})

test('axe finds nothing in an empty library, the trash, and where the library is ill', async () => {
  const fake = await openWindow({ articles: 0 })
  await expect.element(page.getByText('Nothing to read, yet')).toBeVisible()
  expect(await accessibilityProblems()).toEqual([])
  const overview = await fake.api.overview()
  fake.api.overview = async () => ({ ...overview, readOnly: true, damaged: ['articles/ab/article.json'], rebuilding: { done: 40, total: 100 } })
  fake.emit('articles-changed', { ids: [] })
  await expect.element(page.getByText(/can be read but not changed/)).toBeVisible()
  expect(await accessibilityProblems()).toEqual([])
})
