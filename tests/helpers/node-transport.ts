import { request as requestHttp } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { lookup } from 'node:dns/promises'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { Failure } from '../../shared/errors.ts'
import type { ResolveHost, Transport, TransportResponse } from '../../main/save/transport.ts'

/** The transport of the tests: `node:http`, which notices a cut body and, with zlib, a cut gzip stream. */
export const nodeTransport: Transport = {
  request: (url, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const { protocol, hostname } = new URL(url)
      const send = protocol === 'https:' ? requestHttps : requestHttp
      const outgoing = send(
        url,
        { headers: { 'accept-encoding': 'gzip, deflate, br', ...headers }, signal, agent: false, maxHeaderSize: 65_536 },
        (incoming) => resolve(answer(incoming)),
      )
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (signal.aborted) reject(signal.reason as Error)
        else if (/^(?:ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(error.code ?? ''))
          reject(new Failure({ code: 'certificate', host: hostname }))
        else reject(new Failure({ code: 'unreachable', host: hostname }, { cause: error }))
      })
      outgoing.end()
    }),
}

/** Resolves names through the system, as the app does through Electron. */
export const nodeResolveHost: ResolveHost = async (host) => (await lookup(host, { all: true })).map((one) => one.address)

function answer(incoming: IncomingMessage): TransportResponse {
  const headers: Record<string, string[]> = {}
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    const name = (incoming.rawHeaders[at] ?? '').toLowerCase()
    ;(headers[name] ??= []).push(incoming.rawHeaders[at + 1] ?? '')
  }
  return {
    status: incoming.statusCode ?? 0,
    headers,
    body: body(incoming),
    cancel: () => {
      incoming.destroy()
    },
  }
}

async function* body(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
  const decoder = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    incoming.headers['content-encoding']?.trim().toLowerCase() ?? ''
  ]
  const decoded = decoder?.()
  const stream = decoded === undefined ? incoming : incoming.pipe(decoded)
  if (decoded !== undefined) incoming.on('error', (error) => decoded.destroy(error))
  try {
    for await (const piece of stream) yield piece as Uint8Array
  } catch (error) {
    throw new Failure({ code: 'truncated' }, { cause: error })
  } finally {
    incoming.destroy()
  }
  if (!incoming.complete) throw new Failure({ code: 'truncated' })
}
