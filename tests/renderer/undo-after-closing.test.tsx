import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { articleFrame, openWindow, press, selectWords } from './open-window.tsx'

test('what was done to highlights and notes is taken back and done again after the article was closed', async () => {
  const fake = await openWindow()
  await page.getByRole('link', { name: 'Counting the steps: a winter with the last keeper' }).click()
  await articleFrame()
  const id = location.hash.split('/').at(-1) as Parameters<typeof fake.api.highlightsOf>[0]
  const kept = async () => {
    const { highlights, note } = await fake.api.highlightsOf(id)
    return { note, highlights: highlights.map(({ quote, colour, note: own, position }) => ({ exact: quote.exact, colour, note: own, position })).toSorted((a, b) => a.position.start - b.position.start) }
  }
  const states = [await kept()]
  const later = async (): Promise<void> => {
    const before = JSON.stringify(states.at(-1))
    await vi.waitFor(async () => expect(JSON.stringify(await kept())).not.toBe(before))
    states.push(await kept())
  }
  const notes = page.getByRole('complementary', { name: 'Highlights and notes' })
  await selectWords('Someone has kept it dusted.')
  await press('2')
  await later()
  const card = notes.getByRole('listitem').filter({ hasText: 'Gale. Lamp lit' })
  await card.getByRole('button', { name: /Gale/ }).click()
  await card.getByRole('button', { name: 'Change to blue' }).click()
  await later()
  await notes.getByRole('textbox', { name: 'Note on the whole article' }).fill('A lighthouse keeper’s winter')
  ;(document.activeElement as HTMLElement).blur()
  await later()
  await card.getByRole('button', { name: 'Delete highlight' }).click()
  await later()
  await press('{Escape}{Escape}')
  await vi.waitFor(() => expect(location.hash).not.toContain(id))
  for (const state of states.slice(0, -1).toReversed()) {
    await press('{Control>}z{/Control}')
    await vi.waitFor(async () => expect(await kept()).toEqual(state))
  }
  for (const state of states.slice(1)) {
    await press('{Control>}{Shift>}z{/Shift}{/Control}')
    await vi.waitFor(async () => expect(await kept()).toEqual(state))
  }
})
