/** Set before every id of a page, so that none can stand for one of the reader's own. */
const PREFIX = 'a-'
const ARROW = /^(?:↩|↑|\^|⏎|↵)\uFE0E?$/u

/**
 * Ids and the links to them: prefixed, links inside the page made `#…` links, those without a target taken off. Ids
 * that nothing points to go, but for those of headings.
 */
export function finishIds(root: HTMLElement): void {
  const { baseURI, documentURI } = root.ownerDocument
  const pages = [baseURI, documentURI].map((address) => address.replace(/#.*$/, ''))
  const links = [...root.querySelectorAll('a[href]')].flatMap((link) => {
    const href = link.getAttribute('href') ?? ''
    const page = href.startsWith('#') ? '' : pages.find((address) => href.startsWith(`${address}#`))
    const hash = page === undefined ? undefined : href.slice(page.length)
    return hash === undefined ? [] : [{ link, id: decoded(hash.slice(1)) }]
  })
  const wanted = new Set(links.map(({ id }) => id))
  const present = new Set<string>()
  for (const element of root.querySelectorAll('[id], [data-id], a[name]')) {
    const id = element.getAttribute('id') ?? element.getAttribute('data-id') ?? element.getAttribute('name') ?? ''
    const keep = id !== '' && !present.has(id) && (wanted.has(id) || /^h[1-6]$/.test(element.localName))
    element.removeAttribute('name')
    if (keep) {
      present.add(id)
      element.setAttribute('id', PREFIX + id.replace(/\s+/g, '-'))
    } else element.removeAttribute('id')
  }
  for (const { link, id } of links) {
    if (present.has(id)) link.setAttribute('href', `#${PREFIX}${encodeURIComponent(id.replace(/\s+/g, '-'))}`)
    // An arrow that leads nowhere says nothing.
    else if (ARROW.test(link.textContent?.trim() ?? '')) link.remove()
    else link.replaceWith(...link.childNodes)
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
