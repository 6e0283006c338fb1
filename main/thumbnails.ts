import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A picture's name in an article's folder, and in it the SHA-256 of its content. */
const PICTURE = /^images\/([0-9a-f]{64})\.[a-z0-9]{1,5}$/
const HASH = /^[0-9a-f]{64}$/

/** Most bytes that are kept: at about 5 kB each, the pictures of 20,000 articles. */
const MOST_BYTES = 100_000_000
/** How much is left when that was too much, so that tidying is rare. */
const LEFT_BYTES = 80_000_000
/** A thumbnail of 152 × 152 points has about 5 kB; nothing near this is one. */
export const LARGEST_THUMBNAIL = 64_000

/**
 * The small pictures of the list, made once by the window and kept outside the library: a cache by the content of the
 * picture, which may be deleted at any time. Nothing here is worth an error: what cannot be kept is made again.
 */
export interface Thumbnails {
  keep(hash: string, bytes: Uint8Array): Promise<void>
  /** Removes those of these pictures (`images/<hash>.<ext>`), whose articles are deleted for good. */
  forget(pictures: readonly (string | undefined)[]): Promise<void>
}

/** Thumbnails in a folder, which is made when the first is kept. */
export function openThumbnails(folder: string, most = MOST_BYTES, left = LEFT_BYTES): Thumbnails {
  let count = 0
  let bytesKept: Promise<number> | undefined
  let tidying: Promise<void> | undefined

  async function keep(hash: string, bytes: Uint8Array): Promise<void> {
    const file = thumbnailFile(folder, hash)
    if (file === undefined) return
    bytesKept ??= sizeOf(folder)
    await bytesKept
    await mkdir(join(file, '..'), { recursive: true })
    const unfinished = `${file}.${process.pid}-${++count}`
    await writeFile(unfinished, bytes)
    await rename(unfinished, file)
    bytesKept = bytesKept.then((sum) => sum + bytes.byteLength)
    if ((await bytesKept) > most) await (tidying ??= tidy())
  }

  /** Removes the oldest, and what a kill left unfinished. */
  async function tidy(): Promise<void> {
    const files = (await filesIn(folder)).toSorted((a, b) => b.time - a.time)
    let sum = 0
    for (const { file, bytes } of files) {
      if (sum + bytes <= left && file.endsWith('.webp')) sum += bytes
      else await rm(file, { force: true })
    }
    bytesKept = Promise.resolve(sum)
    tidying = undefined
  }

  return {
    keep: (hash, bytes) => keep(hash, bytes).catch(() => undefined),
    async forget(pictures) {
      for (const picture of pictures) {
        const file = thumbnailFile(folder, PICTURE.exec(picture ?? '')?.[1] ?? '')
        if (file !== undefined) await rm(file, { force: true }).catch(() => undefined)
      }
    },
  }
}

/** Where a thumbnail lies; `undefined` for what is no hash. The file need not exist. */
export function thumbnailFile(folder: string, hash: string): string | undefined {
  return HASH.test(hash) ? join(folder, hash.slice(0, 2), `${hash}.webp`) : undefined
}

async function sizeOf(folder: string): Promise<number> {
  return (await filesIn(folder)).reduce((sum, { bytes }) => sum + bytes, 0)
}

async function filesIn(folder: string): Promise<readonly { readonly file: string; readonly bytes: number; readonly time: number }[]> {
  const found = []
  for (const part of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(join(folder, part)).catch(() => [])) {
      const file = join(folder, part, name)
      const about = await stat(file).catch(() => undefined)
      if (about?.isFile()) found.push({ file, bytes: about.size, time: about.mtimeMs })
    }
  }
  return found
}
