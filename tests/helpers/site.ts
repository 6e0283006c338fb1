import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { deflateSync } from 'node:zlib'

export interface Site {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string
  /** Every request that came, as `METHOD path`. */
  readonly requests: readonly string[]
  /** Connections that were opened, with or without a request. */
  readonly connections: () => number
  /** Takes no more connections, so that whoever needs the network fails. */
  stop(): Promise<void>
}

/** What a path answers: HTML, bytes of a type, or whatever a function does. */
export type Page = string | { readonly type: string; readonly bytes: Uint8Array } | ((request: IncomingMessage, response: ServerResponse) => void)

/** A web site on loopback that counts what is asked of it. */
export async function startSite(pages: Readonly<Record<string, Page>>): Promise<Site> {
  const requests: string[] = []
  let connections = 0
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    requests.push(`${request.method} ${path}`)
    const page = pages[path]
    if (page === undefined) return void response.writeHead(404).end()
    if (typeof page === 'function') return page(request, response)
    const [type, body] = typeof page === 'string' ? ['text/html; charset=utf-8', page] : [page.type, page.bytes]
    response.writeHead(200, { 'content-type': type }).end(body)
  })
  server.on('connection', () => connections++)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    requests,
    connections: () => connections,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/** A PNG of one colour, written out by hand: a picture that no other test's server serves. */
export function png(width: number, height: number, [red, green, blue]: readonly [number, number, number]): Uint8Array {
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc(body))
  return Buffer.concat([length, body, check])
}

/** CRC-32 as PNG wants it (ISO 3309; PNG specification, annex D). */
function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}

/** A page as the web serves it: the article among navigation, sharing and a footer. */
export function articlePage(o: { readonly title: string; readonly body: string; readonly head?: string }): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${o.title} | The Harbour Gazette</title>
<meta property="og:site_name" content="The Harbour Gazette"><meta name="author" content="Ines Mendel">
<meta property="article:published_time" content="2024-03-09T08:00:00Z">${o.head ?? ''}</head>
<body><header><nav><a href="/">Home</a> <a href="/news">News</a> <a href="/contact">Contact</a></nav></header>
<article><h1>${o.title}</h1>
${o.body}
</article>
<aside><h3>Related</h3><ul><li><a href="/a">Another story</a></li><li><a href="/b">One more story</a></li></ul></aside>
<footer>Copyright The Harbour Gazette. <a href="/privacy">Privacy</a></footer></body></html>`
}

/** Prose about harbours, enough of it for any cleaner to see an article. */
export const HARBOUR = `
<p>The harbour of Veldmar freezes only once in a generation, and when it does the whole town walks out onto it. In the
winter of the long frost the ferry stood in the ice for eleven weeks, and the postman delivered letters on skates.</p>
<p>Nobody planned the market. A baker set up a table beside the stranded ferry, because that was where the people were,
and by the end of the first week there were forty tables and a brass band that played with mittens on.</p>
<figure><img src="/pictures/ferry.png" alt="The ferry in the ice" width="320" height="200"><figcaption>The ferry in its eleventh week.</figcaption></figure>
<h2>What the ice remembers</h2>
<p>When the thaw came it came overnight. The tables were carried ashore in the order in which they had arrived, the
baker's last of all, and the lamp on the outermost pole was lit for three more years before anyone thought to take it
down.</p>
<p>The council has kept a plan for the next frost ever since. It is two pages long, and its first sentence reads: the
baker decides where the market stands.</p>`
