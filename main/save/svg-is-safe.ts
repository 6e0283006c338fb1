/**
 * What an SVG must not hold. In an `<img>` nothing of it would run or fetch, but the file lies in the reader's folder
 * and may be opened on its own: so it is kept only when it is inert there too. A drawing, a chart or a logo is.
 */
const ACTIVE = [
  /<\s*(?:[a-z0-9]+:)?(?:script|foreignObject|iframe|object|embed|audio|video|handler|listener|animate\w*|set|image|a)\b/i,
  /\son[a-z]+\s*=/i,
  /<!ENTITY|<!\[CDATA\[|<!ATTLIST/i,
  /<\?xml-stylesheet/i,
  /@import|expression\s*\(/i,
  // References out of the file: only `#id` and raster data are inert.
  /\b(?:xlink:)?href\s*=\s*(?:"(?!\s*#)|'(?!\s*#)|[^"'\s#])/i,
  /\burl\s*\(\s*(?:"|'|&quot;|&#\d+;)?\s*(?!["']?\s*#)(?!["']?\s*data:(?:image\/(?:png|jpe?g|gif|webp)|font\/|application\/(?:x-)?font))/i,
  /(?:java|vb)script\s*:/i,
  /\bsrc\s*=/i,
]

/** Whether an SVG file is a mere drawing. Compressed or wide encodings are not looked into and are refused. */
export function svgIsSafe(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('utf8')
  if (text.includes('\0') || text.includes('\uFFFD')) return false
  // Character references could spell any of it in attributes.
  const plain = text.replace(/&#(?:x([0-9a-f]+)|(\d+));?/gi, (_, hex: string | undefined, decimal: string | undefined) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
  return !ACTIVE.some((pattern) => pattern.test(plain.replace(/<!--[^]*?-->/g, '')))
}
