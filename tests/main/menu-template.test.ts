import { expect, test } from 'vitest'
import { COMMAND_LIST } from '../../shared/commands.ts'
import type { CommandId } from '../../shared/commands.ts'
import { menuTemplate } from '../../main/menu-template.ts'
import type { MenuLine } from '../../main/menu-template.ts'

const NOTHING = { disabled: [], checked: [] }
const linesOf = (menu: readonly MenuLine[]): readonly MenuLine[] => menu.flatMap(({ submenu }) => submenu ?? [])
const make = (o: Partial<Parameters<typeof menuTemplate>[0]> = {}) =>
  menuTemplate({ mac: false, state: NOTHING, run: () => undefined, ...o })
const line = (id: CommandId, o: Parameters<typeof make>[0] = {}) => linesOf(make(o)).find((one) => one.id === id)

/** What only the keyboard, the palette or the row itself offers: the menu of a desktop program has no place for it. */
const NOT_IN_THE_MENU: readonly CommandId[] = ['open', 'select', 'highlight-yellow', 'highlight-green', 'highlight-blue', 'highlight-pink', 'highlight-purple'] // prettier-ignore

test.each([true, false])('every command has its place once, and runs by it (Mac: %s)', (mac) => {
  const ran: CommandId[] = []
  const lines = linesOf(make({ mac, run: (id) => ran.push(id) })).filter(({ id }) => id !== undefined)
  for (const { click } of lines) click?.()
  expect([...ran, ...NOT_IN_THE_MENU].toSorted()).toEqual(COMMAND_LIST.map(({ id }) => id).toSorted())
})

test('keys are shown as the system has them; a Mac is given no letters alone, which its menu would take from a field', () => {
  expect(line('save-article')?.accelerator).toBe('CmdOrCtrl+N')
  expect(line('larger-type')?.accelerator).toBe('CmdOrCtrl+Plus')
  expect(line('archive')?.accelerator).toBe('E')
  expect(line('delete')?.accelerator).toBe('Delete')
  expect(line('delete', { mac: true })?.accelerator).toBe('CmdOrCtrl+Backspace')
  for (const { accelerator, registerAccelerator } of linesOf(make({ mac: true }))) {
    if (accelerator !== undefined) expect([accelerator.startsWith('CmdOrCtrl+'), registerAccelerator]).toEqual([true, false])
  }
})

test('it says what is possible, what is shown, and what undo would take back', () => {
  const state = { disabled: ['archive' as const], checked: ['toggle-notes' as const], undo: 'Archived 3 articles' }
  expect(line('archive', { state })).toMatchObject({ enabled: false })
  expect(line('favourite', { state })).toMatchObject({ enabled: true })
  expect(line('toggle-notes', { state })).toMatchObject({ type: 'checkbox', checked: true })
  expect(line('toggle-sidebar', { state })).toMatchObject({ type: 'checkbox', checked: false })
  expect(line('undo', { state })?.label).toBe('Undo: Archived 3 articles')
  expect(line('redo', { state })?.label).toBe('Redo')
})
