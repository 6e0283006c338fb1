import { expect, test } from 'vitest'
import { COMMAND_LIST, keysOf } from '../../shared/commands.ts'
import { COLOURS } from '../../shared/model.ts'

test('ids and labels are given once', () => {
  for (const part of ['id', 'label'] as const) {
    const all = COMMAND_LIST.map((one) => one[part])
    expect(all).toEqual([...new Set(all)])
  }
})

test.each([true, false])('no two commands share a key in one context (Mac: %s)', (mac) => {
  const taken = new Map<string, string>()
  for (const entry of COMMAND_LIST) {
    const context = 'context' in entry ? entry.context : 'window'
    for (const keys of keysOf(entry, mac)) {
      const place = `${context} ${keys.toLowerCase()}`
      expect(taken.get(place), `${keys} of ${entry.id}`).toBeUndefined()
      taken.set(place, entry.id)
    }
  }
})

test('every colour can be highlighted in, by its number', () => {
  COLOURS.forEach((colour, index) => {
    const entry = COMMAND_LIST.find(({ id }) => id === `highlight-${colour}`)
    expect(entry?.keys).toEqual([`${index + 1}`])
  })
})
