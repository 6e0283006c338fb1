import { beforeEach, describe, expect, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row, windowsSeen } from './lectern.ts'
import { HARBOUR, articlePage } from '../helpers/site.ts'
import type { Page, Site } from '../helpers/site.ts'

const reader = freshReader()

const TITLE = 'The lamp on the outermost pole'

/** A page as an application serves it: a place for it, a hint for visitors without scripts, and the script. */
function shell(script: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>${TITLE}</title>${head}</head><body>
<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div><script>${script}</script></body></html>`
}

const BUILT_FROM_JSON = `
setTimeout(async () => {
  const { title, html } = await (await fetch('/story.json')).json()
  document.getElementById('root').innerHTML = '<main><article><h1>' + title + '</h1>' + html + '</article></main>'
}, 300)`

/** What a page may try while its scripts run. */
const MISCHIEF = `
window.open('/opened'); alert('x'); confirm('x'); print()
navigator.geolocation.getCurrentPosition(() => fetch('/leak/position'), () => undefined)
Notification.requestPermission().then((answer) => answer === 'granted' && fetch('/leak/notification'))
new WebSocket('ws://' + location.host + '/leak/socket')
const link = Object.assign(document.createElement('a'), { href: '/download', download: 'x' }); document.body.append(link); link.click()
navigator.serviceWorker.register('/worker.js')
document.cookie = 'seen=1; max-age=99999'; localStorage.setItem('seen', '1')
addEventListener('beforeunload', (event) => event.preventDefault())
`

const PAGES: Record<string, Page> = {
  '/app': shell(BUILT_FROM_JSON),
  '/mischief': shell(MISCHIEF + BUILT_FROM_JSON),
  '/story.json': {
    type: 'application/json',
    bytes: Buffer.from(JSON.stringify({ title: TITLE, html: HARBOUR.replaceAll(/<figure>[^]*?<\/figure>/g, '') })),
  },
  '/shadow': shell(`
    customElements.define('my-story', class extends HTMLElement {
      connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML = '<article><h1>${TITLE}</h1><slot></slot><p>From the shadow: ' + 'the lamp was lit again. '.repeat(20) + '</p></article>' }
    })
    fetch('/story.json').then((a) => a.json()).then(({ html }) => { const s = document.createElement('my-story'); s.innerHTML = html; document.getElementById('root').append(s) })`),
  '/empty': shell(''),
  '/loop': shell('for (;;) {}'),
  '/wander': shell(`location.href = '/wander?' + Math.random()`),
  // Its text grows too: a page that stands still for a moment is taken as it is, however slowly the machine gives it memory.
  '/hungry': shell(`const all = []; setInterval(() => { document.body.append('.'); for (let i = 0; i < 20; i++) all.push(new Array(1e6).fill(i + all.length)) }, 10)`),
  '/worker.js': { type: 'text/javascript', bytes: Buffer.from(`fetch('/leak/worker')`) },
  '/download': { type: 'application/zip', bytes: Buffer.from('PK') },
  '/refused': (_request, response) => void response.writeHead(403, { 'content-type': 'text/html' }).end(shell(BUILT_FROM_JSON)),
}

let site: Site

beforeEach(async () => {
  site = await reader.serve(PAGES)
})

async function save(path: string, ...more: string[]): Promise<Record<string, unknown>> {
  const { lines, stderr } = await reader.lectern(['save', path.includes(':') ? path : site.origin + path, '--json', ...more])
  return lines[0] ?? { stderr }
}

const failed = (code: string) => ({ status: 'failed', error: expect.objectContaining({ code }) as unknown })

describe('a page that its scripts build', () => {
  test('is saved with what they build, in the command line and without being asked', async () => {
    const saved = await save('/app')
    expect(saved).toMatchObject({ status: 'saved', title: TITLE, language: 'en' })
    const text = (await reader.lectern(['show', String(saved['id']), '--format', 'text'])).stdout
    expect(text).toContain('the baker decides where the market stands')
    expect(text).not.toContain('enable JavaScript')
  })

  test('keeps the rendered page as its original: cleaning again needs no network', async () => {
    const { id } = await save('/app')
    await site.stop()
    const cleaned = await reader.lectern(['clean', String(id), '--json'])
    expect(cleaned.status).toBe(0)
    expect((await reader.lectern(['show', String(id), '--format', 'text'])).stdout).toContain('postman delivered letters')
  })

  test('is taken with what stands in open shadow trees', async () => {
    const { id } = await save('/shadow')
    const text = (await reader.lectern(['show', String(id), '--format', 'text'])).stdout
    expect(text).toContain('From the shadow')
    expect(text).toContain('postman delivered letters')
  })

  test('gets nothing of what it tries, and leaves nothing behind', async () => {
    expect(await save('/mischief')).toMatchObject({ status: 'saved', title: TITLE })
    expect(site.requests.filter((request) => /leak|opened|download|worker/.test(request))).toEqual(['GET /download'])
    const cookies: (string | undefined)[] = []
    const second = await reader.serve({ ...PAGES, '/mischief': (request, response) => void (cookies.push(request.headers.cookie), response.setHeader('content-type', 'text/html'), response.end(PAGES['/mischief'])) })
    await reader.lectern(['save', `${second.origin}/mischief`, '--json'])
    await second.stop()
    expect(cookies).toEqual([undefined, undefined])
  })

  test('with an article that plain fetching finds is left alone, unless asked for', async () => {
    site = (await site.stop(), await reader.serve({ ...PAGES, '/both': articlePage({ title: TITLE, body: `${HARBOUR}<p id="late"></p><script>document.getElementById('late').textContent = 'Written by a script, long after the first frost of that year had come and gone.'</script>` }) }))
    const plain = await save('/both')
    const show = async () => (await reader.lectern(['show', String(plain['id']), '--format', 'text'])).stdout
    expect(await show()).not.toContain('Written by a script')
    expect(site.requests.filter((request) => request === 'GET /both')).toHaveLength(1)
    expect(await save('/both', '--render')).toMatchObject({ status: 'updated', id: plain['id'] })
    expect(await show()).toContain('Written by a script')
  })
})

describe('a page that does not end well', () => {
  test.each([
    ['/empty', 'no-article'],
    ['/wander', 'too-many-redirects'],
  ])('%s ends as %s', async (path, code) => {
    expect(await save(path)).toMatchObject(failed(code))
  })

  test('one that loops for ever is ended, and the next one is saved', async () => {
    const both = await reader.lectern(['save', `${site.origin}/loop`, `${site.origin}/app`, '--json'])
    expect(both.lines).toMatchObject([failed('timeout'), { status: 'saved', title: TITLE }])
  })

  test('one that eats memory is ended', async () => {
    expect(await save('/hungry')).toMatchObject(failed('too-complex'))
  })

  test('a refusal stays one, with scripts too', async () => {
    expect(await save('/refused', '--render')).toMatchObject(failed('http'))
  })
})

/**
 * A machine behind a proxy, which alone can look names up: `public.example` counts as public there, and really is this
 * test's server; this machine's own addresses go past the proxy, as Chromium has it.
 */
describe('from a public page', () => {
  let inner: Site
  const asked = () => inner.requests.length + inner.connections()

  beforeEach(async () => {
    inner = await reader.serve({ '/private': articlePage({ title: 'The router’s own page', body: HARBOUR }), '/private.json': '{}' })
    const visit = (url: string) => shell(`location.href = '${url}'`)
    const outer = (script: string) => shell(`${script};${BUILT_FROM_JSON}`)
    const pages: Record<string, Page> = {
      '/story.json': PAGES['/story.json'] ?? '',
      '/goes': visit(`${inner.origin}/private`),
      '/redirects': visit('/redirect'),
      '/redirect': (_request, response) => void response.writeHead(302, { location: `${inner.origin}/private` }).end(),
      '/asks': outer(`
        fetch('${inner.origin}/private.json', { mode: 'no-cors' }); fetch('/redirect', { mode: 'no-cors' })
        new WebSocket('${inner.origin.replace('http', 'ws')}/'); navigator.sendBeacon('${inner.origin}/private')
        document.head.insertAdjacentHTML('beforeend', '<link rel="preconnect" href="${inner.origin}"><link rel="preload" as="script" href="${inner.origin}/private"><link rel="stylesheet" href="${inner.origin}/private"><link rel="prefetch" href="${inner.origin}/private">')
        document.body.insertAdjacentHTML('beforeend', '<iframe src="${inner.origin}/private"></iframe><img src="${inner.origin}/private">')`),
    }
    site = (await site.stop(), await reader.serve(Object.fromEntries(Object.entries(pages).map(([path, page]) => [`http://public.example${path}`, page]))))
    reader.switches = [`--proxy-server=${site.origin}`]
  })

  test('a way to a private address is refused', async () => {
    expect(await save('http://public.example/goes')).toMatchObject(failed('blocked-address'))
    expect(await save('http://public.example/redirects')).toMatchObject(failed('blocked-address'))
    expect(asked()).toBe(0)
  })

  test('nothing it asks for comes from a private address', async () => {
    expect(await save('http://public.example/asks')).toMatchObject({ status: 'saved', title: TITLE })
    expect(asked()).toBe(0)
  })
})

describe('a page that is too much to clean', () => {
  const sentences = 'When the thaw came it came overnight, and the tables were carried ashore in the order in which they had arrived. '

  test.each([
    ['a hundred thousand line breaks', Array.from({ length: 100_000 }, (_, at) => `Line ${at} of the ledger<br>`).join('\n'), 'Line 99999 of the ledger'],
    ['a table of fifty thousand rows', `<p>${sentences.repeat(5)}</p><table>${Array.from({ length: 50_000 }, (_, at) => `<tr><td>${at}</td><td>frost ${at}</td><td>thaw</td></tr>`).join('')}</table>`, 'frost 49999'],
    ['two hundred thousand elements', `${`<p>${sentences}</p>`.repeat(300)}${Array.from({ length: 200_000 }, (_, at) => `<i>${at}</i>`).join(' ')}<p>The very end of the page.</p>`, 'The very end of the page'],
  ])('%s: is saved all the same', async (_name, body, last) => {
    site = (await site.stop(), await reader.serve({ '/heavy': articlePage({ title: TITLE, body }) }))
    const saved = await save('/heavy')
    expect(saved).toMatchObject({ status: 'saved', title: TITLE })
    expect((await reader.lectern(['show', String(saved['id']), '--format', 'text'])).stdout).toContain(last)
  })
})

test('in the window: a failed article is saved with its scripts, the hidden window is never seen and goes', async () => {
  let ready = false
  site = (await site.stop(), await reader.serve({ ...PAGES, '/later': (_request, response) => void response.setHeader('content-type', 'text/html').end(ready ? shell(BUILT_FROM_JSON) : '<!doctype html><title>Later</title><p></p>') }))
  const { page, app } = await reader.start()
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/later`)
  await page.getByRole('button', { name: 'Save article' }).click()
  const failedRow = row(page, /later/)
  await failedRow.getByText('No article was found').waitFor()
  ready = true
  await failedRow.click()
  await page.getByRole('button', { name: 'Save with its scripts' }).click()
  await row(page, TITLE).waitFor()
  expect(await (await articleFrame(page)).locator('main').innerText()).toContain('postman delivered letters')
  expect(await windowsSeen(app)).toBe(1)
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('the app closes at once while a page loops, and goes on with it at the next start', async () => {
  let { page } = await reader.start()
  await page.getByRole('textbox', { name: 'Address to save' }).fill(`${site.origin}/loop`)
  await page.getByRole('button', { name: 'Save article' }).click()
  await row(page, /loop/).getByText('Running its scripts').waitFor()
  await reader.close()
  // Had closing waited for the page, its time would be over and the article have failed.
  ;({ page } = await reader.start())
  await row(page, /loop/).getByText(/Running its scripts|Cleaning/).waitFor()
  expect(page.url()).toContain('app://lectern/')
})
