import type { ThumbnailAnswer, ThumbnailRequest } from './thumbnail-request.ts'

/**
 * Makes small pictures of large ones: decoding happens in this thread of the sandboxed window, once a picture, and never
 * in main. One after the other, because a single large one takes 200 MB for a moment (50 megapixels, the most that is kept).
 */

/** WebP's quality, 0 to 1: at this size nobody sees more. */
const QUALITY = 0.78

let turn: Promise<void> = Promise.resolve()

self.addEventListener('message', ({ data }: MessageEvent<ThumbnailRequest>) => {
  turn = turn.then(async () => {
    const bytes = await make(data).catch(() => undefined)
    const answer: ThumbnailAnswer = { hash: data.hash, ...(bytes && { bytes }) }
    self.postMessage(answer, { transfer: bytes ? [bytes.buffer] : [] })
  })
})

/** The middle of the picture, filling a square: as `object-fit: cover` would show it. */
async function make({ address, side }: ThumbnailRequest): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const answer = await fetch(address)
  if (!answer.ok) return undefined
  const picture = await createImageBitmap(await answer.blob())
  try {
    const { width, height } = picture
    const taken = Math.min(width, height)
    const size = Math.min(side, taken)
    const canvas = new OffscreenCanvas(size, size)
    const context = canvas.getContext('2d')
    if (!context) return undefined
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, (width - taken) / 2, (height - taken) / 2, taken, taken, 0, 0, size, size)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY })
    return new Uint8Array(await blob.arrayBuffer())
  } finally {
    picture.close()
  }
}
