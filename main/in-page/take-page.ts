/**
 * The page as it stands, as HTML: what its scripts built is in it, open shadow trees in the places where they show.
 *
 * Runs inside a page, in a world apart from the page's scripts, as text: it may use nothing but what stands in it.
 */
export function takePage(): string {
  const copy = (node: Node): Node => {
    const made = node.cloneNode(false)
    const host = node instanceof Element ? node.shadowRoot : null
    for (const child of (host ?? node).childNodes) {
      if (host !== null && child instanceof HTMLStyleElement) continue
      if (!(child instanceof HTMLSlotElement)) {
        made.appendChild(copy(child))
        continue
      }
      const given = child.assignedNodes({ flatten: true })
      for (const shown of given.length > 0 ? given : child.childNodes) made.appendChild(copy(shown))
    }
    return made
  }
  const root = document.documentElement
  let whole: Element = root
  try {
    const hasShadow = [...document.querySelectorAll('*')].some((element) => element.shadowRoot !== null)
    if (hasShadow) whole = copy(root) as Element
  } catch {
    // Nested deeper than the stack is: the tree as it is, without what stands in shadows.
  }
  return `<!doctype html>${whole.outerHTML}`
}
