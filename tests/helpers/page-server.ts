import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

export type Route = (request: IncomingMessage, response: ServerResponse) => void

export interface PageServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string
  /** Paths asked for, in order. */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage['headers'] }[]
  /** Connections opened so far. */
  readonly connections: () => number
  /** Adds or replaces the answer at a path. */
  serve(path: string, route: Route | string): void
  close(): Promise<void>
}

/** A loopback server that answers as tests tell it to; unknown paths get 404. */
export async function startPageServer(routes: Readonly<Record<string, Route | string>> = {}): Promise<PageServer> {
  const all = new Map<string, Route | string>(Object.entries(routes))
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = []
  let connections = 0
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers })
    const route = all.get(path) ?? all.get(path.split('?')[0] ?? '')
    if (route === undefined) response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>')
    else if (typeof route === 'string') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(route)
    else route(request, response)
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    serve: (path, route) => all.set(path, route),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Sends to another address. */
export function redirect(location: string, status = 302): Route {
  return (_, response) => response.writeHead(status, { location }).end()
}

/** An error status, with what a client may do about it. */
export function status(code: number, headers: Record<string, string> = {}): Route {
  return (_, response) => response.writeHead(code, headers).end('no')
}

/** Bytes of a type. */
export function bytes(body: Uint8Array | string, type: string, headers: Record<string, string> = {}): Route {
  return (_, response) => response.writeHead(200, { 'content-type': type, ...headers }).end(body)
}

/** Never answers. */
export const silent: Route = () => undefined

/** Sends its header, then a byte now and then, forever. */
export function slow(everyMs: number): Route {
  return (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const timer = setInterval(() => response.write(' '), everyMs)
    response.on('close', () => clearInterval(timer))
  }
}

/** Sends without end, as fast as it is read. */
export const endless: Route = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html' })
  const piece = Buffer.alloc(65_536, 'x')
  const more = (): void => {
    while (!response.destroyed && response.write(piece));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}

/** Says that more follows than it sends, then ends the connection. */
export const shorterThanSaid: Route = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': '20000' })
  response.write('<p>only this')
  setTimeout(() => response.socket?.destroy(), 20)
}

/** A chunked body whose end never comes. */
export const cutChunks: Route = (_, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'transfer-encoding': 'chunked' })
  response.write('<p>only this')
  setTimeout(() => response.socket?.destroy(), 20)
}

/** Resets the connection before any answer. */
export const reset: Route = (request) => request.socket.resetAndDestroy()

/** Zeros that gzip makes a thousandth of their size. */
export function gzipBomb(megabytes: number): Route {
  const body = gzipSync(Buffer.alloc(megabytes * 1_000_000))
  return (_, response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(body)
}

/** A gzip stream that stops in its middle while the connection ends in order. */
export const cutGzip: Route = (_, response) => {
  const whole = gzipSync(Buffer.from('<p>words and more words</p>'.repeat(2000)))
  response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(whole.subarray(0, whole.length - 30))
}

/** More header than anybody needs. */
export const hugeHeader: Route = (_, response) => {
  const headers = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x-filler-${index}`, 'y'.repeat(4000)]))
  response.writeHead(200, { 'content-type': 'text/html', ...headers }).end('<p>hi')
}
