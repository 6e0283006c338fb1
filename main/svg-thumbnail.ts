import { session } from 'electron'
import { randomUUID } from 'node:crypto'
import { lockDownForeign } from './foreign-session.ts'
import { withHiddenPage, OWN_WORLD } from './hidden-page.ts'
import { drawPicture } from './in-page/draw-picture.ts'
import type { Drawing } from './in-page/draw-picture.ts'

/** As those that the window makes of other pictures (`thumbnail-worker.ts`). */
const DRAWING: Drawing = { side: 152, quality: 0.78 }

/** Milliseconds to draw it in: a few elements that repeat each other can keep a process busy for ever. */
const LIMIT = 5_000

/** Bytes of an SVG that is worth a thumbnail. */
const LARGEST = 5_000_000

let turn: Promise<unknown> = Promise.resolve()

/**
 * The list's small picture of an SVG, drawn in a hidden, sandboxed page whose session refuses every request, with a limit
 * of time and memory: what a hostile drawing costs is a process that is crashed, and not the window. One at a time.
 * @returns a WebP
 * @throws Failure cannot-render, too-complex, timeout; what Chromium says of a picture that is broken
 */
export function svgThumbnail(svg: Uint8Array): Promise<Uint8Array> {
  const mine = turn.then(() => draw(svg))
  turn = mine.catch(() => undefined)
  return mine
}

async function draw(svg: Uint8Array): Promise<Uint8Array> {
  if (svg.byteLength > LARGEST) throw new Error('too large')
  const throwAway = session.fromPartition(`drawing-${randomUUID()}`, { cache: false })
  // The picture itself comes as data, which is no request.
  lockDownForeign(throwAway, { notFetched: new Set(), allowed: async () => false, onRefused: () => undefined, onFile: () => undefined })
  const never = new AbortController().signal
  return withHiddenPage({ session: throwAway, signal: never, limitMs: LIMIT, images: true }, async (contents) => {
    await contents.loadURL('about:blank')
    const base64 = Buffer.from(svg.buffer, svg.byteOffset, svg.byteLength).toString('base64')
    const code = `(${String(drawPicture)})(${JSON.stringify(base64)}, ${JSON.stringify(DRAWING)})`
    const drawn: unknown = await contents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code }])
    return Buffer.from(String(drawn), 'base64')
  })
}
