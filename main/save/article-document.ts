import type { Instant } from '../../shared/model.ts'
import type { CleanedPage, PictureToKeep } from './clean.ts'
import type { PicturePlacement } from './pictures.ts'

/**
 * An `<img>` as DOM serialisation writes it: attributes in double quotes, quotes inside them escaped. That is the only
 * form these functions meet, for both read what our own cleaner or `imageTag` wrote.
 */
const IMG = /<img((?:\s+[a-z][a-z-]*(?:="[^"]*")?)*)\s*\/?>/g

/** Set for a browser that opens the file on its own; Lectern's reader has its own style. */
const STYLE = `
:root { color-scheme: light dark }
body { margin: 0 auto; max-width: 40rem; padding: 3rem 1.5rem 6rem; font: 1.15rem/1.65 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; overflow-wrap: break-word }
header { margin-block-end: 2.5rem } h1, h2, h3, h4, h5, h6 { line-height: 1.25; text-wrap: balance } header p { color: GrayText; font-size: .9em; margin: 0 }
img { max-width: 100%; height: auto } img[data-missing] { display: inline-block; min-height: 1.5em; padding: .25em .75em; border: 1px dashed GrayText }
figure { margin: 2rem 0 } figcaption { color: GrayText; font-size: .85em }
pre { overflow-x: auto; padding: 1rem; border: 1px solid color-mix(in srgb, GrayText 40%, transparent); font-size: .85em; line-height: 1.5 }
blockquote { margin-inline: 0; padding-inline-start: 1.25rem; border-inline-start: 3px solid GrayText }
table { border-collapse: collapse; display: block; overflow-x: auto } td, th { border: 1px solid color-mix(in srgb, GrayText 40%, transparent); padding: .35em .7em; text-align: start; vertical-align: top }
`.trim()

/** Nothing but what lies beside the file: no script, no request. */
const POLICY = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * The stored `article.html`: a document that stands on its own in any browser. Its `<main>` is the article; title,
 * byline and source stand outside it, so that the article's text is the article's alone.
 */
export function articleDocument(
  page: CleanedPage,
  placements: readonly PicturePlacement[],
  about: { readonly url?: string; readonly savedAt: Instant },
): string {
  const { metadata } = page
  const body = page.html.replace(IMG, (tag, attributes: string) => {
    const index = attribute(attributes, 'data-picture')
    return index === undefined ? tag : imageTag(page.pictures[Number(index)], placements[Number(index)], attributes)
  })
  const source = about.url === undefined ? '' : `<p><a href="${escaped(about.url)}">${escaped(hostOf(about.url))}</a></p>\n`
  const line = [metadata.byline, metadata.siteName, metadata.publishedAt?.slice(0, 10)].filter((part) => part !== undefined)
  return `<!doctype html>
<html${metadata.language === undefined ? '' : ` lang="${escaped(metadata.language)}"`} dir="${metadata.direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Lectern">
<meta name="dcterms.date" content="${escaped(about.savedAt)}">
<title>${escaped(metadata.title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<header>
<h1>${escaped(metadata.title)}</h1>
${line.length === 0 ? '' : `<p>${line.map((part) => escaped(part)).join(' · ')}</p>\n`}${source}</header>
<main>${body}</main>
</body>
</html>
`
}

/** The pictures of a stored article that are missing, once each: for trying again. */
export function missingPicturesIn(documentHtml: string): readonly PictureToKeep[] {
  const found = new Map<string, PictureToKeep>()
  for (const [, attributes = ''] of mainOf(documentHtml).matchAll(IMG)) {
    const url = attribute(attributes, 'data-missing')
    if (url !== undefined) found.set(url, { urls: [url], alt: attribute(attributes, 'alt') ?? '' })
  }
  return [...found.values()]
}

/** The pictures that a stored article shows and where they came from. Those that came inside the page have no address. */
export function keptPicturesIn(documentHtml: string): readonly { readonly url: string; readonly path: string; readonly width?: number; readonly height?: number }[] {
  return [...mainOf(documentHtml).matchAll(IMG)].flatMap(([, attributes = '']) => {
    const [url, path] = [attribute(attributes, 'data-original'), attribute(attributes, 'src')]
    if (url === undefined || path === undefined) return []
    const [width, height] = [Number(attribute(attributes, 'width')), Number(attribute(attributes, 'height'))]
    return [{ url, path, ...(width > 0 && height > 0 && { width, height }) }]
  })
}

/** The document with those of its missing pictures in place that have been kept now. */
export function placeMissing(documentHtml: string, placements: readonly PicturePlacement[]): string {
  const byUrl = new Map(placements.map((placement) => [placement.url, placement]))
  return documentHtml.replace(IMG, (tag, attributes: string) => {
    const url = attribute(attributes, 'data-missing')
    const placement = url === undefined ? undefined : byUrl.get(url)
    if (url === undefined || placement === undefined || placement.kind === 'missing') return tag
    return imageTag({ urls: [url], alt: attribute(attributes, 'alt') ?? '' }, placement, attributes)
  })
}

function imageTag(picture: PictureToKeep | undefined, placement: PicturePlacement | undefined, attributes: string): string {
  if (placement?.kind === 'dropped') return ''
  const alt = escaped(picture?.alt ?? attribute(attributes, 'alt') ?? '')
  const original = placement?.url ?? picture?.urls[0] ?? ''
  if (placement?.kind !== 'kept') {
    return `<img data-missing="${escaped(original)}" alt="${alt}"${size(picture?.width, picture?.height)}>`
  }
  const remembered = original.startsWith('data:') ? '' : ` data-original="${escaped(original)}"`
  const width = placement.width ?? picture?.width
  const height = placement.height ?? picture?.height
  return `<img src="${escaped(placement.path)}"${size(width, height)} alt="${alt}"${remembered}>`
}

function size(width: number | undefined, height: number | undefined): string {
  return width === undefined || height === undefined ? '' : ` width="${width}" height="${height}"`
}

function attribute(attributes: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1]
  return value?.replace(/&(amp|lt|gt|quot|nbsp);/g, (entity, key: string) => UNESCAPED[key] ?? entity)
}

const UNESCAPED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0' }

/** As DOM serialisation escapes an attribute's value; right for text too. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/\u00A0/g, '&nbsp;')
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}

function mainOf(documentHtml: string): string {
  return documentHtml.slice(documentHtml.indexOf('<main>'), documentHtml.lastIndexOf('</main>'))
}
