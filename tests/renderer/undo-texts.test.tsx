import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import type { VersionId } from '../../shared/versions.ts'
import type { FakeLibrary } from '../helpers/fake-api.ts'
import { articleFrame, openWindow, press } from './open-window.tsx'

const TITLE = 'Counting the steps: a winter with the last keeper'

async function openArticle(): Promise<FakeLibrary> {
  const fake = await openWindow()
  await page.getByRole('link', { name: TITLE }).click()
  await articleFrame()
  return fake
}

/** The last arguments of the calls of this name, in their order. */
const asked = (fake: FakeLibrary, name: string): readonly unknown[] => fake.calls.filter((call) => call.name === name).map(({ args }) => args.at(-1))

const undo = () => press('{Control>}z{/Control}')
const redo = () => press('{Control>}{Shift>}z{/Shift}{/Control}')

test('cleaning again is taken back and done again by exchanging the texts, and each time the article is shown anew', async () => {
  const fake = await openArticle()
  const opened = () => asked(fake, 'openArticle').length
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Clean again' }).click()
  await expect.element(page.getByRole('status', { name: 'Messages' })).toHaveTextContent(/^Cleaned again/)
  const shown = opened()
  await page.getByRole('status', { name: 'Messages' }).getByRole('button', { name: 'Undo' }).click()
  await vi.waitFor(() => expect(asked(fake, 'putBack')).toHaveLength(1))
  await redo()
  await vi.waitFor(() => expect(asked(fake, 'putBack')).toHaveLength(2))
  await undo()
  await vi.waitFor(() => expect(asked(fake, 'putBack')).toHaveLength(3))
  // Each exchange names the text that the one before it kept.
  expect(new Set(asked(fake, 'putBack')).size).toBe(3)
  expect(asked(fake, 'cleanAgain')).toHaveLength(1)
  await vi.waitFor(() => expect(opened()).toBeGreaterThan(shown))
})

test('nothing waits for the end of cleaning but what takes it back', async () => {
  const fake = await openArticle()
  let release = (): void => undefined
  fake.hold('cleanAgain', new Promise<void>((resolve) => (release = resolve)))
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Clean again' }).click()
  await vi.waitFor(() => expect(asked(fake, 'cleanAgain')).toHaveLength(1))
  await press('s')
  await expect.element(page.getByRole('status', { name: 'Messages' })).toHaveTextContent(/favourites/)
  await undo()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(asked(fake, 'changeArticles')).toHaveLength(1)
  release()
  await vi.waitFor(() => expect(asked(fake, 'putBack')).toHaveLength(1))
})

test('an older version is made the current one from where it is read, and taken back', async () => {
  const fake = await openArticle()
  await press('v')
  await page.getByRole('button', { name: /^Read as it was on/ }).first().click()
  await page.getByRole('button', { name: 'Make this the current version' }).click()
  await expect.element(page.getByRole('status', { name: 'Messages' })).toHaveTextContent(/^Made the version of .+ the current one/)
  await undo()
  await vi.waitFor(() => expect(asked(fake, 'restoreVersion')).toHaveLength(2))
  expect(new Set(asked(fake, 'restoreVersion')).size).toBe(2)
})

test('a version that was saved in Lectern’s browser is taken back here', async () => {
  const fake = await openArticle()
  const [id] = fake.calls.filter(({ name }) => name === 'openArticle').map(({ args }) => args[0] as ArticleId)
  if (!id) throw new Error('no article')
  const [current, previous] = ['20260601T080000000Z', '20260503T101500123Z'] as VersionId[]
  if (!current || !previous) throw new Error('no versions')
  fake.emit('version-saving', { id, progress: { kind: 'ended', saved: true, seen: { current, previous } } })
  // It was heard: the new text is asked for.
  await vi.waitFor(() => expect(asked(fake, 'openArticle')).toHaveLength(2))
  await undo()
  await vi.waitFor(() => expect(asked(fake, 'restoreVersion')).toEqual([previous]))
})

test('“It’s fine” is taken back also after the article was closed and opened again', async () => {
  const fake = await openWindow()
  const { openArticle: open, getArticles } = fake.api
  const unsure = (article: ArticleSummary): ArticleSummary => ({ ...article, confidence: 0.1 })
  fake.api.openArticle = async (id) => {
    const opened = await open(id)
    return { ...opened, summary: unsure(opened.summary) }
  }
  fake.api.getArticles = async (ids) => (await getArticles(ids)).map(unsure)
  await page.getByRole('link', { name: TITLE }).click()
  const banner = page.getByRole('complementary', { name: 'Cleaning' })
  await banner.getByRole('button', { name: 'It’s fine' }).click()
  await expect.element(banner).not.toBeInTheDocument()
  await press('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('iframe')).toBeNull())
  await page.getByRole('link', { name: TITLE }).click()
  await articleFrame()
  expect(banner.elements()).toHaveLength(0)
  await undo()
  await expect.element(banner).toBeVisible()
})
