import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fetchPage } from '../../../main/save/fetch-page.ts'
import type { FetchPageOptions } from '../../../main/save/fetch-page.ts'
import type { AppError } from '../../../shared/errors.ts'
import { Failure } from '../../../shared/errors.ts'
import { nodeTransport } from '../../helpers/node-transport.ts'
import { bytes, cutChunks, cutGzip, endless, gzipBomb, hugeHeader, redirect, reset, shorterThanSaid, silent, slow, startPageServer, status } from '../../helpers/page-server.ts'
import type { PageServer } from '../../helpers/page-server.ts'
import type { Transport } from '../../../main/save/transport.ts'

let server: PageServer

beforeAll(async () => {
  server = await startPageServer({
    '/page': '<title>Page</title><p>Hello',
    '/moved': redirect('/page', 301),
    '/moved-far': redirect('/moved', 308),
    '/to-file': redirect('file:///etc/passwd'),
    '/to-data': redirect('data:text/html,<p>hi'),
    '/to-script': redirect('javascript:alert(1)'),
    '/loop-a': redirect('/loop-b'),
    '/loop-b': redirect('/loop-a'),
    '/nowhere': (_, response) => response.writeHead(302).end(),
    '/silent': silent,
    '/slow': slow(20),
    '/endless': endless,
    '/short': shorterThanSaid,
    '/cut-chunks': cutChunks,
    '/cut-gzip': cutGzip,
    '/bomb': gzipBomb(60),
    '/reset': reset,
    '/huge-header': hugeHeader,
    '/pdf': bytes('%PDF-1.7', 'application/pdf'),
    '/image': bytes('x', 'image/png'),
    '/no-type': (_, response) => response.end('<p>hi'),
    '/text': bytes('hello', 'text/plain; charset=utf-8'),
    '/gone': status(410),
    '/busy': status(429, { 'retry-after': '7' }),
    '/down': (request, response) => status(503, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() })(request, response),
    '/empty': status(204),
  })
  for (let hop = 0; hop < 12; hop++) server.serve(`/hop-${hop}`, redirect(`/hop-${hop + 1}`))
  server.serve('/hop-12', '<p>At last')
})
afterAll(() => server.close())

const fetch = (path: string, more: Partial<FetchPageOptions> = {}) =>
  fetchPage(new URL(path, server.origin), {
    transport: nodeTransport,
    resolveHost: async () => ['127.0.0.1'],
    signal: new AbortController().signal,
    ...more,
  })

async function failing(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Failure)) throw new Error(`Expected a Failure, got ${String(error)}`)
  return error.error
}

describe('what is fetched', () => {
  test('a page, with its type and every byte', async () => {
    const counts: number[] = []
    const page = await fetch('/page#part', { onBytes: (count) => counts.push(count) })
    expect(page.url).toBe(`${server.origin}/page`)
    expect(Buffer.from(page.bytes).toString()).toBe('<title>Page</title><p>Hello')
    expect(page.contentType).toBe('text/html; charset=utf-8')
    expect(counts.at(-1)).toBe(page.bytes.byteLength)
  })

  test('redirects are followed to the end, and that address is told', async () => {
    expect((await fetch('/moved-far')).url).toBe(`${server.origin}/page`)
  })

  test.each([
    '<meta http-equiv="refresh" content="0;url=/page">',
    "<html><head><title>Moving on to a new place</title><META HTTP-EQUIV=Refresh CONTENT='3; URL=\"/page\"'></head><body><p>This page has moved.</p>",
    '<noscript><meta http-equiv=refresh content="0,/page#part"></noscript><script>location = "/elsewhere"</script>',
    '<!-- <meta http-equiv="refresh" content="0;url=/gone"> --><meta content="0; url=/moved-far" http-equiv=refresh>',
  ])('a page that only forwards is followed: %s', async (html) => {
    server.serve('/forwards', html)
    expect((await fetch('/forwards')).url).toBe(`${server.origin}/page`)
  })

  test.each([
    ['one that has something to say', `<meta http-equiv="refresh" content="0;url=/page"><article>${'<p>Words that somebody wrote to be read.</p>'.repeat(12)}</article>`],
    ['one that reloads itself', '<meta http-equiv="refresh" content="5"><p>Live'],
    ['one that reloads itself by name', '<meta http-equiv="refresh" content="5;url=/forwards#now"><p>Live'],
    ['one that waits for its reader', '<meta http-equiv="refresh" content="300;url=/page"><p>Soon'],
    ['one whose forwarding is only mentioned', '<!-- <meta http-equiv="refresh" content="0;url=/page"> --><p>Said'],
  ])('%s is not followed', async (_, html) => {
    server.serve('/forwards', html)
    expect((await fetch('/forwards')).url).toBe(`${server.origin}/forwards`)
  })

  test('pages without a type, and plain text', async () => {
    expect(Buffer.from((await fetch('/no-type')).bytes).toString()).toBe('<p>hi')
    expect((await fetch('/text')).contentType).toBe('text/plain; charset=utf-8')
  })
})

describe('a compressed page that ends open', () => {
  const whole = Buffer.from(`<!doctype html><html><body>${'<p>A line of the whole page.</p>'.repeat(40)}</body></html>`)

  /** As Chromium: a cut compressed body is an answer like any other. */
  function forgiving(cut: Buffer, plain: { body: Buffer; length?: number; status?: number }): { transport: Transport; asked: string[] } {
    const asked: string[] = []
    return {
      asked,
      transport: {
        request: async (_url, { headers }) => {
          const isPlain = headers['accept-encoding'] === 'identity'
          asked.push(isPlain ? 'plain' : 'any')
          const length = plain.length ?? plain.body.byteLength
          return {
            status: isPlain ? (plain.status ?? 200) : 200,
            headers: { 'content-type': ['text/html'], ...(isPlain ? { 'content-length': [String(length)] } : { 'content-encoding': ['gzip'] }) },
            body: (async function* () {
              yield isPlain ? plain.body : cut
            })(),
            cancel: () => undefined,
          }
        },
      },
    }
  }

  test('is asked for again without compression, and the longer whole answer is taken', async () => {
    const { transport, asked } = forgiving(whole.subarray(0, 300), { body: whole })
    expect(Buffer.from((await fetch('/page', { transport })).bytes).equals(whole)).toBe(true)
    expect(asked).toEqual(['any', 'plain'])
  })

  test.each([
    ['cut too', { body: whole.subarray(0, 600), length: whole.byteLength }],
    ['refused', { body: whole, status: 503 }],
    ['no longer', { body: whole.subarray(0, 300) }],
  ])('stays as it was when the second answer is %s', async (_, plain) => {
    const cut = whole.subarray(0, 300)
    expect(Buffer.from((await fetch('/page', { transport: forgiving(cut, plain).transport })).bytes).equals(cut)).toBe(true)
  })

  test('a page that ends as pages do is asked for once', async () => {
    const { transport, asked } = forgiving(whole, { body: whole })
    await fetch('/page', { transport })
    expect(asked).toEqual(['any'])
  })
})

describe('what is refused', () => {
  test.each([
    ['/to-file', 'blocked-address'],
    ['/to-data', 'blocked-address'],
    ['/to-script', 'blocked-address'],
    ['/loop-a', 'too-many-redirects'],
    ['/hop-0', 'too-many-redirects'],
    ['/short', 'truncated'],
    ['/cut-chunks', 'truncated'],
    ['/cut-gzip', 'truncated'],
    ['/reset', 'unreachable'],
    ['/huge-header', 'unreachable'],
    ['/pdf', 'not-a-page'],
    ['/image', 'not-a-page'],
    ['/nowhere', 'http'],
    ['/gone', 'http'],
    ['/empty', 'http'],
  ])('%s: %s', async (path, code) => {
    expect((await failing(fetch(path))).code).toBe(code)
  })

  test('ten redirects are followed, eleven are not', async () => {
    expect(Buffer.from((await fetch('/hop-2')).bytes).toString()).toBe('<p>At last')
    expect(await failing(fetch('/hop-1'))).toEqual({ code: 'too-many-redirects' })
  })

  test('forwarding pages count among them, and may not loop or leave the web', async () => {
    const forwards = (to: string): string => `<meta http-equiv="refresh" content="0;url=${to}">`
    server.serve('/forwards', forwards('/hop-2'))
    expect(await failing(fetch('/forwards'))).toEqual({ code: 'too-many-redirects' })
    server.serve('/forwards', forwards('/forwards-back'))
    server.serve('/forwards-back', forwards('/forwards'))
    expect(await failing(fetch('/forwards'))).toEqual({ code: 'too-many-redirects' })
    for (const target of ['file:///etc/passwd', 'data:text/html,hi', 'javascript:alert(1)']) {
      server.serve('/forwards', forwards(target))
      expect((await failing(fetch('/forwards'))).code).toBe('blocked-address')
    }
  })

  test('an error status, with the seconds to wait', async () => {
    expect(await failing(fetch('/busy'))).toEqual({ code: 'http', status: 429, retryAfter: 7 })
    const down = await failing(fetch('/down'))
    expect(down.code === 'http' && down.retryAfter !== undefined && down.retryAfter > 0 && down.retryAfter <= 60).toBe(true)
  })

  test('too much is noticed while it streams, decompressed too', async () => {
    expect(await failing(fetch('/endless', { limits: { bytes: 1_000_000 } }))).toEqual({ code: 'too-large', limit: 1_000_000 })
    expect(await failing(fetch('/bomb'))).toEqual({ code: 'too-large', limit: 25_000_000 })
  })

  test('no first byte, too long a pause, too long in all', async () => {
    expect(await failing(fetch('/silent', { limits: { firstByteMs: 60 } }))).toEqual({ code: 'timeout', seconds: 1 })
    expect(await failing(fetch('/slow', { limits: { idleMs: 5 } }))).toEqual({ code: 'timeout', seconds: 1 })
    expect(await failing(fetch('/slow', { limits: { totalMs: 150 } }))).toEqual({ code: 'timeout', seconds: 1 })
  })

  test('cancelling ends it at once', async () => {
    const abort = new AbortController()
    const fetching = failing(fetch('/silent', { signal: abort.signal }))
    abort.abort()
    expect(await fetching).toEqual({ code: 'cancelled' })
    expect(await failing(fetch('/page', { signal: abort.signal }))).toEqual({ code: 'cancelled' })
  })

  test('no server: unreachable', async () => {
    const gone = await startPageServer()
    await gone.close()
    expect(await failing(fetch(gone.origin))).toEqual({ code: 'unreachable', host: '127.0.0.1' })
  })
})

describe('private addresses', () => {
  /** Every name leads to the loopback server; what it resolves to is told here. */
  const named = (addresses: Record<string, string>): Partial<FetchPageOptions> => ({
    resolveHost: async (host) => [addresses[host] ?? '127.0.0.1'],
    transport: {
      request: (url, options) => {
        const { pathname, port } = new URL(url)
        return nodeTransport.request(`http://127.0.0.1:${port}${pathname}`, options)
      },
    },
  })
  const at = (host: string, path: string): string => `http://${host}:${new URL(server.origin).port}${path}`

  test('a private address that the reader typed is fetched', async () => {
    expect((await fetch('/page')).url).toContain('/page')
  })

  test('a public address may not lead to a private one, by number or by name', async () => {
    const world = named({ 'public.example': '93.184.216.34', 'inside.example': '192.168.1.4' })
    for (const target of ['http://127.0.0.1:80/', 'http://[::1]/', 'http://10.0.0.8/', 'http://localhost/', 'http://printer.local/', at('inside.example', '/page')]) {
      for (const way of [redirect(target), `<meta http-equiv="refresh" content="0;url=${target}">`]) {
        server.serve('/away', way)
        expect((await failing(fetch(at('public.example', '/away'), world))).code, target).toBe('blocked-address')
      }
    }
  })

  test('from one public address to another is no matter', async () => {
    const world = named({ 'public.example': '93.184.216.34', 'other.example': '93.184.216.35' })
    server.serve('/away', redirect(at('other.example', '/page')))
    expect((await fetch(at('public.example', '/away'), world)).url).toBe(at('other.example', '/page'))
  })

  test('from a private address out, and never back', async () => {
    const world = named({ 'public.example': '93.184.216.34' })
    server.serve('/away', redirect(at('public.example', '/back')))
    server.serve('/back', redirect(`${server.origin}/page`))
    expect((await failing(fetch('/away', world))).code).toBe('blocked-address')
  })
})
