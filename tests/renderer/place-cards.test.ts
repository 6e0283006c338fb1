import { expect, test } from 'vitest'
import { placeCards } from '../../renderer/notes/place-cards.ts'
import { fc } from '../helpers/fc.ts'

test('a card with room stands at its passage', () => {
  expect(placeCards([{ top: 10, height: 20 }, { top: 100, height: 20 }], -1, 8)).toEqual([10, 100])
})

test('cards that would cover each other are pushed down, or up above the active one', () => {
  const cards = [{ top: 10, height: 50 }, { top: 20, height: 50 }, { top: 30, height: 50 }] // prettier-ignore
  expect(placeCards(cards, -1, 10)).toEqual([10, 70, 130])
  expect(placeCards(cards, 2, 10)).toEqual([-90, -30, 30])
})

test('no two cards ever cover each other, and the active one is exactly at its passage', () => {
  const card = fc.record({ top: fc.nat(2000), height: fc.integer({ min: 1, max: 300 }) })
  fc.assert(
    fc.property(fc.array(card, { minLength: 1, maxLength: 30 }), fc.nat(), (unsorted, pick) => {
      const cards = unsorted.toSorted((a, b) => a.top - b.top)
      const active = pick % cards.length
      const placed = placeCards(cards, active, 8)
      expect(placed[active]).toBe(cards[active]?.top)
      for (let index = 1; index < cards.length; index++) {
        expect(placed[index]).toBeGreaterThanOrEqual((placed[index - 1] ?? 0) + (cards[index - 1]?.height ?? 0) + 8)
      }
    }),
  )
})
