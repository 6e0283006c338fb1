import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs'

/**
 * The mark in an Electron binary that stands before its fuses: one byte of version, one of length, then a character for
 * each fuse, `1` on, `0` off, `r` removed. See https://www.electronjs.org/docs/latest/tutorial/fuses
 */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const HEADER = 2
const BLOCK = 8 * 1024 * 1024

/** The fuses of an Electron 33 as released. */
export const OFFICIAL_FUSES = '10110001'

/**
 * @param {string} binary
 * @returns {string} the fuses, as in `10110001`
 * @throws {Error} when the file has no fuse wire
 */
export function readFuseWire(binary) {
  const { start, length } = locate(binary)
  return readAt(binary, start, length).toString('latin1')
}

/**
 * Sets all fuses of a binary.
 * @param {string} binary
 * @param {string} fuses as many characters as the binary has fuses
 * @throws {Error} when the file has no fuse wire, or one of another length
 */
export function setFuseWire(binary, fuses) {
  const { start, length } = locate(binary)
  if (length !== fuses.length) throw new Error(`${binary} has ${length} fuses, not ${fuses.length}`)
  const file = openSync(binary, 'r+')
  writeSync(file, fuses, start, 'latin1')
  closeSync(file)
}

/**
 * @param {string} binary
 * @returns {{ start: number, length: number }} where the fuses' characters are
 */
function locate(binary) {
  const size = statSync(binary).size
  // Blocks overlap by the sentinel's length, so that one across a border is found.
  for (let offset = 0; offset < size; offset += BLOCK - SENTINEL.length) {
    const found = readAt(binary, offset, BLOCK).indexOf(SENTINEL)
    if (found === -1) continue
    const wire = offset + found + SENTINEL.length
    const length = readAt(binary, wire, HEADER)[1]
    if (length === undefined) break
    return { start: wire + HEADER, length }
  }
  throw new Error(`${binary} has no fuse wire`)
}

/**
 * @param {string} path
 * @param {number} position
 * @param {number} length
 * @returns {Buffer} shorter at the file's end
 */
function readAt(path, position, length) {
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(length)
  const read = readSync(file, buffer, 0, length, position)
  closeSync(file)
  return buffer.subarray(0, read)
}
