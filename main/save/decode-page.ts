import chardet from 'chardet'
import sniffEncoding from 'html-encoding-sniffer'
import { decode, getBOMEncoding, isSupported, labelToName } from 'whatwg-encoding'

export interface DecodedPage {
  readonly text: string
  /** The encoding's name as the Encoding Standard writes it, e.g. `UTF-8`. */
  readonly charset: string
}

/** How far a late `<meta charset>` is looked for; browsers look through what has arrived when they begin to parse. */
const META_REACH = 131_072
/** Bytes that detection looks at: enough to be sure, little enough to be quick. */
const DETECTION_REACH = 65_536
/** More broken characters than one in this many mean that the declared encoding is a lie. */
const BROKEN_ALLOWED = 500

/**
 * The text of a page's bytes. The order is the browsers' (byte order mark, header, meta), with three repairs that
 * readers of saved pages need: bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever is declared, a declaration
 * that the bytes contradict is dropped, and undeclared bytes are detected instead of taken for windows-1252.
 */
export function decodePage(bytes: Uint8Array, contentType?: string): DecodedPage {
  const marked = getBOMEncoding(bytes)
  if (marked !== null) return decodeAs(bytes, marked)
  const wide = wideWithoutMark(bytes)
  if (wide !== undefined) return decodeAs(bytes, wide)
  if (isUtf8(bytes)) {
    const declared = declaredEncodings(bytes, contentType)[0]
    // ISO-2022-JP is ASCII to the eye of UTF-8.
    return decodeAs(bytes, declared === 'ISO-2022-JP' ? declared : 'UTF-8')
  }
  const candidates = [...declaredEncodings(bytes, contentType), ...detected(bytes), 'windows-1252']
  const decoded = candidates.map((name) => () => decodeAs(bytes, name))
  for (const attempt of decoded) {
    const page = attempt()
    if (isPlausible(page.text)) return page
  }
  return decodeAs(bytes, candidates[0] ?? 'windows-1252')
}

/** What header and meta declare, in that order. */
function declaredEncodings(bytes: Uint8Array, contentType: string | undefined): string[] {
  const label = /;\s*charset\s*=\s*["']?([^"';\s]+)/i.exec(contentType ?? '')?.[1]
  const fromHeader = label === undefined ? null : labelToName(label)
  const fromMeta = metaEncoding(bytes)
  return [fromHeader, fromMeta].filter((name) => name !== null && name !== undefined)
}

function metaEncoding(bytes: Uint8Array): string | undefined {
  const early = sniffEncoding(bytes, { defaultEncoding: 'replacement' })
  if (early !== 'replacement') return early
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, META_REACH)).toString('latin1')
  for (const { index } of head.matchAll(/<meta[\s/]/gi)) {
    const found = sniffEncoding(bytes.subarray(index, index + 1024), { defaultEncoding: 'replacement' })
    if (found !== 'replacement') return found
  }
  return undefined
}

function detected(bytes: Uint8Array): string[] {
  const start = Math.max(0, bytes.findIndex((byte) => byte > 127) - 1024)
  const matches = chardet.analyse(bytes.subarray(start, start + DETECTION_REACH))
  return matches
    .filter((match) => match.confidence >= 10)
    .map((match) => labelToName(match.name))
    .filter((name): name is string => name !== null && !name.startsWith('UTF-16'))
    .slice(0, 3)
}

/** UTF-16 of mostly ASCII text without its mark: every other byte is zero. */
function wideWithoutMark(bytes: Uint8Array): string | undefined {
  const sample = bytes.subarray(0, 512)
  if (sample.length < 8) return undefined
  let even = 0
  let odd = 0
  sample.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++
  })
  const most = sample.length * 0.35
  if (odd > most && even < odd / 8) return 'UTF-16LE'
  if (even > most && odd < even / 8) return 'UTF-16BE'
  return undefined
}

/** Whether bytes are UTF-8; a last character cut in the middle is forgiven. */
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

function isPlausible(text: string): boolean {
  let broken = 0
  for (let at = text.indexOf('\uFFFD'); at !== -1; at = text.indexOf('\uFFFD', at + 1)) broken++
  return broken * BROKEN_ALLOWED <= text.length
}

function decodeAs(bytes: Uint8Array, name: string): DecodedPage {
  // What iconv-lite lacks (ISO-2022-JP), the platform has; its own windows-1252 and EUC-KR were wrong in Node 20.
  const text = isSupported(name) ? decode(bytes, name) : platformDecode(bytes, name)
  return { text: undoubled(text.replace(/^\uFEFF/, '')), charset: name }
}

/**
 * Text that was UTF-8, taken for Latin-1 and encoded once more before it was served: `â\u0080\u0099` for `’`. Control
 * characters from U+0080 on stand in no page on purpose, so where they follow such letters the runs are decoded again.
 */
function undoubled(text: string): string {
  if (!/[\u00C2-\u00F4][\u0080-\u009F]/.test(text)) return text
  return text.replace(/[\u00C2-\u00F4][\u0080-\u00BF]{1,3}/g, (run) => {
    const decoded = Buffer.from(run, 'latin1').toString('utf8')
    return decoded.includes('\uFFFD') ? run : decoded
  })
}

function platformDecode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder(name).decode(bytes)
  } catch {
    return decode(bytes, 'windows-1252')
  }
}
