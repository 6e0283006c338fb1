import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'

// What the reader's code takes for granted of the engine, and what jsdom does not have.

const host = document.createElement('div')
afterEach(() => host.remove())

test('React renders and answers a real click', async () => {
  document.body.append(host)
  function Counter() {
    const [count, setCount] = useState(0)
    return <button onClick={() => setCount(count + 1)}>Pressed {count}</button>
  }
  createRoot(host).render(<Counter />)
  await page.getByRole('button', { name: 'Pressed 0' }).click()
  await expect.element(page.getByRole('button', { name: 'Pressed 1' })).toBeVisible()
})

test('a passage is selected by a real double click and painted with CSS.highlights', async () => {
  host.innerText = 'lectern'
  document.body.append(host)
  await userEvent.dblClick(host)
  const selection = getSelection()
  expect(selection?.toString()).toBe('lectern')
  const range = selection?.getRangeAt(0)
  if (!range) throw new Error('nothing is selected')
  CSS.highlights.set('yellow', new Highlight(range))
  expect(CSS.highlights.get('yellow')?.size).toBe(1)
  CSS.highlights.clear()
})

test('the engine is the Chromium of an Electron', () => {
  expect(navigator.userAgent).toMatch(/Chrome\/\d+.* Electron\/\d+/)
})
