import { expect, test } from 'vitest'
import { isSameSite, sameSiteTransport } from '../../../main/save/same-site-transport.ts'
import type { Transport } from '../../../main/save/transport.ts'

test.each([
  ['https://isle.example/a.png', true],
  ['https://img.isle.example:8443/a.png', true],
  ['http://isle.example/a.png', false],
  ['https://isle.example.org/a.png', false],
  ['https://notisle.example/a.png', false],
  ['https://isle.example@evil.example/a.png', false],
])('%s is of the site of https://www.isle.example: %s', (url, same) => {
  expect(isSameSite(url, 'https://www.isle.example/winter')).toBe(same)
})

test('two blogs of one host are two sites, and so are two numbers', () => {
  expect(isSameSite('https://a.github.io/x.png', 'https://b.github.io/')).toBe(false)
  expect(isSameSite('http://127.0.0.1:1/x.png', 'http://127.0.0.2:1/')).toBe(false)
  expect(isSameSite('http://127.0.0.1:1/x.png', 'http://127.0.0.1:2/')).toBe(true)
  expect(isSameSite('http://localhost/x.png', 'http://127.0.0.1/')).toBe(false)
})

test('log-ins go to the page’s own site and nowhere else', async () => {
  const asked: string[] = []
  const way = (name: string): Transport => ({
    async request(url) {
      asked.push(`${name} ${url}`)
      throw new Error('no network')
    },
  })
  const transport = sameSiteTransport('https://isle.example/winter', { loggedIn: way('loggedIn'), plain: way('plain') })
  for (const url of ['https://img.isle.example/a.png', 'https://cdn.example/a.png']) await transport.request(url, { headers: {}, signal: new AbortController().signal }).catch(() => undefined)
  expect(asked).toEqual(['loggedIn https://img.isle.example/a.png', 'plain https://cdn.example/a.png'])
})
