import { describe, expect, test } from 'vitest'
import { canonicalAddress, isPrivateAddress, parseAddress } from '../../../main/save/addresses.ts'
import { Failure } from '../../../shared/errors.ts'
import { fc } from '../../helpers/fc.ts'

describe('parseAddress', () => {
  test.each([
    ['https://example.org/a', 'https://example.org/a'],
    ['  example.org/a b'.replace(' b', ''), 'https://example.org/a'],
    ['<https://example.org/>', 'https://example.org/'],
    ['“https://example.org/”', 'https://example.org/'],
    ['//example.org/x', 'https://example.org/x'],
    ['example.org:8080/x', 'https://example.org:8080/x'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['127.0.0.1:80', 'http://127.0.0.1/'],
    ['[::1]:8080/x', 'http://[::1]:8080/x'],
    ['HTTP://EXAMPLE.org', 'http://example.org/'],
    ['https://user:secret@example.org/', 'https://example.org/'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
  ])('%s', (text, href) => {
    expect(parseAddress(text).href).toBe(href)
  })

  test.each(['', '   ', 'hello', 'two words.org', 'ftp://example.org', 'file:///etc/passwd', 'javascript:alert(1)', 'mailto:a@example.org', 'data:text/html,x', 'about:blank', 'https://', 'https:// x', 'x'.repeat(20_000)])(
    'refuses %j',
    (text) => {
      expect(() => parseAddress(text)).toThrow(Failure)
    },
  )

  test('any text gives an http(s) address or a failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        try {
          expect(parseAddress(text).protocol).toMatch(/^https?:$/)
        } catch (error) {
          expect(error).toBeInstanceOf(Failure)
        }
      }),
    )
  })
})

describe('canonicalAddress', () => {
  test.each([
    'http://www.example.org/a/?utm_source=x&utm_medium=y#top',
    'https://example.org/a?fbclid=abc',
    'https://example.org:443/a/index.html',
    'https://EXAMPLE.org/%61',
    'http://example.org:80/a',
    'https://example.org/a?gclid=1&mc_cid=2&_ga=3',
  ])('%s is the same page', (address) => {
    expect(canonicalAddress(address)).toBe('https://example.org/a')
  })

  test('what tells pages apart is kept', () => {
    expect(canonicalAddress('https://example.org/?b=2&a=1&a=0')).toBe('https://example.org/?a=0&a=1&b=2')
    expect(canonicalAddress('https://example.org/#!/route')).toBe('https://example.org/#!/route')
    expect(canonicalAddress('https://example.org/?id=7&utm_source=x')).toBe('https://example.org/?id=7')
    expect(canonicalAddress('https://example.org/A')).not.toBe(canonicalAddress('https://example.org/a'))
    expect(canonicalAddress('http://127.0.0.1:8123/x')).toBe('https://127.0.0.1:8123/x')
    expect(canonicalAddress('https://www.org/')).toBe('https://www.org/')
  })

  test('it is stable', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
        const once = canonicalAddress(address)
        expect(canonicalAddress(once)).toBe(once)
      }),
    )
  })
})

describe('isPrivateAddress', () => {
  test.each(['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.0.9', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a00:1', '::127.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::', '2002:c0a8:1::', 'nonsense', ''])(
    '%s is private',
    (ip) => {
      expect(isPrivateAddress(ip)).toBe(true)
    },
  )

  test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '192.169.0.1', '100.128.0.1', '2606:2800:220:1::1', '::ffff:8.8.8.8', '64:ff9b::808:808', '2002:808:808::'])('%s is public', (ip) => {
    expect(isPrivateAddress(ip)).toBe(false)
  })
})
