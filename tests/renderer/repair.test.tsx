import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Failure } from '../../shared/errors.ts'
import { accessibilityProblems, articleFrame, openWindow, press } from './open-window.tsx'

const ESSAY = 'Counting the steps: a winter with the last keeper'
const dialog = () => page.getByRole('dialog', { name: 'Repair cleaning' })

async function openRepair(options: Parameters<typeof openWindow>[0] = {}) {
  const fake = await openWindow(options)
  await page.getByRole('link', { name: ESSAY }).click()
  await articleFrame()
  await press('r')
  const original = await frameOf('Original page')
  await frameOf('Cleaned article')
  return { fake, original }
}

async function frameOf(title: string): Promise<Document> {
  return vi.waitFor(() => {
    const inner = document.querySelector<HTMLIFrameElement>(`iframe[title="${title}"]`)?.contentDocument
    if (!inner?.querySelector('main > *')) throw new Error(`${title} is not filled yet`)
    return inner
  })
}

function blockOf(original: Document, words: string): HTMLElement {
  const found = [...original.querySelectorAll<HTMLElement>('[data-block]')].find((one) => one.textContent?.includes(words))
  if (!found) throw new Error(`no block “${words}”`)
  return found
}

function key(original: Document, name: string): void {
  const Keyboard = (original.defaultView as Window & typeof globalThis).KeyboardEvent
  original.activeElement?.dispatchEvent(new Keyboard('keydown', { key: name, bubbles: true, cancelable: true }))
}

test('every block of the original says what it is and whether it stands in the article', async () => {
  const { original } = await openRepair()
  expect([...original.querySelectorAll('[role="checkbox"]')].map((one) => [one.getAttribute('aria-checked'), one.getAttribute('aria-label')?.slice(0, 40)])).toEqual([
    ['false', 'List, left out: Front page · Boats · Wea'],
    ['true', 'Paragraph, in the article: The tide tabl'],
    ['true', 'Paragraph, in the article: Visitors set '],
    ['true', 'Paragraph, in the article: Every month c'],
    ['false', 'Paragraph, left out: A correction, added'],
  ])
  expect(original.activeElement?.textContent).toContain('The tide table')
  expect(original.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
  expect(original.querySelector('main a[href], script, main [style], form')).toBeNull()
})

test('the arrows move, Space drops, Enter brings back, and Save asks for just that', async () => {
  const { fake, original } = await openRepair()
  key(original, 'ArrowDown')
  key(original, 'ArrowDown')
  key(original, ' ')
  await vi.waitFor(() => expect(blockOf(original, 'Every month').getAttribute('aria-checked')).toBe('false'))
  expect(blockOf(original, 'Every month').getAttribute('aria-label')).toContain('dropped by you')
  key(original, 'End')
  key(original, 'Enter')
  await vi.waitFor(() => expect(blockOf(original, 'A correction').getAttribute('aria-label')).toContain('brought back by you'))
  await page.getByRole('checkbox', { name: 'Remember for example.com' }).click()
  await expect.element(dialog().getByText('Leave out every block “appeal”')).toBeVisible()
  await expect.element(dialog().getByText(/One block looks like others of the site/)).toBeVisible()
  await dialog().getByRole('button', { name: 'Save', exact: true }).click()
  await vi.waitFor(() => expect(dialog().elements()).toHaveLength(0))
  const [, repair, more] = fake.calls.find(({ name }) => name === 'repairArticle')?.args ?? []
  expect(repair).toMatchObject({ drop: [{ tag: 'div', classes: ['appeal'], text: { length: 50 } }], keep: [{ tag: 'p', text: { begins: 'A correction, added later: the table is wrong by twelve minute' .slice(0, 60) } }] })
  expect(more).toEqual({ rememberForSite: { drop: [{ tag: 'div', classes: ['appeal'], within: [] }], keep: [] } })
})

test('a click toggles, and says before what it does', async () => {
  const { original } = await openRepair()
  const appeal = blockOf(original, 'Every month')
  appeal.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
  expect(appeal.hasAttribute('data-hover')).toBe(true)
  expect(appeal.dataset['does']).toBe('Drop')
  appeal.click()
  await vi.waitFor(() => expect(appeal.dataset['does']).toBe('Take back in'))
  await dialog().getByRole('button', { name: 'Take back in' }).click()
  await vi.waitFor(() => expect(appeal.dataset['state']).toBe('in'))
  await expect.element(dialog().getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
})

test('Escape closes when nothing was changed, and asks when something was', async () => {
  const { original } = await openRepair()
  key(original, ' ')
  await vi.waitFor(() => expect(original.querySelector('[data-state="dropped"]')).not.toBeNull())
  key(original, 'Escape')
  await expect.element(dialog().getByText('Close without saving the repair?')).toBeVisible()
  const goOn = dialog().getByRole('button', { name: 'Go on repairing' })
  await expect.element(goOn).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(goOn.elements()).toHaveLength(0))
  key(original, ' ')
  await vi.waitFor(() => expect(original.querySelector('[data-state="dropped"]')).toBeNull())
  await userEvent.keyboard('{Escape}')
  await vi.waitFor(() => expect(dialog().elements()).toHaveLength(0))
})

test('a repair that leaves nothing says so and cannot be saved', async () => {
  const { fake, original } = await openRepair()
  fake.failNext('previewRepair', new Failure({ code: 'no-article' }))
  key(original, ' ')
  await expect.element(dialog().getByText('Nothing would be left')).toBeVisible()
  await expect.element(dialog().getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
})

test.each(['light', 'dark'] as const)('the view has no accessibility problems, %s', async (theme) => {
  const { original } = await openRepair({ settings: { theme } })
  key(original, ' ')
  await vi.waitFor(() => expect(original.querySelector('[data-state="dropped"]')).not.toBeNull())
  expect(await accessibilityProblems()).toEqual([])
})

test('settings list the rules for sites with what they do, and remove them', async () => {
  await openWindow()
  await press('{Control>},{/Control}')
  const rules = page.getByRole('list', { name: 'Rules for sites' })
  await expect.element(rules.getByText('Leave out every side box “related”')).toBeVisible()
  await page.getByRole('button', { name: 'Remove the rule for example.com' }).click()
  await expect.element(page.getByText(/No rules yet/)).toBeVisible()
})
