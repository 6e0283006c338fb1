import { getDomain } from 'tldts'
import type { Transport } from './transport.ts'

/**
 * Fetches what belongs to a page that was saved from Lectern's browser: from the page's own site with the browser's
 * session, so that pictures behind its log-in come; from everywhere else without it. Each hop is judged by itself, so a
 * redirect to another site goes there without cookies.
 * @param pageUrl the page as it was seen, and not an address that it says of itself
 */
export function sameSiteTransport(pageUrl: string, ways: { readonly loggedIn: Transport; readonly plain: Transport }): Transport {
  return { request: (url, options) => (isSameSite(url, pageUrl) ? ways.loggedIn : ways.plain).request(url, options) }
}

/** Same scheme and same registrable domain (https://developer.mozilla.org/docs/Glossary/Site); of what has none, the same host. */
export function isSameSite(one: string, other: string): boolean {
  const [a, b] = [new URL(one), new URL(other)]
  return a.protocol === b.protocol && siteOf(a) === siteOf(b)
}

function siteOf({ href, hostname }: URL): string {
  // Private suffixes too: readers of one blog host are strangers to each other.
  return getDomain(href, { allowPrivateDomains: true }) ?? hostname
}
