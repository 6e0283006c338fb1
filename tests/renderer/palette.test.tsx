import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { COMMANDS } from '../../renderer/commands.ts'
import { fuzzyScore } from '../../renderer/palette/fuzzy.ts'
import { isMac } from '../../renderer/keys.ts'
import { COMMAND_LIST, keyParts, keysOf } from '../../shared/commands.ts'
import { openOverlay } from '../../renderer/shell-store.ts'
import { accessibilityProblems, articleFrame, openWindow, press } from './open-window.tsx'

const palette = () => page.getByRole('dialog', { name: 'Commands' })
const field = () => page.getByRole('combobox', { name: 'Command' })
const options = () => palette().getByRole('option').elements().map((one) => one.querySelector('span')?.textContent ?? '')
const mod = isMac ? 'Meta' : 'Control'

async function openPalette(): Promise<void> {
  await press(`{${mod}>}k{/${mod}}`)
  await expect.element(field()).toBeVisible()
}

test('words are met by their beginnings, in any order, through a slip, by their letters and by initials', () => {
  const best = (typed: string): string | undefined =>
    COMMAND_LIST.map(({ label }) => ({ label, score: fuzzyScore(typed, label) ?? -1 })).filter(({ score }) => score > 0).toSorted((a, b) => b.score - a.score)[0]?.label // prettier-ignore
  expect(best('larg')).toBe('Larger type')
  expect(best('type larger')).toBe('Larger type')
  expect(best('serach')).toMatch(/search/i)
  expect(best('settigns')).toBe('Settings')
  expect(best('rpr')).toBe('Repair cleaning…')
  expect(best('sanv')).toBe('Save a new version')
  expect(best('offline')).toBe('Offline report')
  expect(fuzzyScore('resume', 'Résumé')).toBeGreaterThan(4)
  expect(fuzzyScore('雨', '雨の日の図書館')).toBeGreaterThan(1)
  expect(fuzzyScore('zzz', 'Larger type')).toBeUndefined()
})

test('commands with their keys, views and tags; what was run last is first', async () => {
  localStorage.removeItem('recent-commands')
  await openWindow()
  await openPalette()
  await expect.element(palette().getByRole('option', { name: /^Save an address/ })).toHaveTextContent(isMac ? /⌘N/ : /Ctrl\+N/)
  await field().fill('sidbar')
  await press('{Enter}')
  await vi.waitFor(() => expect(document.querySelector('[data-sidebar="rail"]')).not.toBeNull())
  await openPalette()
  expect(options()[0]).toBe('Show or hide the sidebar')
  await field().fill('favourites')
  await expect.element(palette().getByRole('option', { name: /^Favourites Go to/ })).toBeVisible()
  await field().fill('cook')
  await press('{Enter}')
  await vi.waitFor(() => expect(location.hash).toBe('#/all?tag=cooking'))
})

test('what is typed before the palette is there is typed into it, and nowhere else', async () => {
  await openWindow()
  const search = page.getByRole('searchbox', { name: 'Search library' })
  await search.fill('bread')
  openOverlay({ kind: 'palette' })
  for (const key of ['s', 'i', 'x', 'Backspace', 'd', 'e']) {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(true)
  }
  await expect.element(field()).toHaveValue('side')
  await expect.element(palette().getByRole('option', { name: /sidebar/ })).toBeVisible()
  await expect.element(search).toHaveValue('bread')
  await press('x')
  await expect.element(field()).toHaveValue('sidex')
})

test('articles by their titles, opened by Enter', async () => {
  await openWindow()
  await openPalette()
  await field().fill('bread')
  await expect.element(palette().getByRole('option', { name: /^Bread, slowly/ })).toBeVisible()
  expect(await accessibilityProblems()).toEqual([])
  await press('{Enter}')
  await vi.waitFor(() => expect(document.title).toBe('Bread, slowly — Lectern'))
})

test('the palette has every command that is possible, and every key runs its own, in the window and in the article’s frame', async () => {
  await openWindow()
  await page.getByRole('listitem', { name: 'Bread, slowly', exact: true }).getByRole('link').click()
  const frame = await articleFrame()
  await openPalette()
  const possible = COMMANDS.filter(({ id, enabled }) => id !== 'command-palette' && (enabled?.() ?? true))
  expect(options()).toEqual(expect.arrayContaining(possible.map(({ label }) => label)))
  await press('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull())
  for (const command of COMMANDS) {
    const run = vi.spyOn(command as { run: () => void }, 'run').mockReturnValue()
    const enabled = command.enabled && vi.spyOn(command as { enabled: () => boolean }, 'enabled').mockReturnValue(true)
    for (const keys of keysOf(command, isMac)) {
      for (const target of command.context === 'article' ? [frame.main] : [document.body]) {
        const parts = keyParts(keys)
        const Event = target === document.body ? KeyboardEvent : frame.window.KeyboardEvent
        if (target === document.body && document.activeElement instanceof HTMLElement) document.activeElement.blur()
        else document.querySelector('iframe')?.focus()
        run.mockClear()
        target.dispatchEvent(
          new Event('keydown', { key: parts.at(-1) ?? '', [isMac ? 'metaKey' : 'ctrlKey']: parts.includes('Mod'), shiftKey: parts.includes('Shift'), bubbles: true, cancelable: true }),
        )
        expect(run, `${keys} of ${command.id}`).toHaveBeenCalledTimes(1)
      }
    }
    run.mockRestore()
    enabled?.mockRestore()
  }
  document.querySelector('iframe')?.focus()
  const archive = COMMANDS.find(({ id }) => id === 'archive')
  const run = vi.spyOn(archive as { run: () => void }, 'run').mockReturnValue()
  frame.main.dispatchEvent(new frame.window.KeyboardEvent('keydown', { key: 'e', bubbles: true, cancelable: true }))
  expect(run).toHaveBeenCalledTimes(1)
  run.mockRestore()
})

test('the sheet has all keys by group, and finds one by its words or by the key', async () => {
  await openWindow()
  await press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect.element(sheet.getByRole('heading', { name: 'Highlights and notes' })).toBeVisible()
  const find = sheet.getByRole('searchbox', { name: 'Find a shortcut' })
  await find.fill('sidebar')
  await expect.element(sheet).toHaveTextContent(/Show or hide the sidebar/)
  await expect.element(sheet).not.toHaveTextContent(/Larger type/)
  await find.fill(isMac ? '⌘+' : 'ctrl++')
  await expect.element(sheet).toHaveTextContent(/Larger type/)
  expect(await accessibilityProblems()).toEqual([])
})
