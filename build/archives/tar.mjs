import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'

const BLOCK = 512

/**
 * Writes one file of a gzipped tar archive to `target`, streaming: the file may be larger than memory.
 * Reads what npm packs (ustar headers; names of at most 100 bytes).
 * @param {string} archive
 * @param {string} name the entry's name
 * @param {string} target
 * @throws {Error} when the archive has no such entry or ends within it
 */
export async function extractTarEntry(archive, name, target) {
  const source = createReadStream(archive)
  try {
    await pipeline(Readable.from(entryContent(source.pipe(createGunzip()), name)), createWriteStream(target))
  } finally {
    source.destroy()
  }
}

/**
 * @param {AsyncIterable<Buffer>} bytes of a tar archive
 * @param {string} name
 */
async function* entryContent(bytes, name) {
  /** @type {Buffer} */
  let held = Buffer.alloc(0)
  let skip = 0
  let wanted = 0
  for await (const chunk of bytes) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    while (held.length > 0) {
      if (wanted > 0) {
        const part = held.subarray(0, wanted)
        yield part
        wanted -= part.length
        held = held.subarray(part.length)
        if (wanted === 0) return
      } else if (skip > 0) {
        const passed = Math.min(skip, held.length)
        skip -= passed
        held = held.subarray(passed)
      } else if (held.length >= BLOCK) {
        const { name: found, size } = readHeader(held)
        held = held.subarray(BLOCK)
        if (found === name) wanted = size
        else skip = Math.ceil(size / BLOCK) * BLOCK
      } else break
    }
  }
  throw new Error(wanted > 0 ? `The archive ends within ${name}` : `The archive has no ${name}`)
}

/** @param {Buffer} block */
function readHeader(block) {
  const text = (/** @type {number} */ from, /** @type {number} */ length) => block.toString('latin1', from, from + length).replace(/\0.*$/s, '')
  return { name: text(0, 100), size: Number.parseInt(text(124, 12), 8) || 0 }
}
