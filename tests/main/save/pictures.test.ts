import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepPictures } from '../../../main/save/pictures.ts'
import type { KeepPicturesOptions, PicturePlacement } from '../../../main/save/pictures.ts'
import { readPicture } from '../../../main/save/picture-file.ts'
import { svgIsSafe } from '../../../main/save/svg-is-safe.ts'
import { nodeTransport } from '../../helpers/node-transport.ts'
import { PATIENCE_MS } from '../../helpers/patience-ms.ts'
import { bytes, endless, redirect, reset, shorterThanSaid, silent, startPageServer, status } from '../../helpers/page-server.ts'
import type { PageServer } from '../../helpers/page-server.ts'
import { gif, jpeg, png, svg, webp } from '../../helpers/pictures.ts'

let server: PageServer
let flaky = 0

beforeAll(async () => {
  server = await startPageServer({
    '/a.png': bytes(png(640, 480), 'image/png'),
    '/copy.png': bytes(png(640, 480), 'image/png'),
    '/b.jpg': bytes(jpeg(800, 600), 'image/jpeg'),
    '/c.gif': bytes(gif(20, 10), 'image/gif'),
    '/d.webp': bytes(webp(30, 40), 'image/webp'),
    '/e.svg': bytes(svg('<circle r="4"/>'), 'image/svg+xml'),
    '/lying.jpg': bytes(png(64, 64), 'image/jpeg'),
    '/page.png': bytes('<!doctype html><h1>No picture</h1>', 'image/png'),
    '/evil.svg': bytes(svg('<script>alert(1)</script>'), 'image/svg+xml'),
    '/pixel.gif': bytes(gif(1, 1), 'image/gif'),
    '/huge.png': bytes(png(14_142, 14_142), 'image/png'),
    '/wide.png': bytes(png(20_000, 10), 'image/png'),
    '/large.png': bytes(Buffer.concat([png(10, 10), Buffer.alloc(50_000)]), 'image/png'),
    '/endless.png': endless,
    '/cut.png': shorterThanSaid,
    '/reset.png': reset,
    '/silent.png': silent,
    '/gone.png': status(404),
    '/busy.png': status(503),
    '/to-file.png': redirect('file:///etc/passwd'),
    '/flaky.png': (_, response) => {
      if (++flaky < 3) response.writeHead(503).end()
      else response.writeHead(200, { 'content-type': 'image/png' }).end(png(5, 5))
    },
  })
})
afterAll(() => server.close())

async function keep(urls: readonly (string | readonly string[])[], more: Partial<KeepPicturesOptions> = {}) {
  const kept: string[] = []
  const progress: string[] = []
  const pictures = urls.map((url) => ({ urls: [url].flat().map((one) => (one.startsWith('/') ? server.origin + one : one)), alt: '' }))
  const placements = await keepPictures(pictures, {
    transport: nodeTransport,
    resolveHost: async () => ['127.0.0.1'],
    referrer: `${server.origin}/articles/one`,
    keep: async (content, extension) => {
      kept.push(`${content.byteLength}.${extension}`)
      return `images/${kept.length}.${extension}`
    },
    limits: { picture: 40_000, article: 1_000_000, backOffMs: [1, 1], timing: { firstByteMs: PATIENCE_MS, totalMs: PATIENCE_MS } },
    signal: new AbortController().signal,
    onProgress: (done, total) => progress.push(`${done}/${total}`),
    ...more,
  })
  return { placements, kept, progress }
}

const short = (placement: PicturePlacement | undefined): string =>
  placement === undefined ? 'none' : placement.kind === 'missing' ? [placement.problem, placement.status].filter((part) => part !== undefined).join(' ') : placement.kind

describe('pictures that are kept', () => {
  test('each by its true type and size, in the order of the article', async () => {
    const { placements, progress } = await keep(['/a.png', '/b.jpg', '/c.gif', '/d.webp', '/e.svg', '/lying.jpg'])
    expect(placements.map((one) => one.kind === 'kept' && [one.path.split('.').at(-1), one.width, one.height])).toEqual([
      ['png', 640, 480],
      ['jpg', 800, 600],
      ['gif', 20, 10],
      ['webp', 30, 40],
      ['svg', 24, 24],
      ['png', 64, 64],
    ])
    expect(progress[0]).toBe('0/6')
    expect(progress.at(-1)).toBe('6/6')
  })

  test('the same address is fetched once', async () => {
    const before = server.requests.length
    const { placements } = await keep(['/a.png', '/a.png', '/a.png'])
    expect(placements.map(short)).toEqual(['kept', 'kept', 'kept'])
    expect(server.requests.length - before).toBe(1)
  })

  test('data: pictures, base64 and percent-encoded', async () => {
    const { placements, kept } = await keep([`data:image/png;base64,${png(3, 4).toString('base64')}`, `data:image/svg+xml,${encodeURIComponent(svg('<rect/>').toString())}`])
    expect(placements.map(short)).toEqual(['kept', 'kept'])
    expect(kept.map((one) => one.split('.')[1])).toEqual(['png', 'svg'])
  })

  test('the server is told the origin of the page, not the page', async () => {
    await keep(['/a.png'])
    expect(server.requests.at(-1)?.headers.referer).toBe(`${server.origin}/`)
    await keep(['/a.png'], { resolveHost: async () => ['127.0.0.1'] })
  })

  test('a passing fault is tried again; a second source serves when the first is gone', async () => {
    const { placements } = await keep(['/flaky.png', ['/gone.png', '/a.png']])
    expect(placements.map(short)).toEqual(['kept', 'kept'])
    expect(flaky).toBe(3)
  })
})

describe('pictures that are missing, each with its reason', () => {
  test('one of each', async () => {
    const wanted = {
      '/page.png': 'not-a-picture',
      '/evil.svg': 'blocked',
      '/pixel.gif': 'dropped',
      '/huge.png': 'too-many-pixels',
      '/wide.png': 'too-many-pixels',
      '/large.png': 'too-large',
      '/endless.png': 'too-large',
      '/cut.png': 'truncated',
      '/reset.png': 'unreachable',
      '/gone.png': 'http 404',
      '/busy.png': 'http 503',
      '/to-file.png': 'blocked',
      'data:image/png;base64,AAAA': 'not-a-picture',
    }
    const { placements, kept } = await keep(Object.keys(wanted))
    expect(placements.map(short)).toEqual(Object.values(wanted))
    expect(kept).toEqual([])
  })

  test('one that never comes', async () => {
    const limits = { picture: 40_000, article: 1_000_000, backOffMs: [], timing: { firstByteMs: 200, totalMs: 2000 } }
    expect((await keep(['/silent.png'], { limits })).placements.map(short)).toEqual(['timeout'])
  })

  test('a host that never answers is not waited for again, picture by picture', async () => {
    let asked = 0
    const counting: typeof nodeTransport = {
      request: async (url, options) => {
        asked++
        return nodeTransport.request(url, options)
      },
    }
    const away = Array.from({ length: 20 }, (_, index) => [`http://away.test:9/${index}.png`, `http://away.test:9/${index}-small.png`])
    const { placements } = await keep([...away, '/a.png'], { transport: counting })
    expect(placements.map(short)).toEqual([...away.map(() => 'unreachable'), 'kept'])
    expect(placements[13]).toMatchObject({ url: 'http://away.test:9/13.png' })
    // Six at a time, each tried three times; the one that is there once.
    expect(asked).toBe(6 * 3 + 1)
  })

  test('when the article has as much as it may', async () => {
    const size = png(640, 480).byteLength
    const { placements } = await keep(['/a.png', '/copy.png', '/c.gif'], { limits: { picture: 40_000, article: size + 20, backOffMs: [] } })
    expect(placements.map(short).filter((one) => one === 'article-limit')).toHaveLength(1)
    const few = await keep(['/a.png', '/b.jpg', '/c.gif'], { limits: { picture: 40_000, article: 1_000_000, count: 2, backOffMs: [] } })
    expect(few.placements.map(short)).toEqual(['kept', 'kept', 'article-limit'])
  })

  test('when the disk is full', async () => {
    const { placements } = await keep(['/a.png'], {
      keep: async () => {
        throw new Error('ENOSPC')
      },
    })
    expect(placements.map(short)).toEqual(['disk'])
  })

  test('when the reader cancels', async () => {
    const abort = new AbortController()
    const keeping = keep(['/silent.png', '/silent.png?2'], { signal: abort.signal, limits: { picture: 1000, article: 1000 } })
    abort.abort()
    expect((await keeping).placements.map(short)).toEqual(['cancelled', 'cancelled'])
  })

  test('on a private host, named by a public page', async () => {
    const before = server.requests.length
    const { placements } = await keep(['/a.png', 'http://[::1]/x.png'], {
      referrer: 'https://public.example/page',
      resolveHost: async (host) => (host === 'public.example' ? ['93.184.216.34'] : ['127.0.0.1']),
    })
    expect(placements.map(short)).toEqual(['blocked', 'blocked'])
    expect(server.requests.length).toBe(before)
  })

  test('on a private host, in a file that came from nowhere', async () => {
    const { referrer: _, ...withoutReferrer } = { referrer: '' }
    const { placements } = await keep(['/a.png'], { ...withoutReferrer, referrer: undefined as never })
    expect(placements.map(short)).toEqual(['blocked'])
  })
})

test('at most six are fetched at a time', async () => {
  let [asked, most] = [0, 0]
  let open: (() => void)[] = []
  for (let index = 0; index < 20; index++) {
    server.serve(`/many-${index}.png`, (_, response) => {
      open.push(() => response.writeHead(200, { 'content-type': 'image/png' }).end(png(2 + index, 2)))
      most = Math.max(most, open.length)
      if (++asked % 6 !== 0 && asked !== 20) return
      // A seventh would come while these are held.
      setTimeout(() => {
        for (const answer of open) answer()
        open = []
      }, 20)
    })
  }
  await keep(Array.from({ length: 20 }, (_, index) => `/many-${index}.png`))
  expect(most).toBe(6)
})

describe('SVG', () => {
  test.each(['<circle r="4"/>', '<style>.a{fill:red}</style><path class="a" d="M0 0"/>', '<linearGradient id="g"/><rect fill="url(#g)"/>', '<use href="#g"/>', '<text>on = off</text>'])('%s is a drawing', (inner) => {
    expect(svgIsSafe(svg(inner))).toBe(true)
    expect(readPicture(svg(inner)).extension).toBe('svg')
  })

  test.each([
    '<script>1</script>',
    '<svg:script>1</svg:script>',
    '<g onload="x()"/>',
    '<g OnLoad = x()>',
    '<foreignObject><p>hi</p></foreignObject>',
    '<a href="javascript:x()"><text>x</text></a>',
    '<use href="https://example.org/#x"/>',
    '<use xlink:href="data:image/svg+xml,x"/>',
    '<image href="https://example.org/x.png"/>',
    '<rect fill="url(https://example.org/x)"/>',
    '<rect style="fill:u&#x72;l(//example.org)"/>',
    '<style>@import "https://example.org/x.css";</style>',
    '<style>a{background:url(&quot;//example.org&quot;)}</style>',
    '<set attributeName="href" to="javascript:x"/>',
    '<animate attributeName="href"/>',
    '<g o&#110;load="x()"/>',
  ])('%s is refused', (inner) => {
    expect(svgIsSafe(svg(inner))).toBe(false)
  })

  test('entities, other encodings and compression are refused', () => {
    expect(svgIsSafe(Buffer.from('<!DOCTYPE svg [<!ENTITY x "y">]><svg/>'))).toBe(false)
    expect(svgIsSafe(Buffer.from('<svg/>', 'utf16le'))).toBe(false)
    expect(svgIsSafe(gzipSync('<svg/>'))).toBe(false)
  })
})
