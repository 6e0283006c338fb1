import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

const END_RECORD = 0x06054b50
const END_RECORD_LENGTH = 22
const CENTRAL_RECORD = 0x02014b50
const CENTRAL_RECORD_LENGTH = 46
const LOCAL_RECORD_LENGTH = 30
const STORED = 0
const DEFLATED = 8

/** @typedef {{ name: string, method: number, compressedSize: number, size: number, mode: number, offset: number }} ZipEntry */

/**
 * Unpacks a zip archive, streaming, with the files' permissions. Without Zip64, encryption and symbolic links.
 * Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 * @param {string} archive
 * @param {string} folder made if missing
 * @param {(name: string) => string | undefined} place where in the folder an entry goes; undefined leaves it out
 * @throws {Error} when the archive is damaged, of another kind, or a place leads out of the folder
 */
export async function unzip(archive, folder, place) {
  for (const entry of await listZip(archive)) {
    const path = entry.name.endsWith('/') ? undefined : place(entry.name)
    if (path === undefined) continue
    if (isAbsolute(path) || path.split(/[/\\]/).includes('..')) throw new Error(`${archive}: ${path} leads out of the folder`)
    const target = join(folder, path)
    await mkdir(dirname(target), { recursive: true })
    await extract(archive, entry, target)
  }
}

/**
 * @param {string} archive
 * @returns {Promise<ZipEntry[]>} what the central directory lists
 */
async function listZip(archive) {
  const file = await open(archive)
  try {
    const { size } = await file.stat()
    const tail = Buffer.alloc(Math.min(size, END_RECORD_LENGTH + 0xffff))
    await file.read(tail, 0, tail.length, size - tail.length)
    let end = tail.length - END_RECORD_LENGTH
    while (end >= 0 && tail.readUInt32LE(end) !== END_RECORD) end--
    if (end < 0) throw new Error(`${archive} is no zip archive`)
    const directory = Buffer.alloc(tail.readUInt32LE(end + 12))
    await file.read(directory, 0, directory.length, tail.readUInt32LE(end + 16))
    return readDirectory(directory)
  } finally {
    await file.close()
  }
}

/** @param {Buffer} directory */
function readDirectory(directory) {
  /** @type {ZipEntry[]} */
  const entries = []
  for (let at = 0; at < directory.length; ) {
    if (directory.readUInt32LE(at) !== CENTRAL_RECORD) throw new Error('The zip archive has a damaged directory')
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + CENTRAL_RECORD_LENGTH, at + CENTRAL_RECORD_LENGTH + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      offset: directory.readUInt32LE(at + 42),
    })
    at += CENTRAL_RECORD_LENGTH + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/**
 * @param {string} archive
 * @param {ZipEntry} entry
 * @param {string} target
 */
async function extract(archive, entry, target) {
  const file = await open(archive)
  const local = Buffer.alloc(LOCAL_RECORD_LENGTH)
  await file.read(local, 0, local.length, entry.offset)
  await file.close()
  const start = entry.offset + LOCAL_RECORD_LENGTH + local.readUInt16LE(26) + local.readUInt16LE(28)
  const output = createWriteStream(target, { mode: entry.mode || 0o644 })
  // A stream can't be told to read zero bytes.
  const input = entry.compressedSize === 0 ? undefined : createReadStream(archive, { start, end: start + entry.compressedSize - 1 })
  if (input === undefined) await pipeline(Readable.from([]), output)
  else if (entry.method === STORED) await pipeline(input, output)
  else if (entry.method === DEFLATED) await pipeline(input, createInflateRaw(), output)
  else throw new Error(`${archive}: ${entry.name} is compressed in an unknown way (${entry.method})`)
  if (output.bytesWritten !== entry.size) throw new Error(`${archive}: ${entry.name} is damaged`)
}
