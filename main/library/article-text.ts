import { Parser } from 'htmlparser2'
import { parse, type DefaultTreeAdapterTypes } from 'parse5'

/**
 * The text of a stored article: the `textContent` of the `<main>` of its document, to the very UTF-16 unit as a browser
 * gives it, because every highlight counts in it.
 *
 * A streaming tokenizer does it for nearly all articles. Where the HTML standard's tree building would move or drop
 * text (words directly in a table, raw-text elements, `<select>`, `<template>`), the whole document goes through the
 * slower real tree builder, see `textByTree`.
 *
 * @returns an empty text when there is no `<main>`
 */
export function articleText(documentHtml: string): string {
  const quick = SPECIAL.test(documentHtml) ? undefined : streamedText(documentHtml)
  return quick ?? textByTree(documentHtml)
}

/** Whether a document has its `<main>` with an end: one that was cut off has not. */
export function isWholeDocument(documentHtml: string): boolean {
  return /<main[\s>]/i.test(documentHtml) && /<\/main>/i.test(documentHtml)
}

/** What the tokenizer alone does not do as a browser does, end tags with attributes among it. A `<title>` or `<style>` in the head does no harm. */
const SPECIAL =
  /\0|<(?:plaintext|xmp|iframe|noembed|noframes|noscript|select|template|textarea|frameset|svg|listing|foreignobject|script)\b|<!\[cdata\[|<\/[a-z][^>]*[\s/"'<=]|<main\b[^]*<(?:title|style|html|head|body)\b/i

/** Elements whose own text would be moved before their table. */
const TABLE_PARTS: ReadonlySet<string> = new Set(['table', 'tbody', 'thead', 'tfoot', 'tr', 'colgroup'])
/** What may stand in those. Anything else would be moved, too. */
const IN_TABLE: ReadonlySet<string> = new Set([...TABLE_PARTS, 'td', 'th', 'caption', 'col'])
const VOID: ReadonlySet<string> = new Set(
  ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'param', 'source', 'track', 'wbr'],
)
const BLANK = /^[ \t\n\f\r]*$/

function streamedText(documentHtml: string): string | undefined {
  const parts: string[] = []
  const open: string[] = []
  let inMain = false
  let afterPre = false
  let unsure = false
  const parser = new Parser(
    {
      onopentag(name) {
        const parent = open.at(-1) ?? ''
        if (TABLE_PARTS.has(parent) ? !IN_TABLE.has(name) : name !== 'table' && IN_TABLE.has(name) && !fits(name, parent)) unsure = true
        open.push(name)
        if (name === 'main' && inMain) unsure = true
        if (name === 'main') inMain = true
        afterPre = name === 'pre'
      },
      onclosetag(name, implied) {
        // A stored document was written by a serialiser and closes all it opens, but for elements like <br>.
        if (open.pop() !== name || (implied && !VOID.has(name))) unsure = true
        if (name === 'main') {
          inMain = false
          parser.pause()
        }
        afterPre = false
      },
      ontext(text) {
        if (!inMain) return
        if (TABLE_PARTS.has(open.at(-1) ?? '') && !BLANK.test(text)) unsure = true
        // The first newline in <pre> belongs to the markup.
        parts.push(afterPre && text.startsWith('\n') ? text.slice(1) : text)
        afterPre = false
      },
      oncomment() {
        afterPre = false
      },
    },
    { decodeEntities: true },
  )
  // The newlines of a document are normalised before it is parsed; a `&#13;` stays.
  parser.end(documentHtml.replace(/\r\n?/g, '\n'))
  return unsure ? undefined : parts.join('')
}

/** Whether a part of a table stands where it belongs; elsewhere its tags mean nothing. */
function fits(name: string, parent: string): boolean {
  return TABLE_PARTS.has(parent) && name !== parent
}

type Node = DefaultTreeAdapterTypes.ChildNode

/**
 * `articleText` by the HTML standard's tree building. (jsdom, on the same parser, differs in one point: it puts words that
 * stand directly in a table after it instead of before, `insertTextBefore` in its parser/html.js.)
 */
export function textByTree(documentHtml: string): string {
  // The reader's window parses documents without scripting, which makes <noscript> an ordinary element.
  const main = findMain(parse(documentHtml, { scriptingEnabled: false }).childNodes)
  const parts: string[] = []
  if (main !== undefined) collect(main, parts)
  return parts.join('')
}

function findMain(nodes: readonly Node[]): DefaultTreeAdapterTypes.Element | undefined {
  const waiting = [...nodes].reverse()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!('childNodes' in node)) continue
    if (node.nodeName === 'main') return node
    for (let at = node.childNodes.length - 1; at >= 0; at--) waiting.push(node.childNodes[at] as Node)
  }
  return undefined
}

/** Text nodes in document order, without recursion: hostile pages nest deeper than the stack. */
function collect(root: DefaultTreeAdapterTypes.Element, parts: string[]): void {
  const waiting: Node[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.nodeName === '#text' && 'value' in node) parts.push(node.value)
    else if ('childNodes' in node) for (let at = node.childNodes.length - 1; at >= 0; at--) waiting.push(node.childNodes[at] as Node)
  }
}
