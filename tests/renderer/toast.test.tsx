import { createRoot } from 'react-dom/client'
import type { Root } from 'react-dom/client'
import { afterEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { hideToast, keepToasts, showToast, ToastRegion } from '../../renderer/ui/toast.tsx'
import '../../renderer/ui/base.css'
import '../../renderer/ui/tokens.css'

let root: Root | undefined
let place: HTMLElement | undefined

afterEach(() => {
  hideToast()
  keepToasts()
  root?.unmount()
  place?.remove()
})

test('a message does not go while it is pointed at or has the keyboard, and goes when it is left', async () => {
  keepToasts(1)
  place = document.createElement('div')
  document.body.append(place)
  root = createRoot(place)
  root.render(
    <ToastRegion>
      <button type="button" style={{ pointerEvents: 'auto' }}>
        Held
      </button>
    </ToastRegion>,
  )
  // Something in its region has the keyboard before it comes: it cannot have gone before it is looked at.
  const held = page.getByRole('button', { name: 'Held' })
  await expect.element(held).toBeVisible()
  const button = held.element() as HTMLElement
  button.focus()
  showToast('Archived “Bread, slowly”.')
  await expect.element(page.getByText('Archived “Bread, slowly”.')).toBeVisible()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await expect.element(page.getByText('Archived “Bread, slowly”.')).toBeVisible()
  await userEvent.hover(held)
  button.blur()
  await new Promise((resolve) => setTimeout(resolve, 1500))
  await expect.element(page.getByText('Archived “Bread, slowly”.')).toBeVisible()
  await userEvent.unhover(held)
  await expect.element(page.getByText('Archived “Bread, slowly”.')).not.toBeInTheDocument()
})
