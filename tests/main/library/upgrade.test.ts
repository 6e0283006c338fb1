import { describe, expect, test } from 'vitest'
import { readStored, type StoredFormat } from '../../../main/library/upgrade.ts'

const FORMAT: StoredFormat = {
  version: 3,
  upgrades: [
    (old) => ({ ...old, version: 2, name: old['title'] }),
    (old) => ({ ...old, version: 3, steps: 'all' }),
  ],
}
const read = (json: unknown) => readStored(Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)), FORMAT, 'file.json')

describe('reading a stored file', () => {
  test('runs the upgrades that its version still needs, in order', () => {
    expect(read({ version: 1, title: 'a' })).toEqual({ version: 3, title: 'a', name: 'a', steps: 'all' })
    expect(read({ version: 2, name: 'b' })).toEqual({ version: 3, name: 'b', steps: 'all' })
    expect(read({ version: 3, name: 'c' })).toEqual({ version: 3, name: 'c' })
  })

  test('a newer version is refused by name', () => {
    expect(() => read({ version: 4 })).toThrow(expect.objectContaining({ error: { code: 'newer-version', file: 'file.json' } }))
  })

  test.each(['', '{', '[]', 'null', '{}', '{"version":"1"}', '{"version":0}', '{"version":1.5}', '{"version":1,"a":"\ufffd'])('%j is damaged', (text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ error: { code: 'damaged', file: 'file.json' } }))
  })

  test('a broken byte in a text is damage, not a replacement character', () => {
    const bytes = Buffer.from('{"version":3,"name":"abc"}')
    bytes[21] = 0xff
    expect(() => readStored(bytes, FORMAT, 'f')).toThrow(expect.objectContaining({ error: { code: 'damaged', file: 'f' } }))
  })
})
