import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../shared/errors.ts'
import type { PictureProblem } from '../../shared/model.ts'
import type { PictureToKeep } from './clean.ts'
import { fetchBytes, hostIsPrivate } from './fetch-bytes.ts'
import type { FetchLimits } from './fetch-bytes.ts'
import { hostWithPort } from './host-turns.ts'
import type { HostTurns } from './host-turns.ts'
import { readPicture } from './picture-file.ts'
import type { PictureFile } from './picture-file.ts'
import type { ResolveHost, Transport } from './transport.ts'

export type PicturePlacement =
  | {
      readonly kind: 'kept'
      /** Relative to the article's folder. */
      readonly path: string
      readonly width?: number
      readonly height?: number
      readonly url: string
      readonly bytes: number
    }
  | { readonly kind: 'missing'; readonly url: string; readonly problem: PictureProblem; readonly status?: number }
  /** A tracking pixel: it never was a picture of the article, so nothing is shown or reported. */
  | { readonly kind: 'dropped'; readonly url: string }

export interface PictureLimits {
  /** Bytes of one picture. */
  readonly picture: number
  /** Bytes of all pictures of the article together. */
  readonly article: number
  /** Pictures of an article; 500 unless told. */
  readonly count?: number
  readonly timing?: Partial<Omit<FetchLimits, 'bytes'>>
  /** Before the second and third try, in milliseconds. */
  readonly backOffMs?: readonly number[]
}

export interface KeepPicturesOptions {
  readonly transport: Transport
  readonly resolveHost: ResolveHost
  /** The page's address; pictures are told its origin alone. */
  readonly referrer?: string
  /** Stores bytes and answers the path relative to the article's folder. */
  readonly keep: (bytes: Uint8Array, extension: string) => Promise<string>
  readonly limits: PictureLimits
  readonly signal: AbortSignal
  /** Whose turn it is at each host, for one of many articles. */
  readonly turns?: HostTurns
  readonly onProgress: (done: number, total: number) => void
}

const AT_ONCE = 6
const TIMING = { hops: 10, firstByteMs: 20_000, idleMs: 15_000, totalMs: 60_000 }
/** Longest a server's `Retry-After` makes a picture wait; longer and it is reported missing. */
const LONGEST_WAIT_MS = 10_000

/**
 * Fetches and keeps an article's pictures, six at a time; answers one placement for each, in their order. It does not
 * throw for a picture that fails: that one is `missing`, with its reason. Cancelled, the rest is missing `cancelled`.
 */
export async function keepPictures(
  pictures: readonly PictureToKeep[],
  options: KeepPicturesOptions,
): Promise<readonly PicturePlacement[]> {
  const { limits, referrer, resolveHost } = options
  const mayBePrivate = referrer !== undefined && (await hostIsPrivate(referrer, resolveHost))
  const budget = { left: limits.article }
  const seen = new Map<string, Promise<PicturePlacement>>()
  const hosts = silentHosts()
  const placements: PicturePlacement[] = []
  let done = 0
  let nextIndex = 0
  options.onProgress(0, pictures.length)

  async function work(): Promise<void> {
    for (let index = nextIndex++; index < pictures.length; index = nextIndex++) {
      const picture = pictures[index] as PictureToKeep
      const key = picture.urls[0] ?? ''
      const placing = seen.get(key) ?? place(picture, index)
      seen.set(key, placing)
      placements[index] = await placing
      options.onProgress(++done, pictures.length)
    }
  }

  async function place(picture: PictureToKeep, index: number): Promise<PicturePlacement> {
    const [url = ''] = picture.urls
    if (index >= (limits.count ?? 500)) return { kind: 'missing', url: shown(url), problem: 'article-limit' }
    let worst: PicturePlacement = { kind: 'missing', url: shown(url), problem: 'unreachable' }
    for (const [rank, candidate] of picture.urls.entries()) {
      const placement = hosts.given(candidate) ?? (await placeOne(candidate, options, budget, mayBePrivate))
      hosts.note(candidate, placement)
      if (placement.kind !== 'missing') return placement
      if (rank === 0) worst = placement
      if (placement.problem === 'cancelled' || placement.problem === 'disk') return placement
    }
    return worst
  }

  await Promise.all(Array.from({ length: Math.min(AT_ONCE, pictures.length) }, work))
  return placements
}

/**
 * Hosts that never answered, however often one of their pictures was asked for. The article's other pictures there are missing for
 * the same reason without waiting again: twenty of them would take minutes, and asking for what is missing is a click away.
 */
function silentHosts() {
  const silent = new Map<string, PicturePlacement & { kind: 'missing' }>()
  const answered = new Set<string>()
  return {
    given(url: string): PicturePlacement | undefined {
      const known = silent.get(hostOf(url))
      return known === undefined ? undefined : { ...known, url: shown(url) }
    },
    note(url: string, placement: PicturePlacement): void {
      const host = hostOf(url)
      if (host === '' || answered.has(host)) return
      if (placement.kind === 'missing' && (placement.problem === 'unreachable' || placement.problem === 'timeout')) silent.set(host, placement)
      else {
        answered.add(host)
        silent.delete(host)
      }
    },
  }
}

/** Empty for `data:`. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}

async function placeOne(
  url: string,
  options: KeepPicturesOptions,
  budget: { left: number },
  mayBePrivate: boolean,
): Promise<PicturePlacement> {
  try {
    const bytes = url.startsWith('data:') ? readDataUrl(url, options.limits.picture) : await fetchWithRetry(url, options, mayBePrivate)
    const file = readPicture(bytes)
    if (file.width <= 1 && file.height <= 1) return { kind: 'dropped', url: shown(url) }
    if (bytes.byteLength > budget.left) throw new PictureFailure('article-limit')
    budget.left -= bytes.byteLength
    return { kind: 'kept', path: await keep(file, bytes, options), ...size(file), url: shown(url), bytes: bytes.byteLength }
  } catch (error) {
    return missing(url, error)
  }
}

function size({ width, height }: PictureFile): { width?: number; height?: number } {
  return width > 0 && height > 0 ? { width, height } : {}
}

async function keep(file: PictureFile, bytes: Uint8Array, options: KeepPicturesOptions): Promise<string> {
  try {
    return await options.keep(bytes, file.extension)
  } catch (error) {
    throw new PictureFailure('disk', error)
  }
}

async function fetchWithRetry(url: string, options: KeepPicturesOptions, mayBePrivate: boolean): Promise<Uint8Array> {
  const waits = options.limits.backOffMs ?? [500, 2000]
  for (let attempt = 0; ; attempt++) {
    const leave = await options.turns?.connection(hostWithPort(url), options.signal).catch(() => {
      throw new Failure({ code: 'cancelled' })
    })
    try {
      return await fetchPicture(url, options, mayBePrivate)
    } catch (error) {
      leave?.()
      const wait = waits[attempt]
      const pause = wait === undefined ? undefined : pauseBefore(error, wait)
      if (pause === undefined || options.signal.aborted) throw error
      await sleep(pause, undefined, { signal: options.signal }).catch(() => {
        throw new Failure({ code: 'cancelled' })
      })
    } finally {
      leave?.()
    }
  }
}

async function fetchPicture(url: string, options: KeepPicturesOptions, mayBePrivate: boolean): Promise<Uint8Array> {
  const { transport, resolveHost, signal, limits, referrer } = options
  const headers: Record<string, string> = { accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif,image/svg+xml;q=0.9,*/*;q=0.5' }
  if (referrer !== undefined) headers['referer'] = `${new URL(referrer).origin}/`
  const fetched = await fetchBytes(url, {
    transport,
    resolveHost,
    signal,
    headers,
    mayBePrivate,
    limits: { ...TIMING, ...limits.timing, bytes: limits.picture },
    accept(answer) {
      // Said in advance it saves the transfer; not said, it is counted.
      if (Number(answer.header('content-length') ?? 0) > limits.picture) {
        throw new Failure({ code: 'too-large', limit: limits.picture })
      }
    },
  })
  return fetched.bytes
}

/** Milliseconds to wait before another try; undefined when another try is pointless. */
function pauseBefore(error: unknown, wait: number): number | undefined {
  if (!(error instanceof Failure)) return undefined
  const { error: cause } = error
  switch (cause.code) {
    case 'unreachable':
    case 'timeout':
    case 'truncated':
      return wait
    case 'http': {
      if (cause.status !== 429 && cause.status < 500) return undefined
      const asked = (cause.retryAfter ?? 0) * 1000
      return asked > LONGEST_WAIT_MS ? undefined : Math.max(wait, asked)
    }
    default:
      return undefined
  }
}

function readDataUrl(url: string, limit: number): Uint8Array {
  const [, base64, data = ''] = /^data:[^,]*?(;base64)?,(.*)$/is.exec(url) ?? []
  if (data.length > limit * 1.4) throw new Failure({ code: 'too-large', limit })
  try {
    return base64 === undefined ? Buffer.from(decodeURIComponent(data)) : Buffer.from(decodeURIComponent(data), 'base64')
  } catch {
    throw new PictureFailure('not-a-picture')
  }
}

/** A reason of `PictureProblem` that no `AppError` stands for. */
class PictureFailure extends Error {
  readonly problem: PictureProblem

  constructor(problem: PictureProblem, cause?: unknown) {
    super(problem, { cause })
    this.problem = problem
  }
}

function missing(url: string, error: unknown): PicturePlacement {
  if (error instanceof PictureFailure) return { kind: 'missing', url: shown(url), problem: error.problem }
  const cause = error instanceof Failure ? error.error : { code: 'unexpected' as const }
  return cause.code === 'http'
    ? { kind: 'missing', url: shown(url), problem: 'http', status: cause.status }
    : { kind: 'missing', url: shown(url), problem: problemOf(cause.code) }
}

function problemOf(code: Failure['error']['code']): PictureProblem {
  switch (code) {
    case 'timeout':
    case 'too-large':
    case 'truncated':
    case 'cancelled':
      return code
    case 'blocked-address':
    case 'too-many-redirects':
      return 'blocked'
    case 'not-a-page':
      return 'not-a-picture'
    case 'too-complex':
      return 'too-many-pixels'
    default:
      return 'unreachable'
  }
}

/** `data:` addresses may be megabytes: reports carry their beginning. */
function shown(url: string): string {
  return url.startsWith('data:') ? `${url.slice(0, 40)}…` : url
}
