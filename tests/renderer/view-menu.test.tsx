import { expect, onTestFinished, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { openWindow, press } from './open-window.tsx'

const button = () => page.getByRole('button', { name: 'Sort and density' })
const menu = () => page.getByRole('menu', { name: 'Sort and density' })

/** Nothing is idle until it is said so. */
function neverIdle(): { readonly beIdle: () => void } {
  const waiting = new Map<number, IdleRequestCallback>()
  let count = 0
  const ask = vi.spyOn(window, 'requestIdleCallback').mockImplementation((callback) => {
    waiting.set(++count, callback)
    return count
  })
  const callOff = vi.spyOn(window, 'cancelIdleCallback').mockImplementation((handle) => void waiting.delete(handle))
  onTestFinished(() => {
    ask.mockRestore()
    callOff.mockRestore()
  })
  const beIdle = (): void => {
    for (const callback of waiting.values()) callback({ didTimeout: false, timeRemaining: () => 50 })
    waiting.clear()
  }
  return { beIdle }
}

test('a menu that is asked for before it is loaded opens when it is, and gives the keyboard back to its button', async () => {
  neverIdle()
  await openWindow()
  await button().click()
  await vi.waitFor(() => expect(document.activeElement?.closest('[role="menu"]')).not.toBeNull())
  await press('{Escape}')
  await expect.element(menu()).not.toBeInTheDocument()
  await expect.element(button()).toHaveFocus()
  await press('{Enter}')
  await expect.element(menu()).toBeVisible()
})

test('the keyboard stays on the button while its menu is loaded', async () => {
  const { beIdle } = neverIdle()
  await openWindow()
  const early = button().element()
  early.focus()
  beIdle()
  await vi.waitFor(() => expect(early.isConnected).toBe(false))
  await expect.element(button()).toHaveFocus()
  expect(menu().elements()).toHaveLength(0)
})
