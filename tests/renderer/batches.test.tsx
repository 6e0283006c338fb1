import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { fakeBatch } from '../helpers/fake-batches.ts'
import { accessibilityProblems, openWindow, press } from './open-window.tsx'

const field = () => page.getByRole('textbox', { name: 'Address to save' })
const line = () => page.getByRole('group', { name: /^Saving / })
const dialog = () => page.getByRole('dialog', { name: 'Saving in bulk' })

const pasteInto = (target: Element, text: string): void => {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

test('a list that is pasted, into the field or beside it, becomes a batch; other lines are offered as an article', async () => {
  const fake = await openWindow()
  const asked = (): unknown[] => fake.calls.filter(({ name }) => name === 'saveBatch').map(({ args }) => args[0])
  await expect.element(field()).toBeVisible()
  pasteInto(field().element(), 'https://a.example/1\nb.example/2\nmilk')
  await vi.waitFor(() => expect(asked()).toEqual([{ kind: 'text', text: 'https://a.example/1\nb.example/2\nmilk' }]))
  await expect.element(line()).toBeVisible()
  pasteInto(document.body, 'https://a.example/1\nhttps://b.example/2')
  await vi.waitFor(() => expect(asked()).toHaveLength(2))
  pasteInto(document.body, 'A story of two lines.\nAnd this is the second.')
  await expect.element(page.getByRole('dialog', { name: /Save/ })).toBeVisible()
})

test('dropped: a file of bookmarks is a list, many files are a batch whose bytes are handed over', async () => {
  const fake = await openWindow()
  await expect.element(field()).toBeVisible()
  const drop = (files: readonly File[]): void => {
    const dataTransfer = new DataTransfer()
    for (const file of files) dataTransfer.items.add(file)
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
  }
  drop([new File(['<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<A HREF="https://a.example/">A</A>'], 'bookmarks.html')])
  await vi.waitFor(() => expect(fake.calls.filter(({ name }) => name === 'saveBatch')).toHaveLength(1))
  drop(Array.from({ length: 20 }, (_, index) => new File([`<p>${index}`], index === 19 ? 'photo.jpg' : `${index}.html`)))
  await vi.waitFor(() => expect(fake.calls.filter(({ name }) => name === 'giveBatchFile')).toHaveLength(19))
  const request = fake.calls.filter(({ name }) => name === 'saveBatch').at(-1)?.args[0]
  expect(request).toMatchObject({ kind: 'given', leftOut: ['photo.jpg'] })
  expect(fake.calls.filter(({ name }) => name === 'saveArticle')).toHaveLength(0)
})

test('the line above the list says how far it is, pauses it, and leads to what failed, which is retried at once', async () => {
  const fake = await openWindow()
  fake.setBatches([fakeBatch()])
  await expect.element(line()).toHaveTextContent(/Saving 1,238 of 5,000.*3 failed · about 32 minutes left/)
  await line().getByRole('button', { name: 'Pause' }).click()
  await expect.element(line()).toHaveTextContent(/Paused at 1,238 of 5,000/)
  await line().getByRole('button', { name: 'Go on' }).click()
  await line().getByRole('button', { name: /^Show how/ }).click()
  const bar = dialog().getByRole('progressbar')
  await expect.element(bar).toHaveAttribute('aria-valuetext', '1,238 of 5,000')
  await expect.element(dialog().getByRole('list', { name: 'Failed' })).toHaveTextContent(/storms.*does not exist \(404\)/)
  await dialog().getByText('Lines without an address').click()
  await expect.element(dialog().getByRole('list', { name: 'Lines without an address' })).toHaveTextContent(/7call the dentist/)
  expect(await accessibilityProblems()).toEqual([])
  await dialog().getByRole('button', { name: 'Retry all 3 that failed' }).click()
  await vi.waitFor(() => expect(fake.calls.filter(({ name }) => name === 'actOnBatch').map(({ args }) => args[1])).toEqual(['pause', 'resume', 'retry']))
})

test('cancelled, it can be taken up after all; ended, it is said, its report is copied, and it is put away', async () => {
  const fake = await openWindow()
  fake.setBatches([fakeBatch()])
  await expect.element(line()).toBeVisible()
  await press('{Control>}j{/Control}')
  await dialog().getByRole('button', { name: 'Cancel the rest' }).click()
  await expect.element(dialog()).toHaveTextContent(/3,762 cancelled/)
  await expect.element(page.getByTestId('announcer')).toHaveTextContent(/reading-list.txt: 1,204 saved/)
  await expect.element(dialog().getByRole('button', { name: 'Save the cancelled after all' })).toBeVisible()
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await dialog().getByRole('button', { name: 'Copy report' }).click()
  await vi.waitFor(() => expect(written.mock.calls[0]?.[0]).toMatch(/Failed \(3\)\nline 12: https:\/\/weather\.example\/storms\tThe page does not exist \(404\)\./))
  await dialog().getByRole('button', { name: 'Put away' }).click()
  await expect.element(dialog()).toHaveTextContent(/Nothing is being saved in bulk/)
})

test.each(['light', 'sepia', 'dark', 'black'] as const)('axe finds nothing in its line and dialog, %s', async (theme) => {
  const fake = await openWindow({ settings: { theme } })
  fake.setBatches([fakeBatch({ problem: { code: 'disk-full' }, paused: true })])
  await expect.element(line()).toBeVisible()
  await line().getByRole('button', { name: /^Show how/ }).click()
  await expect.element(dialog().getByRole('list', { name: 'Failed' })).toBeVisible()
  expect(await accessibilityProblems()).toEqual([])
})
