import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import type { ThumbnailAnswer, ThumbnailRequest } from './thumbnail-request.ts'

/** CSS pixels of the square, twice: sharp on a screen of two pixels for one. */
const SIDE = 152

/** Milliseconds without work after which the thread ends: most of the time there is nothing to make. */
const IDLE_MS = 20_000

const waiting = new Map<string, { readonly promise: Promise<boolean>; readonly done: (there: boolean) => void }>()
let worker: Worker | undefined
let idle = 0

/** Makes the thumbnail of a picture and hands it to main to keep; answers whether it is there now. Never rejects. */
export function makeThumbnail(hash: string, address: string): Promise<boolean> {
  const known = waiting.get(hash)
  if (known) return known.promise
  let done: (there: boolean) => void = () => undefined
  const promise = new Promise<boolean>((resolve) => (done = resolve))
  waiting.set(hash, { promise, done })
  window.clearTimeout(idle)
  if (address.endsWith('.svg')) void draw(hash, address)
  else {
    worker ??= start()
    worker.postMessage({ hash, address, side: SIDE } satisfies ThumbnailRequest)
  }
  return promise
}

/** No thread of ours can decode an SVG, and in the window itself a hostile one would hold up everything: main has it drawn. */
async function draw(hash: string, address: string): Promise<void> {
  const [, , id = ''] = address.split('/')
  settle(hash, await api.drawThumbnail(id as ArticleId, hash).then(() => true, () => false))
}

function start(): Worker {
  const started = new Worker(new URL('thumbnail-worker.ts', import.meta.url), { type: 'module', name: 'thumbnails' })
  started.addEventListener('message', ({ data }: MessageEvent<ThumbnailAnswer>) => void keep(data))
  // It ran out of memory, or could not be loaded: what waited for it has no thumbnail now.
  started.addEventListener('error', () => {
    end()
    for (const hash of waiting.keys()) settle(hash, false)
  })
  return started
}

async function keep({ hash, bytes }: ThumbnailAnswer): Promise<void> {
  if (bytes) await api.keepThumbnail(hash, bytes).catch(() => undefined)
  settle(hash, bytes !== undefined)
  if (waiting.size === 0) idle = window.setTimeout(end, IDLE_MS)
}

function settle(hash: string, there: boolean): void {
  waiting.get(hash)?.done(there)
  waiting.delete(hash)
}

function end(): void {
  worker?.terminate()
  worker = undefined
}
