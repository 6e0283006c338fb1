import { isIP } from 'node:net'
import { Failure } from '../../shared/errors.ts'
import { isPrivateAddress, unbracketed } from './addresses.ts'
import type { ResolveHost, Transport, TransportResponse } from './transport.ts'

/** Limits of one fetch; seconds are turned into typed `timeout`s. */
export interface FetchLimits {
  /** Redirects followed. */
  readonly hops: number
  /** Until the header of an answer is there. */
  readonly firstByteMs: number
  /** Between two pieces of a body. */
  readonly idleMs: number
  /** For all hops and the body together. */
  readonly totalMs: number
  /** Bytes of the body after its content encoding is undone: counted, never taken from a header. */
  readonly bytes: number
}

export interface FetchOptions {
  readonly transport: Transport
  readonly resolveHost: ResolveHost
  readonly signal: AbortSignal
  readonly limits: FetchLimits
  readonly headers: Readonly<Record<string, string>>
  /** Where the address came from: the reader's own hand (may be private), or a page (only if that page was private). */
  readonly mayBePrivate: boolean
  readonly onBytes?: ((count: number) => void) | undefined
  /** Looks at the header of the last answer before its body is read; throws to refuse it. */
  readonly accept?: (header: AnswerHeader) => void
  /** Where an answer only forwards to by its own words: followed as a redirect is, counted and checked alike. */
  readonly forwardedTo?: (answer: FetchedBytes) => string | undefined
}

export interface AnswerHeader {
  readonly status: number
  readonly url: string
  /** The first value of a header, its name in lower case. */
  header(name: string): string | undefined
}

export interface FetchedBytes {
  readonly url: string
  readonly bytes: Uint8Array
  readonly contentType?: string
  /** The body came compressed, so its promised length says nothing of these bytes. */
  readonly encoded: boolean
  /** As many bytes as the header promised for an uncompressed body. */
  readonly complete: boolean
}

/**
 * Fetches one address, hop by hop: every address on the way must be http(s) and, unless it came from a private one,
 * public; size and time are limited while it streams.
 * @throws Failure with the cause: cancelled, timeout, too-many-redirects, blocked-address, http, too-large, truncated,
 *   and whatever the transport throws
 */
export async function fetchBytes(address: string, options: FetchOptions): Promise<FetchedBytes> {
  const clock = startClock(options)
  try {
    return await clock.race(walk(address, options, clock))
  } finally {
    clock.stop()
  }
}

async function walk(address: string, options: FetchOptions, clock: Clock): Promise<FetchedBytes> {
  const seen = new Set<string>()
  let url = address
  let mayBePrivate = options.mayBePrivate
  for (;;) {
    const isPrivate = await hostIsPrivate(url, options.resolveHost)
    if (isPrivate && !mayBePrivate) throw new Failure({ code: 'blocked-address', address: url })
    // Once on the public internet, the way never leads back into the reader's own network.
    mayBePrivate = isPrivate
    if (seen.has(url) || seen.size > options.limits.hops) throw new Failure({ code: 'too-many-redirects' })
    seen.add(url)
    clock.expect(options.limits.firstByteMs)
    const response = await options.transport.request(url, { headers: { ...options.headers }, signal: clock.signal })
    const next = redirectTarget(response, url)
    if (next === undefined) {
      const answer = await readAnswer(response, url, options, clock)
      const forward = options.forwardedTo?.(answer)
      if (forward === undefined) return answer
      url = webAddress(new URL(forward))
      continue
    }
    response.cancel()
    url = next
  }
}

function redirectTarget(response: TransportResponse, url: string): string | undefined {
  const location = first(response, 'location')
  if (![301, 302, 303, 307, 308].includes(response.status) || location === undefined) return undefined
  if (!URL.canParse(location, url)) {
    response.cancel()
    throw new Failure({ code: 'http', status: response.status })
  }
  try {
    return webAddress(new URL(location, url))
  } catch (error) {
    response.cancel()
    throw error
  }
}

/** An address to go on to, without what is not for servers. @throws Failure blocked-address when it is not of the web */
function webAddress(target: URL): string {
  target.username = ''
  target.password = ''
  target.hash = ''
  if (target.protocol !== 'http:' && target.protocol !== 'https:') throw new Failure({ code: 'blocked-address', address: target.href.slice(0, 500) })
  return target.href
}

async function readAnswer(
  response: TransportResponse,
  url: string,
  options: FetchOptions,
  clock: Clock,
): Promise<FetchedBytes> {
  try {
    const header: AnswerHeader = { status: response.status, url, header: (name) => first(response, name) }
    if (response.status < 200 || response.status > 299 || response.status === 204) throw httpFailure(header)
    options.accept?.(header)
    const bytes = await readBody(response, options, clock)
    const contentType = first(response, 'content-type')
    const encoded = first(response, 'content-encoding') !== undefined
    const complete = !encoded && first(response, 'content-length') === String(bytes.byteLength)
    return { url, bytes, encoded, complete, ...(contentType === undefined ? {} : { contentType }) }
  } catch (error) {
    response.cancel()
    throw error
  }
}

async function readBody(response: TransportResponse, options: FetchOptions, clock: Clock): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let count = 0
  clock.expect(options.limits.idleMs)
  for await (const piece of response.body) {
    count += piece.byteLength
    if (count > options.limits.bytes) throw new Failure({ code: 'too-large', limit: options.limits.bytes })
    pieces.push(piece)
    options.onBytes?.(count)
    clock.expect(options.limits.idleMs)
  }
  const promised = Number(first(response, 'content-length') ?? Number.NaN)
  const plain = first(response, 'content-encoding') === undefined
  if (plain && Number.isSafeInteger(promised) && count < promised) throw new Failure({ code: 'truncated' })
  return Buffer.concat(pieces, count)
}

function httpFailure(header: AnswerHeader): Failure {
  const retryAfter = retryAfterSeconds(header.header('retry-after'))
  return new Failure({ code: 'http', status: header.status, ...(retryAfter === undefined ? {} : { retryAfter }) })
}

/** Seconds of a `Retry-After` header, which says seconds or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (/^\d{1,9}$/.test(value.trim())) return Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.round((date - Date.now()) / 1000))
}

function first(response: TransportResponse, name: string): string | undefined {
  return response.headers[name]?.[0]
}

/**
 * Whether an address leads to this machine or its own networks: by its literal address, or by what its name resolves
 * to. A name that cannot be resolved here (behind a proxy that resolves itself) counts as public; the transport will
 * say what is wrong with it.
 */
export async function hostIsPrivate(url: string, resolveHost: ResolveHost): Promise<boolean> {
  const host = unbracketed(new URL(url).hostname).replace(/\.$/, '')
  if (isIP(host) !== 0) return isPrivateAddress(host)
  if (/(?:^|\.)(?:localhost|local|internal|home\.arpa)$/i.test(host)) return true
  const addresses = await resolveHost(host).catch(() => [])
  return addresses.some(isPrivateAddress)
}

interface Clock {
  readonly signal: AbortSignal
  /** From now on, so long may pass until the next call. */
  expect(ms: number): void
  race<T>(work: Promise<T>): Promise<T>
  stop(): void
}

/** Turns the reader's cancelling and both time limits into one signal, and into the typed failure that it stands for. */
function startClock({ signal, limits }: FetchOptions): Clock {
  const abort = new AbortController()
  let waiting: NodeJS.Timeout | undefined
  const end = (failure: Failure): void => abort.abort(failure)
  const cancelled = (): void => end(new Failure({ code: 'cancelled' }))
  const timeout = (ms: number): NodeJS.Timeout =>
    setTimeout(() => end(new Failure({ code: 'timeout', seconds: Math.ceil(ms / 1000) })), ms)
  const total = timeout(limits.totalMs)
  if (signal.aborted) cancelled()
  signal.addEventListener('abort', cancelled)
  return {
    signal: abort.signal,
    expect(ms) {
      clearTimeout(waiting)
      waiting = timeout(ms)
    },
    async race(work) {
      const ended = new Promise<never>((_, reject) => {
        const now = (): void => reject(abort.signal.reason as Failure)
        if (abort.signal.aborted) now()
        else abort.signal.addEventListener('abort', now)
      })
      work.catch(() => undefined)
      return await Promise.race([work, ended])
    },
    stop() {
      clearTimeout(waiting)
      clearTimeout(total)
      signal.removeEventListener('abort', cancelled)
      // Whatever is still open on the way belongs to nobody now.
      if (!abort.signal.aborted) abort.abort(new Failure({ code: 'cancelled' }))
    },
  }
}
