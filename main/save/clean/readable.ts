import { Readability } from '@mozilla/readability'

/** Inner workings of Readability 0.6.0 that are replaced here; its version is pinned. */
interface ReadabilityInside {
  _isProbablyVisible(node: Element): boolean
  _fixLazyImages(root: Element): void
  _unwrapNoscriptImages(document: Document): void
}

export interface ReadableOptions {
  /** Takes hidden elements for visible: some pages show their article by script. */
  readonly withHidden?: boolean
}

/**
 * The element that Readability finds to be the article, classes kept for the steps after it; undefined when it finds
 * none. The document is used up.
 */
export function readable(document: Document, options: ReadableOptions = {}): HTMLElement | undefined {
  const reader = new Readability<HTMLElement>(document, {
    keepClasses: true,
    disableJSONLD: true,
    serializer: (node) => node as HTMLElement,
  })
  const inside = reader as unknown as ReadabilityInside
  // Ours did both already, and better informed; styles were turned into `hidden` before (jsdom parses them slowly).
  inside._fixLazyImages = () => undefined
  inside._unwrapNoscriptImages = () => undefined
  inside._isProbablyVisible = (node) => options.withHidden === true || isVisible(node)
  return reader.parse()?.content ?? undefined
}

/** As Readability's own, without looking at styles. */
function isVisible(node: Element): boolean {
  if (node.hasAttribute('hidden')) return false
  const className = node.getAttribute('class') ?? ''
  return node.getAttribute('aria-hidden') !== 'true' || className.includes('fallback-image')
}
