import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFuseWire, setFuseWire } from '../../build/set-up/fuse-wire.mjs'

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lectern-fuses-'))))
afterAll(() => rmSync(folder, { recursive: true }))

function binaryWith(before: number, fuses: string): string {
  const file = join(folder, `binary-${before}`)
  writeFileSync(file, Buffer.concat([Buffer.alloc(before, 7), Buffer.from(SENTINEL), Buffer.from([1, fuses.length]), Buffer.from(fuses), Buffer.alloc(99, 7)]))
  return file
}

describe('the fuse wire', () => {
  // The last ones put the sentinel across the border of the blocks in which the file is read.
  test.each([0, 1, 1000, 8 * 1024 * 1024 - 10, 8 * 1024 * 1024 - SENTINEL.length, 8 * 1024 * 1024 + 3])('is found %d bytes into a binary', (before) => {
    const file = binaryWith(before, '01100')
    expect(readFuseWire(file)).toBe('01100')
    setFuseWire(file, '10011')
    expect(readFuseWire(file)).toBe('10011')
  })

  test('is all that changes', () => {
    const file = binaryWith(500, '0000')
    const before = readFileSync(file)
    setFuseWire(file, '0110')
    const after = readFileSync(file)
    expect([...after.entries()].filter(([at, byte]) => before[at] !== byte)).toHaveLength(2)
  })

  test('of another length is left alone', () => {
    const file = binaryWith(5, '0000')
    expect(() => setFuseWire(file, '10110001')).toThrow('4 fuses, not 8')
    expect(readFuseWire(file)).toBe('0000')
  })

  test('must be there', () => {
    const file = join(folder, 'none')
    writeFileSync(file, 'no wire here')
    expect(() => readFuseWire(file)).toThrow('no fuse wire')
  })
})
