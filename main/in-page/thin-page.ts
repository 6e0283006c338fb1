/** How much of a page the cleaner can take in time. */
export interface ThinLimits {
  /** Elements of the lean page; with more, there is none. */
  readonly elements: number
  /** Paragraphs of the text; more are joined. */
  readonly paragraphs: number
  /** Rows of a table, above which it is folded into lines of text. */
  readonly rows: number
}

/**
 * Makes a page small enough to be cleaned: without what is no article, with huge tables as lines of text; and, for when
 * even that is too much, its text alone. Parses with `DOMParser`, which runs no scripts and loads nothing.
 *
 * Runs inside an empty page, as text: it may use nothing but what stands in it.
 */
export function thinPage(html: string, limits: ThinLimits): { lean?: string; text: string } {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const DROPPED =
    'style, link:not([rel~="canonical"]), template, svg, iframe, frame, object, embed, applet, canvas, dialog, button, input, select, textarea, ' +
    'script:not([type*="ld+json"]):not([type^="math/tex"])'
  const FURNITURE = 'nav, footer, aside, form, menu, [role="navigation"], [role="complementary"], [role="contentinfo"]'
  const HEADINGS = new Set(['H1', 'H2', 'H3', 'H4', 'H5', 'H6'])
  const BLOCKS = new Set([
    ...HEADINGS, 'ADDRESS', 'ARTICLE', 'ASIDE', 'BLOCKQUOTE', 'BODY', 'BR', 'CENTER', 'DD', 'DETAILS', 'DIV', 'DL', 'DT', 'FIELDSET',
    'FIGCAPTION', 'FIGURE', 'FOOTER', 'FORM', 'HEADER', 'HR', 'LI', 'MAIN', 'NAV', 'OL', 'P', 'PRE', 'SECTION', 'SUMMARY', 'TABLE',
    'TR', 'UL',
  ]) // prettier-ignore
  const squeezed = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim()
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

  const fewerAttributes = (): void => {
    for (const element of page.querySelectorAll('*')) {
      if (element.attributes.length > 60) {
        // Taken off one by one, a hundred thousand of them would need minutes.
        const bare = page.createElement(element.localName)
        bare.append(...element.childNodes)
        element.replaceWith(bare)
        continue
      }
      for (const { name, value } of [...element.attributes]) {
        const carries = value.startsWith('data:image/') || name === 'srcset'
        if (name === 'style' || name.startsWith('on') || (value.length > 4_000 && !carries)) element.removeAttribute(name)
      }
    }
  }

  const foldTables = (): void => {
    for (const table of page.querySelectorAll('table')) {
      if (table.rows.length <= limits.rows) continue
      const lines = [...table.rows].map((row) => [...row.cells].map((cell) => squeezed(cell.textContent)).join('\t').trim())
      const folded = page.createElement('pre')
      folded.textContent = lines.filter((line) => line !== '').join('\n')
      const caption = page.createElement('p')
      caption.textContent = squeezed(table.caption?.textContent ?? '')
      table.replaceWith(...(caption.textContent === '' ? [] : [caption]), folded)
    }
  }

  const fewerBreaks = (): void => {
    const isGap = (node: Node | null): boolean => node?.nodeType === Node.TEXT_NODE && (node.nodeValue ?? '').trim() === ''
    const before = (node: Node): Node | null => {
      const previous = node.previousSibling
      return isGap(previous) ? (previous?.previousSibling ?? null) : previous
    }
    for (const br of page.querySelectorAll('br')) {
      const one = before(br)
      if (one?.nodeName !== 'BR' || before(one)?.nodeName !== 'BR') continue
      // With its gap, or what is left would stand between two gaps and be taken for text.
      if (isGap(br.previousSibling)) br.previousSibling?.remove()
      br.remove()
    }
  }

  const isTooMuch = (): boolean =>
    page.getElementsByTagName('*').length > limits.elements || page.getElementsByTagName('br').length > limits.elements / 15

  const asText = (): string => {
    const parts: { heading: boolean; text: string }[] = []
    let words: string[] = []
    let heading = false
    const flush = (): void => {
      const text = squeezed(words.join(''))
      if (text !== '') parts.push({ heading, text })
      words = []
    }
    const walker = page.createTreeWalker(page.body ?? page.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    let inHeading: Element | undefined
    let block: Node | null = null
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (inHeading !== undefined && !inHeading.contains(node)) {
        flush()
        inHeading = undefined
        heading = false
      }
      if (node.nodeType === Node.TEXT_NODE) {
        let around: Node | null = node.parentNode
        while (around !== null && !BLOCKS.has(around.nodeName)) around = around.parentNode
        if (around !== block) flush()
        block = around
        words.push(node.nodeValue ?? '')
      } else if (BLOCKS.has(node.nodeName)) {
        flush()
        if (HEADINGS.has(node.nodeName)) {
          heading = true
          inHeading = node as Element
        }
      } else if (node.nodeName === 'TD' || node.nodeName === 'TH') words.push(' \t ')
    }
    flush()
    const together = Math.max(1, Math.ceil(parts.length / limits.paragraphs))
    const written: string[] = []
    for (let at = 0; at < parts.length; at += together) {
      const group = parts.slice(at, at + together)
      const tag = together === 1 && group[0]?.heading === true ? 'h2' : 'p'
      written.push(`<${tag}>${escaped(group.map(({ text }) => text).join('\n'))}</${tag}>`)
    }
    return written.join('\n')
  }

  const head = (): string => {
    const kept = [...page.querySelectorAll('title, meta[content], link[rel~="canonical"], script[type*="ld+json"]')]
    return kept.filter((element) => element.outerHTML.length < 200_000).slice(0, 200).map((element) => element.outerHTML).join('\n') // prettier-ignore
  }
  const opening = (): string => {
    const { lang, dir } = page.documentElement
    return `<!doctype html><html lang="${lang.replace(/[^\w-]/g, '')}"${/^(?:ltr|rtl)$/.test(dir) ? ` dir="${dir}"` : ''}><head><meta charset="utf-8">${head()}</head>`
  }

  for (const element of page.querySelectorAll(DROPPED)) element.remove()
  foldTables()
  fewerAttributes()
  fewerBreaks()
  if (isTooMuch()) {
    for (const element of page.querySelectorAll(FURNITURE)) element.remove()
    // Far from all of it can be kept: where the page says what it is about, that is what.
    const mains = [...page.querySelectorAll('main, [role="main"]')]
    const articles = [...page.querySelectorAll('article')]
    const only = mains.length === 1 ? mains[0] : articles.length === 1 ? articles[0] : undefined
    if (only !== undefined && squeezed(only.textContent).length > 500) page.body.replaceChildren(only)
  }
  const text = `${opening()}<body><article>${asText()}</article></body></html>`
  return isTooMuch() ? { text } : { lean: `${opening()}${page.body.outerHTML}</html>`, text }
}
