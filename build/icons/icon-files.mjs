/** The types of an icns file that hold PNGs, by pixels; retina ones repeat a size (see the format's table on Wikipedia, "Apple Icon Image format"). */
const ICNS_TYPES = /** @type {const} */ ([
  ['icp4', 16],
  ['ic11', 32],
  ['icp5', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])

/**
 * Packs PNGs into a Windows icon (Windows Vista and later read PNG entries of every size).
 * @param {ReadonlyMap<number, Buffer>} pngs by pixels, at most 256
 * @returns {Buffer}
 */
export function packIco(pngs) {
  const directory = Buffer.alloc(6 + 16 * pngs.size)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(pngs.size, 4)
  let entry = 6
  let offset = directory.length
  for (const [size, png] of pngs) {
    // 256 is written as 0.
    directory.writeUInt8(size % 256, entry)
    directory.writeUInt8(size % 256, entry + 1)
    directory.writeUInt16LE(1, entry + 4)
    directory.writeUInt16LE(32, entry + 6)
    directory.writeUInt32LE(png.length, entry + 8)
    directory.writeUInt32LE(offset, entry + 12)
    entry += 16
    offset += png.length
  }
  return Buffer.concat([directory, ...pngs.values()])
}

/**
 * Packs PNGs into a macOS icon.
 * @param {ReadonlyMap<number, Buffer>} pngs by pixels
 * @returns {Buffer}
 */
export function packIcns(pngs) {
  const parts = ICNS_TYPES.flatMap(([type, size]) => {
    const png = pngs.get(size)
    return png ? [icnsPart(type, png)] : []
  })
  return icnsPart('icns', Buffer.concat(parts))
}

/**
 * @param {string} type four letters
 * @param {Buffer} content
 */
function icnsPart(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(head.length + content.length, 4)
  return Buffer.concat([head, content])
}
