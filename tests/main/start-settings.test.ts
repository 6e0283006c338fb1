import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSettings } from '../../main/settings.ts'
import { readStartSettings } from '../../main/start-settings.ts'
import { DEFAULT_SETTINGS } from '../../shared/settings.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-settings-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('reads what the store wrote', () => {
  const store = openSettings(folder, () => undefined)
  store.change({ theme: 'black', list: { density: 'compact' } })
  store.rememberWindow({ x: 10, y: 20, width: 900, height: 700, maximized: true })
  const read = readStartSettings(folder)
  expect(read.settings).toEqual(openSettings(folder, () => undefined).get())
  expect(read.settings).toMatchObject({ theme: 'black', list: { density: 'compact' } })
  expect(read.window).toEqual({ x: 10, y: 20, width: 900, height: 700, maximized: true })
})

test.each(['', '{', 'null', '[]', '"text"', '{"settings":7,"window":[]}', '{"window":{"width":"wide","x":1e999}}'])(
  'takes the defaults from %j',
  (text) => {
    writeFileSync(join(folder, 'settings.json'), text)
    expect(readStartSettings(folder)).toEqual({ settings: DEFAULT_SETTINGS, window: { width: 1280, height: 820, maximized: false } })
  },
)

test('takes the defaults when there is no file', () => {
  expect(readStartSettings(join(folder, 'nowhere')).settings).toEqual(DEFAULT_SETTINGS)
})
