import { currentReading } from './reading.ts'

/**
 * Prints the open article alone. The reading frame may not print (its sandbox allows nothing), so a copy of its document
 * goes into a frame that may, and is taken away again. Neither frame can run scripts.
 */
export async function printArticle(): Promise<void> {
  const reading = currentReading()
  if (!reading) return
  const { element, document: source } = reading.frame
  const copy = document.createElement('iframe')
  copy.setAttribute('sandbox', 'allow-same-origin allow-modals')
  copy.className = 'visually-hidden'
  copy.ariaHidden = 'true'
  copy.tabIndex = -1
  copy.src = element.src
  const loaded = new Promise((resolve) => copy.addEventListener('load', resolve, { once: true }))
  document.body.append(copy)
  await loaded
  const target = copy.contentDocument
  if (target) {
    target.title = source.title
    target.documentElement.lang = source.documentElement.lang
    target.documentElement.style.cssText = source.documentElement.style.cssText
    target.body.replaceChildren(...[...source.body.childNodes].map((node) => target.importNode(node, true)))
    await Promise.all([...target.images].map((image) => image.decode().catch(() => undefined)))
    copy.contentWindow?.print()
  }
  copy.remove()
}
