/** Seconds that a page may wait before it forwards; what waits longer is meant to be read, and reloads itself. */
const LONGEST_WAIT = 10
/** Characters of text that a page may have which only forwards. */
const MOST_TEXT = 300
/** Bytes; a page that only forwards is small. */
const MOST_BYTES = 20_000

/**
 * Where a page forwards with `<meta http-equiv="refresh">`, when that is all it does: it has hardly any text and waits no
 * longer than seconds. What stands in `<noscript>` counts, for no script runs here.
 * @param url the page's own address
 * @returns an absolute address of any scheme; nothing when the page shows something, or forwards to itself
 */
export function forwardedTo(bytes: Uint8Array, url: string): string | undefined {
  if (bytes.byteLength > MOST_BYTES) return undefined
  // Addresses in old encodings are rare and ASCII; text is only measured.
  const html = Buffer.from(bytes).toString('utf8').replace(/<!--[^]*?-->/g, '')
  for (const [tag] of html.matchAll(/<meta\b[^>]*>/gi)) {
    if (!/\bhttp-equiv\s*=\s*["']?\s*refresh\b/i.test(tag)) continue
    const content = /\bcontent\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag)
    const [, seconds = '', raw = ''] = /^\s*(\d+)(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']*)/i.exec(content?.[1] ?? content?.[2] ?? content?.[3] ?? '') ?? []
    const address = raw.trim().replaceAll('&amp;', '&')
    if (seconds === '' || address === '' || Number(seconds) > LONGEST_WAIT || !URL.canParse(address, url)) continue
    const target = new URL(address, url).href
    return withoutHash(target) === withoutHash(url) || textOf(html).length > MOST_TEXT ? undefined : target
  }
  return undefined
}

function textOf(html: string): string {
  return html.replace(/<(script|style|title|svg)\b[^]*?<\/\1\s*>/gi, ' ').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim()
}

function withoutHash(url: string): string {
  return url.replace(/#.*$/, '')
}
