import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { batchStore, startBatches } from '../../renderer/batches/batch-store.ts'
import { libraryStore, shownArticle } from '../../renderer/library/library-store.ts'
import { savedSearches, startSavedSearches } from '../../renderer/library/saved-searches.ts'
import { fetchFirstRows, startLibrary } from '../../renderer/library/start-library.ts'
import { highlightStore, isDraft } from '../../renderer/notes/highlight-store.ts'
import { keepOrWait, startUnkeptNotes } from '../../renderer/notes/unkept-notes.ts'
import { changeSettings, settingsStore, startSettings } from '../../renderer/settings-store.ts'
import { Failure } from '../../shared/errors.ts'
import type { ArticleSummary } from '../../shared/model.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings.ts'
import { fakeLibrary } from '../helpers/fake-api.ts'
import { fakeBatch } from '../helpers/fake-batches.ts'
import { articleFrame, openWindow, press, selectWords } from './open-window.tsx'

const titled = (name: string) => page.getByRole('listitem', { name, exact: true })

/** Something that is waited for until it is let go. */
function held(): { readonly until: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined
  const until = new Promise<void>((resolve) => (release = resolve))
  return { until, release: () => release() }
}

const aTask = () => new Promise((resolve) => setTimeout(resolve))

test('how batches stand is what was told last, and not an answer from before', async () => {
  const fake = fakeLibrary(3)
  Object.assign(window, { bridge: fake.bridge })
  const answer = held()
  fake.api.batches = async () => {
    await answer.until
    return [fakeBatch()]
  }
  onTestFinished(startBatches(() => undefined))
  onTestFinished(() => batchStore.setState({ batches: [] }))
  fake.emit('batches-changed', { batches: [fakeBatch({ left: 0, active: 0, saved: 4966 })] })
  await vi.waitFor(() => expect(batchStore.getState().batches).toHaveLength(1))
  answer.release()
  await aTask()
  expect(batchStore.getState().batches).toMatchObject([{ left: 0, saved: 4966 }])
})

test('a setting that was just changed is not taken back by news of the change before it', async () => {
  const fake = fakeLibrary(3)
  Object.assign(window, { bridge: fake.bridge })
  settingsStore.setState(settingsStore.getInitialState(), true)
  await startSettings(DEFAULT_SETTINGS)
  const answer = held()
  fake.hold('changeSettings', answer.until)
  changeSettings({ type: { size: 20 } })
  changeSettings({ type: { size: 21 } })
  fake.emit('settings-changed', { settings: { ...DEFAULT_SETTINGS, type: { ...DEFAULT_SETTINGS.type, size: 20 } } })
  expect(settingsStore.getState().settings.type.size).toBe(21)
  answer.release()
  // What main has in the end counts, whoever changed it.
  await vi.waitFor(() => {
    fake.emit('settings-changed', { settings: DEFAULT_SETTINGS })
    expect(settingsStore.getState().settings.type.size).toBe(DEFAULT_SETTINGS.type.size)
  })
})

test('saved searches are those that were asked for last, whichever answer comes last', async () => {
  const fake = fakeLibrary(3)
  Object.assign(window, { bridge: fake.bridge })
  const first = held()
  let asked = 0
  const now = fake.api.savedSearches
  fake.api.savedSearches = async () => {
    const found = await now()
    if (++asked === 1) await first.until
    return found
  }
  onTestFinished(startSavedSearches())
  fake.emit('lists-changed', {})
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0))
  await fake.api.addSavedSearch({ name: 'On light', view: 'all', text: 'light' })
  fake.emit('lists-changed', {})
  await vi.waitFor(() => expect(savedSearches()).toHaveLength(1))
  first.release()
  await aTask()
  expect(savedSearches()).toHaveLength(1)
})

test('why saving failed stays on screen when an answer from before it comes after it', async () => {
  const fake = await openWindow()
  await page.getByRole('link', { name: 'https://longform.example/the-year-the-river-moved' }).click()
  await expect.element(page.getByText('Still being saved')).toBeVisible()
  const id = location.hash.split('/')[2] as never
  const [saving] = await fake.api.getArticles([id])
  if (!saving) throw new Error('Nothing is being saved')
  const failed: ArticleSummary = { ...saving, state: { kind: 'failed', error: { code: 'offline' }, at: saving.savedAt } }
  const before = held()
  let asked = 0
  fake.api.getArticles = async () => {
    if (++asked > 1) return [failed]
    await before.until
    return [saving]
  }
  fake.emit('articles-changed', { ids: [id] })
  await vi.waitFor(() => expect(asked).toBe(1))
  fake.emit('article-saving', { article: failed })
  const alert = page.getByRole('alert').filter({ hasText: 'could not be saved' })
  await expect.element(alert).toBeVisible()
  before.release()
  await vi.waitFor(() => expect(asked).toBe(2))
  await aTask()
  await expect.element(alert).toBeVisible()
})

test('what changes while the first rows are asked for ahead of the window is in the list', async () => {
  const fake = fakeLibrary(3)
  Object.assign(window, { bridge: fake.bridge })
  libraryStore.setState(libraryStore.getInitialState(), true)
  await fetchFirstRows()
  const before = libraryStore.getState().total ?? 0
  await fake.api.saveArticle({ kind: 'address', address: 'https://new.example/story' })
  await aTask()
  onTestFinished(startLibrary())
  await vi.waitFor(() => expect(libraryStore.getState().total).toBe(before + 1))
})

test('a step of saving is shown, and nothing else of how the article was when saving began', async () => {
  const fake = await openWindow()
  const address = 'https://longform.example/the-year-the-river-moved'
  const saving = titled(address)
  await expect.element(saving).toHaveTextContent(/Pictures, 3 of 12/)
  const began = (await fake.api.listArticles({ view: 'all', text: '', offset: 0, limit: 100 })).rows.find(({ article }) => article.title === address)?.article
  if (!began) throw new Error('Nothing is being saved')
  await fake.api.changeArticles([began.id], { addTags: ['river'] })
  await vi.waitFor(() => expect(shownArticle(began.id)?.tags).toContain('river'))
  fake.emit('article-saving', { article: { ...began, state: { kind: 'saving', step: { kind: 'pictures', done: 4, total: 12 } } } })
  await expect.element(saving).toHaveTextContent(/Pictures, 4 of 12/)
  expect(shownArticle(began.id)?.tags).toContain('river')
})

test('Ctrl+A means what was just searched for, also before it is on screen', async () => {
  const fake = await openWindow()
  await expect.element(titled('Bread, slowly')).toBeVisible()
  const found = await fake.api.articleIds({ view: 'inbox', text: 'moss', offset: 0, limit: 100 })
  const answer = held()
  fake.hold('listNewest', answer.until)
  await page.getByRole('searchbox', { name: 'Search library' }).fill('moss')
  await press('{Enter}')
  await vi.waitFor(() => expect(document.activeElement?.closest('[aria-label="Articles"]')).not.toBeNull())
  await press('{Control>}a{/Control}')
  await vi.waitFor(() => expect(libraryStore.getState().selected.size).toBeGreaterThan(0))
  expect([...libraryStore.getState().selected]).toEqual(found)
  answer.release()
})

test('words that are selected while others are still being highlighted stay selected', async () => {
  const fake = await openWindow()
  await page.getByRole('link', { name: 'Counting the steps: a winter with the last keeper' }).click()
  await articleFrame()
  const answer = held()
  fake.hold('addHighlight', answer.until)
  await selectWords('The water off the northern head')
  await press('5')
  await vi.waitFor(() => expect(fake.calls.map(({ name }) => name)).toContain('addHighlight'))
  await selectWords('an hour before the lamp is lit')
  const selected = highlightStore.getState().selection
  answer.release()
  await vi.waitFor(() => expect(highlightStore.getState().highlights.some(isDraft)).toBe(false))
  await aTask()
  expect(highlightStore.getState().selection).toEqual(selected)
  await expect.element(page.getByRole('toolbar', { name: 'Highlight' })).toBeVisible()
})

test('words that waited for the library do not come after those that were written since', async () => {
  const fake = fakeLibrary(3)
  Object.assign(window, { bridge: fake.bridge })
  localStorage.clear()
  const [first, second] = await fake.api.articleIds({ view: 'all', text: '', offset: 0, limit: 2 })
  if (!first || !second) throw new Error('No articles')
  fake.api.setArticleNote = () => Promise.reject(new Failure({ code: 'library-away', folder: '' }))
  for (const article of [first, second]) await expect(keepOrWait({ article }, 'while it was away', '')).rejects.toThrow(Failure)
  const answer = held()
  const kept: string[] = []
  fake.api.setArticleNote = async (id, note) => {
    kept.push(`${id === first ? 'first' : 'second'}: ${note}`)
    if (id === first) await answer.until
    return note
  }
  onTestFinished(startUnkeptNotes())
  await vi.waitFor(() => expect(kept).toHaveLength(1))
  await keepOrWait({ article: second }, 'while it was away, and after', 'while it was away')
  answer.release()
  await vi.waitFor(() => expect(localStorage.getItem('lectern.unkept-notes')).toBe('[]'))
  expect(kept).toEqual(['first: while it was away', 'second: while it was away, and after'])
})
