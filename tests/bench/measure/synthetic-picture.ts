import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A PNG with soft shades and a little noise: of a photograph's size on screen and, roughly, on the disk. */
export function syntheticPicture(width: number, height: number, random: () => number): Buffer {
  const row = 1 + width * 3
  const pixels = Buffer.alloc(row * height)
  const hue = [random(), random(), random()]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const noise = random() * 12
      for (const [channel, share] of hue.entries()) {
        pixels[y * row + 1 + x * 3 + channel] = Math.min(255, share * 120 + (x / width) * 60 + (y / height) * 60 + noise)
      }
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels, { level: 1 })), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}
