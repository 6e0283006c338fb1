import { expect, test, vi } from 'vitest'
import { openOverlay } from '../../renderer/shell-store.ts'
import type { ArticleId } from '../../shared/model.ts'
import { openWindow } from './open-window.tsx'
// Here already, so that how long a part of the window takes to arrive has no say.
import '../../renderer/library/tags-dialog.tsx'
import '../../renderer/overlays.tsx'

test('what is typed for a dialog that is on its way is typed into it, Enter included', async () => {
  const fake = await openWindow()
  const id = await vi.waitFor(() => {
    const link = document.querySelector('a[id^="title-"]') ?? expect.fail()
    return link.id.slice('title-'.length) as ArticleId
  })
  openOverlay({ kind: 'tags', ids: [id] })
  // In the same breath: nothing has been drawn yet.
  for (const key of 'h a r b o u r x Backspace Enter i c e Enter s n o'.split(' ')) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  }
  const added = () => fake.calls.flatMap(({ name, args }) => (name === 'changeArticles' ? [args[1]] : []))
  await vi.waitFor(() => expect(added()).toEqual([{ addTags: ['harbour'] }, { addTags: ['ice'] }]))
  await vi.waitFor(() => expect(document.querySelector<HTMLInputElement>('input[aria-label="Add a tag"]')?.value).toBe('sno'))
})
