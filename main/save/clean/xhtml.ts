/** Elements that an HTML parser closes itself. */
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'])

/** A comment, a CDATA section (its text: 1), or a tag that closes itself (its name: 2, its attributes: 3). */
const DIFFERENT = /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<([a-zA-Z][^\s/><"']{0,60})((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)\/>/g
const OWN_ENTITIES = /<!doctype[^[<>]{0,500}\[[^\]]*\]\s*>/i

/** Whether a page is XML to browsers: sent as such, or a file named so. */
export function isXhtml(page: { readonly contentType?: string; readonly name?: string }): boolean {
  return /^\s*(?:application|text)\/(?:xhtml\+)?xml\b/i.test(page.contentType ?? '') || /\.xhtml$/i.test(page.name ?? '')
}

/**
 * XHTML as an HTML parser understands it: elements that close themselves get an end tag (an empty `<script/>` would swallow
 * the rest of the page), CDATA sections become text, and a document type of its own entities is left out.
 */
export function xhtmlAsHtml(text: string): string {
  return text.replace(OWN_ENTITIES, '<!doctype html>').replace(DIFFERENT, (whole, data?: string, name?: string, attributes = '') => {
    if (data !== undefined) return data.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    if (name === undefined || VOID.has(name.toLowerCase())) return whole
    return `<${name}${attributes}></${name}>`
  })
}
