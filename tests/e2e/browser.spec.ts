import { beforeEach, expect, test, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { connectRemote } from '../../main/remote.ts'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, windowsSeen } from './lectern.ts'
import { HARBOUR, articlePage, png } from '../helpers/site.ts'
import type { Page as SitePage, Site } from '../helpers/site.ts'

const reader = freshReader()

const TITLE = 'The winter the harbour walked'
const LOG_IN = '<!doctype html><title>Log in</title><form method="post" action="/log-in"><label>Name <input name="name"></label><button>Log in</button></form>'

let site: Site
/** The cookies that came with each request. */
let cookies: { path: string; cookie: string | undefined }[]

/** The same server by another name: another site. */
const otherHost = (): string => site.origin.replace('127.0.0.1', 'localhost')
const picture: SitePage = (request, response) => {
  cookies.push({ path: request.url ?? '', cookie: request.headers.cookie })
  response.setHeader('content-type', 'image/png').end(png(320, 200, [120, 150, 170]))
}

const PAGES: Record<string, SitePage> = {
  '/log-in': (request, response) => {
    if (request.method !== 'POST') return void response.setHeader('content-type', 'text/html').end(LOG_IN)
    response.writeHead(303, { 'set-cookie': 'reader=ines; Path=/; Max-Age=86400', location: '/members' }).end()
  },
  '/members': (request, response) => {
    cookies.push({ path: '/members', cookie: request.headers.cookie })
    const known = request.headers.cookie?.includes('reader=ines') === true
    response.writeHead(known ? 200 : 401, { 'content-type': 'text/html; charset=utf-8' })
    response.end(known ? articlePage({ title: TITLE, body: `${HARBOUR}<figure><img src="${otherHost()}/pictures/elsewhere.png" width=320 height=200 alt="Elsewhere"></figure><figure><img src="/pictures/away.png" width=320 height=200 alt="Away"></figure>` }) : LOG_IN)
  },
  '/pictures/ferry.png': picture,
  '/pictures/elsewhere.png': picture,
  '/pictures/far.png': picture,
  '/pictures/away.png': (_, response) => void response.writeHead(302, { location: `${otherHost()}/pictures/far.png` }).end(),
  '/tricks': `<!doctype html><title>Tricks</title><h1>Tricks</h1><a href="mailto:a@b.example">mail</a><a id="file" href="/file" download>file</a>
<script>addEventListener('keydown', (event) => { event.preventDefault(); event.stopPropagation() }, true); addEventListener('beforeunload', (event) => event.preventDefault())</script>`,
  '/file': { type: 'application/zip', bytes: Buffer.from('PK') },
}

beforeEach(async () => {
  cookies = []
  site = await reader.serve(PAGES)
})

/** The bar of Lectern's browser, once it is up. */
async function barOf(): Promise<Page> {
  return windowAt((url) => url === 'app://lectern/browser/index.html')
}

/** The page in Lectern's browser. */
async function pageOf(path: string): Promise<Page> {
  return windowAt((url) => url.startsWith(site.origin + path))
}

function windowAt(matches: (url: string) => boolean): Promise<Page> {
  return vi.waitUntil(() => reader.running().app.windows().find((page) => matches(page.url())))
}

async function openBrowser(): Promise<void> {
  const { page } = reader.running()
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox', { name: 'Command' }).fill('Open Lectern’s browser')
  await page.keyboard.press('Enter')
}

/** Waits until the status line says it. */
async function said(bar: Page, words: RegExp): Promise<void> {
  await bar.getByRole('status').filter({ hasText: words }).waitFor()
}

test('a page behind a log-in: refused at first, then saved as it is seen, with nothing of the log-in anywhere else', async () => {
  const { page, app } = await reader.start()
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/members`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await row(page, /members/).getByText('refuses this page').waitFor()
  await row(page, /members/).click()
  await page.getByRole('button', { name: 'Log in and save' }).click()

  const bar = await barOf()
  const outside = await pageOf('/members')
  expect(await outside.evaluate(() => ['bridge' in window, 'process' in window, 'require' in window])).toEqual([false, false, false])
  // The reader is known at the other site too.
  await app.evaluate(({ session }, url) => session.fromPartition('persist:lectern-browser').cookies.set({ url, name: 'other', value: '1' }), otherHost())
  await outside.goto(`${site.origin}/log-in`)
  await outside.getByRole('textbox', { name: 'Name' }).fill('Ines')
  await outside.getByRole('button', { name: 'Log in' }).click()
  await outside.getByRole('heading', { name: TITLE }).waitFor()
  await expect.poll(() => bar.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(`${site.origin}/members`)
  await bar.getByRole('button', { name: 'Save what I see' }).click()
  await said(bar, /^Saved: /)

  // The failed row became the article: no second one.
  await row(page, TITLE).waitFor()
  expect(await page.getByRole('list', { name: 'Articles' }).getByRole('listitem').filter({ hasText: 'members' }).count()).toBe(0)
  await bar.getByRole('button', { name: 'Read it' }).click()
  expect(await (await articleFrame(page)).locator('main').innerText()).toContain('postman delivered letters')
  // The page's own pictures came with its log-in, those of another host without; so does fetching again, and the app's own session has none.
  const fetchedWith = (path: string): (string | undefined)[] => cookies.filter((one) => one.path === path).map(({ cookie }) => cookie)
  expect(fetchedWith('/pictures/ferry.png').at(-1)).toBe('reader=ines')
  for (const path of ['/pictures/elsewhere.png', '/pictures/far.png']) {
    expect(fetchedWith(path).length).toBeGreaterThan(0)
    expect(fetchedWith(path).at(-1)).toBeUndefined()
  }
  const other = await reader.lectern(['save', `${site.origin}/members?again=1`, '--json'])
  expect(other.lines[0]).toMatchObject({ status: 'failed', error: { code: 'http' } })
  expect(cookies.at(-1)).toEqual({ path: '/members', cookie: undefined })
  expect(await app.evaluate(async ({ session }) => (await session.defaultSession.cookies.get({})).length)).toBe(0)

  // The same page again is recognised, and updated only when told to.
  await bar.getByRole('button', { name: 'Save what I see' }).click()
  await said(bar, /already/)
  await bar.getByRole('button', { name: 'Update it to what I see' }).click()
  await said(bar, /^Saved: /)
})

test('log-ins last over a restart, until they are forgotten', async () => {
  await reader.start()
  await openBrowser()
  let bar = await barOf()
  await bar.getByRole('textbox', { name: 'Address' }).fill(`${site.origin}/log-in`)
  await bar.keyboard.press('Enter')
  const outside = await pageOf('/log-in')
  await outside.getByRole('textbox', { name: 'Name' }).fill('Ines')
  await outside.keyboard.press('Enter')
  await outside.getByRole('heading', { name: TITLE }).waitFor()
  await reader.close()

  await reader.start()
  await openBrowser()
  bar = await barOf()
  await bar.getByRole('textbox', { name: 'Address' }).fill(`${site.origin}/members`)
  await bar.keyboard.press('Enter')
  await (await pageOf('/members')).getByRole('heading', { name: TITLE }).waitFor()

  const { page } = reader.running()
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: 'Forget log-ins' }).click()
  await page.getByText('has forgotten its log-ins').first().waitFor()
  const again = await pageOf('/members')
  await again.getByRole('textbox', { name: 'Name' }).waitFor()
  expect(cookies.at(-1)).toEqual({ path: '/members', cookie: undefined })
})

test('a page gets no file, no window and no keys of the browser, and cannot keep the reader from leaving', async () => {
  const { app } = await reader.start()
  await openBrowser()
  const bar = await barOf()
  const address = bar.getByRole('textbox', { name: 'Address' })
  await address.fill(`${site.origin}/tricks`)
  await bar.keyboard.press('Enter')
  const outside = await pageOf('/tricks')
  await outside.locator('#file').click()
  await said(bar, /not a page but application\/zip/)
  await outside.evaluate(() => void window.open('/log-in?popup'))
  await outside.getByRole('textbox', { name: 'Name' }).waitFor()
  await expect.poll(() => windowsSeen(app)).toBe(2)
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().filter((one) => one.getURL().endsWith('?popup')).length)).toBe(1)
  const back = bar.getByRole('button', { name: 'Back' })
  await back.click()
  await outside.getByRole('heading', { name: 'Tricks' }).waitFor()

  // Keys that reach the page go to the browser first. Playwright's own keys would pass it by.
  const press = (key: string, modifiers: string[]) =>
    app.evaluate(
      ({ webContents }, { key: keyCode, modifiers: held }) => {
        const page = webContents.getAllWebContents().find((one) => one.getURL().includes('/tricks'))
        page?.sendInputEvent({ type: 'keyDown', keyCode, modifiers: held as never })
      },
      { key, modifiers },
    )
  await outside.locator('h1').click()
  await press('L', ['control'])
  await expect.poll(() => address.evaluate((field) => field === document.activeElement)).toBe(true)
  await press('S', ['control'])
  await said(bar, /Saved: |No article/)
  await address.fill('file:///etc/passwd')
  await bar.keyboard.press('Enter')
  await said(bar, /not a web address/)
  await address.fill(`${site.origin}/log-in`)
  await bar.keyboard.press('Enter')
  await pageOf('/log-in')
})

test('a public page leads to no private address, a typed one may be private', async () => {
  const inner = await reader.serve({ '/router': articlePage({ title: 'The router', body: HARBOUR }), '/router.json': '{}' })
  await site.stop()
  site = await reader.serve({
    'http://public.example/start': `<!doctype html><title>Start</title><h1>Start</h1><a id="go" href="${inner.origin}/router">router</a><a id="hop" href="/hop">hop</a>
<script>fetch('${inner.origin}/router.json', { mode: 'no-cors' }); new WebSocket('${inner.origin.replace('http', 'ws')}/'); new Image().src = '${inner.origin}/router'</script>`,
    'http://public.example/hop': (_request, response) => void response.writeHead(302, { location: `${inner.origin}/router` }).end(),
  })
  reader.switches = [`--proxy-server=${site.origin}`]
  await reader.start()
  await openBrowser()
  const bar = await barOf()
  const visit = async (address: string) => {
    await bar.getByRole('textbox', { name: 'Address' }).fill(address)
    await bar.keyboard.press('Enter')
  }
  for (const link of ['#go', '#hop']) {
    await visit('http://public.example/start')
    const start = await windowAt((url) => url === 'http://public.example/start')
    await start.locator(link).click()
    await bar.getByRole('alert').filter({ hasText: 'which is not fetched' }).waitFor()
  }
  expect(inner.requests.length + inner.connections()).toBe(0)
  await visit(`${inner.origin}/router`)
  await (await windowAt((url) => url.startsWith(inner.origin))).getByRole('heading', { name: 'The router' }).waitFor()
})

test('no other program can use the browser: what the reader is logged in to is not on the socket', async () => {
  await reader.start()
  await openBrowser()
  await barOf()
  const remote = (await connectRemote(reader.library)) ?? expect.fail('no socket')
  try {
    expect((await remote.api.appInfo()).libraryFolder).toBe(reader.library)
    const refused = { error: { code: 'invalid-argument' } }
    await expect(remote.api.browserState()).rejects.toMatchObject(refused)
    await expect(remote.api.moveBrowser({ kind: 'address', address: site.origin })).rejects.toMatchObject(refused)
    await expect(remote.api.saveSeen(false)).rejects.toMatchObject(refused)
    await expect(remote.api.openBrowser()).rejects.toMatchObject(refused)
  } finally {
    await remote.close()
  }
})
