import { Failure } from '../../shared/errors.ts'
import { fetchBytes } from './fetch-bytes.ts'
import type { FetchLimits, FetchOptions, FetchedBytes } from './fetch-bytes.ts'
import { forwardedTo } from './forwarded.ts'
import type { ResolveHost, Transport } from './transport.ts'

export interface FetchedPage {
  /** The address that answered, after all redirects. */
  readonly url: string
  readonly bytes: Uint8Array
  readonly contentType?: string
}

export interface FetchPageOptions {
  readonly transport: Transport
  readonly resolveHost: ResolveHost
  readonly signal: AbortSignal
  readonly onBytes?: (count: number) => void
  readonly limits?: Partial<FetchLimits>
  /** Whether the address may be a private one: yes, unless it was not the reader who gave it. */
  readonly mayBePrivate?: boolean
}

/** Limits of `docs/security.md`, wall 1. */
const PAGE_LIMITS: FetchLimits = {
  hops: 10,
  firstByteMs: 20_000,
  idleMs: 15_000,
  totalMs: 60_000,
  bytes: 25_000_000,
}

/** Media types that may be a page; `application/octet-stream` and no type at all are judged by the bytes later. */
const PAGE_TYPES =
  /^(?:text\/(?:html|plain|markdown|x-markdown|xml)|application\/(?:xhtml\+xml|xml|octet-stream|x-unknown)|unknown\/unknown)$/

/**
 * Fetches the page at an address. One that the reader gave may be private.
 * @throws Failure cancelled, timeout, unreachable, offline, certificate, too-many-redirects, blocked-address, http,
 *   too-large, truncated, not-a-page
 */
export async function fetchPage(address: URL, options: FetchPageOptions): Promise<FetchedPage> {
  const url = new URL(address)
  url.hash = ''
  const fetching: FetchOptions = {
    transport: options.transport,
    resolveHost: options.resolveHost,
    signal: options.signal,
    onBytes: options.onBytes,
    limits: { ...PAGE_LIMITS, ...options.limits },
    mayBePrivate: options.mayBePrivate ?? true,
    headers: {
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5',
      'accept-language': 'en-US,en;q=0.8,*;q=0.5',
    },
    accept(answer) {
      const type = mediaType(answer.header('content-type'))
      if (type !== '' && !PAGE_TYPES.test(type)) throw new Failure({ code: 'not-a-page', type })
    },
    forwardedTo: (answer) => (/^(?:text\/html|application\/xhtml\+xml)?$/.test(mediaType(answer.contentType)) ? forwardedTo(answer.bytes, answer.url) : undefined),
  }
  const page = await fetchBytes(url.href, fetching)
  const whole = endsOpen(page) ? await fetchPlain(page, { ...fetching, mayBePrivate: page.url === url.href }) : page
  return { url: whole.url, bytes: whole.bytes, ...(whole.contentType === undefined ? {} : { contentType: whole.contentType }) }
}

/** A compressed page that does not end as pages do: Chromium takes a cut `gzip` body for a whole one. */
function endsOpen({ encoded, bytes, contentType }: FetchedBytes): boolean {
  if (!encoded || !/^(?:text\/html|application\/xhtml\+xml)?$/.test(mediaType(contentType))) return false
  return !/<\/(?:html|body)\s*>/i.test(Buffer.from(bytes.subarray(-2048)).toString('latin1'))
}

/** The page without compression, where a cut shows; the first answer again when this one is no longer or not surely whole. */
async function fetchPlain(page: FetchedBytes, fetching: FetchOptions): Promise<FetchedBytes> {
  try {
    const plain = await fetchBytes(page.url, { ...fetching, headers: { ...fetching.headers, 'accept-encoding': 'identity' } })
    return plain.complete && plain.bytes.byteLength > page.bytes.byteLength ? plain : page
  } catch (error) {
    if (fetching.signal.aborted) throw error
    return page
  }
}

/** The media type alone, in lower case, of a `Content-Type`; empty when there is none. */
function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}
