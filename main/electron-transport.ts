import { net, session } from 'electron'
import type { ClientRequest, IncomingMessage, Session } from 'electron'
import { Failure } from '../shared/errors.ts'
import type { AppError } from '../shared/errors.ts'
import type { ResolveHost, Transport, TransportResponse } from './save/transport.ts'

/** Chromium's error names (https://chromium.googlesource.com/chromium/src/+/main/net/base/net_error_list.h). */
const OFFLINE = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/
const CERTIFICATE = /ERR_CERT_|ERR_SSL_/
const TIMED_OUT = /ERR_(CONNECTION_)?TIMED_OUT/
const TRUNCATED = /ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONTENT_DECODING_FAILED|ERR_INVALID_CHUNKED/
const BLOCKED = /ERR_UNSAFE_PORT|ERR_UNKNOWN_URL_SCHEME|ERR_UNSAFE_REDIRECT|ERR_DISALLOWED_URL_SCHEME/

/** The session that fetches pages: in memory, without cookies, cache or credentials, apart from every window's. */
export function fetchSession(): Session {
  const fetching = session.fromPartition('lectern-fetch', { cache: false })
  fetching.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  fetching.setUserAgent(plainUserAgent())
  return fetching
}

/**
 * One hop over Electron's network stack: the system's proxy and certificates, a browser's TLS; no redirects.
 * @param credentials `include` sends and keeps the session's cookies
 */
export function electronTransport(fetching: Session, credentials: 'include' | 'omit' = 'omit'): Transport {
  return {
    request: (url, { headers, signal }) =>
      new Promise<TransportResponse>((resolve, reject) => {
        const request = net.request({ url, method: 'GET', session: fetching, redirect: 'manual', credentials })
        for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
        const abort = () => {
          request.abort()
          reject(signal.reason)
        }
        if (signal.aborted) return abort()
        signal.addEventListener('abort', abort, { once: true })
        request.on('redirect', (status, _method, location, responseHeaders) => {
          resolve({
            status,
            headers: { ...listed(responseHeaders), location: [location] },
            body: nothing(),
            cancel: () => undefined,
          })
        })
        request.on('response', (response) => resolve(answer(request, response, url)))
        request.on('error', (error) => reject(new Failure(networkError(error, url), { cause: error })))
        request.end()
      }),
  }
}

/** Looks names up as the fetching session does, so that the address checked is the address used. */
export function electronResolveHost(fetching: Session): ResolveHost {
  return async (host) => (await fetching.resolveHost(host)).endpoints.map(({ address }) => address)
}

function answer(request: ClientRequest, response: IncomingMessage, url: string): TransportResponse {
  return {
    status: response.statusCode,
    headers: listed(response.headers),
    body: chunks(response, url),
    cancel: () => request.abort(),
  }
}

/** The body, with Chromium's errors as Lectern's. Electron's message is a Node stream that its types do not show. */
async function* chunks(response: IncomingMessage, url: string): AsyncIterable<Uint8Array> {
  let complete = false
  response.on('end', () => (complete = true))
  try {
    yield* response as unknown as AsyncIterable<Uint8Array>
  } catch (thrown) {
    const error = networkError(thrown, url)
    // The server was reached, since its answer had begun.
    throw new Failure(error.code === 'unreachable' ? { code: 'truncated' } : error, { cause: thrown })
  }
  if (!complete) throw new Failure({ code: 'truncated' })
}

async function* nothing(): AsyncIterable<Uint8Array> {
  // A redirect's body says nothing that is used.
}

function networkError(thrown: unknown, url: string): AppError {
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const { host } = new URL(url)
  if (OFFLINE.test(message)) return { code: 'offline' }
  if (CERTIFICATE.test(message)) return { code: 'certificate', host }
  if (TIMED_OUT.test(message)) return { code: 'timeout', seconds: 60 }
  if (TRUNCATED.test(message)) return { code: 'truncated' }
  if (BLOCKED.test(message)) return { code: 'blocked-address', address: url }
  return { code: 'unreachable', host }
}

function listed(headers: Readonly<Record<string, string | string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? [value] : value]),
  )
}

/** Chromium's own, without the names that would tell servers of Electron and Lectern. */
function plainUserAgent(): string {
  return session.defaultSession.getUserAgent().replace(/ (?!AppleWebKit|Chrome|Safari)[\w-]+\/\S+/g, '')
}
