import { readFile, readdir, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, windowsSeen } from './lectern.ts'
import { HARBOUR, articlePage } from '../helpers/site.ts'
import type { Site } from '../helpers/site.ts'

const reader = freshReader()

const TITLE = 'A page that phones home'

/** Ways in which HTML can reach the network, run code or take a window over; `ORIGIN` is a server that counts. */
const VECTORS = `
<script>window.ran = 1; top.ran = 1; fetch('ORIGIN/leak/script')</script>
<script type="module">top.ran = 1</script>
<img src="x" onerror="top.ran = 1; new Image().src='ORIGIN/leak/onerror'">
<img src="ORIGIN/leak/img" srcset="ORIGIN/leak/srcset 2x"><picture><source srcset="ORIGIN/leak/source"><img alt=""></picture>
<svg onload="top.ran=1"><image href="ORIGIN/leak/svg-image"/><use href="ORIGIN/leak/use#x"/><script>top.ran=1</script></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=top.ran=1&gt;"></table></mtext></math>
<iframe src="ORIGIN/leak/iframe"></iframe><iframe srcdoc="<script>parent.ran=1</script>"></iframe>
<object data="ORIGIN/leak/object"></object><embed src="ORIGIN/leak/embed">
<video src="ORIGIN/leak/video" poster="ORIGIN/leak/poster" autoplay></video><audio src="ORIGIN/leak/audio" autoplay></audio>
<link rel="stylesheet" href="ORIGIN/leak/css"><link rel="preload" as="image" href="ORIGIN/leak/preload">
<link rel="prefetch" href="ORIGIN/leak/prefetch"><link rel="dns-prefetch" href="//leak.example"><link rel="preconnect" href="ORIGIN">
<link rel="icon" href="ORIGIN/leak/icon"><link rel="manifest" href="ORIGIN/leak/manifest">
<style>@import url(ORIGIN/leak/import); body { background: url(ORIGIN/leak/css-url) } main::before { content: url(ORIGIN/leak/content) }</style>
<p style="background:url(ORIGIN/leak/style-attribute);position:fixed;inset:0;z-index:9999">Covered?</p>
<table background="ORIGIN/leak/background"><tr><td background="ORIGIN/leak/td">x</td></tr></table>
<form action="ORIGIN/leak/form"><input name="querySelector" autofocus onfocus="top.ran=1"><button formaction="ORIGIN/leak/formaction">Go</button></form>
<a name="getElementById" href="javascript:top.ran=1" ping="ORIGIN/leak/ping">javascript</a>
<a href="java&#10;script:top.ran=1">entity</a> <a href="data:text/html,<script>top.ran=1</script>">data</a>
<meta http-equiv="refresh" content="0;url=ORIGIN/leak/refresh"><base href="ORIGIN/leak/base/">
<template shadowrootmode="open"><img src="ORIGIN/leak/shadow"><script>top.ran=1</script></template>
<details open ontoggle="top.ran=1"><summary>x</summary></details><marquee onstart="top.ran=1">x</marquee>
<div id="root" popover="manual">x</div><dialog open>dialog</dialog>`

let site: Site
/** What the server answers to other paths. */
let served: (path: string) => string | undefined

beforeEach(async () => {
  served = () => undefined
  let vectors = ''
  const answer = (type: string) => (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { 'content-type': type }).end(served(request.url ?? ''))
  }
  site = await reader.serve({
    '/page': (_request, response) => {
      vectors = VECTORS.replaceAll('ORIGIN', site.origin)
      response.writeHead(200, { 'content-type': 'text/html' }).end(articlePage({ title: TITLE, body: HARBOUR + vectors, head: vectors }))
    },
    '/names': answer('text/html; charset=utf-8'),
    '/bites.svg': answer('image/svg+xml'),
  })
})

/** Opens the article, waits until all that could happen has, and says what did. */
async function openAndWatch(title: string | RegExp) {
  const { page, app } = await reader.start()
  const before = { requests: site.requests.length, connections: site.connections() }
  await row(page, title).click()
  await articleFrame(page)
  await page.waitForTimeout(1500)
  return {
    requests: site.requests.slice(before.requests),
    connections: site.connections() - before.connections,
    ran: await page.evaluate(() => 'ran' in window),
    address: page.url(),
    windows: await windowsSeen(app),
  }
}

const QUIET = { requests: [], connections: 0, ran: false, address: expect.stringMatching(/^app:\/\/lectern\//), windows: 1 }

test('opening a page full of leaks sends nothing and runs nothing', async () => {
  expect((await reader.lectern(['save', `${site.origin}/page`, '--json'])).status).toBe(0)
  expect(await openAndWatch(TITLE)).toEqual(QUIET)
  const { page } = reader.running()
  await page.getByRole('searchbox', { name: 'Search library' }).or(page.getByRole('button', { name: /library/i })).first().click()
})

test('it stays so when the stored article was replaced by the raw page, behind the cleaner', async () => {
  const saved = await reader.lectern(['save', `${site.origin}/page`, '--json'])
  const id = String(saved.lines[0]?.['id'])
  const html = join(reader.library, 'articles', id.slice(-2), id, 'article.html')
  const stored = await readFile(html, 'utf8')
  await writeFile(html, stored.replace('<main>', `<main>${VECTORS.replaceAll('ORIGIN', site.origin)}`))
  expect(await openAndWatch(TITLE)).toEqual(QUIET)
})

test('what is stored carries none of it', async () => {
  const saved = await reader.lectern(['save', `${site.origin}/page`, '--json'])
  const id = String(saved.lines[0]?.['id'])
  const folder = join(reader.library, 'articles', id.slice(-2), id)
  const html = await readFile(join(folder, 'article.html'), 'utf8')
  const main = html.slice(html.indexOf('<main>'))
  expect(main).not.toMatch(/<(?:script|style|iframe|object|embed|form|input|link|meta|base|template|svg)\b/i)
  expect(main).not.toMatch(/\son\w+=|javascript:|srcset=|ping=|background=|poster=|style=/i)
  expect(await readdir(folder)).toContain('original.html.gz')
})

test('a frame of an article cannot call main, and the app scheme gives out nothing else', async () => {
  expect((await reader.lectern(['save', `${site.origin}/page`, '--json'])).status).toBe(0)
  await openAndWatch(TITLE)
  const { page } = reader.running()
  const frame = await articleFrame(page)
  expect(await frame.evaluate(() => 'bridge' in window)).toBe(false)
  const statuses = await page.evaluate(async () => {
    const paths = ['/../package.json', '/%2e%2e/%2e%2e/package.json', '/..%5c..%5cpackage.json', '/article/../../etc/passwd', '/article/x/article.json', '/main/main.js']
    return Promise.all(paths.map((path) => fetch(`app://lectern${path}`).then(({ status }) => status, () => 0)))
  })
  expect(statuses.every((status) => status === 404 || status === 0)).toBe(true)
})

test('markup in names, notes, tags and pictures is text in every view, and no view asks for anything', async () => {
  const payload = (where: string) => `<img src=${site.origin}/leak/${where} onerror=top.ran=1><script>top.ran=1</script>`
  const escaped = (where: string) => payload(where).replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const more = { tail: '' }
  const pages = {
    '/names': () =>
      `<!doctype html><html><head><title>Names that bite ${escaped('title')}</title>
<meta name="author" content='${escaped('author')}'><meta property="og:site_name" content='${escaped('site')}'>
<meta property="og:image" content="${site.origin}/bites.svg"><link rel="canonical" href="javascript:top.ran=1">
<script type="application/ld+json">{"@type":"Article","headline":${JSON.stringify(payload('ld').replaceAll('</', '<\\/'))},"image":"javascript:top.ran=1"}</script></head>
<body><article><h1 id="bridge">Names that bite ${escaped('title')}</h1>${HARBOUR}<p>${escaped('text')}</p>
<p><img src="/bites.svg" alt='${escaped('alt')}' width="300" height="200"></p><pre><code class='language-${escaped('code')}'>top.ran = 1</code></pre>${more.tail}</article></body></html>`,
    '/bites.svg': () => `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="300" height="200" onload="top.ran=1">
<style>@import url(${site.origin}/leak/svg-import); rect { fill: url(${site.origin}/leak/svg-fill#f) }</style><script>top.ran=1</script>
<image href="${site.origin}/leak/svg-image" width="9" height="9"/><foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="${site.origin}/leak/svg-frame"/></foreignObject>
<a xlink:href="javascript:top.ran=1"><rect width="300" height="200" fill="green"/></a></svg>`,
  }
  served = (path) => pages[path as keyof typeof pages]?.()
  const address = `${site.origin}/names`
  const saved = await reader.lectern(['save', address, '--tag', payload('tag'), '--json'])
  const id = String(saved.lines[0]?.['id'])
  const note = `${payload('note')} ![x](${site.origin}/leak/markdown) [run](javascript:top.ran=1) <${site.origin}/leak/autolink>`
  for (const quote of ['the postman delivered letters on skates', 'a brass band that played with mittens on']) {
    expect(await reader.lectern(['annotate', id, '--quote', quote, '--note', note, '--tag', payload('highlight-tag')])).toMatchObject({ status: 0 })
  }
  more.tail = `<p>A plaque by the quay tells the story to whoever asks. ${escaped('version')}</p>`
  expect((await reader.lectern(['save', address, '--json'])).lines[0]).toMatchObject({ id, status: 'updated' })

  expect(await openAndWatch(/^Names that bite/)).toEqual(QUIET)
  const { page } = reader.running()
  const asked = { requests: site.requests.length, connections: site.connections() }
  const notes = page.getByRole('complementary', { name: 'Highlights and notes' })
  await notes.getByText('onerror=top.ran=1').first().waitFor()
  for (const [key, name] of [['i', 'Offline report'], ['t', 'Tags'], ['v', 'Versions']] as const) {
    await page.keyboard.press(key)
    const dialog = page.getByRole('dialog', { name })
    await dialog.waitFor()
    // An older version takes the place of the list of versions.
    if (key === 'v') await dialog.getByRole('button', { name: /^Read as it was/ }).press('Enter')
    const shown = key === 'v' ? page.getByRole('dialog', { name: /^As it was on/ }) : dialog
    if (key === 'v') await shown.locator('iframe').waitFor()
    await page.keyboard.press('Escape')
    await shown.waitFor({ state: 'detached' })
  }
  await page.keyboard.press('r')
  const repair = page.getByRole('dialog', { name: 'Repair cleaning' })
  for (const title of ['Original page', 'Cleaned article']) {
    const frame = await (await repair.locator(`iframe[title="${title}"]`).elementHandle())?.contentFrame()
    await frame?.locator('main').waitFor()
  }
  await page.keyboard.press('Escape')
  await repair.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search library' }).fill('onerror skates')
  await row(page, /^Names that bite/).getByText('onerror').first().waitFor()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('names that bite')
  await page.getByRole('option', { name: /Names that bite/ }).waitFor()
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  expect({ requests: site.requests.slice(asked.requests), connections: site.connections() - asked.connections }).toEqual({ requests: [], connections: 0 })
  expect(site.requests.filter((one) => one.includes('/leak/'))).toEqual([])
})
