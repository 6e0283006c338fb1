import { expect, test } from 'vitest'
import { COMMANDS, commandOfKey } from '../../renderer/commands.ts'
import { isMac, matches } from '../../renderer/keys.ts'
import { keyParts, keysOf, keysText } from '../../shared/commands.ts'

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

test('keys are written as each system writes them', () => {
  expect(['Mod+Shift+K', 'Mod++', 'Escape', 'Delete', 'j'].map((one) => keysText(one, false))).toEqual(['Ctrl+Shift+K', 'Ctrl++', 'Esc', 'Del', 'J'])
  expect(['Mod+Shift+K', 'Mod++', 'Mod+Backspace', 'j'].map((one) => keysText(one, true))).toEqual(['⇧⌘K', '⌘+', '⌘⌫', 'J'])
})

/** A press of these keys, as a keyboard makes it. */
function pressOf(keys: string): KeyboardEvent {
  const parts = keyParts(keys)
  return key(parts.at(-1) ?? '', { ...(parts.includes('Mod') && mod), shiftKey: parts.includes('Shift') })
}

test('every key runs its own command, in the window', () => {
  const all = COMMANDS.map((one) => ({ ...one, enabled: () => true }))
  for (const command of all.filter(({ context }) => context === undefined)) {
    for (const keys of keysOf(command, isMac)) expect(commandOfKey(pressOf(keys), all)?.id, keys).toBe(command.id)
  }
})
