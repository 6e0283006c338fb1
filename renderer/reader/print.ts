import { currentReading } from './current-reading.ts'

const SKELETON =
  '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="/article.css"></head><body></body></html>'

/**
 * Prints the open article alone, highlights included. The reading frame may not print (its sandbox and its policy allow
 * nothing), so a copy of its document goes into a frame that may, and is taken away again. Neither can run scripts.
 */
export async function printArticle(): Promise<void> {
  const reading = currentReading()
  if (!reading) return
  const copy = document.createElement('iframe')
  copy.setAttribute('sandbox', 'allow-same-origin allow-modals')
  copy.className = 'visually-hidden'
  copy.ariaHidden = 'true'
  copy.tabIndex = -1
  copy.srcdoc = SKELETON
  const loaded = new Promise((resolve) => copy.addEventListener('load', resolve, { once: true }))
  document.body.append(copy)
  try {
    await loaded
    const target = copy.contentWindow as (Window & typeof globalThis) | null
    if (!target) return
    fillCopy(reading.frame.document, target.document)
    unfold(target.document)
    reading.paintCopy(target)
    await Promise.all([...target.document.images].map((image) => image.decode().catch(() => undefined)))
    target.print()
  } finally {
    copy.remove()
  }
}

function fillCopy(source: Document, target: Document): void {
  target.title = source.title
  target.documentElement.lang = source.documentElement.lang
  target.documentElement.style.cssText = source.documentElement.style.cssText
  target.body.replaceChildren(...[...source.body.childNodes].map((node) => target.importNode(node, true)))
  // Pictures are named relative to the article's folder, which is not where the copy is.
  const originals = source.images
  for (const [index, image] of [...target.images].entries()) {
    const from = originals[index]
    if (from?.hasAttribute('src')) image.src = from.src
  }
}

const LONGEST_ADDRESS = 100

/** On paper nothing can be opened or followed: folded parts are open, links say where they lead, ways back lead nowhere. */
function unfold(target: Document): void {
  for (const details of target.querySelectorAll('details')) details.open = true
  for (const link of target.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const href = link.getAttribute('href') ?? ''
    const text = link.textContent?.trim() ?? ''
    if (href.startsWith('#') && /^[↩↑⏎↵^]\uFE0E?$/u.test(text)) link.dataset['wayBack'] = ''
    if (!/^https?:/i.test(href) || text === '' || link.closest('h1, h2, h3, h4, h5, h6, pre') !== null) continue
    const address = decodedAddress(href)
    // A link that is written as its address says it already.
    if (!text.includes(address)) link.dataset['address'] = address.length > LONGEST_ADDRESS ? `${address.slice(0, LONGEST_ADDRESS)}…` : address
  }
}

/** An address as people write it: without scheme, `www.` and a slash at the end. */
function decodedAddress(href: string): string {
  return href.replace(/^https?:\/\/(?:www\.)?/i, '').replace(/\/$/, '')
}
