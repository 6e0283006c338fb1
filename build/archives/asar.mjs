/**
 * Packs files into an asar archive, in the order given, without folders or integrity data.
 * Format: a Chromium Pickle of the header's length, a Pickle of the header as JSON, then the files' bytes
 * (https://github.com/electron/asar#format).
 * @param {readonly { name: string, content: Uint8Array }[]} files
 * @returns {Buffer}
 */
export function packAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const entries = {}
  let offset = 0
  for (const { name, content } of files) {
    entries[name] = { size: content.length, offset: String(offset) }
    offset += content.length
  }
  const json = Buffer.from(JSON.stringify({ files: entries }))
  const padding = -json.length & 3
  const head = Buffer.alloc(16)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + json.length + padding, 4)
  head.writeUInt32LE(4 + json.length + padding, 8)
  head.writeUInt32LE(json.length, 12)
  return Buffer.concat([head, json, Buffer.alloc(padding), ...files.map((file) => file.content)])
}
