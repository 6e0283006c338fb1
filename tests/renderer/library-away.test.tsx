import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { Failure } from '../../shared/errors.ts'
import { accessibilityProblems, openWindow } from './open-window.tsx'

test('where the library is not: said, reachable by name, and gone when it is back', async () => {
  const fake = await openWindow({ articles: 12 })
  const away = new Failure({ code: 'library-away', folder: '/media/reader/disk/Lectern', atStart: { articles: 1204 } })
  fake.failNext('listArticles', away)
  fake.emit('articles-changed', { ids: [] })
  await expect.element(page.getByRole('heading', { name: 'Your library is not where it was' })).toBeVisible()
  await expect.element(page.getByRole('alert').first()).toHaveTextContent('/media/reader/disk/Lectern')
  await expect.element(page.getByRole('alert').first()).toHaveTextContent('1,204 articles')
  expect(document.activeElement?.textContent).toBe('Try again')
  expect(await accessibilityProblems()).toEqual([])

  fake.failNext('overview', away)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.element(page.getByRole('status', { name: 'Looking for the library' })).toHaveTextContent('It is still not there.')

  await page.getByRole('button', { name: 'Begin a new library here…' }).click()
  await expect.element(page.getByRole('alertdialog', { name: 'Begin a new library here?' })).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect(fake.calls.some(({ name }) => name === 'beginLibrary')).toBe(false)

  fake.emit('articles-changed', { ids: [] })
  await vi.waitFor(() => expect(document.querySelector('[aria-label="Articles"]')).not.toBeNull())
})
