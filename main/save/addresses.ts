import { BlockList, isIP } from 'node:net'
import { Failure } from '../../shared/errors.ts'

/** Longer addresses are refused: no server takes them, and rows, files and logs hold them. */
const LONGEST_ADDRESS = 16_384

/**
 * Reads what somebody typed or pasted as an address: white space, quotes and angle brackets around it are dropped and
 * a missing scheme is added (`https`, or `http` for this machine itself). User names and passwords in it are dropped,
 * for an address is stored and shown.
 * @throws Failure invalid-address when it is no http(s) address
 */
export function parseAddress(text: string): URL {
  const trimmed = text.trim().replace(/^[<"'“‘«]+|[>"'”’»]+$/g, '').trim()
  const refuse = (): never => {
    throw new Failure({ code: 'invalid-address', address: text.slice(0, 500) })
  }
  if (trimmed === '' || trimmed.length > LONGEST_ADDRESS || /\s/.test(trimmed)) return refuse()
  const url = URL.canParse(withScheme(trimmed)) ? new URL(withScheme(trimmed)) : refuse()
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse()
  const known = url.hostname.includes('.') || url.hostname === 'localhost' || isIP(unbracketed(url.hostname)) !== 0
  if (!known) return refuse()
  url.username = ''
  url.password = ''
  return url
}

function withScheme(text: string): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text
  // `localhost:8080` is a host and a port; `mailto:x` and `javascript:x` are schemes.
  const hostAndPort = /^[^/?#:]+:\d{1,5}(?:[/?#]|$)/.test(text) || /^\[[0-9a-f:.]+\]/i.test(text)
  if (!hostAndPort && /^[a-z][a-z0-9+.-]*:/i.test(text)) return text
  const bare = text.replace(/^\/\//, '')
  return `${/^(?:localhost|127\.|\[::1\])/i.test(bare) ? 'http' : 'https'}://${bare}`
}

/** Parameters that say where a visitor came from, never what the page shows. */
const TRACKING = new RegExp(
  `^(?:${[
    'utm_.*', 'fbclid', 'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'twclid', 'yclid', 'msclkid', 'ttclid', 'li_fat_id',
    'wt_mc', 'icid', 'rdt_cid', 'igshid', 'igsh', 'mc_[ce]id', '_hs(?:enc|mi)', '__hs(?:fp|sc|tc)', 'hsctatracking',
    'mkt_tok', 'oly_(?:anon|enc)_id', 'vero_(?:id|conv)', 'wickedid', 'ref_(?:src|url)', '_g[al]', 'guccounter',
    'guce_referr.*', 'sfnsn', 'spm', 'srsltid', 'at_(?:medium|campaign|custom\\d+|link_.*)', 'cmpid', 'smid', 'soc_src',
    'soc_trk', 'xtor', 'piwik_.*', 'matomo_.*', 'pk_.*', 'mtm_.*', 's_cid', '_openstat', 'epik', 'share_(?:id|source)',
    'ns_(?:campaign|mchannel|source|linkname|fee)', 'trk(?:campaign|info)?', 'elqtrack(?:id)?', '__twitter_impression',
  ].join('|')})$`,
  'i',
)

/**
 * The form of an address by which Lectern recognises that two addresses are the same page. It is only compared, never
 * fetched or shown: `http` counts as `https` and `www.` is dropped, for a site that serves two different articles
 * under them is not known, while links in both forms are everywhere. Tracking parameters, default ports, a trailing
 * slash, `index.html` and the fragment go too; fragments that are routes (`#!…`, `#/…`) stay.
 */
export function canonicalAddress(address: string): string {
  const url = new URL(address)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return url.href
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`
  const host = url.hostname.replace(/^www\d?\.(?=[^.]+\.)/, '').replace(/\.$/, '')
  const path = normalPath(url.pathname)
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name)).sort(byNameThenValue)
  const query = kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''
  const fragment = /^#[!/]./.test(url.hash) ? url.hash : ''
  return `https://${host}${port}${path}${query}${fragment}`
}

function normalPath(path: string): string {
  const same = path
    .replace(/%[0-9a-f]{2}/gi, (code) => {
      const character = String.fromCharCode(Number.parseInt(code.slice(1), 16))
      return /[A-Za-z0-9._~-]/.test(character) ? character : code.toUpperCase()
    })
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '/')
    .replace(/\/+$/, '')
  return same === '' ? '/' : same
}

function byNameThenValue(a: readonly [string, string], b: readonly [string, string]): number {
  const [one, other] = [a.join('\0'), b.join('\0')]
  return one < other ? -1 : one > other ? 1 : 0
}

/** Addresses that do not belong to the public internet, from IANA's special-purpose registries (RFC 6890). */
const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24],
  ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  ['::', 127], ['100::', 64], ['2001:db8::', 32], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(network, bits, 'ipv6')
}

/**
 * Whether an IP address is loopback, link-local, of a private or otherwise not public network. IPv6 forms that carry
 * an IPv4 address (mapped, NAT64, 6to4) are judged by that one. What is no IP address counts as private.
 */
export function isPrivateAddress(ip: string): boolean {
  const bare = unbracketed(ip).replace(/%.*$/, '')
  const version = isIP(bare)
  if (version === 0) return true
  if (version === 4) return PRIVATE.check(bare, 'ipv4')
  const inner = embeddedIpv4(bare)
  return PRIVATE.check(bare, 'ipv6') || (inner !== undefined && PRIVATE.check(inner, 'ipv4'))
}

function embeddedIpv4(ip: string): string | undefined {
  const words = ipv6Words(ip)
  const dotted = (high = 0, low = 0): string => [high >> 8, high & 255, low >> 8, low & 255].join('.')
  const startsWith = (...start: number[]): boolean => start.every((word, index) => words[index] === word)
  if (startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0, 0, 0, 0, 0, 0)) return dotted(words[6], words[7])
  if (startsWith(0x64, 0xff9b, 0, 0, 0, 0)) return dotted(words[6], words[7])
  if (startsWith(0x2002)) return dotted(words[1], words[2])
  return undefined
}

function ipv6Words(ip: string): number[] {
  // The URL parser writes every IPv6 address in its shortest form of hexadecimal words.
  const short = unbracketed(new URL(`http://[${ip}]/`).hostname)
  const [head = '', tail] = short.split('::')
  const words = (part: string): number[] => (part === '' ? [] : part.split(':').map((word) => Number.parseInt(word, 16)))
  if (tail === undefined) return words(head)
  const missing = 8 - words(head).length - words(tail).length
  return [...words(head), ...Array.from({ length: missing }, () => 0), ...words(tail)]
}

/** An IPv6 host as `node:net` reads it, without the brackets of an address. */
export function unbracketed(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}
