/** A page out of a web archive, with its pictures inside. */
export interface ArchivedPage {
  readonly bytes: Uint8Array
  readonly contentType: string
  /** Where it was saved from, when the archive says so. */
  readonly url?: string
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Bytes of pictures that are put into the page; an archive of more keeps the first ones. */
const MOST_PICTURES = 60_000_000
const SAFE_PICTURE = /^image\/(?:png|jpe?g|gif|webp|avif|svg\+xml)$/

/**
 * The page in a web archive (MHTML, RFC 2557: a MIME message of type `multipart/related`, as browsers save "a single file"),
 * or undefined when the bytes are none. Pictures that the archive has stand in it as `data:` addresses.
 */
export function pageOfMhtml(bytes: Uint8Array): ArchivedPage | undefined {
  const head = Buffer.from(bytes.subarray(0, 8192)).toString('latin1')
  if (!/^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?content-type:\s*multipart\/related\b/i.test(head)) return undefined
  // One character a byte: charsets are for whoever reads the page.
  const whole = partOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))
  const boundary = /boundary="?([^";\r\n]+)"?/i.exec(whole.headers.get('content-type') ?? '')?.[1]
  if (boundary === undefined) return undefined
  const parts = `\r\n${whole.body}`.split(`\n--${boundary}`).slice(1).map((text) => partOf(text.replace(/^(?:--)?[ \t]*\r?\n/, ''))) // prettier-ignore
  const page = parts.find(({ headers }) => /^text\/html|^application\/xhtml\+xml/i.test(headers.get('content-type') ?? ''))
  if (page === undefined) return undefined
  const url = webAddress(page.headers.get('content-location')) ?? webAddress(whole.headers.get('snapshot-content-location'))
  const html = withPictures(bodyOf(page), parts)
  return { bytes: Buffer.from(html, 'latin1'), contentType: page.headers.get('content-type') ?? 'text/html', ...(url && { url }) }
}

/** The header fields, folded lines joined, and what follows them. */
function partOf(text: string): Part {
  const end = /\r?\n\r?\n/.exec(text)
  const [head, body] = end === null ? [text, ''] : [text.slice(0, end.index), text.slice(end.index + end[0].length)]
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([\w-]+):\s*(.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) headers.set(name.toLowerCase(), value.trim())
  }
  return { headers, body }
}

function bodyOf({ headers, body }: Part): string {
  switch (headers.get('content-transfer-encoding')?.toLowerCase()) {
    case 'quoted-printable':
      return body.replace(/=\r?\n/g, '').replace(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    case 'base64':
      return Buffer.from(body, 'base64').toString('latin1')
    default:
      return body
  }
}

/** Attributes that lead to a picture of the archive get the picture itself. */
function withPictures(html: string, parts: readonly Part[]): string {
  const pictures = new Map<string, Part>()
  for (const part of parts) {
    const id = part.headers.get('content-id')?.replace(/^<|>$/g, '')
    for (const name of [part.headers.get('content-location'), id && `cid:${id}`]) if (name) pictures.set(name, part)
  }
  let left = MOST_PICTURES
  return html.replace(/(\s(?:src|poster)\s*=\s*)(["'])([^"'<>]{1,4096})\2/gi, (attribute, before: string, quote: string, address: string) => {
    const part = pictures.get(address.replace(/&amp;/g, '&'))
    const type = part?.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
    if (part === undefined || !SAFE_PICTURE.test(type)) return attribute
    const bytes = Buffer.from(bodyOf(part), 'latin1')
    left -= bytes.byteLength
    return left < 0 ? attribute : `${before}${quote}data:${type};base64,${bytes.toString('base64')}${quote}`
  })
}

function webAddress(text: string | undefined): string | undefined {
  return text !== undefined && /^https?:/i.test(text) && URL.canParse(text) ? new URL(text).href : undefined
}
