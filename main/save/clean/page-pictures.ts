import { squeezed } from './words.ts'

/** The reading column is about 700 CSS pixels; screens show twice as many. */
const WISHED_WIDTH = 1400
const SOURCE_ATTRIBUTES = [
  'data-src', 'data-lazy-src', 'data-original', 'data-original-src', 'data-lazy', 'data-url', 'data-image', 'data-image-src', 'data-img-src', 'data-hi-res-src',
  'data-full-src', 'data-full-url', 'data-orig-file', 'data-large-file', 'data-large-src', 'data-actualsrc', 'data-echo', 'data-pin-media', 'data-runner-src', 'data-delayed-url',
  'data-ll-src', 'data-cfsrc', 'data-dt-lazy-src', 'data-td-src-property', 'data-flickity-lazyload', 'data-bg', 'data-background-image',
]
const SET_ATTRIBUTES = ['srcset', 'data-srcset', 'data-lazy-srcset', 'data-original-set', 'data-ll-srcset', 'data-flickity-lazyload-srcset', 'data-cfsrcset']
// An SVG within the address is a placeholder when it is short, and a true drawing in pages saved as one file when not.
const PLACEHOLDER = /(?:^|[/_-])(?:blank|placeholder|spacer|pixel|transparent|lazy[-_]?load(?:er|ing)?|loading|grey|gray|1x1|empty|clear|dummy)[^/]*\.(?:gif|png|svg|jpe?g|webp)(?:\?|$)|^data:image\/gif;base64,R0lGOD|^data:image\/svg\+xml.{0,1500}$|^about:|^data:,?$/i
const TRACKER = /(?:^https?:\/\/(?:[^/]*\.)?(?:doubleclick\.net|scorecardresearch\.com|quantserve\.com|googleadservices\.com|google-analytics\.com|facebook\.com\/tr)\b)|\/(?:pixel|beacon|tracking|1x1|impression)(?:[./?]|$)/i

export interface PictureSource {
  /** Absolute, the best first. */
  readonly urls: readonly string[]
  readonly alt: string
  readonly width?: number
  readonly height?: number
}

/**
 * Gives every `<img>` its true source: from `srcset`, `<picture>`, lazy attributes and the `<noscript>` beside it;
 * pictures without one, trackers and spacers are removed. The sources are remembered by element, and a plain `src`
 * is left for Readability to see.
 */
export function findPictures(document: Document, base: string | undefined): Map<string, PictureSource> {
  const found = new Map<string, PictureSource>()
  for (const noscript of [...document.querySelectorAll('noscript')]) resolveNoscript(noscript)
  for (const image of [...document.querySelectorAll('img, amp-img')]) {
    const source = sourceOf(image, base)
    if (source === undefined) {
      image.remove()
      continue
    }
    const kept = image.localName === 'img' ? image : asImg(image)
    const key = String(found.size)
    found.set(key, source)
    for (const name of kept.getAttributeNames()) if (!['alt', 'title', 'width', 'height'].includes(name)) kept.removeAttribute(name)
    kept.setAttribute('src', source.urls[0] ?? '')
    kept.setAttribute('data-picture', key)
    const picture = kept.closest('picture')
    if (picture !== null) picture.replaceWith(kept)
  }
  return found
}

/** AMP's pictures are ordinary ones by another name. */
function asImg(image: Element): Element {
  const img = image.ownerDocument.createElement('img')
  for (const name of image.getAttributeNames()) img.setAttribute(name, image.getAttribute(name) ?? '')
  image.replaceWith(img)
  return img
}

/** A `<noscript>` holds the true picture of the placeholder beside it, or content that was meant to be seen without scripts. */
function resolveNoscript(noscript: Element): void {
  const images = noscript.querySelectorAll('img')
  const image = images[0]
  if (image === undefined || images.length > 1 || squeezed(noscript.textContent) !== '') {
    if (image === undefined && squeezed(noscript.textContent).length < 400) noscript.remove()
    else noscript.replaceWith(...noscript.childNodes)
    return
  }
  const before = noscript.previousElementSibling
  const after = noscript.nextElementSibling
  const isLazy = (one: Element | null): boolean =>
    one !== null && (one.localName === 'img' ? one : one.querySelectorAll('img').length === 1 && squeezed(one.textContent) === '' ? one : null) !== null
  for (const beside of [before, after]) {
    if (!isLazy(beside)) continue
    const placeholder = beside?.localName === 'img' ? beside : beside?.querySelector('img')
    if (placeholder !== null && placeholder !== undefined) {
      if (placeholder.hasAttribute('alt') && !image.hasAttribute('alt')) image.setAttribute('alt', placeholder.getAttribute('alt') ?? '')
      placeholder.replaceWith(image)
      noscript.remove()
      return
    }
  }
  noscript.replaceWith(image)
}

function sourceOf(image: Element, base: string | undefined): PictureSource | undefined {
  const width = pixels(image.getAttribute('width'))
  const height = pixels(image.getAttribute('height'))
  if ((width !== undefined && width <= 2) || (height !== undefined && height <= 2)) return undefined
  const urls = [...new Set([...fromSets(image), ...fromAttributes(image)].map((url) => absolute(url, base)))].filter((url) => url !== undefined)
  const usable = urls.filter((url) => !TRACKER.test(url))
  return usable.length === 0 ? undefined : { urls: usable.slice(0, 3), alt: image.getAttribute('alt') ?? '', ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) }
}

function fromAttributes(image: Element): string[] {
  const lazy = SOURCE_ATTRIBUTES.map((name) => image.getAttribute(name) ?? '').filter((value) => /[./]/.test(value) && !/^[{[]/.test(value))
  const plain = image.getAttribute('src') ?? ''
  return [...lazy, plain].map((value) => value.trim().replace(/^url\(["']?|["']?\)$/g, '')).filter((value) => value !== '' && !PLACEHOLDER.test(value))
}

/** Candidates of `srcset`s of the picture and of the `<source>`s around it, the best for reading first. */
function fromSets(image: Element): string[] {
  const sources = image.parentElement?.localName === 'picture' ? [...image.parentElement.querySelectorAll('source')] : []
  const shown = sources.filter((source) => /^(?:image\/(?:avif|webp|png|jpe?g|gif|svg\+xml))?$/i.test(source.getAttribute('type') ?? ''))
  const candidates = [image, ...shown].flatMap((element) => SET_ATTRIBUTES.flatMap((name) => candidatesOf(element.getAttribute(name) ?? '')))
  return candidates
    .filter((candidate) => !PLACEHOLDER.test(candidate.url))
    .sort((a, b) => distance(a.width) - distance(b.width))
    .slice(0, 2)
    .map((candidate) => candidate.url)
}

/** Too small is worse than too large. */
function distance(width: number): number {
  return width >= WISHED_WIDTH ? width - WISHED_WIDTH : (WISHED_WIDTH - width) * 4
}

/** Candidates of a `srcset` (https://html.spec.whatwg.org/#parse-a-srcset-attribute); addresses may hold commas. */
function candidatesOf(set: string): { readonly url: string; readonly width: number }[] {
  const found: { url: string; width: number }[] = []
  for (const [, url = '', descriptor = ''] of set.slice(0, 20_000).matchAll(/\s*,*\s*(\S*[^\s,])(?:\s+([\d.]+[wxh]))?\s*(?:,|$)/g)) {
    const number = Number.parseFloat(descriptor)
    // Without widths, densities rank alike: twice as dense is about the wished width of a column.
    const width = descriptor.endsWith('w') ? number : descriptor.endsWith('x') ? number * 700 : 700
    found.push({ url, width })
  }
  return found
}

function absolute(url: string, base: string | undefined): string | undefined {
  if (/^data:image\//i.test(url)) return url
  if (!URL.canParse(url, base)) return undefined
  const parsed = new URL(url, base)
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed.href : undefined
}

function pixels(value: string | null): number | undefined {
  const number = /^\s*\d+(?:\.\d+)?\s*(?:px)?\s*$/i.test(value ?? '') ? Number.parseFloat(value ?? '') : Number.NaN
  return number > 0 && number < 100_000 ? Math.round(number) : undefined
}
