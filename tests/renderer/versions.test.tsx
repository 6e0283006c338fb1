import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Difference } from '../../renderer/versions/difference.tsx'
import { versionDate } from '../../renderer/versions/version-date.ts'
import { versionIdOf, type ArticleVersion, type DifferenceBlock } from '../../shared/versions.ts'

let host: HTMLElement
let root: Root
beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'))
  root = createRoot(host)
})
afterEach(() => {
  root.unmount()
  host.remove()
})

function show(blocks: readonly DifferenceBlock[]): void {
  root.render(<Difference blocks={blocks} idPrefix="block-" language="en" />)
}

const paragraphs = (count: number) => Array.from({ length: count }, (_, index) => `Unchanged ${index + 1}.`)

test('unchanged stretches are folded but for the paragraph beside a change, and open by the keyboard', async () => {
  show([{ kind: 'same', paragraphs: paragraphs(6) }, { kind: 'added', text: 'New.' }, { kind: 'same', paragraphs: paragraphs(2) }])
  const fold = page.getByRole('button', { name: 'Show 5 unchanged paragraphs' })
  await expect.element(fold).toHaveAttribute('aria-expanded', 'false')
  expect(host.innerText).toContain('Unchanged 6.')
  expect(host.innerText).not.toContain('Unchanged 5.')
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('button', { name: 'Hide 5 unchanged paragraphs' })).toHaveAttribute('aria-expanded', 'true')
  expect(host.innerText).toContain('Unchanged 5.')
  // Two at the end are not worth a button: one of them is shown in any case.
  expect(host.querySelectorAll('button')).toHaveLength(1)
})

test('what changed is marked by meaning and sign, not by colour alone', async () => {
  show([
    { kind: 'removed', text: 'Gone.' },
    { kind: 'added', text: 'Come.' },
    { kind: 'changed', parts: [{ kind: 'same', text: 'at ' }, { kind: 'removed', text: 'nine' }, { kind: 'added', text: 'ten' }] },
  ])
  await expect.element(page.getByRole('deletion').first()).toHaveTextContent('Gone.')
  expect([...host.querySelectorAll('ins')].map((one) => one.textContent)).toEqual(['Come.', '(added: ten)'])
  expect([...host.querySelectorAll('p')].map((one) => one.textContent)).toEqual(['−Removed: Gone.', '+Added: Come.', '~Changed: at (removed: nine)(added: ten)'])
  expect(getComputedStyle(host.querySelector('del') ?? host).textDecorationLine).toBe('line-through')
})

test('a date is as exact as tells it from the others', () => {
  const version = (fetchedAt: string): ArticleVersion => ({ id: versionIdOf(fetchedAt), current: false, fetchedAt, title: '', wordCount: 1 })
  const [may, june, later, moment] = ['2026-05-03T10:00:00.000Z', '2026-06-01T08:00:00.000Z', '2026-06-01T09:30:00.000Z', '2026-06-01T09:30:20.000Z'].map(version)
  if (!may || !june || !later || !moment) throw new Error('no versions')
  expect(versionDate(may, [may, june, later])).toBe('3 May 2026')
  expect(versionDate(later, [may, june, later])).toMatch(/^1 June 2026 at \d\d:30$/)
  expect(versionDate(moment, [may, june, later, moment])).toMatch(/^1 June 2026 at \d\d:30:20$/)
})
