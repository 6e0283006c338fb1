import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { changeOf, problemOf } from '../../renderer/library/edit-details.ts'
import { accessibilityProblems, articleFrame, openWindow, press } from './open-window.tsx'

const TITLE = 'Counting the steps: a winter with the last keeper'

async function openDialog() {
  const fake = await openWindow()
  await page.getByRole('link', { name: TITLE }).click()
  await articleFrame()
  await press('d')
  await expect.element(page.getByRole('dialog', { name: 'Edit details' })).toBeVisible()
  return fake
}

const field = (name: string) => page.getByRole('textbox', { name, exact: true })

test('details are written by the keyboard, shown at once, taken back and done again; the page’s own come back', async () => {
  await openDialog()
  await expect.element(field('Title')).toHaveFocus()
  await field('Title').fill('The keeper’s winter')
  await field('Author').fill('')
  await field('Published').fill('2 mar 2024')
  await press('{Enter}')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  await expect.element(page.getByRole('link', { name: 'The keeper’s winter' })).toBeVisible()
  await expect.element(page.getByRole('status', { name: 'Messages' })).toHaveTextContent('Changed the details')
  await press('{Control>}z{/Control}')
  await expect.element(page.getByRole('link', { name: TITLE })).toBeVisible()
  await press('{Control>}{Shift>}z{/Shift}{/Control}')
  await expect.element(page.getByRole('link', { name: 'The keeper’s winter' })).toBeVisible()

  await press('d')
  await expect.element(field('Published')).toHaveValue('2 March 2024')
  await expect.element(page.getByText(`On the page: ${TITLE}`)).toBeVisible()
  await page.getByRole('button', { name: 'Use the page’s own title' }).click()
  await expect.element(field('Title')).toHaveFocus()
  await expect.element(field('Title')).toHaveValue(TITLE)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.element(page.getByRole('link', { name: TITLE })).toBeVisible()
})

test('what cannot be kept is said at its field, which gets the keyboard, and goes when it is mended', async () => {
  const fake = await openDialog()
  await field('Published').fill('next spring')
  await press('{Enter}')
  await expect.element(page.getByRole('alert').filter({ hasText: 'not a date' })).toHaveTextContent('That is not a date. Write it as 2 March 2026 or 2026-03-02.')
  await expect.element(field('Published')).toHaveFocus()
  await expect.element(field('Published')).toHaveAttribute('aria-invalid', 'true')
  expect(await accessibilityProblems()).toEqual([])
  await field('Published').fill('2026-03-02')
  await expect.element(field('Published')).toHaveAttribute('aria-invalid', 'false')
  await field('Title').fill('  ')
  await expect.element(page.getByText('An article needs a title.')).toBeVisible()
  await press('{Escape}')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  expect(fake.calls.filter(({ name }) => name === 'editDetails')).toEqual([])
})

test.each(['light', 'dark'] as const)('axe finds nothing in the dialog, %s', async (theme) => {
  await openWindow({ settings: { theme } })
  await page.getByRole('link', { name: TITLE }).click()
  await articleFrame()
  await press('d')
  await field('Title').fill('Something else')
  await field('Site').fill('')
  await vi.waitFor(async () => expect(await accessibilityProblems()).toEqual([]))
})

test('what was not touched is not given, and what the page says is not given anew', () => {
  const own = { title: 'Page', byline: 'Ada', publishedAt: '2026-03-02T23:30:00.000Z' }
  const details = { own, shown: { ...own, title: 'Mine' } }
  const typed = { title: 'Mine', byline: 'Ada', siteName: '', publishedAt: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(own.publishedAt)) }
  expect(changeOf(details, typed)).toEqual({})
  expect(changeOf(details, { ...typed, title: ' Page ', byline: 'Ada  Moor', siteName: 'Here' })).toEqual({ title: null, byline: 'Ada Moor', siteName: 'Here' })
  expect(changeOf(details, { ...typed, byline: '', publishedAt: '' })).toEqual({ byline: '', publishedAt: '' })
  expect(problemOf('publishedAt', '31 June 2026')).toBeDefined()
})
