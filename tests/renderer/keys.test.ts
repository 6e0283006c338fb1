import { expect, test } from 'vitest'
import { COMMANDS } from '../../renderer/commands.ts'
import { isMac, keysText, matches } from '../../renderer/keys.ts'

const key = (name: string, held: KeyboardEventInit = {}): KeyboardEvent => new KeyboardEvent('keydown', { key: name, ...held })
const mod: KeyboardEventInit = isMac ? { metaKey: true } : { ctrlKey: true }

test('letters with their modifiers and no others', () => {
  expect(matches('Mod+K', key('k', mod))).toBe(true)
  expect(matches('Mod+K', key('K', { ...mod, shiftKey: true }))).toBe(false)
  expect(matches('Mod+Shift+Z', key('Z', { ...mod, shiftKey: true }))).toBe(true)
  expect(matches('j', key('j'))).toBe(true)
  expect(matches('j', key('j', mod))).toBe(false)
  expect(matches('j', key('J', { shiftKey: true }))).toBe(false)
})

test('a sign is what is typed, with or without Shift', () => {
  expect(matches('?', key('?', { shiftKey: true }))).toBe(true)
  expect(matches('/', key('/'))).toBe(true)
  expect(matches('/', key('/', { shiftKey: true }))).toBe(true)
  expect(matches('Mod++', key('+', { ...mod, shiftKey: true }))).toBe(true)
  expect(matches('Mod+=', key('=', mod))).toBe(true)
})

test('every key is written for a person, and no two commands share one unless one is about the article alone', () => {
  expect(keysText('Mod+Shift+K')).toBe(isMac ? '⌘⇧K' : 'Ctrl+Shift+K')
  expect(keysText('Mod++')).toBe(isMac ? '⌘+' : 'Ctrl++')
  const taken = new Map<string, string>()
  for (const { id, keys } of COMMANDS) {
    for (const one of keys) {
      if (id === 'find') continue
      expect(taken.get(one), `${one} of ${id}`).toBeUndefined()
      taken.set(one, id)
    }
  }
})
