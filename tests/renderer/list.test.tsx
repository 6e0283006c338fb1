import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'

import { lastList } from '../../renderer/library/list-memory.ts'
import { accessibilityProblems, openWindow, press } from './open-window.tsx'

const rows = () => page.getByRole('list', { name: 'Articles' }).getByRole('listitem')
const titled = (name: string) => page.getByRole('listitem', { name, exact: true })
const scroller = (): HTMLElement => {
  const element = document.querySelector<HTMLElement>('[aria-label="Articles"]')?.parentElement
  if (!element) throw new Error('no list')
  return element
}
/** Something that is waited for until it is let go. */
function held(): { readonly until: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined
  const until = new Promise<void>((resolve) => (release = resolve))
  return { until, release: () => release() }
}

/** The title of the row that is cut by, or stands at, the upper edge of the list. */
const topTitle = (): string => {
  const top = scroller().getBoundingClientRect().top
  const first = [...document.querySelectorAll('[aria-label="Articles"] > li')].find((row) => row.getBoundingClientRect().bottom > top + 1)
  return first?.querySelector('h2')?.textContent ?? ''
}

test('Ctrl+A and Shift select rows that were never fetched', async () => {
  const fake = await openWindow({ articles: 2000, hash: '#/all' })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  const { total } = await fake.api.listArticles({ view: 'all', text: '', offset: 0, limit: 1 })
  titled('Bread, slowly').getByRole('link').element().focus()
  await press('{Control>}a{/Control}')
  await expect.element(page.getByText(`${total.toLocaleString('en')} selected`)).toBeVisible()
  await press('{Escape}{Home}{ArrowDown}{Shift>}{End}{/Shift}')
  await expect.element(page.getByText(`${(total - 1).toLocaleString('en')} selected`)).toBeVisible()
  await press('{Escape}{Home} ')
  await expect.element(page.getByText('1 selected')).toBeVisible()
  await press('{ArrowDown} ')
  await expect.element(page.getByText('2 selected')).toBeVisible()
})

test('acting on thousands shows how far it is, can be stopped, and undo takes back what was done', async () => {
  const fake = await openWindow({ articles: 2000, hash: '#/all' })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  const archived = async (): Promise<number> => (await fake.api.listArticles({ view: 'archive', text: '', offset: 0, limit: 1 })).total
  const before = await archived()
  const slow = fake.api.changeArticles
  let stop = (): void => undefined
  const stopped = new Promise<void>((resolve) => (stop = resolve))
  fake.api.cancelWork = async () => stop()
  fake.api.changeArticles = async (ids, change, job) => {
    if (!change.archived) return slow(ids, change, job)
    fake.emit('work-progress', { job: job ?? '', done: 600, total: ids.length })
    await stopped
    return slow(ids.slice(0, 700), change, job)
  }
  titled('Bread, slowly').getByRole('link').element().focus()
  await press('{Control>}a{/Control}')
  await page.getByRole('toolbar', { name: 'Selected articles' }).getByRole('button', { name: 'Archive' }).click()
  const work = page.getByRole('list', { name: 'Under way' })
  await expect.element(work).toHaveTextContent(/^Archiving 1,883 articles…600 of 1,883/)
  expect(await accessibilityProblems()).toEqual([])
  // The window is used meanwhile.
  titled('Bread, slowly').getByRole('link').element().focus()
  await press('s')
  await expect.element(page.getByText('Added 1 article to favourites')).toBeVisible()
  await work.getByRole('button', { name: 'Cancel' }).click()
  await expect.element(page.getByText(/^Archived 5\d\d articles$/)).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.element(page.getByText(/^Undone: archived 5\d\d articles$/)).toBeVisible()
  expect(await archived()).toBe(before)
})

test('the list keeps its place when an article is opened and closed, and when articles change above', async () => {
  const fake = await openWindow({ articles: 2000, hash: '#/all' })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  scroller().scrollTo(0, 126 * 300 + 40)
  await vi.waitFor(() => expect(topTitle()).not.toBe(''))
  const before = topTitle()
  const { rows: above } = await fake.api.listArticles({ view: 'all', text: '', offset: 0, limit: 150 })
  await fake.api.deleteArticles(above.map(({ article }) => article.id))
  await vi.waitFor(() => expect(scroller().scrollTop).toBe(126 * 150 + 40))
  await vi.waitFor(() => expect(topTitle()).toBe(before))
  onTestFinished(() => page.viewport(1280, 800))
  await page.viewport(700, 800)
  await vi.waitFor(() => expect(topTitle()).toBe(before))
  const row = rows().elements().find((one) => one.querySelector('h2')?.textContent === before) // prettier-ignore
  row?.querySelector('a')?.click()
  await vi.waitFor(() => expect(document.querySelector('[aria-label="Articles"]')).toBeNull())
  await press('{Escape}')
  await vi.waitFor(() => expect(topTitle()).toBe(before))
})

test('the list keeps its place also when an answer from before it was scrolled takes its rows away', async () => {
  const fake = await openWindow({ articles: 2000, hash: '#/all' })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  const list = fake.api.listArticles
  const [before, since] = [held(), held()]
  let waits: Promise<void> | undefined = before.until
  const asked: number[] = []
  fake.api.listArticles = async (query) => {
    const until = waits
    asked.push(query.offset)
    const found = await list(query)
    await until
    return found
  }
  fake.emit('articles-changed', { ids: [] })
  await vi.waitFor(() => expect(asked).toContain(0))
  waits = undefined
  scroller().scrollTo(0, 126 * 300 + 40)
  await vi.waitFor(() => expect(topTitle()).not.toBe(''))
  const title = topTitle()
  waits = since.until
  before.release()
  await vi.waitFor(() => expect(topTitle()).toBe(''))
  const { rows: above } = await list({ view: 'all', text: '', offset: 0, limit: 150 })
  const count = asked.length
  await fake.api.deleteArticles(above.map(({ article }) => article.id))
  await vi.waitFor(() => expect(asked.length).toBeGreaterThan(count))
  since.release()
  await vi.waitFor(() => expect(scroller().scrollTop).toBe(126 * 150 + 40))
  await vi.waitFor(() => expect(topTitle()).toBe(title))
})

test('where the list stood is remembered for the next start, and each view’s order for good', async () => {
  const fake = await openWindow({ articles: 2000, hash: '#/all?tag=' })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  // Remembered though the row that stands there is still on its way, and by that row when it has come.
  let arrive = (): void => undefined
  fake.hold('listArticles', new Promise<void>((resolve) => (arrive = resolve)))
  scroller().scrollTo(0, 126 * 300 + 63)
  await vi.waitFor(() => expect(lastList()).toMatchObject({ view: 'all', place: { rows: 300.5 } }))
  arrive()
  await vi.waitFor(() => expect(lastList()?.place.id).toMatch(/^[0-9a-z]{26}$/))
  expect(lastList()?.place.rows).toBe(300.5)
  const firstTitles = (): readonly string[] => rows().elements().slice(0, 3).map((one) => one.querySelector('h2')?.textContent ?? '') // prettier-ignore
  await page.getByRole('button', { name: 'Sort and density' }).click()
  await page.getByRole('menuitem', { name: 'Title' }).click()
  await vi.waitFor(() => expect(scroller().scrollTop).toBe(0))
  await vi.waitFor(() => expect(firstTitles()).toEqual(firstTitles().toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))))
  const byTitle = firstTitles()
  await page.getByRole('link', { name: /^Inbox/ }).click()
  await expect.element(page.getByRole('heading', { name: 'Inbox', level: 1 })).toBeVisible()
  await page.getByRole('link', { name: /^All/ }).click()
  await vi.waitFor(() => expect(firstTitles()).toEqual(byTitle))
})

test('the row after an archived one gets the keyboard', async () => {
  await openWindow({ articles: 100 })
  await expect.element(titled('Bread, slowly')).toBeVisible()
  titled('Bread, slowly').getByRole('link').element().focus()
  const index = Number(document.activeElement?.closest('li')?.dataset['index'])
  await press('e')
  await vi.waitFor(() => expect(titled('Bread, slowly').elements()).toHaveLength(0))
  await vi.waitFor(() => expect(document.activeElement?.closest('li')?.dataset['index']).toBe(String(index)))
  await press('{ArrowDown}')
  await vi.waitFor(() => expect(document.activeElement?.closest('li')?.dataset['index']).toBe(String(index + 1)))
})
