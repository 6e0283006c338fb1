import { Failure } from '../shared/errors.ts'

/** Members of a letter's address that say who it goes to and what it says. RFC 6068. */
const LETTER = /^(?:to|cc|bcc|subject|body)=/i

/**
 * An address as it may leave for another program: of the web, or of a letter. Of a letter nothing else is handed on, since
 * some mail programs attach the reader's own files when a link of a page says so (`mailto:…?attach=`).
 * @throws Failure blocked-address
 */
export function outsideAddress(address: unknown): string {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol === 'mailto:') {
    url.search = url.search.slice(1).split('&').filter((member) => LETTER.test(member)).join('&') // prettier-ignore
    return url.href
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new Failure({ code: 'blocked-address', address: String(address).slice(0, 200) })
}
